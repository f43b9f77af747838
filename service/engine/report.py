"""From a settled workflow to the plain values that the rest of the service keeps."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition, SignalEventDefinition
from SpiffWorkflow.util.task import TaskState

from service.engine.codec import workflows
from service.engine.due import due_of, find_held, find_why
from service.engine.events import VALUE
from service.engine.place import Task, Workflow, node_of, place_of
from service.engine.scalars import as_json
from service.engine.values import OpenTask, Outcome, Status, Visit

_ACTIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


def _tasks(workflow: Workflow, state: int) -> Iterator[Task]:
    for found in workflows(workflow):
        yield from (task for task in found.tasks.values() if task.has_state(state))


def open_human_tasks(workflow: Workflow) -> list[Task]:
    """The library's tasks that wait for a person."""
    return [task for task in _tasks(workflow, TaskState.READY) if task.task_spec.manual]


def timers(workflow: Workflow) -> list[tuple[datetime, Task]]:
    """The armed timers with their due instant, in UTC."""
    armed = [task for task in workflow.event_manager.tasks.values() if task.internal_data.get(VALUE)]
    return [(datetime.fromisoformat(task.internal_data[VALUE]).astimezone(UTC), task) for task in armed]


def message_tasks(workflow: Workflow) -> list[Task]:
    """The library's tasks that wait for a message; a signal from outside is no different to us."""
    kinds = (MessageEventDefinition, SignalEventDefinition)
    return [
        task for task in workflow.event_manager.tasks.values() if isinstance(task.task_spec.event_definition, kinds)
    ]


def _open_task(task: Task) -> OpenTask:
    process, node = place_of(task).process, node_of(task)
    names = [*process.variables, node.item] if node.item else list(process.variables)
    due_on = date.fromisoformat(due_of(task))
    why, term = find_why(task)
    return OpenTask(
        spiff_id=str(task.id),
        process_key=process.key,
        element_id=node.id,
        name=node.name,
        role=node.role,
        form_id=node.form or "",
        due_on=due_on,
        documentation=node.documentation,
        mandatory=node.mandatory,
        data=as_json({name: task.data[name] for name in names if name in task.data}),
        due_why=why,
        due_term=term,
        held_on=find_held(task),
    )


def _status(workflow: Workflow) -> Status:
    if not workflow.completed:
        return "running"
    return "completed" if workflow.success else "cancelled"


def process_data(workflow: Workflow) -> dict[str, Any]:
    """The data of the top process, as its last completed task left them."""
    last = workflow.last_task or workflow.task_tree
    return as_json(last.data)


def report(workflow: Workflow, state: bytes, visits: list[Visit], data: dict[str, Any]) -> Outcome:
    """What the step leaves behind."""
    status = _status(workflow)
    places = [place_of(task) for task in _tasks(workflow, _ACTIVE)] if status == "running" else []
    active = [(place.process.key, place.node) for place in places if place.node is not None]
    armed = timers(workflow) if status == "running" else []
    waiting = message_tasks(workflow) if status == "running" else []
    process = place_of(workflow.task_tree).process
    return Outcome(
        state=state,
        status=status,
        result=data.get(process.result_variable) if status == "completed" else None,
        next_due_at=min((due_at for due_at, _ in armed), default=None),
        open_tasks=tuple(_open_task(task) for task in open_human_tasks(workflow)) if status == "running" else (),
        active=tuple(dict.fromkeys((key, node.id) for key, node in active)),
        phases=tuple(dict.fromkeys(node.phase for _, node in active if node.kind == "callActivity" and node.phase)),
        visited=tuple(visits),
        messages=tuple(dict.fromkeys(task.task_spec.event_definition.name for task in waiting)),
        data=data,
    )
