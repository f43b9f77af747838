"""Moving what was promised: armed timers and due dates, later by whole days or held still.

A day moves by the calendar of whoever asks; the time on that day stays what it was on the clock in the Netherlands,
also when summer time begins or ends in between. What happened already does not move.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from SpiffWorkflow.util.task import TaskState

from service.domain.deadlines import AMSTERDAM, local_date, local_instant
from service.domain.due_dates import moved
from service.engine.codec import workflows
from service.engine.due import DUE, HELD, HELD_AT, WHY, host_of, set_of
from service.engine.events import VALUE
from service.engine.place import Task, Workflow, find_name, place_of
from service.engine.values import Moved

Day = Callable[[date], date]
Later = Callable[[date, date], date]
_LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


@dataclass(frozen=True)
class Scope:
    """Which terms of an instance: those of these open tasks (None: of all), but never those of `spared` processes."""

    spiff_ids: frozenset[str] | None = None
    spared: frozenset[str] = frozenset()


def shift(workflow: Workflow, scope: Scope, day: Day) -> list[Moved]:
    """Move every due date and armed timer in the scope by `day`; gives what moved, in the order of the old dates."""
    due = [_move_due(task, day) for task in _with_due(workflow, scope)]
    # A held timer keeps its instant elsewhere, and moves as well.
    kept = [(task, VALUE if task.internal_data.get(VALUE) else HELD) for task in _events(workflow, scope)]
    return _in_order([*due, *(_move_timer(task, where, day) for task, where in kept if task.internal_data.get(where))])


def hold(workflow: Workflow, scope: Scope, at: datetime) -> int:
    """Keep the terms in the scope from counting down from now until `release`; how many were not yet held."""
    due = [task for task in _with_due(workflow, scope) if HELD_AT not in task.internal_data]
    armed = [task for task in _events(workflow, scope) if task.internal_data.get(VALUE)]
    for task in armed:
        # Not None: that would arm it anew.
        task.internal_data[HELD], task.internal_data[VALUE] = task.internal_data[VALUE], ""
    for task in (*due, *armed):
        task.internal_data[HELD_AT] = at.isoformat()
    return len(due) + len(armed)


def release(workflow: Workflow, scope: Scope, later: Later) -> list[Moved]:
    """Let what was held count again, each moved by `later` (the day it was held, the day it was due).

    A timer that was due when it was held was late already, and stays so.
    """
    lines = []
    for task in list(_with_due(workflow, scope)):
        if held_at := task.internal_data.pop(HELD_AT, None):
            lines.append(_move_due(task, partial(later, _local(held_at))))
    for task in _events(workflow, scope):
        if held_at := task.internal_data.pop(HELD_AT, None):
            task.internal_data[VALUE] = value = task.internal_data.pop(HELD)
            if datetime.fromisoformat(value) > datetime.fromisoformat(held_at):
                lines.append(_move_timer(task, VALUE, partial(later, _local(held_at))))
    return _in_order(lines)


def _local(instant: str) -> date:
    return local_date(datetime.fromisoformat(instant))


def _in_order(lines: list[Moved]) -> list[Moved]:
    changed = [found for found in lines if found.old_on != found.new_on]
    return sorted(changed, key=lambda found: (found.old_on, found.old_at is not None, found.element_id))


def _with_due(workflow: Workflow, scope: Scope) -> Iterator[Task]:
    """The tasks, sub-processes and calls that carry a due date; a set of tasks has one."""
    wanted = _hosts(workflow, scope)
    for task in _live(workflow, scope):
        if DUE in task.internal_data and (wanted is None or task.id in wanted):
            yield task


def _events(workflow: Workflow, scope: Scope) -> Iterator[Task]:
    wanted = _hosts(workflow, scope)
    for task in _live(workflow, scope):
        is_timer = task.id in workflow.event_manager.tasks
        if is_timer and (wanted is None or host_of(task).id in wanted):
            yield task


def _live(workflow: Workflow, scope: Scope) -> list[Task]:
    return [
        task
        for found in workflows(workflow)
        for task in found.tasks.values()
        if task.has_state(_LIVE) and place_of(task).process.key not in scope.spared
    ]


def _hosts(workflow: Workflow, scope: Scope) -> frozenset[object] | None:
    if scope.spiff_ids is None:
        return None
    tasks = [task for found in workflows(workflow) for task in found.tasks.values()]
    return frozenset(set_of(task).id for task in tasks if str(task.id) in scope.spiff_ids)


def _move_due(task: Task, day: Day) -> Moved:
    old = date.fromisoformat(task.internal_data[DUE])
    new = day(old)
    task.internal_data[DUE] = new.isoformat()
    if new != old:
        task.internal_data[WHY] = moved(new, old), ""
    return _moved(task, task, old, new, None, None)


def _move_timer(task: Task, where: str, day: Day) -> Moved:
    old_at = datetime.fromisoformat(task.internal_data[where]).astimezone(UTC)
    local = old_at.astimezone(AMSTERDAM)
    new_on = day(local.date())
    new_at = local_instant(new_on, local.time()).astimezone(UTC) if new_on != local.date() else old_at
    task.internal_data[where] = new_at.isoformat()
    return _moved(task, host_of(task), local.date(), new_on, old_at, new_at)


def _moved(task: Task, host: Task, old: date, new: date, old_at: datetime | None, new_at: datetime | None) -> Moved:
    place = place_of(task)
    return Moved(
        process_key=place.process.key,
        element_id=place.node.id if place.node else task.task_spec.name,
        name=find_name(task),
        host_spiff_id=str(host.id),
        host_name=find_name(host),
        old_on=old,
        new_on=new,
        old_at=old_at,
        new_at=new_at,
    )
