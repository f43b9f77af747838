"""A meeting without cases: some working days before it, it is called off or goes on for the team's other work (V80)."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, func, select

from service.domain.actors import SYSTEM
from service.domain.deadlines import local_date
from service.domain.errors import Overtaken
from service.domain.permissions import STAFF
from service.models import MeetingSlot
from service.usecases.assignment import holders
from service.usecases.meeting_series import call_off, config_of_team, count_cases
from service.usecases.notifications import About, notify_account
from service.usecases.work import Work, WorkFactory

CALL_OFF = "annuleren"
# Who prepares the agenda; when nobody needs to come, everybody hears it.
_PREPARES = ("voorzitter", "secretaris")
_WAITING = (MeetingSlot.look_at.is_not(None), MeetingSlot.cancelled_at.is_(None))


def anything_due() -> ColumnElement[bool]:
    """Whether a meeting needs a look, as part of a query that is given `now`."""
    now = bindparam("now", type_=MeetingSlot.look_at.type)
    return exists().where(*_WAITING, MeetingSlot.look_at <= now)


def next_due_at(work: Work) -> datetime | None:
    """When the next meeting needs a look."""
    return work.session.scalar(select(func.min(MeetingSlot.look_at)).where(*_WAITING))


def look_at_meetings(factory: WorkFactory) -> int:
    """Look at what is due, each in a transaction of its own; returns how many."""
    with factory.read(SYSTEM) as work:
        query = select(MeetingSlot.id).where(*_WAITING, MeetingSlot.look_at <= work.now)
        found = list(work.session.scalars(query.order_by(MeetingSlot.look_at, MeetingSlot.id)))
    return sum(_look(factory, slot_id) for slot_id in found)


def _look(factory: WorkFactory, slot_id: int) -> bool:
    try:
        with factory.write(SYSTEM) as work:
            query = select(MeetingSlot).where(MeetingSlot.id == slot_id).with_for_update(skip_locked=True)
            slot = work.session.scalars(query).first()
            if slot is None or slot.look_at is None or slot.cancelled_at is not None or slot.look_at > work.now:
                return False
            looked_for, slot.look_at = local_date(slot.look_at), None
            if slot.day >= work.today and not count_cases(work, slot):
                work.counted_day = looked_for
                _tell(work, slot)
            return True
    except Overtaken:
        return False


def _tell(work: Work, slot: MeetingSlot) -> None:
    off = config_of_team(work, slot.team_id).setting("meeting.empty_policy") == CALL_OFF
    if off:
        call_off(work, slot, "Er zijn geen zaken te bespreken.")
    about = About(subject=f"overleg:{slot.id}", due_on=slot.day)
    for role in STAFF if off else _PREPARES:
        for one in holders(work, role, team_id=slot.team_id):
            if one.account_id is not None:
                kind = "overleg_vervalt" if off else "overleg_zonder_zaken"
                notify_account(work, one.account_id, kind, about, instead_of=one.substitute_for_id)
