"""The whole chain over every kind of break in the calendar, with every message counted.

The dates are written down from a paper calendar, not worked out by the code under test.
"""

from dataclasses import replace
from datetime import date as d
from datetime import time

import pytest

from service.domain.deadlines import dutch_day
from service.settings import RegionSettings
from tests.chains.chain import Chain, Days, messages, moments
from tests.world import ROOT

REGIONS = RegionSettings(ROOT / "config" / "regions")
# 25 and 28 December 2026 lie around a weekend; 1 January 2027 is a Friday.
CHRISTMAS = Days(
    start=d(2026, 11, 30), check=d(2026, 12, 29), before=d(2026, 12, 24), after=d(2026, 12, 30),
    alarm=d(2027, 1, 6), official=d(2027, 1, 13), prepare=d(2027, 1, 15), official_reminder=d(2027, 1, 18),
    official_due=d(2027, 1, 20), administrative_reminder=d(2027, 1, 27), administrative_due=d(2027, 2, 3),
)  # fmt: skip
# Good Friday 26 March, summer time from 28 March, Easter Monday 29 March; King's Day falls in the alderman's term.
EASTER = Days(
    start=d(2027, 2, 22), check=d(2027, 3, 22), before=d(2027, 3, 18), after=d(2027, 3, 23),
    alarm=d(2027, 3, 31), official=d(2027, 4, 7), prepare=d(2027, 4, 9), official_reminder=d(2027, 4, 12),
    official_due=d(2027, 4, 14), administrative_reminder=d(2027, 4, 21), administrative_due=d(2027, 4, 29),
)  # fmt: skip
# King's Day 27 April, Liberation Day and Ascension 5 and 6 May, Whit Monday 17 May.
KINGS_DAY = Days(
    start=d(2027, 3, 30), check=d(2027, 4, 28), before=d(2027, 4, 23), after=d(2027, 4, 29),
    alarm=d(2027, 5, 7), official=d(2027, 5, 14), prepare=d(2027, 5, 19), official_reminder=d(2027, 5, 20),
    official_due=d(2027, 5, 24), administrative_reminder=d(2027, 5, 31), administrative_due=d(2027, 6, 7),
)  # fmt: skip
# Summer time ends on 31 October.
AUTUMN = Days(
    start=d(2027, 9, 27), check=d(2027, 10, 25), before=d(2027, 10, 21), after=d(2027, 10, 26),
    alarm=d(2027, 11, 1), official=d(2027, 11, 8), prepare=d(2027, 11, 10), official_reminder=d(2027, 11, 11),
    official_due=d(2027, 11, 15), administrative_reminder=d(2027, 11, 22), administrative_due=d(2027, 11, 29),
)  # fmt: skip
NATIONAL = {"Christmas": CHRISTMAS, "Easter and summer time": EASTER, "King's Day": KINGS_DAY, "autumn": AUTUMN}


@pytest.mark.parametrize("days", [pytest.param(days, id=name) for name, days in NATIONAL.items()])
def test_every_message_comes_once_on_its_day_and_hour(chain: Chain, days: Days) -> None:
    chain.settings_of(REGIONS.default)
    chain.start(days.start)
    chain.to(days.check)
    assert chain.task("checkin").due_on == days.check
    chain.to(d(days.start.year + 1, 12, 1))
    assert chain.counted() == messages(days)
    assert chain.moments() == moments(days)
    asked = chain.mail("Uw besluit gevraagd", "amb-m@voorbeeld.example")
    assert f"Waarom deze datum? {dutch_day(days.official_due).capitalize()}" in asked
    # Nobody decided: the question stays where it is, and so does everything beneath it.
    open_tasks = {"checkin", "stagnatie_beoordelen", "escalatie_voorbereiden", "bestuurlijk_besluiten"}
    assert chain.play.elements() == open_tasks


def test_in_meerwolde_the_reminder_comes_a_day_earlier(chain: Chain) -> None:
    days = replace(AUTUMN, before=d(2027, 10, 20))
    chain.settings_of(REGIONS.for_region("meerwolde"))
    chain.start(days.start)
    chain.to(d(2027, 12, 1))
    assert chain.counted() == messages(days)
    assert chain.moments() == moments(days)


def test_in_eilandenrijk_the_official_has_three_days_and_reminders_leave_before_the_first_boat(chain: Chain) -> None:
    days = replace(
        EASTER, official_reminder=d(2027, 4, 9), official_due=d(2027, 4, 12),
        administrative_reminder=d(2027, 4, 19), administrative_due=d(2027, 4, 26),
    )  # fmt: skip
    chain.settings_of(REGIONS.for_region("eilandenrijk"))
    chain.start(days.start)
    chain.to(d(2027, 6, 1))
    assert chain.counted() == messages(days)
    assert chain.moments() == moments(days, reminder=time(7, 30))


def test_in_zandrug_own_days_off_count_and_a_question_is_prepared_before_it_is_asked(chain: Chain) -> None:
    # Closed on 24 and 31 December as well; the official level opens two working days after the escalation begins.
    days = Days(
        start=d(2026, 11, 30), check=d(2026, 12, 30), before=d(2026, 12, 28), after=d(2027, 1, 4),
        alarm=d(2027, 1, 8), official=d(2027, 1, 15), prepare=d(2027, 1, 19), official_reminder=d(2027, 1, 22),
        official_due=d(2027, 1, 26), administrative_reminder=d(2027, 2, 2), administrative_due=d(2027, 2, 9),
    )  # fmt: skip
    chain.settings_of(REGIONS.for_region("zandrug"))
    chain.start(days.start)
    chain.to(days.check)
    why = chain.task("checkin").due_why or ""
    assert "25 december is een feestdag en 24 december is een vrije dag in deze regio" in why
    chain.to(d(2027, 4, 1))
    assert chain.counted() == messages(days)
    assert next(event.day for event in chain.happened("escalatie") if "geopend" in event.text) == days.prepare
