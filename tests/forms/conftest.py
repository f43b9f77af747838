"""Forms as they are shipped, and a scope on a fixed day with the real working calendar."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.domain.deadlines import WorkingCalendar
from service.forms import Choice, Form, FormScope

SHIPPED = Path(__file__).parents[2] / "bpmn" / "landelijk" / "formulieren"
TODAY = date(2026, 11, 20)
CALENDAR = WorkingCalendar()
TERM_DAYS = {"T18": 5}
CHOICES = {
    "bron:gemeenten": [Choice("lindervoort", "Lindervoort"), Choice("heidelo", "Heidelo")],
    "bron:aanbieders": [Choice("o-berk", "Stichting De Berk (fictief)")],
    "bron:procesregisseurs": [Choice("u-pr1", "A. Proef")],
    "bron:casusregisseurs": [Choice("u-cp-lt", "B. Buurt")],
}


def _working_days(number: int, start: str) -> str:
    return CALENDAR.add_working_days(number, date.fromisoformat(start)).isoformat()


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "vandaag": TODAY.isoformat,
    "werkdagen": _working_days,
    "termijn": lambda code, start: _working_days(TERM_DAYS[code], start),
    "aantal": len,
    "instelling": {"advice.weight": "dringend"}.get,
}


@pytest.fixture(scope="session")
def shipped() -> dict[str, Form]:
    return {
        path.stem: Form.parse(json.loads(path.read_text(encoding="utf-8")), path.name)
        for path in SHIPPED.glob("*.json")
    }


@pytest.fixture
def scope() -> Callable[..., FormScope]:
    """A scope with these process variables; a setting can be given as a list of values."""

    def make(settings: Mapping[str, Sequence[str]] | None = None, **variables: Any) -> FormScope:
        given = {
            f"instelling:{key}": [Choice(value, value) for value in values] for key, values in (settings or {}).items()
        }
        return FormScope(variables, FUNCTIONS, lambda key: {**CHOICES, **given}.get(key))

    return make
