"""What happens on the first day of an absence and on the day after it: open tasks go to the substitute, and back."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select

from service.domain.actors import SYSTEM
from service.domain.deadlines import local_date, local_instant
from service.domain.errors import Overtaken
from service.models import Absence, Account, ProcessInstance, Task
from service.usecases.holders import find_deputy, forget_absences
from service.usecases.message_texts import About
from service.usecases.notifications import notify_account
from service.usecases.steps import write_event
from service.usecases.work import Work, WorkFactory

_MIDNIGHT = time()
_BEGINS = (Absence.begun_at.is_(None), Absence.over_at.is_(None))
_RUNS = (Absence.begun_at.is_not(None), Absence.over_at.is_(None))
_today = bindparam("today", type_=Absence.from_on.type)
_DUE = and_(
    Absence.over_at.is_(None),
    or_(and_(Absence.begun_at.is_(None), Absence.from_on <= _today), Absence.until_on < _today),
)


def anything_due() -> ColumnElement[bool]:
    """Whether an absence begins or ends, as part of a query that is given `today`."""
    return exists().where(_DUE)


def next_due_at(work: Work) -> datetime | None:
    """When the next absence begins or ends: at midnight in the Netherlands."""
    begins = work.session.scalar(select(func.min(Absence.from_on)).where(*_BEGINS))
    ends = work.session.scalar(select(func.min(Absence.until_on)).where(*_RUNS))
    days = [day for day in (begins, ends + timedelta(days=1) if ends else None) if day is not None]
    return local_instant(min(days), _MIDNIGHT) if days else None


def change_guard(factory: WorkFactory) -> int:
    """Begin and end what is due, each in a transaction of its own; returns how many."""
    with factory.read(SYSTEM) as work:
        today = local_date(work.now)
        found = list(work.session.scalars(select(Absence.id).where(_DUE).order_by(Absence.id), {"today": today}))
    return sum(_change(factory, absence_id) for absence_id in found)


def _change(factory: WorkFactory, absence_id: int) -> bool:
    try:
        with factory.write(SYSTEM) as work:
            query = select(Absence).where(Absence.id == absence_id).with_for_update(skip_locked=True)
            row = work.session.scalars(query).first()
            if row is None or row.over_at is not None:
                return False
            if row.until_on < local_date(work.now):
                row.over_at = work.now
                return_tasks(work, row)
                return True
            if row.begun_at is not None or row.from_on > local_date(work.now):
                return False
            apply_absence(work, row)
            return True
    except Overtaken:
        # Somebody completed one of the tasks meanwhile: the next tick takes what is left.
        return False


def apply_absence(work: Work, row: Absence) -> None:
    """The first day: what is open goes to the substitute, who hears it once."""
    row.begun_at = work.now
    deputy = find_deputy(work, row.account_id)
    if deputy is None:
        return
    name, acting = (work.session.get_one(Account, key).name for key in (row.account_id, deputy))
    for task in _open(work, Task.assignee_id == row.account_id):
        task.assignee_id, task.claimed_at = deputy, work.now
        task.substitute_for_id = task.substitute_for_id or row.account_id
        _log(work, task, f"De taak «{task.name}» ligt tijdens de afwezigheid van {name} bij {acting}.")
    about = About(subject=f"afwezigheid:{row.id}", due_on=row.until_on)
    notify_account(work, deputy, "waarneming_begint", about, instead_of=row.account_id)


def return_tasks(work: Work, row: Absence) -> None:
    """The absence is over: what was not done comes back."""
    work.session.flush()
    forget_absences(work)
    name = work.session.get_one(Account, row.account_id).name
    for task in _open(work, Task.substitute_for_id == row.account_id):
        task.assignee_id, task.substitute_for_id, task.claimed_at = row.account_id, None, work.now
        _log(work, task, f"De taak «{task.name}» is terug bij {name}: de afwezigheid is voorbij.")
    if row.begun_at is not None:
        notify_account(work, row.account_id, "waarneming_eindigt", About(subject=f"afwezigheid:{row.id}"))


def _open(work: Work, whose: ColumnElement[bool]) -> Sequence[Task]:
    return work.session.scalars(select(Task).where(whose, Task.ended_at.is_(None)).order_by(Task.id)).all()


def _log(work: Work, task: Task, text: str) -> None:
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    event = write_event(work, instance, "taak_toegewezen", text)
    event.process_key, event.element_id, event.data = task.process_key, task.element_id, {"taak": task.id}
