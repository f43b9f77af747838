"""What was filled in for a case: its completed tasks, to read back or correct, a page at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from service.models import Account, Case, Submission, Task
from service.usecases import scoping
from service.usecases.shapes import AnswerView
from service.usecases.timelines import AUTOMATIC, MAX_CURSOR, PAGE
from service.usecases.work import Work


def get_answers(work: Work, number: str, after: str = "", limit: int = PAGE) -> tuple[Sequence[AnswerView], str | None]:
    """A page of the completed tasks of a case, newest first, with the cursor of the next page."""
    rows = _answers(work, scoping.get_full_case(work, number), after, limit + 1)
    shown = rows[:limit]
    return shown, f"{shown[-1].at.isoformat()}_{shown[-1].task_id}" if len(rows) > limit else None


def recent_answers(work: Work, case: Case) -> Sequence[AnswerView]:
    """The newest completed tasks of a case, newest first."""
    return _answers(work, case, "", PAGE)


def _answers(work: Work, case: Case, after: str, limit: int) -> Sequence[AnswerView]:
    query = (
        select(Task.id, Task.name, Task.completed_at, Account.name, Submission.on_behalf_of)
        .join(Submission, (Submission.task_id == Task.id) & Submission.corrects_id.is_(None))
        .outerjoin(Account, Account.id == Task.completed_by_id)
        .where(Task.case_id == case.id, Task.completed_at.is_not(None), *_older(after))
        .order_by(Task.completed_at.desc(), Task.id.desc()).limit(limit)
    )  # fmt: skip
    found: Any = work.session.execute(query)
    return [AnswerView(key, name, at, who or AUTOMATIC, on_behalf_of) for key, name, at, who, on_behalf_of in found]


def _older(cursor: str) -> list[ColumnElement[bool]]:
    """What comes after a cursor `instant_id`; a damaged one starts at the beginning."""
    instant, _, key = cursor.partition("_")
    try:
        at, last = datetime.fromisoformat(instant), int(key)
    except ValueError:
        return []
    if at.tzinfo is None or len(key) > MAX_CURSOR:
        return []
    return [or_(Task.completed_at < at, and_(Task.completed_at == at, Task.id < last))]
