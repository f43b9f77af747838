"""Working days, due dates and the moments on them: Dutch holidays, a region's own days, Europe/Amsterdam (T01-T30)."""

import calendar
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REMINDER_TIME = time(9)
EXPIRY_TIME = time(17)

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_ONE_DAY = timedelta(days=1)


def dutch_date(on: date) -> str:
    """The date in words: «dinsdag 24 november 2026»."""
    return f"{dutch_day(on)} {on.year}"


def dutch_day(on: date) -> str:
    """The date in words without its year: «dinsdag 24 november»."""
    return f"{_WEEKDAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"


def local_date(instant: datetime) -> date:
    """The day an instant falls on in the Netherlands."""
    return instant.astimezone(AMSTERDAM).date()


def local_instant(on: date, at: time) -> datetime:
    """That time of that day in the Netherlands, aware; a time that summer time skips moves on by the skipped hour."""
    return datetime.combine(on, at, AMSTERDAM).astimezone(UTC).astimezone(AMSTERDAM)


@lru_cache(maxsize=64)
def _holidays(year: int) -> dict[date, str]:
    # Without the category optional, 5 May is missing outside lustrum years and Good Friday always.
    return dict(country_holidays("NL", years=year, categories=("public", "optional"), language="nl").items())


class WorkingCalendar:
    """The working days of one region.

    `extra_days` are days off of the region itself; `removed_days` are holidays on which the region works.
    """

    def __init__(
        self,
        extra_days: Iterable[date] = (),
        removed_days: Iterable[date] = (),
        *,
        good_friday: bool = True,
        reminder_time: time = REMINDER_TIME,
        expiry_time: time = EXPIRY_TIME,
    ) -> None:
        self.extra_days, self.removed_days = frozenset(extra_days), frozenset(removed_days)
        self.reminder_time, self.expiry_time = reminder_time, expiry_time
        self._good_friday = good_friday
        self._off: dict[int, frozenset[date]] = {}

    def is_working_day(self, on: date) -> bool:
        """Whether terms count this day."""
        return on.weekday() < 5 and on not in self._days_off(on.year)

    def add_working_days(self, n: int, from_on: date) -> date:
        """The n-th working day after a date, or before it when n is negative; the date itself never counts.

        Zero gives the date itself when it is a working day, else the next working day.
        """
        if n == 0:
            return self.roll_on(from_on)
        step = _ONE_DAY if n > 0 else -_ONE_DAY
        day, left = from_on, abs(n)
        while left:
            day += step
            if self.is_working_day(day):
                left -= 1
        return day

    def add_months(self, n: int, from_on: date) -> date:
        """The same day n months later (the last day of a shorter month), rolled on to a working day."""
        return self.roll_on(_months_later(n, from_on))

    def roll_on(self, on: date) -> date:
        """The date itself, or the next working day."""
        while not self.is_working_day(on):
            on += _ONE_DAY
        return on

    def working_days_between(self, from_on: date, until_on: date) -> int:
        """How many working days lie after `from_on`, up to and including `until_on`; negative when it lies before."""
        if until_on < from_on:
            return -sum(map(self.is_working_day, _days(until_on - _ONE_DAY, from_on - _ONE_DAY)))
        return sum(map(self.is_working_day, _days(from_on, until_on)))

    def reminder_at(self, on: date) -> datetime:
        """The moment on that day at which reminders leave, aware, Europe/Amsterdam."""
        return local_instant(on, self.reminder_time)

    def expiry_at(self, on: date) -> datetime:
        """The moment on that day at which a term expires, aware, Europe/Amsterdam."""
        return local_instant(on, self.expiry_time)

    def days_off(self, from_on: date, until_on: date) -> list[tuple[date, str]]:
        """The days from one date up to another that do not count besides weekends, with what they are called."""
        off = [day for day in _days(from_on - _ONE_DAY, until_on) if day.weekday() < 5 and not self.is_working_day(day)]
        return [(day, _holidays(day.year).get(day, "Vrije dag van de regio")) for day in off]

    def explain(self, n: int, from_on: date) -> str:
        """Why the due date is what it is: «dinsdag 11 mei, want 5 en 6 mei zijn feestdagen (4 werkdagen na …)»."""
        due = self.add_working_days(n, from_on)
        days = _days(from_on, due) if n > 0 else _days(due, from_on - _ONE_DAY)
        if n == 0:
            return self._because(due, list(_days(from_on - _ONE_DAY, due)), f"dezelfde dag als {dutch_day(from_on)}")
        unit = "werkdag" if abs(n) == 1 else "werkdagen"
        plain = f"{abs(n)} {unit} {'na' if n > 0 else 'vóór'} {dutch_day(from_on)}"
        return self._because(due, list(days), plain)

    def explain_months(self, n: int, from_on: date) -> str:
        """The same for a term in months, which a weekend also moves on."""
        raw, due = _months_later(n, from_on), self.add_months(n, from_on)
        plain = f"{n} {'maand' if n == 1 else 'maanden'} na {dutch_day(from_on)}"
        weekend = [f"{dutch_day(raw)} valt in het weekend"] if raw.weekday() > 4 else []
        return self._because(due, list(_days(raw - _ONE_DAY, due)), plain, weekend)

    def _because(self, due: date, days: list[date], plain: str, reasons: Iterable[str] = ()) -> str:
        off = [day for day in days if day.weekday() < 5 and not self.is_working_day(day)]
        public = [day for day in off if day not in self.extra_days]
        own = [day for day in off if day in self.extra_days]
        reasons = list(reasons)
        if public:
            reasons.append(f"{_list_days(public)} {'is een feestdag' if len(public) == 1 else 'zijn feestdagen'}")
        if own:
            kind = "is een vrije dag" if len(own) == 1 else "zijn vrije dagen"
            reasons.append(f"{_list_days(own)} {kind} in deze regio")
        if not reasons:
            return f"{dutch_day(due)}: {plain}"
        return f"{dutch_day(due)}, want {' en '.join(reasons)} ({plain})"

    def _days_off(self, year: int) -> frozenset[date]:
        off = self._off.get(year)
        if off is None:
            days = {day for day, name in _holidays(year).items() if self._good_friday or name != "Goede vrijdag"}
            off = self._off[year] = frozenset(days - self.removed_days) | self.extra_days
        return off


def _days(after: date, until: date) -> Iterator[date]:
    day = after
    while day < until:
        day += _ONE_DAY
        yield day


def _months_later(n: int, from_on: date) -> date:
    year, month = divmod(from_on.year * 12 + from_on.month - 1 + n, 12)
    return date(year, month + 1, min(from_on.day, calendar.monthrange(year, month + 1)[1]))


def _list_days(days: list[date]) -> str:
    """«5 en 6 mei», «25 december en 1 januari»: the month stands after its last day."""
    parts = [
        str(day.day) if i + 1 < len(days) and days[i + 1].month == day.month else f"{day.day} {_MONTHS[day.month - 1]}"
        for i, day in enumerate(days)
    ]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"
