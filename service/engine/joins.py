"""Where parallel branches meet, every branch brings what it changed.

The library lets the branch that comes last win with everything it carries, its copies of older values included: a
decision taken in one branch would be undone by a branch that never touched it.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import ParallelGateway as LibraryParallelGateway
from SpiffWorkflow.util.task import TaskState

from service.engine.place import Task


class ParallelGateway(LibraryParallelGateway):
    """Joins branches by their changes since they parted; where two changed the same, the last to come in wins."""

    def _run_hook(self, my_task: Task) -> Any:
        # The library drops what hangs under the earlier arrivals, so look at them first.
        arrived = _arrivals(my_task)
        done = super()._run_hook(my_task)
        if arrived:
            my_task.data = _joined(my_task, arrived)
        return done


def _arrivals(my_task: Task) -> list[tuple[Task, Task]]:
    """The other branches of this round, each with the task where it parted from this one, in order of arrival."""
    found = []
    for task in my_task.workflow.tasks.values():
        if task is my_task or task.task_spec is not my_task.task_spec or not task.has_state(TaskState.FINISHED_MASK):
            continue
        if task.parent.state == TaskState.COMPLETED:
            parted = _parting(my_task, task)
            if parted is not None:
                found.append((task.last_state_change, task, parted))
    return [(task, parted) for _, task, parted in sorted(found, key=lambda arrival: arrival[0])]


def _parting(my_task: Task, other: Task) -> Task | None:
    """The nearest task above both; None when this join was passed since then, so that it was another round."""
    above = set()
    task = other.parent
    while task is not None:
        above.add(task.id)
        task = task.parent
    task = my_task.parent
    while task is not None and task.id not in above:
        if task.task_spec is my_task.task_spec:
            return None
        task = task.parent
    return task


def _joined(my_task: Task, arrived: list[tuple[Task, Task]]) -> dict[str, Any]:
    own = my_task.parent.data
    result = dict(own)
    for other, parted in arrived:
        changed = _changes(parted.data, other.parent.data)
        mine = _changes(parted.data, own)
        result.update({name: value for name, value in changed.items() if name not in mine})
    return result


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if name not in before or before[name] != value}
