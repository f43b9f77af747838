"""Telling people, once for ever per case, subject, kind, due date and receiver: in the app and by mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update

from service.domain.deadlines import dutch_date
from service.domain.errors import NotFound
from service.models import (
    Account,
    Case,
    ExpertTeam,
    Notification,
    Organisation,
    OutboxMail,
    ProcessInstance,
    RegistrationAttempt,
    RoleGrant,
    Task,
)
from service.usecases.assignment import Assignment, holders
from service.usecases.mails import list_mail
from service.usecases.messages import message_text
from service.usecases.shapes import NotificationView
from service.usecases.work import Work

__all__ = [
    "About",
    "count_unread",
    "list_mail",
    "list_notifications",
    "mark_read",
    "notify_account",
    "notify_assignment",
    "notify_new_task",
    "send_mail",
    "settle_task",
]

_SHOWN = 200


@dataclass(frozen=True)
class About:
    """What a message is about; `subject` tells apart messages of one kind within a case (a goal, a task, a party)."""

    case: Case | None = None
    attempt: RegistrationAttempt | None = None
    task: Task | None = None
    subject: str = ""
    due_on: date | None = None
    why: str = ""  # why that due date; of a task's own due date the task says it

    @property
    def reason(self) -> str:
        """Why the due date is what it is, for under a message; empty when nobody said."""
        own = self.task.due_why if self.task is not None and self.task.due_on == self.due_on else None
        return self.why or own or ""

    def key(self, kind: str, receiver: str) -> str:
        """The key under which this message is sent once and never again."""
        place = f"zaak:{self.case.id}" if self.case else f"aanmelding:{self.attempt.id}" if self.attempt else ""
        return "|".join((place, self.subject, kind, str(self.due_on or ""), receiver))


def notify_account(work: Work, account_id: int, kind: str, about: About) -> bool:
    """Put a message in somebody's inbox and mail it; False when this person had it already."""
    key = about.key(kind, f"account:{account_id}")
    if work.session.scalar(select(Notification.id).where(Notification.key == key)) is not None:
        return False
    account = work.session.get_one(Account, account_id)
    text = message_text(work.services.settings.messages_dir, kind)
    work.session.add(
        Notification(
            key=key,
            account_id=account_id,
            case_id=about.case.id if about.case else None,
            task_id=about.task.id if about.task else None,
            kind=kind,
            text=text.line.format_map(_values(work, about)),
            due_on=about.due_on,
            created_at=work.now,
        )
    )
    send_mail(work, account.email, kind, about)
    return True


def send_mail(work: Work, to: str, kind: str, about: About) -> bool:
    """Put a mail in the outbox, also for who has no account; False when it was sent before."""
    key = about.key(kind, f"mail:{to.strip().lower()}")
    if work.session.scalar(select(OutboxMail.id).where(OutboxMail.key == key)) is not None:
        return False
    text = message_text(work.services.settings.messages_dir, kind)
    subject, body = text.mail(_values(work, about), _url(work, about, text.link), about.reason)
    work.session.add(
        OutboxMail(
            key=key, to=to.strip(), subject=subject, body=body, case_id=about.case.id if about.case else None,
            created_at=work.now, next_try_at=work.now,
        )
    )  # fmt: skip
    return True


def notify_assignment(
    work: Work,
    instance: ProcessInstance,
    who: Assignment,
    kind: str,
    *,
    due_on: date | None = None,
    subject: str = "",
    task: Task | None = None,
    why: str = "",
) -> int:
    """Tell a person, or everybody in a pool; returns how many heard it now for the first time."""
    case = work.session.get(Case, instance.case_id) if instance.case_id else None
    attempt = work.session.get(RegistrationAttempt, instance.attempt_id) if instance.attempt_id else None
    about = About(case, None if case else attempt, task, subject, due_on, why)
    return sum(notify_account(work, account_id, kind, about) for account_id in _receivers(work, who, case or attempt))


def notify_new_task(work: Work, task: Task) -> bool:
    """Tell the assignee about a task, unless it is their own doing."""
    if task.assignee_id is None or task.assignee_id == work.actor.account_id:
        return False
    case = work.session.get(Case, task.case_id) if task.case_id else None
    attempt = work.session.get(RegistrationAttempt, task.attempt_id) if task.attempt_id and not case else None
    about = About(case, attempt, task, f"taak:{task.id}", task.due_on)
    return notify_account(work, task.assignee_id, "taak_toegewezen", about)


