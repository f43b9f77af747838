"""The open tasks of one case or of all, as the demo and the reports need them: ids, dates, owners; no content."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from service.models import Case, Episode, Event, ProcessInstance, RegistrationAttempt, Task
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
        select(Task, func.coalesce(Case.number, RegistrationAttempt.reference), ProcessInstance.process_key)
        .outerjoin(Case, Case.id == Task.case_id)
        .outerjoin(RegistrationAttempt, RegistrationAttempt.id == Task.attempt_id)
        .join(ProcessInstance, ProcessInstance.id == Task.instance_id)
        .where(Task.ended_at.is_(None))
        .order_by(Task.due_on, Task.id)
    )
    if case_number is not None:
        query = query.where(or_(Case.number == case_number, RegistrationAttempt.reference == case_number))
    return [
        OpenWork(
            task.id, number, task.element_id, task.role, task.due_on, task.subject_text, task.assignee_id, key == OVERVIEW
        )
        for task, number, key in work.session.execute(query)
    ]


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


def case_state(work: Work, case_number: str) -> tuple[str, str | None]:
    """Status of a case and result of its newest episode."""
    case = work.session.scalars(select(Case).where(Case.number == case_number)).one()
    query = select(Episode.result).where(Episode.case_id == case.id).order_by(Episode.number.desc()).limit(1)
    return case.status, work.session.scalars(query).first()
