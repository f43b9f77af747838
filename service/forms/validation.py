"""Checking the answers to a form: every mistake at once, and only what was asked comes out."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import ValidationError

from service.domain.errors import FieldError, InvalidInput
from service.forms.definition import Form
from service.forms.field import Field
from service.forms.schema import build_schema
from service.forms.states import FieldState, FormScope, states_of, visible_values
from service.forms.values import ask_for, is_empty

_MAX_PATH = 200


def validate(form: Form, raw: Any, scope: FormScope, *, strict: bool = True) -> dict[str, Any]:
    """The clean answers: scalars, lists of values, lists of rows; dates as ISO strings.

    Fields that are hidden by their condition and fields without an answer are left out.
    `strict`: a field that the form does not have is a mistake, else it is dropped.
    Raises InvalidInput with all mistakes, paths `veld` or `doelen.0.omschrijving`.
    """
    if not isinstance(raw, Mapping):
        raise InvalidInput("Stuur een JSON-object met de velden van het formulier.")
    values, mistakes = _load(form, raw, scope, strict=strict)
    states = states_of(form, values, scope)
    mistakes = [error for error in mistakes if _shown(error, states)]
    data = visible_values(form, values, states, scope)
    for field in form.fields:
        if states[field.name].shown:
            mistakes += _missing(field, states[field.name], values, data, mistakes, scope)
    mistakes += _broken_rules(form, states, data, mistakes, scope)
    if mistakes:
        raise InvalidInput(fields=_in_order(form, mistakes))
    return {
        name: [_answered(row) for row in values[name]] if field.type == "lijst" else values[name]
        for name, field in ((field.name, field) for field in form.fields)
        if states[name].shown and not is_empty(values.get(name))
    }


def _load(form: Form, raw: Mapping[str, Any], scope: FormScope, *, strict: bool) -> tuple[dict[str, Any], list[FieldError]]:
    schema = build_schema(form.fields, scope, strict=strict)
    try:
        return dict(schema.load(raw)), []
    except ValidationError as error:
        values = error.valid_data if isinstance(error.valid_data, dict) else {}
        return values, list(_flat(error.messages, ""))


def _flat(messages: Any, path: str) -> Iterable[FieldError]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            # marshmallow's own place for mistakes of an object as a whole
            yield from _flat(inner, path if key == "_schema" else f"{path}.{key}".lstrip("."))
    elif isinstance(messages, list):
        for message in messages:
            yield from _flat(message, path)
    else:
        yield FieldError(path[:_MAX_PATH], str(messages))


def _missing(
    field: Field,
    state: FieldState,
    values: Mapping[str, Any],
    data: Mapping[str, Any],
    mistakes: list[FieldError],
    scope: FormScope,
) -> list[FieldError]:
    """What must be answered and is not; a field that is wrong already is not called empty as well."""
    wrong = {error.path for error in mistakes}
    value = values.get(field.name)
    if is_empty(value):
        return [FieldError(field.name, ask_for(field))] if state.required and not _touched(field.name, wrong) else []
    if field.type != "lijst":
        return []
    found: list[FieldError] = []
    for number, row in enumerate(value):
        place = f"{field.name}.{number}"
        if place not in wrong:
            found += _missing_in_row(field, place, row, data, wrong, scope)
    return found


def _missing_in_row(
    field: Field, place: str, row: Mapping[str, Any], data: Mapping[str, Any], wrong: set[str], scope: FormScope
) -> Iterable[FieldError]:
    known = {**data, **{column.name: column.blank for column in field.fields}, **row}
    for column in field.fields:
        path = f"{place}.{column.name}"
        if path in wrong or not is_empty(row.get(column.name)):
            continue
        needed = column.required
        if not isinstance(needed, bool):
            needed = bool(needed.evaluate(known, scope.functions))
        if needed:
            yield FieldError(path, ask_for(column))


def _broken_rules(
    form: Form,
    states: Mapping[str, FieldState],
    data: Mapping[str, Any],
    mistakes: list[FieldError],
    scope: FormScope,
) -> Iterable[FieldError]:
    """Rules wait for the fields they read: one mistake gives one sentence."""
    wrong = {error.path for error in mistakes}
    for rule in form.rules:
        if not states[rule.field].shown or any(_touched(name, wrong) for name in rule.demand.names):
            continue
        if not rule.demand.evaluate(data, scope.functions):
            yield FieldError(rule.field, rule.message)


def _touched(name: str, wrong: set[str]) -> bool:
    return any(path == name or path.startswith(f"{name}.") for path in wrong)


def _shown(error: FieldError, states: Mapping[str, FieldState]) -> bool:
    state = states.get(error.path.split(".")[0])
    return state is None or state.shown


def _in_order(form: Form, mistakes: list[FieldError]) -> list[FieldError]:
    """As on the page, from top to bottom; what is not on the page comes last."""
    rank = {field.name: number for number, field in enumerate(form.fields)}

    def place(error: FieldError) -> tuple[int, int]:
        name, _, rest = error.path.partition(".")
        row = rest.partition(".")[0]
        return rank.get(name, len(rank)), int(row) if row.isascii() and row.isdigit() and len(row) < 9 else -1

    return sorted(mistakes, key=place)


def _answered(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not is_empty(value)}
