"""The days of a series of meetings: weekly, fortnightly or monthly on a weekday, around holidays (R161)."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from service.domain.deadlines import WorkingCalendar
from service.domain.errors import FieldError, InvalidInput

RHYTHMS: Mapping[str, str] = {
    "wekelijks": "Elke week",
    "tweewekelijks": "Om de week",
    "maandelijks": "Elke maand",
}
ON_HOLIDAY: Mapping[str, str] = {
    "eerder": "Een werkdag eerder",
    "later": "Een werkdag later",
    "overslaan": "Het overleg valt uit",
}
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
LAST_WEEK = 5
WEEKS: Mapping[int, str] = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", LAST_WEEK: "laatste"}
MAX_YEARS = 3
MAX_CASES = 50


@dataclass(frozen=True)
class Rhythm:
    """When a team meets; `week_of_month` only counts for a monthly rhythm."""

    rhythm: str
    weekday: int  # 0 is Monday
    first_on: date
    last_on: date
    on_holiday: str = "eerder"
    week_of_month: int | None = None

    def in_words(self) -> str:
        """«Om de week op vrijdag», «Elke maand op de tweede dinsdag»."""
        day = WEEKDAYS[self.weekday]
        if self.rhythm == "maandelijks":
            return f"{RHYTHMS[self.rhythm]} op de {WEEKS[self.week_of_month or 1]} {day}"
        return f"{RHYTHMS[self.rhythm]} op {day}"


def meeting_days(of: Rhythm, working: WorkingCalendar) -> list[date]:
    """The days on which the team meets, within the period; each day once."""
    days = (_moved(day, of.on_holiday, working) for day in _planned(of))
    return sorted({day for day in days if day is not None and of.first_on <= day <= of.last_on})


def _planned(of: Rhythm) -> Iterator[date]:
    if of.rhythm == "maandelijks":
        yield from _monthly(of)
        return
    day = of.first_on + timedelta(days=(of.weekday - of.first_on.weekday()) % 7)
    while day <= of.last_on:
        yield day
        day += timedelta(weeks=1 if of.rhythm == "wekelijks" else 2)


def _monthly(of: Rhythm) -> Iterator[date]:
    year, month = of.first_on.year, of.first_on.month
    while (year, month) <= (of.last_on.year, of.last_on.month):
        yield _in_month(year, month, of.weekday, of.week_of_month or 1)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _in_month(year: int, month: int, weekday: int, week: int) -> date:
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7, weeks=min(week, LAST_WEEK) - 1)
    # The last one: the fifth where there is one, else the fourth.
    return day if day.day <= calendar.monthrange(year, month)[1] and day.month == month else day - timedelta(weeks=1)


def _moved(day: date, on_holiday: str, working: WorkingCalendar) -> date | None:
    if working.is_working_day(day):
        return day
    if on_holiday == "overslaan":
        return None
    return working.add_working_days(1 if on_holiday == "later" else -1, day)


def ensure_rhythm(of: Rhythm, today: date) -> None:
    """Refuse a series that cannot be, with every mistake at once."""
    mistakes = []
    if of.rhythm not in RHYTHMS:
        mistakes.append(FieldError("ritme", "Kies hoe vaak het team overlegt."))
    if not 0 <= of.weekday < len(WEEKDAYS):
        mistakes.append(FieldError("weekdag", "Kies een dag van maandag tot en met vrijdag."))
    if of.rhythm == "maandelijks" and of.week_of_month not in WEEKS:
        mistakes.append(FieldError("week", "Kies de hoeveelste week van de maand."))
    if of.on_holiday not in ON_HOLIDAY:
        mistakes.append(FieldError("feestdag", "Kies wat er gebeurt als het overleg op een feestdag valt."))
    if of.first_on < today:
        mistakes.append(FieldError("van", "Kies een eerste dag die niet voorbij is, bijvoorbeeld 24-11-2026."))
    if not of.first_on <= of.last_on <= of.first_on + timedelta(days=366 * MAX_YEARS):
        mistakes.append(FieldError("tot", f"Kies een laatste dag na de eerste, hooguit {MAX_YEARS} jaar later."))
    if mistakes:
        raise InvalidInput(fields=mistakes)


def slot_mistakes(starts_at: time | None, ends_at: time | None, place: str, capacity: int | None) -> list[FieldError]:
    """What is wrong with time, place and room of a meeting."""
    mistakes = []
    if starts_at is None:
        mistakes.append(FieldError("begin", "Vul in hoe laat het overleg begint, bijvoorbeeld 9:30."))
    if ends_at is None or (starts_at is not None and ends_at <= starts_at):
        mistakes.append(FieldError("einde", "Vul een eindtijd in na het begin, bijvoorbeeld 11:30."))
    if not place.strip():
        mistakes.append(FieldError("plaats", "Vul in waar het overleg is, bijvoorbeeld een adres of «online»."))
    if capacity is not None and not 1 <= capacity <= MAX_CASES:
        mistakes.append(FieldError("zaken", f"Vul een aantal zaken in van 1 tot en met {MAX_CASES}, of niets."))
    return mistakes
