"""Sweeps: what no timer of a diagram sees, found by its moment and not by looking at every plan (R106, R108, T22).

One indexed query finds what is due, whatever the number of plans. Each finding is a transaction of its own that holds
its case, looks at the facts once more, and marks the row: done twice, it finds nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select

from service.db import was_overtaken
from service.domain.actors import SYSTEM
from service.domain.deadlines import dutch_date, local_date
from service.domain.errors import Overtaken
from service.domain.retrying import retry_delay
from service.domain.stall import HELP_LATE, NO_HELP, TASK_LATE
from service.models import Case, PlanTask, PlanVersion, ProcessInstance, Watch
from service.usecases import instances
from service.usecases.incidents import resolve_for_handler
from service.usecases.meetings import put_back_on_agenda
from service.usecases.plans import find_valid_plan, get_valid_plan
from service.usecases.stalls import open_stall
from service.usecases.steps import Step
from service.usecases.watches import late_at, start_days, start_due_at, watch_plan
from service.usecases.work import BrokenStep, Work, WorkFactory, record_broken

OVERVIEW = "ret_procesregie"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class DueWatch:
    """Something to look at whose moment has come."""

    id: int
    at: datetime


@dataclass(frozen=True)
class Looked:
    """What came of looking at one thing; neither when there was none to be had."""

    done: bool = False
    failed: bool = False


# A suspended case waits; what fell due meanwhile moves on when it resumes.
_RUNNING = (Watch.due_at.is_not(None), Case.paused_until.is_(None))
_FIRST: Select[int, datetime | None] = (
    select(Watch.id, Watch.due_at)
    .join(Case, Case.id == Watch.case_id)
    .where(*_RUNNING, Watch.due_at <= bindparam("now"))
    .where(or_(Watch.retry_at.is_(None), Watch.retry_at <= bindparam("now")))
    .order_by(Watch.due_at, Watch.id)
    .limit(1)
)
_FREE = _FIRST.with_for_update(of=Case, skip_locked=True, key_share=True)


def anything_due() -> ColumnElement[bool]:
    """Whether there is something to look at, as a part of a query that is given `now`."""
    return _FIRST.with_only_columns(Watch.id).exists()


def first_due(work: Work) -> DueWatch | None:
    """What should be looked at first, of what is due now."""
    row = work.session.execute(_FIRST, {"now": work.now}).first()
    return DueWatch(row.id, row.due_at) if row else None


def next_look(work: Work) -> datetime | None:
    """When a sweep finds something next."""
    # Not a join: SQLite would first go through all cases to make that quick.
    runs = exists().where(Case.id == Watch.case_id, Case.paused_until.is_(None))
    fresh = select(Watch.due_at).where(Watch.due_at.is_not(None), Watch.tries == 0, runs)
    first = work.session.scalar(fresh.order_by(Watch.due_at, Watch.id).limit(1))
    # Without a condition on the moment itself, so that the index of what is tried again is the one to use.
    again = select(func.min(Watch.retry_at)).join(Case, Case.id == Watch.case_id)
    second = work.session.scalar(again.where(Watch.retry_at.is_not(None), Case.paused_until.is_(None)))
    return min((at for at in (first, second) if at is not None), default=None)


def sweep_one(factory: WorkFactory) -> Looked:
    """Look at the first thing that is due and whose case nobody holds.

    A failure is an incident; it is tried again, in the end every hour, and holds up nothing else.
    """
    try:
        with factory.write(SYSTEM) as work:
            row = work.session.execute(_FREE, {"now": work.now}).first()
            return _try(work, DueWatch(row.id, row.due_at)) if row else Looked()
    except Overtaken:
        return Looked()


def _try(work: Work, found: DueWatch) -> Looked:
    """Look, and keep what came of it: its effects, or that it failed."""
    savepoint = work.session.begin_nested()
    try:
        _look(work, found.id)
        savepoint.commit()
    except Exception as error:
        if was_overtaken(error):
            raise
        savepoint.rollback()
        _back_off(work, found, error)
        return Looked(failed=True)
    return Looked(done=True)


def watch_unwatched(factory: WorkFactory) -> int:
    """Watch the plans that nobody watches: those of before there were sweeps; returns how many."""
    watched = exists().where(Watch.case_id == PlanVersion.case_id)
    has_tasks = exists().where(PlanTask.plan_id == PlanVersion.id, PlanTask.state == "open")
    runs = exists().where(
        ProcessInstance.case_id == PlanVersion.case_id,
        ProcessInstance.process_key == OVERVIEW,
        ProcessInstance.status == "running",
    )
    monitored = Case.status.in_(("monitoring", "analyse_plan", "plan_ter_goedkeuring"))
    query = select(Case.id).join(PlanVersion, PlanVersion.case_id == Case.id)
    query = query.where(PlanVersion.status == "geldig", monitored, has_tasks, runs, ~watched).distinct()
    with factory.read(SYSTEM) as work:
        found = list(work.session.scalars(query))
    for case_id in found:
        with factory.write(SYSTEM) as work:
            case = work.session.get_one(Case, case_id)
            instances.lock(work, case)
            if (overview := _overview(work, case)) is not None:
                instances.apply(work, overview, lambda step: watch_plan(step, get_valid_plan(step)))
    return len(found)


def _look(work: Work, watch_id: int) -> None:
    watch = work.session.get_one(Watch, watch_id)
    case = work.session.get_one(Case, watch.case_id)
    instances.lock(work, case)
    work.session.refresh(watch)
    if watch.due_at is None or watch.due_at > work.now:
        return
    overview = _overview(work, case)
    due_at, watch.due_at = watch.due_at, None
    if overview is None:
        return
    if watch.tries:
        watch.tries, watch.retry_at = 0, None
        resolve_for_handler(work.session, overview.id, watch.rule, work.now)
    # What was noticed late still counts for its own day, like a timer.
    work.counted_day = local_date(due_at)
    instances.apply(work, overview, lambda step: _RULES[watch.rule](step, watch, due_at))


def _overview(work: Work, case: Case) -> ProcessInstance | None:
    return next(iter(instances.running(work, case.id, OVERVIEW)), None)


def _task(step: Step, watch: Watch, due_at: datetime) -> None:
    plan = find_valid_plan(step.session, watch.case_id)
    task = next((t for t in plan.tasks if t.key == watch.target and t.state == "open"), None) if plan else None
    if task is None:
        return
    late = late_at(step.config, task)
    # Put off too often is found first; that it is late as well comes in its own time.
    watch.due_at = late if late > due_at else None
    if watch.due_at is not None:
        _open(step, watch, f"taak uit het plan, {task.moved} keer verzet, nu tot {dutch_date(task.due_on)}")
    else:
        days = step.setting("stall.task_days")
        _open(step, watch, f"taak uit het plan, {days} werkdagen over de datum van {dutch_date(task.due_on)}")


def _help(step: Step, watch: Watch, due_at: datetime) -> None:
    plan = find_valid_plan(step.session, watch.case_id)
    if plan is None or step.episode().help_started_on is not None:
        return
    moments = {start_due_at(step.config, day): day for day in start_days(step, plan)}
    watch.due_at = next((moment for moment in moments if moment > due_at), None)
    passed = max((day for moment, day in moments.items() if moment <= due_at), default=local_date(due_at))
    _open(step, watch, f"verwachte start van de hulp op {dutch_date(passed)}, zonder start")


def _open(step: Step, watch: Watch, why: str) -> None:
    watch.found_at = step.now
    open_stall(step, watch.rule, watch.target, why)


def _no_help(step: Step, watch: Watch, _due_at: datetime) -> None:
    watch.found_at = step.now
    put_back_on_agenda(step)


_RULES: Mapping[str, Callable[[Step, Watch, datetime], None]] = {TASK_LATE: _task, HELP_LATE: _help, NO_HELP: _no_help}


def _back_off(work: Work, found: DueWatch, error: Exception) -> None:
    log.error("sweep_failed", watch=found.id, due_at=found.at.isoformat(), error=repr(error))
    watch = work.session.get_one(Watch, found.id)
    overview = _overview(work, work.session.get_one(Case, watch.case_id))
    cause = error.cause if isinstance(error, BrokenStep) else error
    about = overview.id if overview else None
    record_broken(work, BrokenStep(cause, instance_id=about, case_id=watch.case_id, handler=watch.rule))
    watch.tries += 1
    watch.retry_at = work.now + retry_delay(f"watch:{watch.id}", watch.tries)
