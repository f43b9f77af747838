"""The marshmallow schema of a form, generated from its fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields

from service.forms.field import Choice, Field
from service.forms.states import FormScope
from service.forms.values import MAX_ROWS, Mistake, clean_value, is_empty

_UNKNOWN = "Dit veld hoort niet bij dit formulier. Laat het weg of controleer de naam."
_NOT_AN_OBJECT = "Geef hier een object met velden."


def build_schema(form_fields: Sequence[Field], scope: FormScope, *, strict: bool) -> Schema:
    """A schema in which nothing is required yet: that depends on the answers together."""
    made: dict[str, fields.Field[Any]] = {field.name: _made(field, scope, strict=strict) for field in form_fields}
    schema = Schema.from_dict(made, name="FormSchema")
    schema.error_messages = {"unknown": _UNKNOWN, "type": _NOT_AN_OBJECT}
    return schema(unknown=RAISE if strict else EXCLUDE)


def _made(field: Field, scope: FormScope, *, strict: bool) -> fields.Field[Any]:
    if field.type == "lijst":
        return _Rows(build_schema(field.fields, scope, strict=strict))
    return _Answer(field, _allowed(field, scope))


def _allowed(field: Field, scope: FormScope) -> frozenset[str] | None:
    """The values that exist, or None when any will do."""
    choices: Sequence[Choice] | None = field.choices if isinstance(field.choices, tuple) else None
    if field.options_key is not None:
        choices = scope.choices(field.options_key)
    elif field.type not in ("keuze", "meerkeuze"):
        return None
    return None if choices is None else frozenset(choice.value for choice in choices)


class _Answer(fields.Field[Any]):
    """One answer: cleaned by its type, and one of the choices where there are choices."""

    def __init__(self, field: Field, allowed: frozenset[str] | None) -> None:
        super().__init__(allow_none=True)
        self.field, self.allowed = field, allowed

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        try:
            clean = clean_value(self.field, value)
        except Mistake as mistake:
            raise ValidationError(str(mistake)) from mistake
        chosen = clean if isinstance(clean, list) else [clean]
        if self.allowed is not None and not is_empty(clean) and not self.allowed.issuperset(chosen):
            raise ValidationError("Dit antwoord staat niet (meer) in de lijst. Kies opnieuw.")
        return clean


class _Rows(fields.Field[Any]):
    """The rows of a list; errors by row number, and a place kept for every row so that numbers stay right."""

    def __init__(self, row_schema: Schema) -> None:
        super().__init__(allow_none=True)
        self.row_schema = row_schema

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if not isinstance(value, list):
            raise ValidationError("Geef hier een lijst van rijen.")
        if len(value) > MAX_ROWS:
            raise ValidationError(f"Geef hoogstens {MAX_ROWS} rijen.")
        rows, mistakes = [], dict[Any, Any]()
        for number, row in enumerate(value):
            try:
                rows.append(self.row_schema.load(row) if isinstance(row, Mapping) else self._refuse())
            except ValidationError as error:
                mistakes[number] = error.messages
                rows.append(error.valid_data if isinstance(error.valid_data, dict) else {})
        if mistakes:
            raise ValidationError(mistakes, valid_data=rows)
        return rows

    def _refuse(self) -> Any:
        raise ValidationError(_NOT_AN_OBJECT)
