"""The marshmallow schema of a form, generated from its fields."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields

from service.forms.field import Choice, Field
from service.forms.states import FormScope
from service.forms.values import MAX_ROWS, Mistake, clean_value, is_empty

_UNKNOWN = "Dit veld hoort niet bij dit formulier. Laat het weg of controleer de naam."
_NOT_AN_OBJECT = "Geef hier een object met velden."


# The scope of the answers that are being read: a schema is shared by everybody who fills in its form.
_SCOPE: ContextVar[FormScope] = ContextVar("scope")


class _Questions:
    """The fields of a form as a key: by identity, since comparing them would take longer than what is kept."""

    def __init__(self, form_fields: tuple[Field, ...]) -> None:
        self.fields = form_fields

    def __hash__(self) -> int:
        return id(self.fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Questions) and other.fields is self.fields


def read_answers(form_fields: tuple[Field, ...], raw: Mapping[str, Any], scope: FormScope, *, strict: bool) -> Any:
    """What each answer says by itself; nothing is required yet: that depends on the answers together.

    Raises marshmallow's ValidationError with every mistake.
    """
    token = _SCOPE.set(scope)
    try:
        return _kept_schema(_Questions(form_fields), strict).load(raw)
    finally:
        _SCOPE.reset(token)


@lru_cache(maxsize=512)
def _kept_schema(questions: _Questions, strict: bool) -> Schema:
    return _schema(questions.fields, strict=strict)


def _schema(form_fields: Sequence[Field], *, strict: bool) -> Schema:
    made: dict[str, fields.Field[Any]] = {field.name: _made(field, strict=strict) for field in form_fields}
    schema = Schema.from_dict(made, name="FormSchema")
    schema.error_messages = {"unknown": _UNKNOWN, "type": _NOT_AN_OBJECT}
    return schema(unknown=RAISE if strict else EXCLUDE)


def _made(field: Field, *, strict: bool) -> fields.Field[Any]:
    return _Rows(_schema(field.fields, strict=strict)) if field.type == "lijst" else _Answer(field)


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

    def __init__(self, field: Field) -> None:
        super().__init__(allow_none=True)
        self.field = field

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        try:
            clean = clean_value(self.field, value)
        except Mistake as mistake:
            raise ValidationError(str(mistake)) from mistake
        if not is_empty(clean):
            self._ensure_exists(clean if isinstance(clean, list) else [clean])
        return clean

    def _ensure_exists(self, chosen: Sequence[Any]) -> None:
        allowed = _allowed(self.field, _SCOPE.get())
        if allowed is not None and not allowed.issuperset(chosen):
            raise ValidationError("Dit antwoord staat niet (meer) in de lijst. Kies opnieuw.")


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
