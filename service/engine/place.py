"""Where a task of the library stands in our own models."""

from dataclasses import dataclass
from typing import Any

from service.engine.errors import EngineError
from service.engine.model import NodeModel, ProcessModel

# Tasks and specs of the library have no types of their own.
Task = Any
Spec = Any
Workflow = Any


@dataclass(frozen=True)
class Place:
    """The process of a spec and its element; `node` is None for what the library adds by itself."""

    process: ProcessModel
    node: NodeModel | None


def place_of(task: Task) -> Place:
    """The place that the parser wrote on the task's spec."""
    place: Place = task.task_spec.place
    return place


def node_of(task: Task) -> NodeModel:
    """The element of a task that stands in the diagram."""
    node = place_of(task).node
    if node is None:
        raise EngineError(
            f"{task.task_spec.name} is not an element of a diagram", process_key=place_of(task).process.key
        )
    return node


def find_name(task: Task) -> str:
    """What people call the element of this task: its name, else its id."""
    node = place_of(task).node
    return (node.name or node.id) if node is not None else str(task.task_spec.name)


def failure(task: Task, cause: BaseException | str, handler: str | None = None) -> EngineError:
    """An EngineError at the element of this task."""
    place = place_of(task)
    element_id = place.node.id if place.node else task.task_spec.name
    return EngineError(cause, element_id=element_id, handler=handler, process_key=place.process.key)
