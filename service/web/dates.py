"""Dates and instants as people write them: dinsdag 24 november 2026."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def local_date(moment: date | datetime | str) -> date:
    """The day in Amsterdam; an ISO string is read as a day."""
    if isinstance(moment, str):
        return date.fromisoformat(moment[:10])
    return moment.astimezone(AMSTERDAM).date() if isinstance(moment, datetime) else moment


def long_date(moment: date | datetime | str | None) -> str:
    """dinsdag 24 november 2026; nothing for None."""
    if moment is None or moment == "":
        return ""
    day = local_date(moment)
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_instant(moment: datetime | None) -> str:
    """dinsdag 24 november 2026, 14:05 uur, in Amsterdam."""
    return "" if moment is None else f"{long_date(moment)}, {clock_time(moment)} uur"


def clock_time(moment: datetime) -> str:
    """14:05, in Amsterdam."""
    return f"{moment.astimezone(AMSTERDAM):%H:%M}"


def typed_date(moment: date | str | None) -> str:
    """24-11-2026, as people type it; half a date stays as it is."""
    if isinstance(moment, str):
        year, _, rest = moment.partition("-")
        month, _, day = rest.partition("-")
        return f"{day}-{month}-{year}" if len(year) == 4 and month and day else moment
    return "" if moment is None else f"{moment:%d-%m-%Y}"


def machine_date(moment: date | datetime | str | None) -> str:
    """What a <time> element wants: the ISO day, or the ISO instant."""
    return "" if moment is None else moment if isinstance(moment, str) else moment.isoformat()


def days_in_words(days: int) -> str:
    """How far off a day is: 2 dagen te laat, vandaag, morgen, over 3 dagen."""
    if days < 0:
        return f"{-days} {'dag' if days == -1 else 'dagen'} te laat"
    return {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")


def euros(amount: int | str | None) -> str:
    """€ 12.500"""
    return "" if amount in (None, "") else f"€ {int(amount or 0):,}".replace(",", ".")


FILTERS: Mapping[str, Callable[..., Any]] = {
    "dag": long_date,
    "moment": long_instant,
    "tijd": clock_time,
    "iso": machine_date,
    "over_dagen": days_in_words,
    "euro": euros,
}
