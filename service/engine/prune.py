"""Keeping the task tree small: it grows with every loop, and deep down the library no longer finds its own tasks."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.specs.Join import Join
from SpiffWorkflow.util.task import TaskState

from service.engine.codec import workflows
from service.engine.place import Task, Workflow

# A join looks at its own parents and a boundary event at its siblings: such a visit cannot move to another parent.
_TIED = (Join, BoundaryEvent)
_LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED


def prune(top: Workflow) -> None:
    """Drop finished sub-processes and earlier rounds of loops; what is live, and what it still needs, stays."""
    top.bpmn_events.clear()
    _drop_finished(top)
    for workflow in workflows(top):
        while _collapse_one(workflow):
            pass


def _drop_finished(top: Workflow) -> None:
    for found in reversed(workflows(top)[1:]):
        holder = _find(top, found.parent_task_id)
        if holder is None or holder.has_state(TaskState.FINISHED_MASK):
            _forget(top, found.tasks.values())
            del top.subprocesses[found.parent_task_id]


def _find(top: Workflow, task_id: Any) -> Task | None:
    return next((found.tasks[task_id] for found in workflows(top) if task_id in found.tasks), None)


def _forget(top: Workflow, tasks: Any) -> None:
    for task in tasks:
        top.event_manager.remove_task(task)


def _collapse_one(workflow: Workflow) -> bool:
    for leaf in [task for task in workflow.tasks.values() if task.has_state(_LIVE)]:
        path = _path(leaf)
        for earlier, latest in _repeats(path):
            if _replace(workflow, earlier, latest):
                return True
    return False


def _path(leaf: Task) -> list[Task]:
    path = [leaf]
    while path[-1].parent is not None:
        path.append(path[-1].parent)
    return path[::-1]


def _repeats(path: list[Task]) -> Iterator[tuple[Task, Task]]:
    """The first and the last visit of every element that a path passes more than once."""
    first: dict[str, Task] = {}
    last: dict[str, Task] = {}
    for task in path:
        first.setdefault(task.task_spec.name, task)
        last[task.task_spec.name] = task
    for name, earlier in first.items():
        free = earlier.parent is not None and not earlier.triggered and not isinstance(earlier.task_spec, _TIED)
        if free and last[name] is not earlier and earlier.has_state(TaskState.FINISHED_MASK):
            yield earlier, last[name]


def _below(task: Task) -> Iterator[Task]:
    stack = [task]
    while stack:
        found = stack.pop()
        yield found
        stack.extend(found.children)


def _replace(workflow: Workflow, earlier: Task, latest: Task) -> bool:
    """Put the latest visit in the place of the earliest, unless something between them is still going on."""
    kept = {task.id for task in _below(latest)}
    dropped = [task for task in _below(earlier) if task.id not in kept]
    if any(task.has_state(TaskState.DEFINITE_MASK) for task in dropped):
        return False
    above, before = earlier.parent, latest.parent
    above._children[above._children.index(earlier.id)] = latest.id
    before._children.remove(latest.id)
    latest.parent = above
    _forget(workflow.top_workflow, dropped)
    gone = {task.id for task in dropped}
    for task_id in gone:
        del workflow.tasks[task_id]
    if workflow.last_task is not None and workflow.last_task.id in gone:
        workflow.last_task = latest
    return True
