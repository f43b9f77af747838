"""An emergency term that holidays made long: whoever has the task makes it shorter, or says why it can wait."""

from dataclasses import dataclass
from datetime import date

from service.domain import permissions
from service.domain.deadlines import dutch_date
from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed
from service.engine import Scope
from service.models import Case, ProcessInstance, Task
from service.usecases import instances, scoping
from service.usecases.steps import write_event
from service.usecases.suspension import Because, bring_forward
from service.usecases.work import Work


@dataclass(frozen=True)
class Stretch:
    """How many days the term takes, what was answered (None: nothing yet), and whether the actor may answer."""

    days: int
    answer: str | None
    may_answer: bool


def find_stretch(work: Work, task: Task, case: Case | None) -> Stretch | None:
    """What the page of a task asks about its emergency term; None when there is nothing to ask."""
    if task.stretched_days is None or task.ended_at is not None:
        return None
    return Stretch(task.stretched_days, task.stretch_answer, task.stretch_answer is None and _may(work, task, case))


def answer_stretch(work: Work, task_id: int, earlier_on: date | None, motivation: str) -> None:
    """Bring the term forward to a day, or record why it can wait; one of the two, once.

    Raises InvalidInput (fields `datum`, `motivering`), NotAllowed and Conflict.
    """
    task, case = scoping.get_visible_task(work, task_id)
    if not _may(work, task, case):
        raise NotAllowed
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    instances.lock(work, case, instance)
    work.session.refresh(task)
    if task.ended_at is not None or task.stretched_days is None or task.stretch_answer is not None:
        raise Conflict("Deze vraag is al beantwoord, of de taak staat niet meer open.")
    days, was_on = task.stretched_days, task.due_on
    if earlier_on is not None:
        whole = _ensure_earlier(work, task, case, earlier_on)
        scope, why = Scope(spiff_ids=frozenset({task.spiff_id})), Because("Spoed: eerdere datum afgesproken.")
        bring_forward(work, instance, whole, was_on - earlier_on, scope, why)
        task.stretch_answer = f"Vervroegd naar {dutch_date(earlier_on)}."
    else:
        _ensure_motivated(motivation)
        task.stretch_answer = motivation.strip()
    text = f"De spoedtermijn van «{task.name}» duurde {days} dagen, tot {dutch_date(was_on)}. {task.stretch_answer}"
    write_event(work, instance, "status", text)


def _may(work: Work, task: Task, case: Case | None) -> bool:
    if permissions.may_complete(work.actor, scoping.task_facts(task, case)):
        return True
    return case is not None and permissions.may_direct(work.actor, scoping.case_facts(work, case))


def _ensure_earlier(work: Work, task: Task, case: Case | None, earlier_on: date) -> Case:
    if case is None:
        text = "Een termijn kan pas verschuiven als de aanmelding een zaak is. Leg uit waarom het kan wachten."
        raise InvalidInput(fields=[FieldError("datum", text)])
    if task.paused_until is not None:
        raise Conflict("Deze termijn is gepauzeerd. Hervat hem eerst.")
    if not work.today <= earlier_on < task.due_on:
        text = f"Kies een dag vanaf vandaag en vóór {dutch_date(task.due_on)}."
        raise InvalidInput(fields=[FieldError("datum", text)])
    return case


def _ensure_motivated(motivation: str) -> None:
    if not motivation.strip():
        text = "Kies een eerdere datum, of leg uit waarom het veilig kan wachten."
        raise InvalidInput(fields=[FieldError("motivering", text)])
