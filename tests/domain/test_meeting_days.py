"""The days of a series of meetings, around holidays and short months."""

from datetime import date, time

import pytest

from service.domain.deadlines import WorkingCalendar
from service.domain.errors import InvalidInput
from service.domain.meeting_days import Rhythm, ensure_rhythm, meeting_days, slot_mistakes

DUTCH = WorkingCalendar()


def days(
    rhythm: str, weekday: int, first: date, last: date, on_holiday: str = "eerder", week: int | None = None
) -> str:
    found = meeting_days(Rhythm(rhythm, weekday, first, last, on_holiday, week), DUTCH)
    return " ".join(f"{day.day}/{day.month}" for day in found)


def test_a_weekly_meeting_on_a_holiday_moves_or_is_left_out() -> None:
    first, last = date(2026, 12, 14), date(2027, 1, 10)
    assert days("wekelijks", 4, first, last) == "18/12 24/12 31/12 8/1"
    assert days("wekelijks", 4, first, last, "later") == "18/12 28/12 4/1 8/1"
    assert days("wekelijks", 4, first, last, "overslaan") == "18/12 8/1"
    assert days("tweewekelijks", 4, first, last) == "18/12 31/12"


def test_a_monthly_meeting_falls_on_the_same_weekday_of_every_month() -> None:
    first, last = date(2027, 1, 15), date(2027, 5, 31)
    assert days("maandelijks", 1, first, last, week=2) == "9/2 9/3 13/4 11/5"
    # The last Wednesday of May 2027 is the 26th, of February the 24th.
    assert days("maandelijks", 2, first, last, week=5) == "27/1 24/2 31/3 28/4 26/5"


def test_a_series_that_cannot_be_says_everything_at_once() -> None:
    today = date(2026, 11, 20)
    with pytest.raises(InvalidInput) as refused:
        ensure_rhythm(Rhythm("soms", 6, date(2026, 11, 1), date(2026, 10, 1), "nooit"), today)
    assert [one.path for one in refused.value.fields] == ["ritme", "weekdag", "feestdag", "van", "tot"]
    with pytest.raises(InvalidInput, match="ontbreekt"):
        ensure_rhythm(Rhythm("maandelijks", 0, today, date(2026, 12, 31)), today)
    assert [one.path for one in slot_mistakes(time(10), time(9), " ", 0)] == ["einde", "plaats", "zaken"]
