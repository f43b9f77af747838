"""A form file: what it may hold, and every mistake in it as one sentence."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.forms import Form, FormDefinitionError


def form(*fields: dict[str, Any], rules: Any = ()) -> Form:
    return Form.parse({"id": "proef", "titel": "Proef", "velden": list(fields), "regels": list(rules)}, "proef.json")


def field(name: str = "naam", type_: str = "tekst", **more: Any) -> dict[str, Any]:
    return {"naam": name, "type": type_, "label": "Naam", **more}


def test_a_form_file_becomes_fields_and_rules() -> None:
    made = form(
        field("kleur", "keuze", keuzes=[{"waarde": "rood", "label": "Rood"}], verplicht=True, kern=True),
        field("waarom", "lange_tekst", verplicht='kleur == "rood"'),
        rules=[{"eis": 'waarom != "zomaar"', "melding": "Leg het uit."}],
    )
    assert made.field_names() == {"kleur", "waarom"}
    assert list(made.expressions()) == [("waarom", 'kleur == "rood"'), ("regel 1", 'waarom != "zomaar"')]
    assert made.rules[0].field == "waarom"
    assert made.fields[0].core


@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        (field(type_="kleurkiezer"), "het type is niet bekend"),
        (field(type_="keuze"), "heeft «keuzes» nodig"),
        (field(keuzes=[{"waarde": "a", "label": "A"}]), "hoort niet bij het type tekst"),
        (field("a", "keuze", keuzes=[]), "ten minste één keuze"),
        (field("a", "keuze", keuzes=[{"waarde": "x", "label": "X"}, {"waarde": "x", "label": "Y"}]), "dezelfde waarde"),
        (field("a", "verwijzing", bron="planeten"), "deze bron is niet bekend"),
        (field("a", "lijst", velden=[field("b", "lijst", velden=[field()])]), "een lijst in een lijst"),
        (field("a", "verborgen"), "alleen in een lijst"),
        (field("Naam!"), "geen goede naam"),
        (field(verplicht="open('x')"), "mag"),
        (field(verplicht="om_verval(naam)"), "mag"),
        (field(verplicht=3), "een voorwaarde is een uitdrukking"),
        (field(verplicht=True, toon="naam"), "«toon» past alleen"),
        (field(kleur="rood"), "«kleur» is hier niet bekend"),
        (field(label=" "), "«label» ontbreekt"),
        (field("a", "getal", minimum="nul"), "«minimum» is een heel getal"),
        (field("a", verplicht="a"), "wijzen naar elkaar"),
        ("geen object", "elk veld is een object"),
    ],
)
def test_a_mistake_in_a_field_is_named_with_file_and_reason(wrong: Any, part: str) -> None:
    with pytest.raises(FormDefinitionError) as error:
        form(wrong)
    assert any(part in problem and problem.startswith("proef.json") for problem in error.value.problems)


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    with pytest.raises(FormDefinitionError) as error:
        form(field("a", "onzin"), field("b", label=""), field("b"), rules=[{"eis": "c ==", "melding": "x"}])
    assert len(error.value.problems) == 4


def test_a_rule_needs_a_field_of_the_form_to_be_shown_at() -> None:
    with pytest.raises(FormDefinitionError, match="wijst een veld aan"):
        form(field(), rules=[{"eis": "spoed", "melding": "x"}])


def test_names_that_the_process_must_declare_are_known_without_the_columns_of_a_row() -> None:
    made = form(
        field("a", verplicht="spoed and b"),
        field("b"),
        field("c", "lijst", velden=[field("d"), field("e", verplicht='d == "ja" and regio == "x"')]),
    )
    assert list(made.outside_names()) == [("a", "spoed"), ("c.e", "regio")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("ab_=", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab_", max_size=3), inner, max_size=3),
    max_leaves=6,
)


def form_or_sentences(raw: Any) -> Form | tuple[str, ...]:
    try:
        return Form.parse(raw, "x.json")
    except FormDefinitionError as error:
        return error.problems


@settings(max_examples=30)
@given(raw=JSON | st.fixed_dictionaries({"id": JSON, "titel": JSON, "velden": JSON, "regels": JSON}))
def test_any_json_is_read_or_refused_with_sentences(raw: Any) -> None:
    assert form_or_sentences(raw)


KEYS = ["naam", "type", "label", "verplicht", "toon", "keuzes", "bron", "velden", "rij", "kern", "minimum", "hulp"]
VALUES = JSON | st.sampled_from(
    ["tekst", "keuze", "lijst", "verwijzing", "a", "a == 1", "instelling:x", "gemeenten", True]
)


@settings(max_examples=30)
@given(fields=st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6), max_size=3))
def test_any_field_is_read_or_refused_with_sentences(fields: list[dict[str, Any]]) -> None:
    assert form_or_sentences({"id": "x", "titel": "x", "velden": fields})
