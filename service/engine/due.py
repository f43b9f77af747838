"""The due date of a task: worked out once for each visit, then kept with it."""

from datetime import date, datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask

from service.domain.deadlines import local_date
from service.domain.due_dates import why_of
from service.engine.place import Task, failure, node_of
from service.engine.scalars import is_date

DUE = "vervalt_op"
WHY = "waarom"  # the reason for that date, and the code of its term
HELD = "aangehouden"  # where a timer keeps its due instant while its term is suspended
HELD_AT = "aangehouden_op"  # since when


def set_of(task: Task) -> Task:
    """The multi-instance task that this task is one of, else the task itself: a set has one due date."""
    parent = task.parent
    if parent is None or not isinstance(parent.task_spec, MultiInstanceTask):
        return task
    return parent if parent.task_spec.task_spec == task.task_spec.name else task


def host_of(task: Task) -> Task:
    """The task a boundary event is attached to; any other task is its own host."""
    if isinstance(task.task_spec, BoundaryEvent):
        return next(sibling for sibling in task.parent.children if not isinstance(sibling.task_spec, BoundaryEvent))
    return set_of(task)


def due_of(task: Task) -> str:
    """The due date (ISO) of a task, or of a sub-process or call that has one; raises EngineError.

    The first call works it out; reminders, the worklist and later steps all see that same date.
    """
    task = set_of(task)
    known: Any = task.internal_data.get(DUE)
    if known is None:
        expression = node_of(task).due
        if not expression:
            raise failure(task, "the property `vervalt` is missing, so there is no due date")
        known = task.workflow.script_engine.evaluate(task, expression)
        if not is_date(known):
            raise failure(task, f"the due date {known!r} is not a date")
        # A calendar that changes later changes neither the date nor the reason that was given for it.
        task.internal_data[DUE], why = str(known), why_of(known)
        if any(why):
            task.internal_data[WHY] = why
    return str(known)


def find_why(task: Task) -> tuple[str, str]:
    """Why the due date of a task is what it is, and the code of its term; both empty when nobody said."""
    why, term = set_of(task).internal_data.get(WHY) or ("", "")
    return why, term


def find_due(task: Task) -> str | None:
    """The due date of a task, or None when its element has none."""
    return due_of(task) if node_of(task).due else None


def find_held(task: Task) -> date | None:
    """The day since which the term of a task is suspended, if it is."""
    held_at = set_of(task).internal_data.get(HELD_AT)
    return local_date(datetime.fromisoformat(held_at)) if held_at else None
