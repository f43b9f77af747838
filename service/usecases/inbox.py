"""One's own messages: reading them, and saying that an alarm or an escalation was understood."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select, update
from sqlalchemy.orm import aliased

from service.domain.errors import NotFound
from service.domain.permissions import CaseView
from service.models import Account, Case, Notification, Task
from service.usecases.scoping import get_visible_case
from service.usecases.shapes import CaseMessage, NotificationView
from service.usecases.steps import write_event
from service.usecases.work import Work

_SHOWN = 200
_Away = aliased(Account)


def list_notifications(work: Work, unread_only: bool = False) -> Sequence[NotificationView]:
    """The actor's own messages, newest first, at most 200; those that wait for an acknowledgement stand first."""
    waits = and_(Notification.to_acknowledge, Notification.acknowledged_at.is_(None), Task.ended_at.is_(None))
    query = (
        select(Notification, Case.number, _Away.name, waits)
        .outerjoin(Case, Case.id == Notification.case_id)
        .outerjoin(_Away, _Away.id == Notification.on_behalf_of_id)
        .outerjoin(Task, Task.id == Notification.task_id)
        .where(Notification.account_id == work.actor.account_id)
        .order_by(waits.desc(), Notification.created_at.desc(), Notification.id.desc()).limit(_SHOWN)
    )  # fmt: skip
    if unread_only:
        query = query.where(Notification.read_at.is_(None))
    return [_view(*row) for row in work.session.execute(query)]


def _view(note: Notification, number: str | None, away: str | None, waits: bool) -> NotificationView:
    return NotificationView(
        id=note.id,
        kind=note.kind,
        text=note.text,
        case_number=number,
        task_id=note.task_id,
        due_on=note.due_on,
        created_at=note.created_at,
        unread=note.read_at is None,
        path=note.path,
        on_behalf_of=away,
        to_acknowledge=bool(waits),
        acknowledged_at=note.acknowledged_at,
    )


def count_unread(work: Work) -> int:
    """How many of the actor's messages are unread."""
    query = select(func.count()).select_from(Notification)
    mine = (Notification.account_id == work.actor.account_id, Notification.read_at.is_(None))
    return work.session.scalar(query.where(*mine)) or 0


def mark_read(work: Work, notification_id: int | None = None) -> None:
    """Mark one of the actor's messages as read, or all of them; NotFound for somebody else's."""
    mine = [Notification.account_id == work.actor.account_id]
    if notification_id is not None:
        mine.append(Notification.id == _own(work, notification_id).id)
    work.session.execute(update(Notification).where(*mine, Notification.read_at.is_(None)).values(read_at=work.now))


def acknowledge(work: Work, notification_id: int) -> None:
    """Say that the actor read and understood an alarm or escalation; the history of the case tells it, once.

    Raises NotFound for somebody else's message, and for one that asks no acknowledgement.
    """
    note = _own(work, notification_id)
    if not note.to_acknowledge:
        raise NotFound("Dit bericht hoeft u niet te bevestigen.")
    note.read_at = note.read_at or work.now
    if note.acknowledged_at is not None:
        return
    note.acknowledged_at = work.now
    away = work.session.get_one(Account, note.on_behalf_of_id).name if note.on_behalf_of_id else None
    if note.case_id is not None:
        text = f"Gelezen en begrepen: «{note.title}»."
        write_event(work, None, "bevestigd", text, case_id=note.case_id, on_behalf_of=away)


def list_case_messages(work: Work, number: str) -> Sequence[CaseMessage]:
    """The alarms and escalation messages of a case: to whom, when, and who read and acknowledged them, newest first.

    For who may see the case wholly; NotFound for others.
    """
    case, view = get_visible_case(work, number)
    if view is not CaseView.FULL:
        raise NotFound(f"Zaak {number} is niet gevonden, of is niet voor u.")
    return [_case_message(row) for row in work.session.execute(_of_case(case.id))]


def _of_case(case_id: int) -> Select[Notification, str, str | None, datetime | None]:
    query = select(Notification, Account.name, _Away.name, Task.ended_at).join(
        Account, Account.id == Notification.account_id
    )
    query = query.outerjoin(_Away, _Away.id == Notification.on_behalf_of_id)
    query = query.outerjoin(Task, Task.id == Notification.task_id)
    query = query.where(Notification.case_id == case_id, Notification.to_acknowledge)
    return query.order_by(Notification.id.desc()).limit(_SHOWN)


def _case_message(row: Any) -> CaseMessage:
    note, name, away, ended_at = row
    return CaseMessage(
        title=note.title,
        kind=note.kind,
        receiver=f"{name} namens {away}" if away else name,
        due_on=note.due_on,
        created_at=note.created_at,
        # What ended with its task was read by nobody.
        read_at=note.read_at if note.read_at != ended_at else note.acknowledged_at,
        over=ended_at is not None,
        acknowledged_at=note.acknowledged_at,
    )


def _own(work: Work, notification_id: int) -> Notification:
    query = select(Notification).where(Notification.id == notification_id)
    found = work.session.scalars(query.where(Notification.account_id == work.actor.account_id)).first()
    if found is None:
        raise NotFound("Dit bericht is niet gevonden, of is niet voor u.")
    return found
