"""Tasks as rows of a worklist: one query whatever their number."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, exists, func, select, true
from sqlalchemy.orm import aliased

from service.domain import permissions
from service.domain.labels import label
from service.models import (
    Account,
    Case,
    CaseStep,
    Escalation,
    ExpertTeam,
    Municipality,
    Region,
    RegistrationAttempt,
    Task,
)
from service.usecases import scoping
from service.usecases.shapes import TaskRow
from service.usecases.task_marks import unread_by, unread_tasks
from service.usecases.work import Work

OPEN_LEVELS = ("open_ambtelijk", "open_bestuurlijk")

_Assignee = aliased(Account)
_Replaced = aliased(Account)


def joined(query: Any) -> Any:
    """The query with the tables a row is made of."""
    return (
        query.select_from(Task)
        .join(Region, Region.id == Task.region_id)
        .outerjoin(Case, Case.id == Task.case_id)
        .outerjoin(ExpertTeam, ExpertTeam.id == Task.team_id)
        .outerjoin(RegistrationAttempt, RegistrationAttempt.id == Task.attempt_id)
        .outerjoin(
            Municipality, Municipality.id == func.coalesce(Case.municipality_id, RegistrationAttempt.municipality_id)
        )
    )


def task_rows(work: Work, *conditions: ColumnElement[bool], limit: int | None = None) -> list[TaskRow]:
    """Tasks as rows of a worklist, earliest due first; one query whatever their number."""
    query = _rows(unread_tasks(work.actor)).where(*conditions)
    return [_row(work, found) for found in work.session.execute(query.limit(limit) if limit else query)]


def rows_of(work: Work, task_ids: Sequence[int]) -> list[TaskRow]:
    """The same for tasks by their ids, with a statement that is there already."""
    me = work.actor.account_id
    found = work.session.execute(_NOBODYS if me is None else _SOMEBODYS, {"me": me, "ids": task_ids})
    return [_row(work, one) for one in found]


def _rows(unread: ColumnElement[bool]) -> Any:
    escalated = exists().where(Escalation.case_id == Case.id, Escalation.status.in_(OPEN_LEVELS))
    phase = (
        select(CaseStep.phase)
        .where(CaseStep.case_id == Case.id, CaseStep.ended_on.is_(None))
        .order_by(CaseStep.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        joined(
            select(
                Task, Case, Region.name, Municipality.name, ExpertTeam.name, _Assignee.name, _Replaced.name,
                phase.label("phase"), escalated.label("escalated"), RegistrationAttempt.reference,
                unread,
            )
        )
        .outerjoin(_Assignee, _Assignee.id == Task.assignee_id)
        .outerjoin(_Replaced, _Replaced.id == Task.substitute_for_id)
        .order_by(Task.due_on, Task.id)
    )  # fmt: skip


# Put together once: every page of the worklist asks these.
_BY_IDS = Task.id.in_(bindparam("ids", expanding=True))
_SOMEBODYS = _rows(unread_by(bindparam("me", type_=Integer))).where(_BY_IDS)
_NOBODYS = _rows(true()).where(_BY_IDS)


def row_of(work: Work, task: Task) -> TaskRow:
    """One task as a row, whatever its state."""
    return task_rows(work, Task.id == task.id)[0]


def _row(work: Work, found: Any) -> TaskRow:
    task, case, region, municipality, team, assignee, replaced, phase, escalated, reference, unread = found
    facts = scoping.task_facts(task, case)
    number = case.number if case else None
    return TaskRow(
        id=task.id,
        name=task.name,
        kind=task.element_id,
        role=task.role,
        role_label=label("rol", task.role),
        case_number=number,
        subject=_subject(number or (f"aanmelding {reference}" if reference else None), task.subject_text),
        region=region,
        municipality=municipality or "",
        team=team,
        phase=label("fase", phase) if phase else None,
        **_times(work, task),
        emergency=bool(case and case.emergency),
        escalated=bool(escalated),
        opened_at=task.opened_at,
        assignee=f"{assignee} namens {replaced}" if replaced else assignee,
        assignee_id=task.assignee_id,
        unread=unread,
        **_rights(work, task, facts),
    )


def _times(work: Work, task: Task) -> dict[str, Any]:
    """When it can begin, when it is due and why."""
    return {
        "due_on": task.due_on,
        "due_why": task.due_why,
        "due_term": task.due_term,
        "startable_on": task.startable_on,
        "paused_until": task.paused_until,
        "days_left": (task.due_on - work.today) // timedelta(days=1),
        "overdue": task.ended_at is None and task.due_on < work.today,
    }


def _rights(work: Work, task: Task, facts: permissions.TaskFacts) -> dict[str, Any]:
    """What the actor may do with it."""
    return {
        "mine": work.actor.account_id is not None and task.assignee_id == work.actor.account_id,
        "may_claim": permissions.may_claim(work.actor, facts),
        "may_complete": permissions.may_complete(work.actor, facts),
        "may_assign": permissions.may_assign(work.actor, facts),
    }


def _subject(case: str | None, part: str | None) -> str:
    return " · ".join(each for each in (case, part) if each)
