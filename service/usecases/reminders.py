"""Reminders to who holds a task and messages to roles: once per case, subject, kind and due date (pitfall 13)."""

import re

from service.domain.deadlines import local_date
from service.models import Task
from service.usecases.assignment import Assignment
from service.usecases.notifications import notify_assignment
from service.usecases.steps import Step

BEFORE = "vooraf"
_KINDS = {BEFORE: "herinnering_vooraf", "achteraf": "herinnering_achteraf"}
_OTHER = re.compile(r"[^a-z0-9]+")


def remind(step: Step, kind: str) -> None:
    """Remind who holds the host task; beforehand only after the day of opening and before the due date."""
    task, due_on = step.host_task(), step.element.host_due_on
    if kind == BEFORE and not _comes_between(step, task):
        return
    text = _KINDS.get(kind, "herinnering_achteraf")
    subject = f"taak:{task.id}" if task else f"element:{step.element.host_element_id}"
    notify_assignment(step.work, step.instance, _holder(step, task), text, due_on=due_on, subject=subject, task=task)
    name = task.name if task else step.element.name
    when = "verloopt binnenkort" if kind == BEFORE else "is over de datum"
    step.event("herinnering", f"Herinnering: de taak «{name}» {when}.", automatic=True)


def report(step: Step, message: str, lanes: str) -> None:
    """Tell the persons of these lanes (`Voorzitter, Manager`); no case content."""
    task, due_on = step.host_task(), step.element.host_due_on
    why = (task.due_why or "") if task and task.due_on == due_on else ""
    if message == "stagnatiealarm":
        due_on, why = step.term("T18", step.today), step.config.explain_term("T18", step.today)
    roles = [_OTHER.sub("_", lane.strip().lower()) for lane in lanes.split(",") if lane.strip()]
    subject = f"taak:{task.id}" if task else f"{step.instance.process_key}:{step.instance.join_key or step.instance.id}"
    step.notify_roles(message, roles, due_on=due_on, subject=subject, why=why)
    if message != "stagnatiealarm":
        what = f" over de taak «{task.name}»" if task else ""
        step.event("alarm", f"Gemeld aan {lanes.lower()}{what}: termijn verstreken.", automatic=True)


def _comes_between(step: Step, task: Task | None) -> bool:
    due_on = step.element.host_due_on
    if due_on is not None and step.today >= due_on:
        return False
    # A task that opens in this very step has no row yet.
    return task is not None and local_date(task.opened_at) < step.today


def _holder(step: Step, task: Task | None) -> Assignment:
    if task is None:
        return step.resolve(step.element.role)
    if task.assignee_id is not None:
        return Assignment(account_id=task.assignee_id, substitute_for_id=task.substitute_for_id)
    return Assignment(pool_role=task.pool_role, pool_organisation_id=task.pool_organisation_id)
