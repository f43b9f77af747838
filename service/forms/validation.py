"""Checking the answers to a form: every mistake at once, and only what was asked comes out."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import ValidationError

from service.domain.errors import FieldError, InvalidInput
from service.forms.definition import Form
from service.forms.field import Field
from service.forms.schema import read_answers
from service.forms.states import FormScope, states_of, visible_values
from service.forms.values import ask_for, is_empty

_MAX_PATH = 200
_ROW_NUMBER = re.compile(r"[0-9]{1,4}")


def validate(form: Form, raw: Any, scope: FormScope, *, strict: bool = True) -> dict[str, Any]:
    """The clean answers: scalars, lists of values, lists of rows; dates as ISO strings.

    Fields that are hidden by their condition and fields without an answer are left out.
    `strict`: a field that the form does not have is a mistake, else it is dropped.
    Raises InvalidInput with all mistakes, paths `veld` or `doelen.0.omschrijving`.
    """
    if not isinstance(raw, Mapping):
        raise InvalidInput("Stuur een JSON-object met de velden van het formulier.")
    check = _Check(form, scope, *_load(form, raw, scope, strict=strict))
    check.required_fields()
    check.rules()
    if check.mistakes:
        raise InvalidInput(fields=_in_order(form, check.mistakes))
    answered = ((field, check.values.get(field.name)) for field in check.shown)
    return {field.name: _without_empty(field, value) for field, value in answered if not is_empty(value)}


def _load(
    form: Form, raw: Mapping[str, Any], scope: FormScope, *, strict: bool
) -> tuple[dict[str, Any], list[FieldError]]:
    """What each answer says by itself, and the mistakes in it."""
    try:
        return dict(read_answers(form.fields, raw, scope, strict=strict)), []
    except ValidationError as error:
        values = error.valid_data if isinstance(error.valid_data, dict) else {}
        return values, list(_flat(error.messages, ""))


class _Check:
    """What the answers say together: which fields count, what is missing, which rules do not hold."""

    def __init__(self, form: Form, scope: FormScope, values: Mapping[str, Any], mistakes: Iterable[FieldError]) -> None:
        self.form, self.scope, self.values = form, scope, values
        self.states = states_of(form, values, scope)
        self.shown = [field for field in form.fields if self.states[field.name].shown]
        self.data = visible_values(form, values, self.states, scope)
        hidden = form.field_names() - {field.name for field in self.shown}
        self.mistakes = [error for error in mistakes if error.path.split(".")[0] not in hidden]

    def required_fields(self) -> None:
        """What must be answered and is not; a field that is wrong already is not called empty as well."""
        for field in self.shown:
            value = self.values.get(field.name)
            if is_empty(value):
                if self.states[field.name].required and not self._wrong(field.name):
                    self.mistakes.append(FieldError(field.name, ask_for(field)))
            elif field.type == "lijst":
                self._rows(field, self.values[field.name])

    def _rows(self, field: Field, rows: list[Mapping[str, Any]]) -> None:
        wrong = {error.path for error in self.mistakes}
        for number, row in enumerate(rows):
            place = f"{field.name}.{number}"
            known = {**self.data, **{column.name: column.blank for column in field.fields}, **row}
            for column in field.fields if place not in wrong else ():
                path = f"{place}.{column.name}"
                if is_empty(row.get(column.name)) and path not in wrong and self._needed(column, known):
                    self.mistakes.append(FieldError(path, ask_for(column)))

    def _needed(self, column: Field, known: Mapping[str, Any]) -> bool:
        if isinstance(column.required, bool):
            return column.required
        return bool(column.required.evaluate(known, self.scope.functions))

    def rules(self) -> None:
        """Rules wait for the fields they read: one mistake gives one sentence."""
        broken = [
            FieldError(rule.field, rule.message)
            for rule in self.form.rules
            if self.states[rule.field].shown
            and not any(self._wrong(name) for name in rule.demand.names)
            and not rule.demand.evaluate(self.data, self.scope.functions)
        ]
        self.mistakes += broken

    def _wrong(self, name: str) -> bool:
        return any(error.path == name or error.path.startswith(f"{name}.") for error in self.mistakes)


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


def _in_order(form: Form, mistakes: Iterable[FieldError]) -> list[FieldError]:
    """As on the page, from top to bottom; what is not on the page comes last."""
    rank = {field.name: number for number, field in enumerate(form.fields)}

    def place(error: FieldError) -> tuple[int, int]:
        name, *rest = error.path.split(".")
        row = int(rest[0]) if rest and _ROW_NUMBER.fullmatch(rest[0]) else -1
        return rank.get(name, len(rank)), row

    return sorted(mistakes, key=place)


def _without_empty(field: Field, value: Any) -> Any:
    if field.type != "lijst":
        return value
    return [{name: cell for name, cell in row.items() if not is_empty(cell)} for row in value]
