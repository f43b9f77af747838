"""The unread mark: a task is new to somebody until they open it, and again when it is given to them."""

from sqlalchemy import BindParameter, ColumnElement, exists, or_, select, true
from sqlalchemy.dialects import postgresql, sqlite

from service.domain.actors import Actor
from service.models import Task, TaskSeen
from service.usecases.scoping import get_visible_task
from service.usecases.work import Work


def unread_tasks(actor: Actor) -> ColumnElement[bool]:
    """Tasks the actor has not opened since they came, or since they became the actor's own."""
    return true() if actor.account_id is None else unread_by(actor.account_id)


def unread_by(me: int | BindParameter[int]) -> ColumnElement[bool]:
    """The same for an account that is known, or comes when the statement is executed."""
    still_known = or_(
        Task.assignee_id.is_(None), Task.assignee_id != me,
        Task.claimed_at.is_(None), TaskSeen.seen_at >= Task.claimed_at,
    )  # fmt: skip
    return ~exists().where(TaskSeen.account_id == me, TaskSeen.task_id == Task.id, still_known)


def is_unread(work: Work, task_id: int) -> bool:
    """Whether opening this task is news to the actor, so that it has to be marked."""
    return work.session.scalar(select(Task.id).where(Task.id == task_id, unread_tasks(work.actor))) is not None


def mark_seen(work: Work, task_id: int) -> None:
    """The actor opened this task; NotFound when it is not for them."""
    get_visible_task(work, task_id)
    if work.actor.account_id is None:
        return
    # Two windows may open the same task at once: the later one wins, neither fails.
    insert = postgresql.insert if work.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"account_id": work.actor.account_id, "task_id": task_id, "seen_at": work.now}
    statement = insert(TaskSeen).values(**row)
    key = [TaskSeen.account_id, TaskSeen.task_id]
    work.session.execute(statement.on_conflict_do_update(index_elements=key, set_={"seen_at": work.now}))
