"""What a posted page asks besides its answers: other rows, questions worked out again, or the answers themselves.

Names that start with `_` are the page's own: no form field can have such a name.
"""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from flask import request

from service.domain.errors import FieldError, InvalidInput
from service.forms import Form, read_html
from service.usecases.tasks import OnBehalf

# What fits in a key of the database.
_LARGEST_KEY = 2**31 - 1
_ADD, _REMOVE = "rij_erbij:", "rij_weg:"


def answers(form: Form) -> dict[str, Any]:
    """The raw answers of this request, from a page or as JSON."""
    given = request.get_json(silent=True) if request.is_json else None
    return dict(given) if isinstance(given, Mapping) else read_html(form, request.form)


def page_action() -> str:
    """Which button was used; empty for sending."""
    return request.form.get("_actie", "")


def with_rows(raw: dict[str, Any], action: str) -> dict[str, Any]:
    """The answers with a row more or less, for who works without scripts."""
    if action.startswith(_ADD):
        name = action.removeprefix(_ADD)
        return {**raw, name: [*raw.get(name, []), {}]}
    name, _, number = action.removeprefix(_REMOVE).partition(".")
    if action.startswith(_REMOVE) and number.isdigit():
        rows = list(raw.get(name, []))
        return {**raw, name: rows[: int(number)] + rows[int(number) + 1 :]}
    return raw


def on_behalf() -> OnBehalf | None:
    """Who answered when it was not the sender: name, channel and date (namens)."""
    name = request.form.get("_namens", "").strip()
    if not name:
        return None
    channel, day = request.form.get("_kanaal", ""), typed_day(request.form.get("_beantwoord_op", ""))
    mistakes = [] if channel else [FieldError("kanaal", "Kies hoe u het antwoord kreeg.")]
    mistakes += (
        []
        if day
        else [FieldError("beantwoord_op", "Vul in op welke dag u het antwoord kreeg, bijvoorbeeld 24-11-2026.")]
    )
    if mistakes:
        raise InvalidInput(fields=mistakes)
    return OnBehalf(name, channel, day)


def typed_day(text: str) -> date | None:
    """The day as typed: 24-11-2026 or 2026-11-24."""
    parts = re.split(r"[-/. ]", text.strip())
    try:
        first, month, last = (int(part) for part in parts)
        return date(first, month, last) if len(parts[0]) == 4 else date(last, month, first)
    except ValueError:
        return None


def typed_key(text: str) -> int | None:
    """A key as a form or an address sends it; larger than a key can be is none."""
    return int(text) if text.isdecimal() and len(text) <= 10 and int(text) <= _LARGEST_KEY else None


def typed_time(text: str) -> time | None:
    """The time as typed: 9:30, 09.30 or 9; None for what is no time."""
    hours, _, minutes = text.strip().removesuffix("uur").strip().replace(".", ":").partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        return None


def typed_number(field: str) -> int:
    """A whole number of the posted page; what is no number counts as none, and is refused with the rest."""
    given = request.form.get(field, "").strip()
    return int(given) if given.isdecimal() and len(given) < 5 else 0