def list_notifications(work: Work, unread_only: bool = False) -> Sequence[NotificationView]:
    """The actor's own messages, newest first, at most 200."""
    query = (
        select(Notification, Case.number).outerjoin(Case, Case.id == Notification.case_id)
        .where(Notification.account_id == work.actor.account_id)
        .order_by(Notification.created_at.desc(), Notification.id.desc()).limit(_SHOWN)
    )  # fmt: skip
    if unread_only:
        query = query.where(Notification.read_at.is_(None))
    return [
        NotificationView(n.id, n.kind, n.text, number, n.task_id, n.due_on, n.created_at, n.read_at is None)
        for n, number in work.session.execute(query)
    ]


def count_unread(work: Work) -> int:
    """How many of the actor's messages are unread."""
    query = select(func.count()).select_from(Notification)
    mine = (Notification.account_id == work.actor.account_id, Notification.read_at.is_(None))
    return work.session.scalar(query.where(*mine)) or 0


def mark_read(work: Work, notification_id: int | None = None) -> None:
    """Mark one of the actor's messages as read, or all of them; NotFound for somebody else's."""
    mine = [Notification.account_id == work.actor.account_id]
    if notification_id is not None:
        mine.append(Notification.id == notification_id)
        if work.session.scalar(select(Notification.id).where(*mine)) is None:
            raise NotFound("Dit bericht is niet gevonden, of is niet voor u.")
    work.session.execute(update(Notification).where(*mine, Notification.read_at.is_(None)).values(read_at=work.now))


def settle_task(work: Work, task_id: int) -> None:
    """A task that is done or gone leaves no unread messages behind, whoever they were for."""
    settled = update(Notification).where(Notification.task_id == task_id, Notification.read_at.is_(None))
    work.session.execute(settled.values(read_at=work.now))


def _receivers(work: Work, who: Assignment, place: Case | RegistrationAttempt | None) -> Iterable[int]:
    if who.account_id is not None:
        return [who.account_id]
    if who.pool_organisation_id is not None:
        return _speakers(work, who.pool_organisation_id)
    if who.pool_role is None or place is None:
        return []
    for level in ("team_id", "municipality_id", "region_id"):
        if found := holders(work, who.pool_role, **{level: getattr(place, level)}):
            return dict.fromkeys(each.account_id for each in found if each.account_id is not None)
    return []


def _speakers(work: Work, organisation_id: int) -> Iterable[int]:
    contact = work.session.get_one(Organisation, organisation_id).contact_account_id
    if contact is not None:
        return [contact]
    grants = select(RoleGrant.account_id).where(RoleGrant.organisation_id == organisation_id)
    return dict.fromkeys(work.session.scalars(grants.order_by(RoleGrant.id)))


def _values(work: Work, about: About) -> dict[str, str]:
    place = about.case or about.attempt
    team = work.session.get(ExpertTeam, place.team_id) if place else None
    attempt = f"aanmelding {about.attempt.reference}" if about.attempt else "het team"
    return {
        "zaak": about.case.number if about.case else attempt,
        "vervalt": dutch_date(about.due_on) if about.due_on else "de afgesproken datum",
        "taak": about.task.name if about.task else "uw taak",
        "team": (team.public_name or team.name) if team else "het expertteam",
        "procesregisseur": _director(work, about.case, "process") or "nog niet bekend",
        "casusregisseur": _director(work, about.case, "case") or "nog niet bekend",
    }


def _director(work: Work, case: Case | None, which: str) -> str | None:
    account_id = getattr(case, f"{which}_director_id", None)
    account = work.session.get(Account, account_id) if account_id else None
    if account is not None:
        return account.name
    return case.case_director_name if case and which == "case" else None


def _url(work: Work, about: About, link: str) -> str | None:
    base = work.services.settings.base_url
    if link == "geen":
        return None
    if link == "taak" and about.task is not None:
        return f"{base}/taken/{about.task.id}"
    if link == "zaak" and about.case is not None:
        return f"{base}/zaken/{about.case.number}"
    return f"{base}/escalaties" if link == "escalaties" else f"{base}/werklijst"
