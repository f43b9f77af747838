"""The process data an operator may look at and put right: declared scalars, never what a form or a table holds."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.util.task import TaskState

from service.engine.codec import workflows
from service.engine.errors import EngineError
from service.engine.place import Task, Workflow, place_of
from service.engine.scalars import WrongValue, kept
from service.engine.values import VariableValue

SCALARS = frozenset({"str", "int", "bool", "date"})
_LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


def variables(workflow: Workflow, process_key: str) -> list[VariableValue]:
    """The declared scalars of a process that runs in this instance, as its newest token sees them."""
    live = _live(workflow, process_key)
    if not live:
        return []
    declared, data = place_of(live[-1]).process.variables, live[-1].data
    return [
        VariableValue(name, found.type, data.get(name)) for name, found in declared.items() if found.type in SCALARS
    ]


def correct(workflow: Workflow, process_key: str, values: Mapping[str, Any]) -> None:
    """Put these values in the data of everything that goes on in the process; raises EngineError for other names."""
    live = _live(workflow, process_key)
    if not live:
        raise EngineError("the process does not run here", process_key=process_key)
    declared = place_of(live[0]).process.variables
    for name, value in values.items():
        if name not in declared or declared[name].type not in SCALARS:
            raise EngineError(f"{name} is not a declared scalar", process_key=process_key)
        try:
            given = kept(name, value, declared[name].type)
        except WrongValue as error:
            raise EngineError(error, process_key=process_key) from error
        for task in live:
            task.data[name] = given


def _live(workflow: Workflow, process_key: str) -> list[Task]:
    return [
        task
        for found in workflows(workflow)
        for task in found.tasks.values()
        if task.has_state(_LIVE) and place_of(task).process.key == process_key
    ]
