"""What breaks the even running of the clock: downtime, a changed calendar, a restart, a term that makes no sense."""

from datetime import date as d
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from service.cli.commands import print_happened
from service.models import Notification, OutboxMail
from service.settings import RegionConfig, RegionSettings
from service.usecases.clocks import happened_since, newest_event
from service.usecases.ticking import tick
from service.usecases.timelines import get_events
from service.usecases.work import AMSTERDAM
from tests.chains.chain import Chain, messages
from tests.chains.test_whole_chain import AUTUMN, EASTER, REGIONS
from tests.world import ROOT


def with_changes(folder: Path, content: str) -> RegionConfig:
    """The national settings with these differences."""
    national = (ROOT / "config/regions/_default.toml").read_text(encoding="utf-8")
    (folder / "_default.toml").write_text(national, encoding="utf-8")
    (folder / "proef.toml").write_text(content, encoding="utf-8")
    return RegionSettings(folder).for_region("proef")


def test_after_three_days_down_everything_comes_in_order_with_its_true_dates(chain: Chain) -> None:
    # In Eilandenrijk the official has three days: the whole term lies in those days. Who hears only now that there
    # is something to decide is not reminded of it in the same minute.
    chain.settings_of(REGIONS.for_region("eilandenrijk"))
    chain.start(AUTUMN.start)
    chain.to(datetime(2027, 11, 8, 16, tzinfo=AMSTERDAM))
    before = len(chain.told())
    chain.wake_up(datetime(2027, 11, 11, 18, tzinfo=AMSTERDAM))
    caught_up = chain.told()[before:]
    assert [(note.kind, note.due_on) for note in caught_up] == [
        ("escalatie_geopend_ambtelijk", d(2027, 11, 11)),
        ("taak_toegewezen", d(2027, 11, 10)),
        ("escalatie_geopend_bestuurlijk", d(2027, 11, 25)),
    ]
    asked, last = caught_up[0], caught_up[2]
    assert "donderdag 11 november 2027" in asked.text
    assert "Dit bericht had u op maandag 8 november 2027 moeten krijgen." in asked.text
    # It should have come an hour ago, today: that is not late.
    assert "moeten krijgen" not in last.text
    with chain.world.database.read() as session:
        mails = session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc()).limit(3)).all()
    assert ["moeten krijgen" in mail.body for mail in reversed(mails)] == [True, True, False]
    escalated = chain.happened("escalatie")
    assert {event.day for event in escalated} == {d(2027, 11, 8), d(2027, 11, 11)}
    tick(chain.world.factory)
    assert len(chain.told()) == before + 3


def test_a_reminder_missed_while_down_says_when_it_should_have_come(chain: Chain) -> None:
    chain.settings_of(REGIONS.default)
    chain.start(AUTUMN.start)
    chain.to(datetime(2027, 11, 21, 16, tzinfo=AMSTERDAM))
    before = len(chain.told())
    chain.wake_up(datetime(2027, 11, 24, 10, tzinfo=AMSTERDAM))
    [reminder] = chain.told()[before:]
    assert (reminder.kind, reminder.due_on) == ("herinnering_vooraf", AUTUMN.administrative_due)
    assert "maandag 29 november 2027" in reminder.text
    assert "Dit bericht had u op maandag 22 november 2027 moeten krijgen." in reminder.text


