"""Answers to a form: what comes out clean, and what is said when they are wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from service.domain.errors import InvalidInput
from service.forms import Form, FormScope, field_states, validate

Scope = Callable[..., FormScope]
Shipped = dict[str, Form]


def mistakes(form: Form, raw: Any, scope: FormScope, **more: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as error:
        validate(form, raw, scope, **more)
    paths = [found.path for found in error.value.fields]
    assert len(paths) == len(set(paths)), "one sentence per field"
    return {found.path: found.message for found in error.value.fields}


def one_field(type_: str, **more: Any) -> Form:
    raw = {"naam": "v", "type": type_, "label": "Antwoord", "verplicht": False, **more}
    return Form.parse({"id": "proef", "titel": "Proef", "velden": [raw]}, "proef.json")


@pytest.mark.parametrize(
    ("type_", "given", "clean"),
    [
        ("tekst", "  twee \r\n woorden ", "twee woorden"),
        ("lange_tekst", " een\r\ntwee ", "een\ntwee"),
        ("lange_tekst", "<b>blijft</b> \x00tekst", "<b>blijft</b> tekst"),
        ("datum", "2026-11-24", "2026-11-24"),
        ("datum", "24-11-2026", "2026-11-24"),
        ("datum", "4-1-2027", "2027-01-04"),
        ("getal", "12", 12),
        ("getal", 0, 0),
        ("getal", 3.0, 3),
        ("bedrag", "€ 12.500", 12500),
        ("bedrag", "12500,00", 12500),
        ("bedrag", 41000, 41000),
        ("janee", "nee", False),
        ("janee", True, True),
        ("verwijzing", "o-onbekend", "o-onbekend"),
    ],
)
def test_an_answer_from_page_or_json_becomes_one_clean_value(type_: str, given: Any, clean: Any, scope: Scope) -> None:
    more = {"bron": "organisaties"} if type_ == "verwijzing" else {}
    assert validate(one_field(type_, **more), {"v": given}, scope()) == {"v": clean}


@pytest.mark.parametrize(
    ("type_", "given", "sentence"),
    [
        ("tekst", 3, "Vul hier tekst in."),
        ("tekst", "a" * 301, "hoogstens 300 tekens"),
        ("lange_tekst", "a" * 10_001, "hoogstens 10.000 tekens"),
        ("tekst", "half \ud800", "niet bewaard"),
        ("datum", "morgen", "Vul een datum in, bijvoorbeeld 24-11-2026."),
        ("datum", "31-02-2026", "Deze dag bestaat niet."),
        ("datum", "24-11-26", "Vul een datum in"),
        ("datum", "0001-01-01", "Controleer het jaar"),
        ("datum", 20261124, "Vul een datum in"),
        ("getal", "twaalf", "Vul een heel getal in"),
        ("getal", True, "Vul een heel getal in"),
        ("getal", 1.5, "Vul een heel getal in"),
        ("getal", float("nan"), "Vul een heel getal in"),
        ("getal", -1, "Vul een getal in van 0"),
        ("getal", 10**400, "Vul een getal in van 0"),
        ("bedrag", "12,50", "hele euro's"),
        ("janee", "misschien", "Kies ja of nee."),
        ("janee", 1, "Kies ja of nee."),
        ("verwijzing", ["o-berk"], "Kies een van de antwoorden"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_that_says_what_to_do(
    type_: str, given: Any, sentence: str, scope: Scope
) -> None:
    more = {"bron": "organisaties"} if type_ == "verwijzing" else {}
    assert sentence in mistakes(one_field(type_, **more), {"v": given}, scope())["v"]


def test_every_mistake_is_told_at_once_in_the_order_of_the_form(shipped: Shipped, scope: Scope) -> None:
    raw = {
        "criteria": ["vastgelopen", "mooi_weer"],
        "urgentie": "gisteren",
        "uitkomst": "niet_opgepakt",
        "kleur": "rood",
    }
    found = mistakes(shipped["beoordelen"], raw, scope())
    assert list(found) == ["criteria", "vastgelopen_op", "urgentie", "reden_categorie", "reden", "alternatief", "kleur"]


def test_an_unknown_field_is_a_mistake_only_when_strict(shipped: Shipped, scope: Scope) -> None:
    raw = {"aanvulling": "Het verslag van school.", "csrf_token": "x"}
    assert "hoort niet bij dit formulier" in mistakes(shipped["aanvullen"], raw, scope())["csrf_token"]
    assert validate(shipped["aanvullen"], raw, scope(), strict=False) == {"aanvulling": "Het verslag van school."}


@pytest.mark.parametrize("raw", [None, [], "tekst", 3])
def test_anything_but_an_object_is_refused(raw: Any, shipped: Shipped, scope: Scope) -> None:
    with pytest.raises(InvalidInput, match="JSON-object"):
        validate(shipped["aanvullen"], raw, scope())


def test_a_waiting_list_is_never_a_reason_to_refuse(shipped: Shipped, scope: Scope) -> None:
    raw = {
        "criteria": ["vastgelopen"],
        "vastgelopen_op": "inhoud",
        "urgentie": "normaal",
        "uitkomst": "niet_opgepakt",
        "reden_categorie": "wachtlijst",
        "reden": "Er is geen plek.",
        "alternatief": "De huisarts.",
    }
    found = mistakes(shipped["beoordelen"], raw, scope())
    assert list(found) == ["reden_categorie"]
    assert "overbruggingsplan" in found["reden_categorie"]


def test_hidden_answers_are_dropped_without_a_word_even_when_they_are_wrong(shipped: Shipped, scope: Scope) -> None:
    raw = {"besluit": "akkoord", "motivering": 12}
    assert validate(shipped["goedkeuren"], raw, scope()) == {"besluit": "akkoord"}


def test_what_hangs_on_a_hidden_answer_is_hidden_too(shipped: Shipped, scope: Scope) -> None:
    """A parent is not asked whether the parents know, so neither why they do not know."""
    data = {"melder_type": "ouder_verzorger", "gezin_weet": "nee_met_reden", "gezin_weet_reden": "x"}
    states = field_states(shipped["registreren"], data, scope())
    assert not states["gezin_weet"].shown
    assert not states["gezin_weet_reden"].shown


def test_a_process_variable_decides_about_a_field_and_an_own_field_goes_before_it(
    shipped: Shipped, scope: Scope
) -> None:
    form = shipped["checkin"]
    assert field_states(form, {}, scope(overbrugging_actief=True))["overbrugging_werkt"].required
    assert not field_states(form, {}, scope(overbrugging_actief=False, stand="vertraagd"))["belemmering"].shown


def test_states_follow_answers_as_a_page_posts_them(shipped: Shipped, scope: Scope) -> None:
    form = shipped["plan_maken"]
    assert field_states(form, {"wachttijd_verwacht": "6"}, scope())["overbrugging"].required
    assert not field_states(form, {"wachttijd_verwacht": "0"}, scope())["overbrugging"].shown
    assert not field_states(form, {"wachttijd_verwacht": "veel"}, scope())["overbrugging"].shown


def test_criteria_of_the_region_are_asked_only_where_the_region_has_any(shipped: Shipped, scope: Scope) -> None:
    form, raw = shipped["beoordelen"], {"criteria_regio": ["schuldenproblematiek"]}
    without, with_ = scope(), scope({"triage.criteria_regio": ["schuldenproblematiek"]})
    assert not field_states(form, raw, without)["criteria_regio"].shown
    assert field_states(form, raw, with_)["criteria_regio"].shown
    assert "criteria_regio" in mistakes(form, {"criteria_regio": ["iets_anders"]}, with_)


def test_a_reference_must_be_in_its_source(shipped: Shipped, scope: Scope) -> None:
    form, raw = shipped["keuze_na_weigering"], {"keuze": "andere_aanbieder", "motivering": "x"}
    assert validate(form, {**raw, "aanbieder": "o-berk"}, scope())["aanbieder"] == "o-berk"
    assert "Kies opnieuw" in mistakes(form, {**raw, "aanbieder": "o-weg"}, scope())["aanbieder"]


PARTY = {"organisatie": "o-berk", "rol": "aanbieder", "ring": "casus", "mandaat": "ja"}
PARTIES = {"justitie_nodig": False, "onderwijs_nodig": False, "expertisenetwerk": False}


def test_rows_are_checked_one_by_one_with_their_number(shipped: Shipped, scope: Scope) -> None:
    rows = [PARTY, {**PARTY, "ring": "buiten", "mandaat": None}, "geen rij", {**PARTY, "kleur": "rood"}]
    found = mistakes(shipped["partijen_bepalen"], {**PARTIES, "partijen": rows}, scope())
    assert list(found) == ["partijen.1.ring", "partijen.1.mandaat", "partijen.2", "partijen.3.kleur"]


def test_a_good_row_comes_out_clean_and_without_empty_columns(shipped: Shipped, scope: Scope) -> None:
    row = {**PARTY, "persoon": " "}
    clean = validate(shipped["partijen_bepalen"], {**PARTIES, "partijen": [row]}, scope())
    assert clean["partijen"] == [{**PARTY, "mandaat": True}]


def test_a_required_list_without_rows_asks_for_one(shipped: Shipped, scope: Scope) -> None:
    cases: list[tuple[Any, str]] = [
        ([], "ten minste één rij"),
        (None, "ten minste één rij"),
        ("x", "lijst van rijen"),
        ([PARTY] * 101, "hoogstens 100"),
    ]
    for rows, sentence in cases:
        assert sentence in mistakes(shipped["partijen_bepalen"], {**PARTIES, "partijen": rows}, scope())["partijen"]


def test_a_condition_in_a_row_looks_at_its_own_row(shipped: Shipped, scope: Scope) -> None:
    rows = [{"partij": "School", "instemming": "ja"}, {"partij": "Gemeente", "instemming": "nee"}]
    found = mistakes(shipped["plan_maken"], {"instemming": rows}, scope())
    assert [path for path in found if path.startswith("instemming")] == ["instemming.1.reden"]


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2026-11-27", ""),
        ("2026-11-30", "hoogstens vijf werkdagen"),
        ("2026-11-20", "na vandaag"),
        ("x", "Vul een datum in"),
    ],
)
def test_postponement_is_at_most_five_working_days(until: str, sentence: str, shipped: Shipped, scope: Scope) -> None:
    raw = {"oorzaak": ["wachtlijst"], "actie": "uitstel_eenmalig", "nieuwe_datum": until, "motivering": "Belofte."}
    here = scope(alarm_op="2026-11-18")
    if sentence:
        assert sentence in mistakes(shipped["stagnatie_beoordelen"], raw, here)["nieuwe_datum"]
    else:
        assert validate(shipped["stagnatie_beoordelen"], raw, here)["nieuwe_datum"] == until


def test_no_postponement_when_the_escalation_is_due(shipped: Shipped, scope: Scope) -> None:
    raw = {"oorzaak": ["wachtlijst"], "actie": "uitstel_eenmalig", "nieuwe_datum": "2026-11-24", "motivering": "x"}
    found = mistakes(shipped["stagnatie_beoordelen"], raw, scope(alarm_op="2026-11-13"))
    assert list(found) == ["actie"]
