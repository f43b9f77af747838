"""One step of an instance, with everything that keeps it safe, against the same step on an object in memory."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from service.bench.answers import FIRST_CONTACT
from service.bench.figures import Figures, Series
from service.bench.ground import Ground
from service.engine import Snapshot
from service.engine.codec import decode
from service.engine.handler_call import take
from service.engine.report import open_human_tasks
from service.engine.script_engine import SafeScriptEngine
from service.engine.settle import Run, run_task, settle
from service.engine.values import Limits
from service.models import ProcessInstance, Task
from service.ports import ElementRef
from service.usecases.steps import Step
from service.usecases.work import Work

GOAL = 1.5


@dataclass
class Replayed:
    """A step whose building blocks give what they gave the first time: only engine and storage are measured."""

    now: datetime
    today: date
    functions: Mapping[str, Callable[..., Any]]
    real: Step | None
    returned: dict[str, Mapping[str, Any]]

    def call_handler(self, name: str, parameters: Mapping[str, Any], element: ElementRef) -> Mapping[str, Any]:
        if self.real is not None:
            self.returned[element.element_id] = self.real.call_handler(name, parameters, element)
        return self.returned[element.element_id]


def measure_step(ground: Ground, figures: Figures, times: int) -> None:
    """The first task of a case is completed again and again; of the stored one the state is read and written."""
    task_id, spare_id = ground.fresh_tasks(2)
    with ground.factory.read() as work:
        spare = work.session.get_one(Task, spare_id).instance_id
        task, step, snapshot = _prepare(work, task_id)
        with_storage, in_memory, in_cpu = Series(), Series(), Series()
        for _ in range(times + 3):
            _in_memory(ground, in_memory, task, step, snapshot)
            began = time.process_time()
            with with_storage.timed():
                _stored(ground, task, step, spare)
            in_cpu.values.append((time.process_time() - began) * 1000)
    for series in (with_storage, in_memory, in_cpu):
        del series.values[:3]
    figures.add_series("step_memory", "Stap, alleen in het geheugen", in_memory)
    figures.add_series("step_stored", "Stap, van database tot database", with_storage)
    figures.add("step_stored_cpu_ms", "Stap, van database tot database, rekentijd", in_cpu.p50)
    figures.add("step_ratio", "Stap: verhouding", with_storage.p50 / in_memory.p50, "×", GOAL)


def _prepare(work: Work, task_id: int) -> tuple[Task, Replayed, Snapshot]:
    task = work.session.get_one(Task, task_id)
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    snapshot = Snapshot(instance.release_id, instance.process_key, instance.state)
    real = Step(work, instance, lambda _origin, _command: None)
    step = Replayed(work.now, work.today, real.functions, real, {})
    # The first time with the real building blocks; what they wrote is taken back.
    work.services.runner.complete(snapshot, task.spiff_id, FIRST_CONTACT, step)
    step.real = None
    work.session.rollback()
    work.session.refresh(task)
    return task, step, snapshot


def _in_memory(ground: Ground, series: Series, task: Task, step: Replayed, snapshot: Snapshot) -> None:
    release = ground.services.library.get(snapshot.release_id)
    engine = SafeScriptEngine(release, step)
    run = Run(decode(snapshot.state, release.specs(snapshot.process_key), engine), Limits())
    found = next(one for one in open_human_tasks(run.workflow) if str(one.id) == task.spiff_id)
    with series.timed():
        take(found, FIRST_CONTACT)
        run_task(run, found)
        settle(run)


_TABLE: Any = ProcessInstance.__table__
_READ = select(_TABLE.c.release_id, _TABLE.c.process_key, _TABLE.c.state).where(_TABLE.c.id == bindparam("key"))
_WRITE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("key"))
    .values(state=bindparam("state"), next_due_at=bindparam("next_due_at"))
)


def _stored(ground: Ground, task: Task, step: Replayed, spare_id: int) -> None:
    """Read the state of one instance, complete, write the new state to another, commit."""
    with ground.services.database.write() as session:
        release_id, process_key, state = session.execute(_READ, {"key": task.instance_id}).one()
        snapshot = Snapshot(release_id, process_key, state)
        outcome = ground.services.runner.complete(snapshot, task.spiff_id, FIRST_CONTACT, step)
        written = {"key": spare_id, "state": outcome.state, "next_due_at": outcome.next_due_at}
        session.connection().execute(_WRITE, written)
        session.commit()
