"""The clock of the demo: forward plays everything in order, back only when nothing happened yet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.adapters.clock import DatabaseClock, SystemClock
from service.domain.actors import SYSTEM
from service.models import Event
from service.usecases.clocks import (
    ClockCannotGoBack,
    ClockFixed,
    UnclearAmount,
    forward,
    keep_clock_at,
    read_moment,
    read_offset,
    set_clock,
    show,
    write_offset,
)
from service.usecases.work import WorkFactory
from tests.usecases.clockwork import Clockwork, reminded
from tests.world import World

REMINDERS = ("om_herinnering(werkdagen(-2, vervalt_op))", "om_verval(vervalt_op)")


@pytest.fixture
def clockwork(world: World, tmp_path: Path) -> Clockwork:
    return Clockwork(world, tmp_path, {"gewoon": reminded("gewoon", *REMINDERS)})


def test_going_forward_plays_what_falls_due_as_if_the_days_had_passed(clockwork: Clockwork) -> None:
    clockwork.start("gewoon")
    assert forward(clockwork.factory, "3d").fired == 1
    assert forward(clockwork.factory, "2026-12-01").fired == 1
    assert clockwork.fired() == [("gewoon-0", "2026-09-10"), ("gewoon-1", "2026-09-14")]
    assert clockwork.world.clock.now() == datetime(2026, 12, 1, 11, tzinfo=UTC)


def test_each_thing_happens_at_its_own_instant(clockwork: Clockwork) -> None:
    clockwork.start("gewoon")
    forward(clockwork.factory, "30wd")
    with clockwork.factory.read(SYSTEM) as work:
        instants = [event.at for event in work.session.query(Event).filter_by(kind="stap").order_by(Event.id)]
    assert instants == [datetime(2026, 9, 10, 7, tzinfo=UTC), datetime(2026, 9, 14, 15, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("amount", "moment"),
    [
        ("30m", "2026-09-07T10:30:00+02:00"),
        ("3h", "2026-09-07T13:00:00+02:00"),
        ("5d", "2026-09-12T10:00:00+02:00"),
        ("5wd", "2026-09-14T10:00:00+02:00"),
        ("60d", "2026-11-06T10:00:00+01:00"),
        ("2026-11-20", "2026-11-20T12:00:00+01:00"),
        ("2026-11-20T17:00", "2026-11-20T17:00:00+01:00"),
        ("2026-11-20T16:00:00Z", "2026-11-20T16:00:00+00:00"),
    ],
)
def test_amounts_and_moments_are_read_in_dutch_time(world: World, amount: str, moment: str) -> None:
    assert read_moment(world.factory, amount) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("amount", ["", "morgen", "5 weken", "2026-13-01", "99999d"])
def test_an_amount_that_is_no_amount_says_what_would_be(world: World, amount: str) -> None:
    with pytest.raises(UnclearAmount, match="10wd"):
        forward(world.factory, amount)


def test_the_clock_goes_back_only_while_there_is_no_case(clockwork: Clockwork) -> None:
    set_clock(clockwork.factory, "2026-01-05")
    assert clockwork.world.clock.now() == datetime(2026, 1, 5, 11, tzinfo=UTC)
    clockwork.start("gewoon")
    with pytest.raises(ClockCannotGoBack, match="zolang er zaken zijn"):
        set_clock(clockwork.factory, "2026-01-04")
    with pytest.raises(ClockCannotGoBack, match="alleen vooruit"):
        forward(clockwork.factory, "2026-01-04")
    assert set_clock(clockwork.factory, "2026-03-01").fired == 2


def test_outside_the_demo_time_is_real(world: World) -> None:
    factory = WorkFactory(replace(world.services, clock=SystemClock()))
    with pytest.raises(ClockFixed):
        forward(factory, "5d")
    with factory.read(SYSTEM) as work:
        assert not show(work).movable


def test_the_offset_is_shared_through_the_database_and_time_runs_on(world: World) -> None:
    def clock() -> DatabaseClock:
        return DatabaseClock(lambda: read_offset(world.database), lambda offset: write_offset(world.database, offset))

    target = datetime(2026, 11, 20, 11, tzinfo=UTC)
    factory = WorkFactory(replace(world.services, clock=clock()))
    keep_clock_at(factory, target)
    seen = [clock().now(), factory.services.clock.now()]
    assert target <= seen[0] <= seen[1] < target + timedelta(minutes=1)
    with factory.read(SYSTEM) as work:
        assert show(work).movable
        assert work.today.isoformat() == "2026-11-20"


def test_a_failure_on_the_way_does_not_keep_the_clock_from_its_goal(world: World, tmp_path: Path) -> None:
    clockwork = Clockwork(world, tmp_path, {"wankel": reminded("wankel", *REMINDERS, handler="wankelen")})
    clockwork.start("wankel")
    clockwork.broken = True
    report = forward(clockwork.factory, "30d")
    assert (report.fired, report.failed) == (0, 4)
    assert world.clock.now() == datetime(2026, 10, 7, 8, tzinfo=UTC)
