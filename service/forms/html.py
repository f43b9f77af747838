"""From a posted page to raw answers, in the same shape as the JSON of the API."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from service.forms.definition import Form
from service.forms.field import Field


class Posted(Protocol):
    """What we need of a posted form: names, and all values of a name."""

    def __iter__(self) -> Iterator[str]: ...

    def getlist(self, key: str) -> Sequence[str]:
        """All values that were posted under this name."""
        ...


def read_html(form: Form, posted: Posted) -> dict[str, Any]:
    """The raw answers: names `veld` (repeated for several choices) and `doelen.0.omschrijving` for rows.

    Rows without any answer are dropped and the rest is numbered anew; other names, such as a CSRF token, are ignored.
    """
    raw: dict[str, Any] = {}
    for field in form.fields:
        value = _rows(field, posted) if field.type == "lijst" else _value(field, posted, field.name)
        if value is not None:
            raw[field.name] = value
    return raw


def _value(field: Field, posted: Posted, name: str) -> Any:
    answers = [answer for answer in posted.getlist(name) if answer.strip()]
    if field.type == "meerkeuze":
        return answers or None
    return answers[-1] if answers else None


def _rows(field: Field, posted: Posted) -> list[dict[str, Any]]:
    visible = {column.name for column in field.fields if column.type != "verborgen"}
    rows = []
    for number in _row_numbers(field, posted):
        values = {
            column.name: _value(column, posted, f"{field.name}.{number}.{column.name}") for column in field.fields
        }
        row = {name: value for name, value in values.items() if value is not None}
        # The hidden identity alone does not make a row: that is how a row is cleared.
        if visible & row.keys():
            rows.append(row)
    return rows


def _row_numbers(field: Field, posted: Posted) -> Iterable[str]:
    name = re.compile(rf"{re.escape(field.name)}\.([0-9]{{1,4}})\.[a-z0-9_]+")
    found = {match.group(1) for key in posted if (match := name.fullmatch(key))}
    return sorted(found, key=int)
