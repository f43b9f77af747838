"""A mandate that begins or ends: an open decision goes to who may take it now, or people hear that nobody may.

Looked at on the day itself, like everything that is due, and every hour for what was changed by hand.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select

from service.domain.actors import SYSTEM
from service.domain.deadlines import local_date, local_instant
from service.domain.errors import Overtaken
from service.models import Account, Escalation, ProcessInstance, RoleGrant, Task
from service.usecases.assignment import DECIDING, Assignment, resolve, valid_on
from service.usecases.bookkeeping import report_nobody
from service.usecases.escalation_owners import OWNER_ROLES, tell_missing
from service.usecases.incidents import resolve_no_holder
from service.usecases.missing_owners import report_missing_owners
from service.usecases.notifications import notify_new_task
from service.usecases.steps import Step, write_event
from service.usecases.work import Work, WorkFactory

_today = bindparam("today", type_=RoleGrant.valid_from.type)
_BEGINS = or_(RoleGrant.looked_on.is_(None), RoleGrant.looked_on < RoleGrant.valid_from)
_ENDS = or_(RoleGrant.looked_on.is_(None), RoleGrant.looked_on <= RoleGrant.valid_until)
_DUE = or_(and_(RoleGrant.valid_from <= _today, _BEGINS), and_(RoleGrant.valid_until < _today, _ENDS))


def anything_due() -> ColumnElement[bool]:
    """Whether a mandate began or ended that nobody looked at, as part of a query that is given `today`."""
    return exists().where(_DUE)


def next_due_at(work: Work) -> datetime | None:
    """When the next mandate begins, or is over: at midnight in the Netherlands."""
    begins = work.session.scalar(select(func.min(RoleGrant.valid_from)).where(_BEGINS))
    ends = work.session.scalar(select(func.min(RoleGrant.valid_until)).where(_ENDS))
    days = [day for day in (begins, ends + timedelta(days=1) if ends else None) if day is not None]
    return local_instant(min(days), time()) if days else None


def change_hands(factory: WorkFactory) -> int:
    """Look at what began and ended; returns how many mandates that were."""
    try:
        with factory.write(SYSTEM) as work:
            due = select(RoleGrant).where(_DUE).order_by(RoleGrant.id).with_for_update(skip_locked=True)
            found = work.session.scalars(due, {"today": local_date(work.now)}).all()
            for grant in found:
                grant.looked_on = local_date(work.now)
    except Overtaken:
        return 0
    if found:
        look_after_decisions(factory)
    return len(found)


def look_after_decisions(factory: WorkFactory) -> int:
    """Give every open decision to who may take it today, and report where nobody may; returns what is missing."""
    with factory.read(SYSTEM) as work:
        found = list(work.session.scalars(select(Task.id).where(_astray(work)).order_by(Task.id)))
    for task_id in found:
        try:
            with factory.write(SYSTEM) as work:
                _find_decider(work, task_id)
        except Overtaken:
            continue  # somebody is busy with it; the next hour looks again
    return report_missing_owners(factory)


def give(work: Work, task: Task, who: Assignment) -> None:
    """Put an open task with somebody else; a person hears of it."""
    task.assignee_id, task.substitute_for_id = who.account_id, who.substitute_for_id
    task.pool_role, task.pool_organisation_id = who.pool_role, who.pool_organisation_id
    task.claimed_at = None
    if who.account_id is not None:
        _own_escalation(work, task, who.account_id)
        notify_new_task(work, task)
    if not who.is_nobody and task.has_incident:
        resolve_no_holder(work.session, task.id, work.now)


def _astray(work: Work) -> ColumnElement[bool]:
    """Open decisions of somebody whose mandate is over, or of nobody."""
    person = func.coalesce(Task.substitute_for_id, Task.assignee_id)
    here = [getattr(RoleGrant, name) == getattr(Task, name) for name in ("team_id", "region_id", "municipality_id")]
    whose = (RoleGrant.account_id == person, or_(*here), *valid_on(local_date(work.now)))
    held = (
        and_(Task.role == lane, exists().where(*whose, RoleGrant.role.in_(roles))) for lane, roles in DECIDING.items()
    )
    waiting = (Task.ended_at.is_(None), Task.pool_role.is_(None), Task.pool_organisation_id.is_(None))
    return and_(*waiting, Task.role.in_(list(DECIDING)), ~or_(*held))


def _find_decider(work: Work, task_id: int) -> None:
    task = work.session.get_one(Task, task_id, with_for_update=True)
    if task.ended_at is not None:
        return
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    place = Step(work, instance, _nothing).place
    old, who = task.substitute_for_id or task.assignee_id, resolve(work, task.role, place)
    if who.is_nobody and old is None:
        return  # known already
    give(work, task, who)
    _log(work, instance, task, old, who)
    if who.is_nobody:
        report_nobody(work, instance, task)
        if task.role in OWNER_ROLES:
            tell_missing(work, place, f"mandaat:{task.id}:{work.today}")


def _own_escalation(work: Work, task: Task, account_id: int) -> None:
    column = {"ambtelijk": "official_owner_id", "bestuurlijk": "administrative_owner_id"}.get(task.role)
    query = select(Escalation).where(Escalation.instance_id == task.instance_id, Escalation.closed_on.is_(None))
    for escalation in work.session.scalars(query) if column else ():
        setattr(escalation, str(column), account_id)


def _log(work: Work, instance: ProcessInstance, task: Task, old: int | None, who: Assignment) -> None:
    names: Sequence[str] = [work.session.get_one(Account, key).name for key in (old, who.account_id) if key is not None]
    over = f"Het mandaat van {names[0]} is voorbij. " if old is not None else ""
    goes = f"ligt nu bij {names[-1]}" if who.account_id is not None else "wacht op wie de rol krijgt"
    event = write_event(work, instance, "taak_toegewezen", f"{over}De taak «{task.name}» {goes}.", automatic=True)
    event.process_key, event.element_id, event.data = task.process_key, task.element_id, {"taak": task.id}


def _nothing(_origin: Step, _command: object) -> None:
    """Looking queues nothing."""
