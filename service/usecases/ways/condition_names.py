"""What a condition may be about, with what can be chosen for it: the questions of a form, the data of a process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.engine import ProcessModel
from service.forms import Field
from service.usecases.ways.author_facts import AuthorFacts

_TYPES = {"janee": "bool", "getal": "int", "bedrag": "int", "datum": "date", "meerkeuze": "list", "lijst": "list"}


@dataclass(frozen=True)
class ConditionName:
    """A name with what people call it, its type (str, int, bool, date, list) and its choices as value and label."""

    name: str
    label: str
    type: str
    choices: tuple[tuple[str, str], ...] = ()


def names_of_form(raw: Mapping[str, Any], inside: str, facts: AuthorFacts, form_id: str) -> list[ConditionName]:
    """The questions of a form and of its rows `inside`, then what the processes know that use the form."""
    fields = list(raw.get("velden") or [])
    columns = next((one.get("velden") or [] for one in fields if one.get("naam") == inside), [])
    found = {one.name: one for one in map(_of_raw, [*columns, *fields]) if one.name}
    for model in facts.processes.values():
        if any(node.form == form_id for node in model.nodes.values()):
            for one in names_of_process(model, facts):
                found.setdefault(one.name, one)
    return list(found.values())


def names_of_process(model: ProcessModel, facts: AuthorFacts) -> list[ConditionName]:
    """The data of a process; what comes from a question carries its words and choices."""
    asked = {name: field for name, field in _asked(model, facts)}
    return [
        ConditionName(
            name,
            f"{asked[name].label} ({name})" if name in asked else f"{name.replace('_', ' ')} ({name})",
            one.type,
            _choices(asked.get(name)),
        )
        for name, one in model.variables.items()
    ]


def _asked(model: ProcessModel, facts: AuthorFacts) -> Iterable[tuple[str, Field]]:
    fields = {form.id: {field.name: field for field in form.fields} for form in facts.forms}
    for node in model.nodes.values():
        for variable, field in node.takes:
            if field in fields.get(node.form or "", {}):
                yield variable, fields[node.form or ""][field]


def _choices(field: Field | None) -> tuple[tuple[str, str], ...]:
    if field is None or isinstance(field.choices, str):
        return ()
    return tuple((one.value, one.label) for one in field.choices)


def _of_raw(field: Mapping[str, Any]) -> ConditionName:
    name, given = str(field.get("naam") or ""), field.get("keuzes")
    choices = [(str(one.get("waarde")), str(one.get("label"))) for one in given] if isinstance(given, list) else []
    return ConditionName(
        name, f"{field.get('label') or name} ({name})", _TYPES.get(str(field.get("type")), "str"), tuple(choices)
    )
