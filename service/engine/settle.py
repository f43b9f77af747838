"""Running everything that runs by itself, until only people, clocks and messages can move the instance on."""

from dataclasses import dataclass, field

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from service.domain.errors import DomainError
from service.engine.codec import workflows
from service.engine.errors import EngineError, NothingWaits
from service.engine.place import Task, Workflow, failure, place_of
from service.engine.values import Limits, Visit

_LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


@dataclass
class Run:
    """One step on one instance: the workflow, what it passed, and how much it may still do."""

    workflow: Workflow
    limits: Limits
    visits: list[Visit] = field(default_factory=list)
    steps: int = 0


def run_task(run: Run, task: Task) -> None:
    """Run one task, with the limits watched; raises EngineError, lets DomainError through."""
    run.steps += 1
    if run.steps > run.limits.steps:
        raise failure(task, f"more than {run.limits.steps} elements in one step: a loop without a wait")
    try:
        task.run()
    except (DomainError, EngineError):
        raise
    except Exception as error:
        raise failure(task, error) from error
    if _tasks(run.workflow) > run.limits.depth and _depth(task) > run.limits.depth:
        raise failure(task, f"the task tree is deeper than {run.limits.depth}")
    _record(run, task)


def _tasks(top: Workflow) -> int:
    """How many tasks there are at all: as long as they are few, none can be deep."""
    return len(top.tasks) + sum(len(found.tasks) for found in top.subprocesses.values())


def _depth(task: Task) -> int:
    depth, workflow = int(task.depth), task.workflow
    while workflow.parent_task_id is not None:
        holder = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        depth, workflow = depth + holder.depth + 1, holder.workflow
    return depth


def _record(run: Run, task: Task) -> None:
    place = place_of(task)
    # The instances of a multi-instance are visits; the task that holds them together is not.
    if place.node is None or task.state != TaskState.COMPLETED or isinstance(task.task_spec, LoopTask):
        return
    node = place.node
    run.visits.append(Visit(place.process.key, node.id, node.kind, node.name, node.role))


def _automatic(workflow: Workflow) -> list[Task]:
    """What is READY and needs nobody, innermost first: a call has to finish before its caller goes on."""
    return [
        task
        for found in reversed(workflows(workflow))
        for task in found.tasks.values()
        if task.state == TaskState.READY and not task.task_spec.manual
    ]


def settle(run: Run) -> None:
    """Run until stable; raises EngineError when the instance then neither is complete nor waits for anything."""
    while ready := _automatic(run.workflow):
        for task in ready:
            # An earlier task of this round may have cancelled or removed it.
            if task.state == TaskState.READY and task.id in task.workflow.tasks:
                run_task(run, task)
    _refuse_errors(run.workflow)
    ensure_alive(run.workflow)


def _refuse_errors(workflow: Workflow) -> None:
    for found in workflows(workflow):
        for task in found.tasks.values():
            if task.state == TaskState.ERROR:
                raise failure(task, "the element ended in an error")


def ensure_alive(top: Workflow) -> None:
    """Refuse an instance, or a call or sub-process in it, that has not ended and waits for nothing.

    A boundary event does not count: it waits as long as what it is attached to, and that may be dead.
    """
    if top.completed:
        return
    for found in workflows(top):
        holder = None if found is top else top.get_task_from_id(found.parent_task_id)
        if (holder is None or holder.has_state(_LIVE)) and not _waits(found, top):
            key = place_of(found.task_tree).process.key
            raise NothingWaits("nothing is open and nothing is waiting, but it has not ended", process_key=key)


def _waits(workflow: Workflow, top: Workflow) -> bool:
    return any(
        task.state == TaskState.READY or task.id in top.subprocesses or _catches(task)
        for task in workflow.tasks.values()
        if task.has_state(_LIVE)
    )


def _catches(task: Task) -> bool:
    spec = task.task_spec
    return isinstance(spec, CatchingEvent) and not isinstance(spec, BoundaryEvent)
