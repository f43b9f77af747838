"""Which fields are shown and which must be filled in, given the answers so far."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.forms.definition import Form
from service.forms.field import Choice, Field
from service.forms.values import MAX_ROWS, Mistake, clean_value


def no_choices(_key: str) -> Sequence[Choice] | None:
    """No lists at hand: every source is open."""
    return None


@dataclass(frozen=True)
class FormScope:
    """What working out a form needs besides the form.

    `choices("instelling:triage.criteria_regio")` and `choices("bron:organisaties")` give the choices of a
    setting or source; None means an open source, where any non-empty string will do.
    """

    variables: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]]
    choices: Callable[[str], Sequence[Choice] | None] = no_choices


@dataclass(frozen=True)
class FieldState:
    """Whether a field is on the page now, and whether it must be answered."""

    shown: bool
    required: bool


def field_states(form: Form, data: Mapping[str, Any], scope: FormScope) -> dict[str, FieldState]:
    """The state of every field by name; `data` may be raw or clean, answers that make no sense count as none."""
    return states_of(form, {field.name: _lenient(field, data.get(field.name)) for field in form.fields}, scope)


def states_of(form: Form, values: Mapping[str, Any], scope: FormScope) -> dict[str, FieldState]:
    """The same for values that are clean already; what stands in a hidden field counts as no answer."""
    known = visible_values(form, {}, {}, scope)
    states: dict[str, FieldState] = {}
    for field in form.evaluation_order:
        states[field.name] = _state(field, known, scope)
        if states[field.name].shown and values.get(field.name) is not None:
            known[field.name] = values[field.name]
    return {field.name: states[field.name] for field in form.fields}


def visible_values(
    form: Form, values: Mapping[str, Any], states: Mapping[str, FieldState], scope: FormScope
) -> dict[str, Any]:
    """The data an expression sees: the process variables, and over them the answers of the fields that are shown."""
    data = {**scope.variables, **{field.name: field.blank for field in form.fields}}
    for name, state in states.items():
        if state.shown and values.get(name) is not None:
            data[name] = values[name]
    return data


def _state(field: Field, known: Mapping[str, Any], scope: FormScope) -> FieldState:
    condition = field.condition
    shown = condition is None or bool(condition.evaluate(known, scope.functions))
    # A list that the region left empty is no question.
    if shown and isinstance(field.choices, str) and not scope.choices(field.choices):
        shown = False
    return FieldState(shown, shown and field.required is not False)


def _lenient(field: Field, value: Any) -> Any:
    if field.type == "lijst":
        return value[:MAX_ROWS] if isinstance(value, list) else []
    try:
        return clean_value(field, value)
    except Mistake:
        return None
