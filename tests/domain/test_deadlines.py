"""Due dates: what counts as a working day, how terms add up, and how a date explains itself."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.deadlines import WorkingCalendar, dutch_date, local_date, local_instant

CALENDAR = WorkingCalendar()
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 1, 1), "New Year"),
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2026, 4, 27), "King's Day"),
        (date(2027, 5, 5), "Liberation Day outside a lustrum year"),
        (date(2025, 5, 5), "Liberation Day in a lustrum year"),
        (date(2027, 5, 6), "Ascension"),
        (date(2027, 5, 17), "Whit Monday"),
        (date(2028, 12, 25), "Christmas"),
        (date(2028, 12, 26), "Boxing Day"),
        (date(2026, 11, 21), "Saturday"),
    ],
)
def test_these_days_are_no_working_days(day: date, why: str) -> None:
    assert not CALENDAR.is_working_day(day), why


def test_kings_day_on_a_sunday_is_kept_on_the_saturday_before() -> None:
    assert date(2031, 4, 27).weekday() == 6
    assert CALENDAR.is_working_day(date(2031, 4, 28))


def test_day_of_arrival_does_not_count() -> None:
    assert CALENDAR.add_working_days(1, date(2026, 11, 20)) == date(2026, 11, 23)
    assert CALENDAR.add_working_days(1, date(2026, 11, 21)) == date(2026, 11, 23)


def test_the_known_dates_of_the_terms_come_out() -> None:
    assert CALENDAR.add_working_days(5, date(2026, 11, 13)) == date(2026, 11, 20)
    assert CALENDAR.add_working_days(20, date(2026, 10, 26)) == date(2026, 11, 23)
    assert CALENDAR.add_working_days(-2, date(2026, 11, 23)) == date(2026, 11, 19)


def test_negative_terms_count_back() -> None:
    assert CALENDAR.add_working_days(-5, date(2027, 5, 11)) == date(2027, 4, 30)


def test_months_roll_on_to_a_working_day_and_shorten_in_short_months() -> None:
    assert CALENDAR.add_months(3, date(2026, 2, 5)) == date(2026, 5, 6)
    assert CALENDAR.add_months(3, date(2026, 11, 30)) == date(2027, 3, 1)
    assert CALENDAR.add_months(1, date(2028, 1, 31)) == date(2028, 2, 29)


def test_a_region_adds_and_removes_days() -> None:
    own = WorkingCalendar(extra_days=[date(2026, 5, 15)], removed_days=[date(2026, 5, 5)], good_friday=False)
    assert own.add_working_days(1, date(2026, 5, 13)) == date(2026, 5, 18)
    assert own.is_working_day(date(2026, 5, 5))
    assert own.is_working_day(date(2026, 4, 3))


def test_a_date_explains_itself() -> None:
    assert CALENDAR.explain(4, date(2027, 5, 3)) == (
        "dinsdag 11 mei, want 5 en 6 mei zijn feestdagen (4 werkdagen na maandag 3 mei)"
    )
    assert CALENDAR.explain(5, date(2026, 11, 13)) == "vrijdag 20 november: 5 werkdagen na vrijdag 13 november"
    assert CALENDAR.explain(1, date(2026, 4, 26)) == (
        "dinsdag 28 april, want 27 april is een feestdag (1 werkdag na zondag 26 april)"
    )


def test_the_explanation_names_holidays_of_two_months_and_days_of_the_region() -> None:
    own = WorkingCalendar(extra_days=[date(2026, 12, 24)])
    assert own.explain(5, date(2026, 12, 23)) == (
        "maandag 4 januari, want 25 december en 1 januari zijn feestdagen "
        "en 24 december is een vrije dag in deze regio (5 werkdagen na woensdag 23 december)"
    )


def test_terms_in_months_and_terms_before_a_date_explain_themselves() -> None:
    assert CALENDAR.explain_months(3, date(2026, 2, 5)) == (
        "woensdag 6 mei, want 5 mei is een feestdag (3 maanden na donderdag 5 februari)"
    )
    assert CALENDAR.explain_months(3, date(2026, 8, 15)) == (
        "maandag 16 november, want zondag 15 november valt in het weekend (3 maanden na zaterdag 15 augustus)"
    )
    assert CALENDAR.explain_months(1, date(2026, 6, 1)) == "woensdag 1 juli: 1 maand na maandag 1 juni"
    assert CALENDAR.explain(-5, date(2027, 5, 11)) == (
        "vrijdag 30 april, want 5 en 6 mei zijn feestdagen (5 werkdagen vóór dinsdag 11 mei)"
    )
    assert CALENDAR.explain(-1, date(2026, 6, 3)) == "dinsdag 2 juni: 1 werkdag vóór woensdag 3 juni"


def test_moments_keep_their_local_time_across_summer_time() -> None:
    assert CALENDAR.reminder_at(date(2026, 10, 24)).astimezone(UTC) == datetime(2026, 10, 24, 7, tzinfo=UTC)
    assert CALENDAR.reminder_at(date(2026, 10, 26)).astimezone(UTC) == datetime(2026, 10, 26, 8, tzinfo=UTC)
    assert CALENDAR.expiry_at(date(2026, 11, 20)).isoformat() == "2026-11-20T17:00:00+01:00"


def test_a_time_that_does_not_exist_moves_on() -> None:
    assert local_instant(date(2026, 3, 29), time(2, 30)).isoformat() == "2026-03-29T03:30:00+02:00"


def test_times_are_settings() -> None:
    early = WorkingCalendar(reminder_time=time(8, 15), expiry_time=time(16))
    assert early.reminder_at(date(2026, 6, 1)).time() == time(8, 15)
    assert early.expiry_at(date(2026, 6, 1)).time() == time(16)


def test_an_instant_falls_on_the_dutch_day() -> None:
    assert local_date(datetime(2026, 11, 20, 23, 30, tzinfo=UTC)) == date(2026, 11, 21)
    assert dutch_date(date(2026, 11, 24)) == "dinsdag 24 november 2026"


@given(DAYS, st.integers(min_value=1, max_value=80))
def test_counting_on_and_counting_between_agree(day: date, n: int) -> None:
    due = CALENDAR.add_working_days(n, day)
    assert CALENDAR.is_working_day(due)
    assert CALENDAR.working_days_between(day, due) == n
    assert CALENDAR.working_days_between(due, day) == -CALENDAR.working_days_between(
        day - timedelta(days=1), due - timedelta(days=1)
    )


@given(DAYS, st.integers(min_value=1, max_value=80))
def test_counting_back_from_a_working_day_undoes_counting_on(day: date, n: int) -> None:
    start = CALENDAR.roll_on(day)
    assert CALENDAR.add_working_days(-n, CALENDAR.add_working_days(n, start)) == start
