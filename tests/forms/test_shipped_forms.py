"""The forms in the national set: complete, readable, and fitting the diagrams that use them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from service.domain.errors import InvalidInput
from service.forms import Field, Form, FormScope, field_states, schema_json, validate

Shipped = dict[str, Form]
DIAGRAMS = Path(__file__).parents[2] / "bpmn" / "landelijk"
NS = {"b": "http://www.omg.org/spec/BPMN/20100524/MODEL", "s": "http://spiffworkflow.org/bpmn/schema/1.0/core"}
VARIABLES = {
    "overleg_uiterlijk": "2026-11-27",
    "slot_vrij": False,
    "spoed": True,
    "spoed_grens": "2026-11-26",
    "overbrugging_actief": True,
    "uitkomst": "niet_opgepakt",
    "alarm_op": "2026-11-18",
    "over_thema": False,
}


def properties(element: Any) -> dict[str, str]:
    found = element.findall("./b:extensionElements/s:properties/s:property", NS)
    return {item.get("name"): item.get("value") for item in found}


def user_tasks() -> Iterator[Any]:
    """(diagram and task, form id, variable=field pairs, variables of the process)."""
    for path in sorted(DIAGRAMS.glob("*.bpmn")):
        process: Any = etree.parse(path).find("b:process", NS)
        declared = {name.removeprefix("variabele.") for name in properties(process) if name.startswith("variabele.")}
        for task in process.iterfind(".//b:userTask", NS):
            has = properties(task)
            pairs = [pair.strip() for pair in has.get("variabelen", "").split(",") if pair.strip()]
            form = has.get("formulier", task.get("id"))
            yield pytest.param(form, pairs, declared, id=f"{path.stem}.{task.get('id')}")


def every_field(form: Form) -> Iterator[Field]:
    for field in form.fields:
        yield field
        yield from field.fields


def shown_texts(form: Form) -> Iterator[str]:
    yield from (form.title, form.explanation)
    for field in every_field(form):
        yield from (field.label, field.help, field.row_label)
        yield from (choice.label for choice in field.choices if not isinstance(choice, str))


@pytest.mark.parametrize(("form_id", "pairs", "declared"), list(user_tasks()))
def test_a_task_of_a_diagram_finds_its_form_fields_and_variables(
    form_id: str, pairs: list[str], declared: set[str], shipped: Shipped
) -> None:
    form = shipped[form_id]
    assert {name for _place, name in form.outside_names()} <= declared, "reads what the process does not declare"
    core = {field.name for field in form.fields if field.core}
    assert {pair.split("=")[-1] for pair in pairs} <= core, "the diagram needs a field that is not kern"


def test_the_file_name_is_the_form_id(shipped: Shipped) -> None:
    assert {name: form.id for name, form in shipped.items()} == {name: name for name in shipped}
    assert len(shipped) >= 48


def test_every_form_says_what_is_asked_in_words_and_not_in_codes(shipped: Shipped) -> None:
    for form in shipped.values():
        assert len(form.explanation) > 40, form.id
        for text in shown_texts(form):
            assert "_" not in text, (form.id, text)
        for field in every_field(form):
            assert len(field.label) <= 95, (form.id, field.label)
            assert field.type == "verborgen" or re.match(r"[A-ZÉ]", field.label), (form.id, field.label)


def test_every_rule_is_a_sentence_that_says_what_to_do(shipped: Shipped) -> None:
    for form in shipped.values():
        for rule in form.rules:
            assert re.fullmatch(r"[A-Z].{20,}\.", rule.message), (form.id, rule.message)


def test_no_reason_to_stop_or_refuse_is_an_accepted_waiting_list(shipped: Shipped) -> None:
    ends = [field for field in shipped["resultaat"].fields if field.name == "reden_einde"]
    assert "wachtlijst" not in {choice.value for choice in ends[0].choices if not isinstance(choice, str)}


def test_no_field_asks_for_a_citizen_service_number(shipped: Shipped) -> None:
    for form in shipped.values():
        assert not [
            field.name for field in every_field(form) if "bsn" in field.name or "burgerservice" in field.label.lower()
        ]


@pytest.mark.parametrize("answers", [{}, {"doorzetten": "voorleggen", "heropenen": "ja", "aanvaard": "nee"}])
def test_every_form_can_be_worked_out_before_and_during_answering(
    answers: dict[str, str], shipped: Shipped, scope: Callable[..., FormScope]
) -> None:
    for form in shipped.values():
        states = field_states(form, answers, scope(**VARIABLES))
        assert any(state.shown for state in states.values()), form.id
        assert schema_json(form, scope(**VARIABLES))["velden"], form.id


NUMBERS = st.integers() | st.floats()
TEXTS = st.text(max_size=20) | st.text(st.characters(categories=["Cs", "Cc", "L"]), max_size=5)
LIKELY = st.sampled_from(
    ["ja", "nee", "advies", "voorleggen", "uitstel_eenmalig", "2026-11-24", "31-02-2026", "12", "o-berk"]
)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS | LIKELY
COLUMNS = st.sampled_from(["kenmerk", "taak", "wet", "bedrag", "doel", "_schema", "x.y"])
ROWS = st.lists(st.dictionaries(COLUMNS, SCALARS), max_size=3)
ANSWERS = SCALARS | ROWS | st.lists(SCALARS, max_size=3) | st.dictionaries(TEXTS, SCALARS, max_size=2)
ODD = st.sampled_from(["_schema", "doelen.0.taak", "", "__class__"]) | TEXTS


def outcome(form: Form, raw: Any, scope: FormScope, *, strict: bool) -> tuple[dict[str, Any] | None, list[str]]:
    try:
        return validate(form, raw, scope, strict=strict), []
    except InvalidInput as refused:
        return None, [refused.message, *(error.message for error in refused.fields)]


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_sent_is_accepted_or_refused_with_sentences(
    data: st.DataObject, shipped: Shipped, scope: Callable[..., FormScope]
) -> None:
    form = shipped[data.draw(st.sampled_from(sorted(shipped)))]
    names = st.sampled_from(sorted(form.field_names())) | ODD
    raw = data.draw(st.dictionaries(names, ANSWERS, max_size=8) | ANSWERS)
    here = scope(**VARIABLES)
    clean, sentences = outcome(form, raw, here, strict=data.draw(st.booleans()))
    if clean is None:
        assert all(sentences)
    else:
        assert validate(form, clean, here) == clean, "what is clean stays as it is"
