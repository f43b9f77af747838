"""The open tasks of one case or of all, as the demo and the reports need them: ids, dates, owners; no content."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from service.domain.escalation import LEVELS
from service.domain.status import shown_status
from service.models import (
    Account,
    Case,
    Escalation,
    Event,
    Notification,
    PlanVersion,
    ProcessInstance,
    RegistrationAttempt,
    Stall,
    Task,
)
from service.usecases.assignment import Place, holders, resolve
from service.usecases.work import Work

OVERVIEW = "ret_procesregie"


@dataclass(frozen=True)
class OpenWork:
    """One open task; `main_line` when it belongs to the overview of the case and not to a side process."""

    task_id: int
    case_number: str
    element_id: str
    role: str
    due_on: date
    subject: str | None
    assignee_id: int | None
    main_line: bool


def list_open_work(work: Work, case_number: str | None = None) -> list[OpenWork]:
    """Open tasks, earliest due first; an attempt that is no case goes by its reference."""
    query = (
        select(
            Task.id,
            func.coalesce(Case.number, RegistrationAttempt.reference),
            Task.element_id,
            Task.role,
            Task.due_on,
            Task.subject_text,
            Task.assignee_id,
            ProcessInstance.process_key == OVERVIEW,
        )
        .outerjoin(Case, Case.id == Task.case_id)
        .outerjoin(RegistrationAttempt, RegistrationAttempt.id == Task.attempt_id)
        .join(ProcessInstance, ProcessInstance.id == Task.instance_id)
        .where(Task.ended_at.is_(None))
        .order_by(Task.due_on, Task.id)
    )
    if case_number is not None:
        query = query.where(or_(Case.number == case_number, RegistrationAttempt.reference == case_number))
    return [OpenWork(*row) for row in work.session.execute(query)]


def who_would_do(work: Work, task_id: int) -> int | None:
    """The account that would do this task today: its assignee, else the first holder of its lane."""
    task = work.session.get_one(Task, task_id)
    if task.assignee_id is not None:
        return task.assignee_id
    subject = work.session.get(Case, task.case_id) if task.case_id else None
    attempt = work.session.get(RegistrationAttempt, task.attempt_id) if task.attempt_id else None
    found = subject or attempt
    if found is None:
        return None
    if task.pool_role is not None:
        pool = holders(work, task.pool_role, team_id=found.team_id) or holders(
            work, task.pool_role, region_id=found.region_id
        )
        return pool[0].account_id if pool else None
    place = Place(found.team_id, found.region_id, found.municipality_id, subject)
    secretary = resolve(work, "secretaris", place)
    return secretary.account_id


def find_process_director(work: Work, case_number: str) -> int | None:
    """The account of who directs this case."""
    return work.session.scalars(select(Case.process_director_id).where(Case.number == case_number)).first()


def happened(work: Work, case_number: str, kind: str, day: date) -> list[str]:
    """The texts of what happened by itself in a case on a day, of one kind."""
    query = (
        select(Event.text)
        .join(Case, Case.id == Event.case_id)
        .where(Case.number == case_number, Event.kind == kind, Event.day == day, Event.automatic)
    )
    return list(work.session.scalars(query))


def heard(work: Work, case_number: str, kind: str) -> set[str]:
    """Keys of the accounts that got a message of one kind about a case."""
    query = (
        select(Account.key)
        .join(Notification, Notification.account_id == Account.id)
        .join(Case, Case.id == Notification.case_id)
        .where(Case.number == case_number, Notification.kind == kind)
    )
    return {key for key in work.session.scalars(query) if key}


def valid_plan_number(work: Work, case_number: str) -> int | None:
    """The number of the plan version that holds."""
    query = select(PlanVersion.number).join(Case, Case.id == PlanVersion.case_id)
    return work.session.scalars(query.where(Case.number == case_number, PlanVersion.status == "geldig")).first()


def shown_state(work: Work, number: str) -> str | None:
    """The status of a case as people see it; of an attempt that is no case, what came of it."""
    case = work.session.scalars(select(Case).where(Case.number == number)).first()
    if case is None:
        query = select(RegistrationAttempt.outcome).where(RegistrationAttempt.reference == number)
        return work.session.scalars(query).first()
    levels = work.session.scalars(select(Escalation.status).where(Escalation.case_id == case.id))
    level = next((LEVELS[status] for status in levels if status in LEVELS), None)
    stalled = select(Stall.id).where(Stall.case_id == case.id, Stall.closed_on.is_(None)).limit(1)
    return shown_status(case.status, level, work.session.scalars(stalled).first() is not None)
