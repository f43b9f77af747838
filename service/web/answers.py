"""Reading answers back: the labels of a form with what was answered, in the order of the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.forms import Choice, Field, Form, FormScope
from service.web.dates import euros, long_date


@dataclass(frozen=True)
class AnswerLine:
    """One question with its answer: lines of text, or rows of (label, answer)."""

    label: str
    text: str = ""
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()


def read_back(form: Form, data: Mapping[str, Any], scope: FormScope) -> tuple[AnswerLine, ...]:
    """Every question that was answered, in words."""
    return tuple(
        _line(item, data[item.name], scope) for item in form.fields if data.get(item.name) not in (None, "", [])
    )


def _line(item: Field, value: Any, scope: FormScope) -> AnswerLine:
    if item.type != "lijst":
        return AnswerLine(item.label, _text(item, value, scope))
    rows = (row for row in value if isinstance(row, Mapping)) if isinstance(value, list) else ()
    return AnswerLine(item.label, rows=tuple(_cells(item, row, scope) for row in rows))


def _cells(item: Field, row: Mapping[str, Any], scope: FormScope) -> tuple[tuple[str, str], ...]:
    answered = (
        column for column in item.fields if column.type != "verborgen" and row.get(column.name) not in (None, "")
    )
    return tuple((column.label, _text(column, row[column.name], scope)) for column in answered)


def _text(item: Field, value: Any, scope: FormScope) -> str:
    if isinstance(value, list):
        return ", ".join(_label(item, part, scope) for part in value)
    if item.type == "janee":
        return "Ja" if value in (True, "ja") else "Nee"
    if item.type == "datum":
        return _date(value)
    if item.type == "bedrag":
        return _money(value)
    return _label(item, value, scope)


def _date(value: Any) -> str:
    try:
        return long_date(str(value))
    except ValueError:  # a draft may hold half a date
        return str(value)


def _money(value: Any) -> str:
    try:
        return euros(value)
    except ValueError:
        return str(value)


def _label(item: Field, value: Any, scope: FormScope) -> str:
    choices: Any = item.choices if isinstance(item.choices, tuple) else ()
    if item.options_key is not None:
        choices = scope.choices(item.options_key) or ()
    found = next((choice for choice in choices if _is(choice, value)), None)
    return found.label if found is not None else str(value)


def _is(choice: Choice, value: Any) -> bool:
    return choice.value == str(value)
