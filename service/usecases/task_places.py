"""The municipality and the process director of open tasks, kept beside them for who watches many cases."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from service.models import Case, Task


def move_open_tasks(session: Session, case: Case) -> None:
    """The open tasks of a case follow it to its municipality and its process director."""
    session.flush()
    open_tasks = update(Task).where(Task.case_id == case.id, Task.ended_at.is_(None))
    place = {"municipality_id": case.municipality_id, "director_id": case.process_director_id}
    session.execute(open_tasks.values(**place), execution_options={"synchronize_session": False})