def test_a_changed_calendar_judges_no_alarm_again_and_leaves_given_dates(chain: Chain, tmp_path: Path) -> None:
    chain.settings_of(REGIONS.default)
    chain.start(EASTER.start)
    chain.to(d(2027, 4, 1))
    check, judgement, told = chain.task("checkin"), chain.task("stagnatie_beoordelen"), len(chain.told())
    # Days before the alarm and days within the running terms become days off; Good Friday becomes a working day.
    days = "vrije_dagen = [2027-03-16, 2027-03-24, 2027-03-25, 2027-04-02, 2027-04-06, 2027-04-08]"
    chain.settings_of(with_changes(tmp_path, f"[kalender]\n{days}\ngoede_vrijdag = false"))
    tick(chain.world.factory)
    assert len(chain.told()) == told
    for before in (check, judgement):
        after = chain.task(before.element_id)
        assert (after.due_on, after.due_why) == (before.due_on, before.due_why)
    chain.to(d(2027, 6, 1))
    # The escalation begins on the day that was given; what is counted from then on follows the new calendar.
    counted = chain.counted()
    assert counted["escalatie_geopend_ambtelijk", "u-amb-m", d(2027, 4, 15)] == 1
    assert counted.total() == messages(EASTER).total()
    assert max(counted.values()) == 1
    assert [stall.opened_on for stall in chain.stalls()] == [EASTER.alarm]


def test_a_reminder_that_would_not_come_before_its_due_date_is_skipped(chain: Chain, tmp_path: Path) -> None:
    # Thirty days before a check that is due in twenty, and after the alderman should have decided.
    odd = '[termijnen]\nT15 = -30\n"T20.herinnering" = 12'
    chain.settings_of(with_changes(tmp_path, odd))
    chain.start(AUTUMN.start)
    chain.to(d(2028, 1, 10))
    expected = messages(AUTUMN)
    del expected["herinnering_vooraf", "u-cp-lt", AUTUMN.check]
    del expected["herinnering_vooraf", "u-weth-l", AUTUMN.administrative_due]
    assert chain.counted() == expected


def test_the_clock_prints_what_it_brought_in_order(chain: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    chain.settings_of(REGIONS.default)
    chain.start(AUTUMN.start)
    chain.to(AUTUMN.check)
    with chain.world.factory.read() as work:
        mark = newest_event(work)
    chain.to(d(2027, 12, 1))
    with chain.world.factory.read() as work:
        print_happened(happened_since(work, mark))
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("26-10-2027 09:00  RET-2026-001  herinnering: ")
    assert printed[0].endswith("[T16]")
    days = [line[:10] for line in printed[:-1]]
    assert days == sorted(days, key=_turned)
    assert printed[-1].endswith("Het laatste op maandag 29 november 2027.")


def test_the_timeline_says_by_which_rule_and_on_which_day(chain: Chain) -> None:
    chain.settings_of(REGIONS.default)
    chain.start(AUTUMN.start)
    chain.to(d(2027, 12, 1))
    with chain.world.factory.read(chain.world.actor("u-pr1")) as work:
        lines, _ = get_events(work, chain.play.number)
    found = [(line.kind, line.day, line.rule_code) for line in reversed(lines) if line.automatic and line.rule_code]
    assert found == [
        ("herinnering", AUTUMN.before, "T15"),
        ("herinnering", AUTUMN.after, "T16"),
        ("stagnatie", AUTUMN.alarm, "T17"),
        ("escalatie", AUTUMN.official, "T18"),
        ("herinnering", AUTUMN.official_reminder, "T19.herinnering"),
        ("escalatie", AUTUMN.official_due, "T19"),
        ("herinnering", AUTUMN.administrative_reminder, "T20.herinnering"),
        ("alarm", AUTUMN.administrative_due, "T20"),
    ]
    first = next(line for line in reversed(lines) if line.rule_code == "T15")
    assert first.rule == (
        "herinnering voor vervaldatum: 2 werkdagen vóór vervaldatum. Voorstel: geen bron noemt een getal"
    )


def _turned(day: str) -> str:
    return "-".join(reversed(day.split("-")))


def test_after_a_restart_nothing_is_sent_again(chain: Chain) -> None:
    chain.settings_of(REGIONS.default)
    chain.start(AUTUMN.start)
    chain.to(AUTUMN.official_reminder)
    told = chain.counted()
    with chain.world.database.read() as session:
        keys = list(session.scalars(select(Notification.key)))
    assert len(keys) == len(set(keys))
    again = chain.restarted()
    tick(again.world.factory)
    assert again.counted() == told
    again.world.close()
