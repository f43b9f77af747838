"""What workers claim: nothing that another one holds, failures once, and by an index."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event, select, text

from service.db import Database, Patience
from service.domain.actors import SYSTEM
from service.domain.errors import Overtaken
from service.domain.retrying import MAX_TRIES
from service.models import Case, Incident, Pause, ProcessInstance
from service.usecases import pauses
from service.usecases.ticking import fire_due, next_due_at, tick
from service.usecases.work import Services, WorkFactory
from tests.concurrency.crowd import POISON, alarms, gather
from tests.world import World


def at_once(world: World, number: int) -> list[int]:
    """So many workers tick at the same moment; what each of them saw fail."""
    together = Barrier(number)

    def work() -> int:
        together.wait()
        return fire_due(world.factory).failed

    with ThreadPoolExecutor(number) as workers:
        return [future.result() for future in [workers.submit(work) for _ in range(number)]]


def rows(world: World, ids: list[int]) -> list[ProcessInstance]:
    with world.database.read() as session:
        return list(session.scalars(select(ProcessInstance).where(ProcessInstance.id.in_(ids))))


def test_what_fails_is_tried_once_per_round_however_many_workers_there_are_and_ends_as_an_incident(
    world: World,
) -> None:
    poison, sound = gather(world, 4, 1, POISON), gather(world, 10, 1)
    world.clock.forward(timedelta(days=30))
    for tries in range(1, MAX_TRIES + 1):
        assert sum(at_once(world, 3)) == len(poison)
        now = world.clock.now()
        waits = [row.retry_at - now for row in rows(world, poison) if row.retry_at]
        assert {row.tries for row in rows(world, poison)} == {tries}
        assert len(set(waits)) == len(poison), "they would all come back at the same moment"
        world.clock.forward(max(waits))
    fire_due(world.factory)
    assert alarms(world) == len(sound)
    with world.factory.read(SYSTEM) as work:
        assert next_due_at(work) is None
        incidents = work.session.scalars(select(Incident)).all()
        assert {(i.instance_id, i.tries, i.resolved_at) for i in incidents} == {(p, MAX_TRIES, None) for p in poison}
    assert tick(world.factory).failed == 0


def test_a_case_that_somebody_holds_is_left_alone_and_costs_no_try(postgres: World) -> None:
    held, free = gather(postgres, 2, 1)
    postgres.clock.forward(timedelta(days=30))
    with postgres.factory.write(SYSTEM) as work:
        case_id = work.session.get_one(ProcessInstance, held).case_id
        work.session.execute(select(Case.id).where(Case.id == case_id).with_for_update())
        report = fire_due(postgres.factory)
    assert (report.fired, report.failed) == (1, 0)
    assert [(row.id, row.tries) for row in rows(postgres, [held]) if row.next_due_at] == [(held, 0)]
    assert [row.next_due_at for row in rows(postgres, [free])] == [None]
    assert fire_due(postgres.factory).fired == 1


def test_a_pause_of_a_case_that_somebody_holds_ends_later_and_holds_up_no_other(postgres: World) -> None:
    gather(postgres, 2, 1)
    with postgres.factory.write(SYSTEM) as work:
        held, free = work.session.scalars(select(Case).order_by(Case.id))
        for days, case in ((3, held), (4, free)):
            pauses.suspend(work, case.number, work.today + timedelta(days=days), "Even wachten.", "Het is veilig.")
    postgres.clock.forward(timedelta(days=5))

    def ended() -> list[int]:
        with postgres.database.read() as session:
            return list(session.scalars(select(Pause.case_id).where(Pause.ended_at.is_not(None)).order_by(Pause.id)))

    with postgres.factory.write(SYSTEM) as work:
        work.session.execute(select(Case.id).where(Case.id == held.id).with_for_update())
        fire_due(postgres.factory)
        assert ended() == [free.id]
    fire_due(postgres.factory)
    assert ended() == [held.id, free.id]


def test_whoever_waits_too_long_for_a_case_is_told_that_somebody_else_is_busy(postgres: World) -> None:
    [instance_id] = gather(postgres, 1, 1)
    hasty = Database(postgres.settings.database_url, Patience(lock=0.05))
    services = postgres.services
    impatient = WorkFactory(
        Services(
            hasty, services.clock, services.library, services.runner, services.regions, services.handlers,
            services.settings,
        )
    )  # fmt: skip
    with postgres.factory.write(SYSTEM) as work:
        case = work.session.scalars(select(Case).with_for_update()).one()
        with pytest.raises(Overtaken, match="probeer het opnieuw"), impatient.write(SYSTEM) as other:
            other.session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    hasty.close()
    assert [row.tries for row in rows(postgres, [instance_id])] == [0]


def test_a_row_that_changed_meanwhile_is_somebody_elses_gain(world: World) -> None:
    [instance_id] = gather(world, 1, 1)

    def change_after_somebody_else() -> None:
        with world.factory.write(SYSTEM) as work:
            instance = work.session.get_one(ProcessInstance, instance_id)
            work.session.execute(text("UPDATE process_instance SET revision = revision + 1"))
            instance.join_key = "anders"

    with pytest.raises(Overtaken):
        change_after_somebody_else()


def test_the_queries_of_a_tick_use_the_index_of_due_instants(world: World) -> None:
    gather(world, 1500, 1)
    seen: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if "next_due_at <=" in statement:
            seen.append((statement, parameters))

    with world.database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    event.listen(world.database.engine, "before_cursor_execute", note)
    fire_due(world.factory)
    world.clock.forward(timedelta(days=7))
    fire_due(world.factory, iter([False, True]).__next__)
    event.remove(world.database.engine, "before_cursor_execute", note)
    # Nothing is due; then everything is, and the first is looked for and claimed: on SQLite that is one and the same.
    idle, ordered = seen[0], [one for one in seen[1:] if "ORDER BY" in one[0] and "EXISTS" not in one[0]]
    looks = ordered[: 1 if world.database.is_sqlite else 2]
    explain = "EXPLAIN QUERY PLAN " if world.database.is_sqlite else "EXPLAIN "
    with world.database.engine.connect() as connection:
        for statement, parameters in (idle, *looks):
            plan = str(connection.exec_driver_sql(explain + statement, parameters).all())
            assert "ix_process_instance_due" in plan, plan
