"""The tick: in order, each for its own day, once; a failure holds up nobody and is tried again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.models import Incident, ProcessInstance
from service.usecases.incident_repairs import retry
from service.usecases.incidents import list_incidents
from service.usecases.shapes import IncidentFilter
from service.usecases.ticking import next_due_at, tick
from tests.usecases.clockwork import Clockwork, later, reminded
from tests.world import World

DUE = "om_herinnering(werkdagen(-2, vervalt_op))"
EXPIRY = "om_verval(vervalt_op)"


@pytest.fixture
def clockwork(world: World, tmp_path: Path) -> Clockwork:
    return Clockwork(
        world,
        tmp_path,
        {"gewoon": reminded("gewoon", DUE, EXPIRY), "wankel": reminded("wankel", DUE, EXPIRY, handler="wankelen")},
    )


def test_nothing_fires_before_its_instant(clockwork: Clockwork) -> None:
    clockwork.start("gewoon")
    clockwork.world.clock.forward(timedelta(days=1))
    assert tick(clockwork.factory).fired == 0


def test_after_a_long_silence_everything_fires_in_order_and_counts_for_its_own_day(clockwork: Clockwork) -> None:
    clockwork.start("gewoon")
    clockwork.world.clock.forward(timedelta(days=1))
    clockwork.start("gewoon")
    clockwork.world.clock.forward(timedelta(days=60))
    report = tick(clockwork.factory)
    assert (report.fired, report.failed) == (4, 0)
    assert clockwork.fired() == [
        ("gewoon-0", "2026-09-10"),
        ("gewoon-0", "2026-09-11"),
        ("gewoon-1", "2026-09-14"),
        ("gewoon-1", "2026-09-15"),
    ]
    assert tick(clockwork.factory).fired == 0
    assert len(clockwork.fired()) == 4


def test_several_workers_that_tick_at_once_fire_everything_exactly_once(clockwork: Clockwork) -> None:
    for _ in range(6):
        clockwork.start("gewoon")
    clockwork.world.clock.forward(timedelta(days=60))
    with ThreadPoolExecutor(4) as workers:
        reports = list(workers.map(lambda _: tick(clockwork.factory), range(4)))
    tick(clockwork.factory)
    texts = [text for text, _ in clockwork.fired()]
    assert (texts.count("gewoon-0"), texts.count("gewoon-1")) == (6, 6)
    assert sum(report.failed for report in reports) == 0
    with clockwork.factory.read(SYSTEM) as work:
        assert list_incidents(work) == []


def test_a_failure_is_an_incident_and_the_others_go_on(clockwork: Clockwork) -> None:
    broken = clockwork.start("wankel")
    clockwork.start("gewoon")
    clockwork.broken = True
    clockwork.world.clock.forward(timedelta(days=30))
    report = tick(clockwork.factory)
    assert (report.fired, report.failed) == (2, 1)
    assert [text for text, _ in clockwork.fired()] == ["gewoon-0", "gewoon-1"]
    status, due_at, tries, retry_at = clockwork.instance(broken)
    assert (status, tries) == ("running", 1)
    assert retry_at is not None
    assert timedelta(0) <= retry_at - clockwork.world.clock.now() - timedelta(minutes=1) <= timedelta(seconds=12)
    assert due_at is not None, "nothing of the broken step was kept"
    with clockwork.factory.read(SYSTEM) as work:
        incident = work.session.scalars(select(Incident)).one()
        assert (incident.instance_id, incident.element_id, incident.handler) == (broken, "t0_actie", "wankelen")
        assert "the mill is broken" in incident.cause


def test_it_is_tried_again_after_a_minute_ten_minutes_and_an_hour_and_then_stays_an_incident(
    clockwork: Clockwork,
) -> None:
    broken = clockwork.start("wankel")
    clockwork.broken = True
    clockwork.world.clock.forward(timedelta(days=30))
    waits = []
    for _ in range(4):
        tick(clockwork.factory)
        retry_at = clockwork.instance(broken)[3]
        assert retry_at is not None
        waits.append(retry_at - clockwork.world.clock.now())
        assert tick(clockwork.factory).failed == 0, "not before its time"
        clockwork.world.clock.set(retry_at)
    assert [later(wait) for wait in waits] == ["1 min", "10 min", "60 min", "60 min"]
    clockwork.world.clock.forward(timedelta(days=1))
    assert tick(clockwork.factory).failed == 0
    with clockwork.factory.read(SYSTEM) as work:
        assert next_due_at(work) is None
        [incident] = list_incidents(work)
        assert (incident.tries, incident.may_retry) == (4, True)


def test_what_was_mended_goes_on_where_it_was_and_its_incident_is_over(clockwork: Clockwork) -> None:
    broken = clockwork.start("wankel")
    clockwork.broken = True
    clockwork.world.clock.forward(timedelta(days=3, hours=1))
    tick(clockwork.factory)
    clockwork.broken = False
    with clockwork.factory.write(SYSTEM) as work:
        retry(work, list_incidents(work)[0].id)
    tick(clockwork.factory)
    assert clockwork.fired() == [("wankel-0", "2026-09-10")]
    assert clockwork.instance(broken)[2:] == (0, None)


def test_a_try_that_succeeds_by_itself_resolves_the_incident(clockwork: Clockwork) -> None:
    clockwork.start("wankel")
    clockwork.broken = True
    clockwork.world.clock.forward(timedelta(days=3, hours=1))
    tick(clockwork.factory)
    clockwork.broken = False
    clockwork.world.clock.forward(timedelta(minutes=2))
    assert tick(clockwork.factory).fired == 1
    with clockwork.factory.read(SYSTEM) as work:
        assert list_incidents(work) == []
        assert len(list_incidents(work, IncidentFilter(state="alles"))) == 1


def test_the_next_instant_is_the_earliest_of_all_or_when_a_failed_one_is_tried_again(clockwork: Clockwork) -> None:
    with clockwork.factory.read(SYSTEM) as work:
        assert next_due_at(work) is None
    clockwork.start("wankel")
    with clockwork.factory.read(SYSTEM) as work:
        due_at = next_due_at(work)
    assert due_at is not None
    assert due_at.isoformat() == "2026-09-10T07:00:00+00:00"
    clockwork.broken = True
    clockwork.world.clock.set(due_at)
    tick(clockwork.factory)
    with clockwork.factory.read(SYSTEM) as work:
        again_at = next_due_at(work)
    assert again_at is not None
    assert later(again_at - due_at) == "1 min"


def test_a_due_column_that_runs_ahead_of_its_timers_is_put_right_without_firing_anything(clockwork: Clockwork) -> None:
    ahead = clockwork.start("gewoon")
    with clockwork.factory.write(SYSTEM) as work:
        instance = work.session.get_one(ProcessInstance, ahead)
        instance.next_due_at = work.now - timedelta(hours=1)
    assert tick(clockwork.factory).failed == 0
    assert clockwork.fired() == []
    due_at = clockwork.instance(ahead)[1]
    assert due_at is not None
    assert due_at.isoformat() == "2026-09-10T07:00:00+00:00"
