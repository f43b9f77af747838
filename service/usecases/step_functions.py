"""The functions of the expression language, bound to a region and a day; a date that they count says why."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from service.domain.due_dates import started_late
from service.settings import RegionConfig


def functions_of(config: Callable[[], RegionConfig], today: Callable[[], date]) -> Mapping[str, Callable[..., Any]]:
    """The functions; dates go in and out as ISO strings. Region and day are asked for when an expression needs them."""
    return {
        "termijn": lambda code, start: config().due_date(code, date.fromisoformat(start)),
        "werkdagen": lambda n, start: config().due_after(n, date.fromisoformat(start)),
        "vandaag": lambda: started_late(today()),
        "om_herinnering": lambda day: config().calendar.reminder_at(date.fromisoformat(day)).isoformat(),
        "om_verval": lambda day: config().calendar.expiry_at(date.fromisoformat(day)).isoformat(),
        "eerste_van": min,
        "laatste_van": max,
        "kies": lambda condition, then, otherwise: then if condition else otherwise,
        "instelling": lambda key: config().setting(key),
        "aantal": lambda values: len(values or ()),
    }
