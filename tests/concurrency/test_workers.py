"""Four real workers on PostgreSQL, one killed in the middle of its work: everything happens exactly once."""

import signal
from collections import Counter
from datetime import datetime
from itertools import groupby, pairwise

import pytest
from sqlalchemy import Select, select

from service.models import Event, Incident, Notification, OutboxMail, ProcessInstance, Task
from service.usecases.work import AMSTERDAM
from tests.concurrency.crowd import KIND, alarms, gather
from tests.concurrency.processes import prepare, until, workers
from tests.world import World

# The workers have real time: by then it is all due.
LONG_AGO = datetime(2024, 1, 8, 10, 0, tzinfo=AMSTERDAM)
CASES, EACH, WITHOUT_CASE = 450, 4, 200
TOTAL = CASES * EACH + WITHOUT_CASE


@pytest.mark.slow
def test_four_workers_of_which_one_is_killed_fire_2000_timers_exactly_once(postgres: World) -> None:
    postgres.clock.set(LONG_AGO)
    with_case = gather(postgres, CASES, EACH)
    found = [*with_case, *gather(postgres, WITHOUT_CASE, 1, without_case=True)]
    assert len(found) == TOTAL
    prepare(postgres)
    with workers(postgres, 4) as running:
        until(lambda: alarms(postgres) > TOTAL // 5)
        running[0].kill()
        assert running[0].wait() == -signal.SIGKILL
        assert alarms(postgres) < TOTAL, "it was killed after the work was done"
        until(lambda: alarms(postgres) >= TOTAL)
        for process in running[1:]:
            process.terminate()
        assert [process.wait(timeout=20) for process in running[1:]] == [0, 0, 0]
    ensure_once(postgres, found)
    ensure_in_order(postgres)


def ensure_once(world: World, found: list[int]) -> None:
    """Every instance has one effect of each kind, nothing is due and nothing went wrong."""
    with world.database.read() as session:
        effects = Counter(session.scalars(select(Event.instance_id).where(Event.kind == "alarm")))
        assert effects == dict.fromkeys(found, 1)
        tasks = {f"taak:{task_id}" for task_id in session.scalars(select(Task.id))}
        told = Counter(key.split("|")[1] for key in session.scalars(messages(Notification)))
        mailed = Counter(key.split("|")[1] for key in session.scalars(messages(OutboxMail)))
        assert told == mailed == dict.fromkeys(tasks, 1)
        rows = session.scalars(select(ProcessInstance).where(ProcessInstance.id.in_(found))).all()
        assert {(row.status, row.next_due_at, row.tries, row.retry_at) for row in rows} == {("running", None, 0, None)}
        assert session.scalars(select(Incident)).all() == []


def messages(table: type[Notification] | type[OutboxMail]) -> Select[str]:
    """The keys of what the timers told."""
    return select(table.key).where(table.key.contains(f"|{KIND}|"))


def ensure_in_order(world: World) -> None:
    """Within each case the timers went off in the order of their instants."""
    with world.database.read() as session:
        query = (
            select(Event.case_id, Event.day).where(Event.kind == "alarm", Event.case_id.is_not(None))
            .order_by(Event.case_id, Event.id)
        )  # fmt: skip
        rows = session.execute(query).all()
    assert len(rows) == CASES * EACH
    for _, events in groupby(rows, key=lambda row: row.case_id):
        assert all(earlier.day < later.day for earlier, later in pairwise(events))
