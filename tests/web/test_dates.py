"""Dates as people write and type them."""

from datetime import UTC, date, datetime

import pytest

from service.web.dates import days_in_words, euros, long_date, long_instant, typed_date


def test_a_date_is_written_out() -> None:
    assert long_date(date(2026, 11, 24)) == "dinsdag 24 november 2026"
    assert long_date("2026-11-24") == "dinsdag 24 november 2026"
    assert long_date(None) == ""


def test_an_instant_is_shown_in_amsterdam_in_summer_and_winter() -> None:
    assert long_instant(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "donderdag 2 juli 2026, 00:30 uur"
    assert long_instant(datetime(2026, 12, 1, 22, 30, tzinfo=UTC)) == "dinsdag 1 december 2026, 23:30 uur"


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "2 dagen te laat"), (-1, "1 dag te laat"), (0, "vandaag"), (1, "morgen"), (12, "over 12 dagen")],
)
def test_how_far_off_a_day_is_stands_in_words(days: int, words: str) -> None:
    assert days_in_words(days) == words


def test_a_kept_date_is_shown_as_it_is_typed_and_half_a_date_stays() -> None:
    assert typed_date("2026-11-24") == "24-11-2026"
    assert typed_date("24-11-2026") == "24-11-2026"
    assert typed_date("24-11") == "24-11"


def test_an_amount_has_dots_between_thousands() -> None:
    assert euros(41000) == "€ 41.000"
