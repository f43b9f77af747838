"""Fields of requests and answers, with mistakes said in Dutch."""

from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, fields, validate

# What fits in a key of the database.
MAX_WHOLE = 2**31 - 1
_REQUIRED = {"required": "Dit veld is verplicht.", "null": "Dit veld mag niet leeg zijn."}


class Text(fields.String):
    """Text."""

    default_error_messages = {
        **_REQUIRED,
        "invalid": "Dit moet tekst zijn.",
        "invalid_utf8": "Dit is geen geldige tekst.",
    }


class Whole(fields.Integer):
    """A whole number."""

    default_error_messages = {
        **_REQUIRED,
        "invalid": "Dit moet een heel getal zijn.",
        "too_large": "Dit getal is te groot.",
    }


class YesNo(fields.Boolean):
    """true or false."""

    default_error_messages = {**_REQUIRED, "invalid": "Dit moet true of false zijn."}


class Day(fields.Date):
    """A date, ISO 8601: 2026-11-24."""

    default_error_messages = {
        **_REQUIRED,
        "invalid": "Dit moet een datum zijn, geschreven als 2026-11-24.",
        "format": "Dit moet een datum zijn, geschreven als 2026-11-24.",
    }


class Instant(fields.DateTime):
    """A moment in UTC, ISO 8601 with Z: 2026-11-24T08:30:00Z."""

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        if value is None:
            return None
        return value.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


class Open(fields.Dict):
    """An object whose fields a form decides."""

    default_error_messages = {**_REQUIRED, "invalid": "Dit moet een object zijn."}


class Rows(fields.List[Any]):
    """A list of one shape."""

    def __init__(self, shape: type[Schema] | fields.Field[Any], **options: Any) -> None:
        inner = shape if isinstance(shape, fields.Field) else fields.Nested(shape)
        super().__init__(inner, **options)


class One(fields.Nested):
    """One shape."""


class Wire(Schema):
    """A shape on the wire; `name` is what the interface description calls it."""

    name = ""
    error_messages = {
        "unknown": "Dit veld kennen wij hier niet.",
        "type": "Dit moet een object zijn.",
    }


def one_of(*values: str) -> validate.OneOf:
    """One of these words."""
    return validate.OneOf(values, error="Kies een van: {choices}.")


def between(least: int, most: int) -> validate.Range:
    """A number within bounds, these included."""
    return validate.Range(least, most, error="Dit moet een getal zijn van {min} tot en met {max}.")


def at_most(length: int) -> validate.Length:
    """Not longer than this."""
    return validate.Length(max=length, error="Gebruik hooguit {max} tekens.")


def filled() -> validate.Validator:
    """Not only white space; the pattern is read by other languages too, from the description."""
    return validate.Regexp(r"[\s\S]*\S", error="Dit veld is verplicht.")
