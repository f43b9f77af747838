"""Holding, releasing and moving the terms of one instance, and writing down which dates moved.

The terms of an escalation are never among them: a pause of the case is no answer to the question that lies there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from service.domain.due_dates import agreed, suspended
from service.engine import Moved, OpenTask, Outcome, Scope, Snapshot
from service.models import Case, DateMove, ProcessInstance, Region, Task
from service.settings import RegionConfig
from service.usecases.bookkeeping import PLANNED_WORKING_DAYS, book
from service.usecases.steps import Step
from service.usecases.work import Work

SPARED = frozenset({"ret_escalatie", "ret_escalatieladder"})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Because:
    """What a line of the ledger says besides the dates."""

    reason: str
    pause_id: int | None = None


def config_of(work: Work, case: Case) -> RegionConfig:
    """The settings of the region of a case."""
    return work.services.regions.for_region(work.session.get_one(Region, case.region_id).key)


def suspended_days(config: RegionConfig, from_on: date, until_on: date) -> int:
    """The working days that were lost: the first day counts, the day of resuming does not."""
    return config.calendar.working_days_between(from_on - _ONE_DAY, until_on - _ONE_DAY)


def resumed_on(config: RegionConfig, until_on: date, held_on: date, on: date) -> date:
    """When something is due that was held from one day until another; no working days lost moves nothing."""
    days = suspended_days(config, held_on, until_on) if until_on > held_on else 0
    return config.working_days(days, on) if days else on


def hold(work: Work, instance: ProcessInstance, case: Case, until_on: date, scope: Scope) -> int:
    """Suspend terms; meanwhile tasks show when they will be due if the pause lasts as long as was meant."""
    step, config = _step(work, instance), config_of(work, case)
    outcome, held = work.services.runner.hold(_snapshot(instance), step, scope)
    if held:
        book(work, instance, outcome, step)
        for task, opened in _tasks(work, instance, outcome):
            if opened.held_on is not None and task.paused_until is None:
                task.paused_until = task.startable_on = until_on
                _suspend(task, opened, opened.held_on, until_on, config)
    return held


def keep_held(work: Work, instance: ProcessInstance, case: Case | None) -> None:
    """What a step opened in a suspended case waits as well."""
    if case is not None and case.paused_until is not None and instance.status == "running":
        hold(work, instance, case, case.paused_until, Scope(spared=SPARED))


def release(
    work: Work, instance: ProcessInstance, case: Case, until_on: date, scope: Scope, why: Because
) -> list[DateMove]:
    """Let suspended terms count again, each later by the working days it was held; gives the lines of the ledger."""
    step, config = _step(work, instance), config_of(work, case)
    later = partial(resumed_on, config, until_on)
    outcome, moved = work.services.runner.release(_snapshot(instance), step, scope, later)
    return _write(work, instance, outcome, moved, config, why)


def move(work: Work, instance: ProcessInstance, working_days: int, scope: Scope, why: Because) -> list[DateMove]:
    """Move terms by working days; gives the lines of the ledger."""
    step = _step(work, instance)
    config = step.config
    later = partial(config.working_days, working_days)
    outcome, moved = work.services.runner.shift(_snapshot(instance), step, scope, later)
    return _write(work, instance, outcome, moved, config, why)


def bring_forward(
    work: Work, instance: ProcessInstance, case: Case, by: timedelta, scope: Scope, why: Because
) -> list[DateMove]:
    """Move terms to an earlier day, weekends counted; gives the lines of the ledger."""
    step, config = _step(work, instance), config_of(work, case)
    outcome, moved = work.services.runner.shift(_snapshot(instance), step, scope, lambda day: day - by)
    return _write(work, instance, outcome, moved, config, why)


def _write(
    work: Work, instance: ProcessInstance, outcome: Outcome, moved: Sequence[Moved], config: RegionConfig, why: Because
) -> list[DateMove]:
    book(work, instance, outcome, _step(work, instance))
    hosts = {}
    for task, opened in _tasks(work, instance, outcome):
        hosts[task.spiff_id] = task
        if opened.held_on is None:
            task.paused_until, task.due_on = None, opened.due_on
            task.due_why = opened.due_why or agreed(opened.due_on, "")
            task.startable_on = max(work.today, config.working_days(-PLANNED_WORKING_DAYS, opened.due_on))
        elif task.paused_until is not None:
            _suspend(task, opened, opened.held_on, task.paused_until, config)
    lines = [_line(work, instance, one, hosts.get(one.host_spiff_id), config, why) for one in moved]
    work.session.add_all(lines)
    return lines


def _suspend(task: Task, opened: OpenTask, held_on: date, until_on: date, config: RegionConfig) -> None:
    """Show when a held task will be due if its pause lasts as long as was meant."""
    task.due_on = resumed_on(config, until_on, held_on, opened.due_on)
    task.due_why = suspended(task.due_on, opened.due_on, until_on)


def _line(
    work: Work, instance: ProcessInstance, one: Moved, task: Task | None, config: RegionConfig, why: Because
) -> DateMove:
    return DateMove(
        case_id=instance.case_id,
        instance_id=instance.id,
        task_id=task.id if task is not None else None,
        pause_id=why.pause_id,
        at=work.now,
        what=_words(one, task),
        old_on=one.old_on,
        new_on=one.new_on,
        old_at=one.old_at,
        new_at=one.new_at,
        working_days=config.calendar.working_days_between(one.old_on, one.new_on),
        actor_id=work.actor.account_id,
        reason=why.reason,
    )


def _words(one: Moved, task: Task | None) -> str:
    about = f" ({task.subject_text})" if task is not None and task.subject_text else ""
    if one.old_at is None:
        return f"Taak «{one.host_name}»{about}"
    return f"Signaal bij «{one.host_name}»{about}" if one.host_name != one.name else f"Wachten op «{one.name}»"


def _tasks(work: Work, instance: ProcessInstance, outcome: Outcome) -> list[tuple[Task, OpenTask]]:
    """The open tasks of an instance with what the engine says of them."""
    opened = {one.spiff_id: one for one in outcome.open_tasks}
    query = select(Task).where(Task.instance_id == instance.id, Task.ended_at.is_(None)).order_by(Task.id)
    return [(task, opened[task.spiff_id]) for task in work.session.scalars(query) if task.spiff_id in opened]


def _snapshot(instance: ProcessInstance) -> Snapshot:
    return Snapshot(instance.release_id, instance.process_key, instance.state)


def _step(work: Work, instance: ProcessInstance) -> Step:
    return Step(work, instance, lambda _origin, _command: None)
