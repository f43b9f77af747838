"""Telling people, once for ever per case, subject, kind, due date and receiver: in the app and by mail."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import bindparam, select, union_all, update

from service.domain.message import ACKNOWLEDGED, DAILY, DIRECT
from service.models import (
    Account,
    Case,
    Escalation,
    Notification,
    Organisation,
    OutboxMail,
    PlacementReview,
    ProcessInstance,
    RegistrationAttempt,
    RoleGrant,
    Task,
)
from service.usecases.assignment import Assignment, holders
from service.usecases.holders import find_deputy
from service.usecases.links import find_caseless
from service.usecases.message_texts import About, lateness, path_of, values_for
from service.usecases.messages import MessageText, message_text
from service.usecases.preferences import next_overview_of, preferences_of, way_for
from service.usecases.work import Work

__all__ = [
    "About",
    "notify_account",
    "notify_assignment",
    "notify_holders",
    "notify_new_task",
    "send_mail",
    "settle_task",
]


def notify_account(
    work: Work, account_id: int, kind: str, about: About, *, instead_of: int | None = None, by_mail: bool = True
) -> bool:
    """Put a message in somebody's inbox and mail it as they chose; False when this person had it already.

    Who is away is told through their substitute. `instead_of`: the task came to this person in whose stead.
    """
    return bool(_tell(work, [Assignment(account_id, instead_of)], kind, about, by_mail=by_mail))


def _tell(work: Work, people: Iterable[Assignment], kind: str, about: About, *, by_mail: bool) -> int:
    """The same for several people, with one look at what they had and chose; returns how many heard it now."""
    told = [_receiver(work, each) for each in people]
    if not told:
        return 0
    text = message_text(work.services.settings.messages_dir, kind)
    chosen = preferences_of(work, {key for pair in told for key in pair if key is not None})
    known, heard = _known(work, text, about, told), 0
    for receiver, away in told:
        # A substitute gets it once, whether for themselves or for somebody else; what went to one, not to the other.
        keys = [_inbox_key(text, about, each) for each in (away, receiver) if each is not None]
        if not known.isdisjoint(keys):
            continue
        known.add(keys[0])
        way = way_for(chosen[receiver], text.group, urgent=about.urgent) if by_mail else ""
        note = _note(work, text, about, keys[0], receiver, away)
        note.overview_at = next_overview_of(work, receiver) if way == DAILY else None
        work.session.add(note)
        if text.announces:
            work.announced[receiver, about.place] = note
        if way == DIRECT:
            _post(work, text, about, receiver, away, known)
        heard += 1
    return heard


def _receiver(work: Work, who: Assignment) -> tuple[int, int | None]:
    """Who gets it, and in whose stead."""
    account_id, instead_of = who.account_id or 0, who.substitute_for_id
    deputy = find_deputy(work, account_id) if instead_of is None else None
    return (deputy, account_id) if deputy is not None else (account_id, instead_of)


_KNOWN = union_all(
    select(Notification.key).where(Notification.key.in_(bindparam("inbox", expanding=True))),
    select(OutboxMail.key).where(OutboxMail.key.in_(bindparam("outbox", expanding=True))),
)


def _known(work: Work, text: MessageText, about: About, told: Sequence[tuple[int, int | None]]) -> set[str]:
    """What was sent before, of what is about to be sent: keys of the inbox and of the outbox."""
    keys = {
        "inbox": [_inbox_key(text, about, each) for pair in told for each in pair if each is not None],
        "outbox": [
            _mail_key(text, about, work.session.get_one(Account, receiver).email) for receiver, _ in told
        ],
    }  # fmt: skip
    return set(work.session.scalars(_KNOWN, keys))


def _inbox_key(text: MessageText, about: About, account_id: int) -> str:
    return about.key(text.kind, f"account:{account_id}")


def _mail_key(text: MessageText, about: About, address: str) -> str:
    return about.key(text.kind, f"mail:{address.strip().lower()}")


def _note(work: Work, text: MessageText, about: About, key: str, receiver: int, away: int | None) -> Notification:
    values = values_for(work, about, receiver)
    return Notification(
        key=key,
        account_id=receiver,
        on_behalf_of_id=away,
        case_id=about.case.id if about.case else None,
        task_id=about.task.id if about.task else None,
        kind=text.kind,
        text=" ".join(filter(None, (text.line.format_map(values), lateness(work)))),
        title=text.subject.format_map(values),
        path=path_of(about, text.link),
        due_on=about.due_on,
        created_at=work.now,
        to_acknowledge=text.group in ACKNOWLEDGED,
    )


def _post(work: Work, text: MessageText, about: About, receiver: int, away: int | None, known: set[str]) -> None:
    account = work.session.get_one(Account, receiver)
    if (key := _mail_key(text, about, account.email)) not in known:
        known.add(key)
        name = work.session.get_one(Account, away).name if away is not None else None
        mail = _mail(work, account.email, text, about, account_id=receiver, on_behalf_of=name)
        mail.account_id = receiver
        work.session.add(mail)


def send_mail(work: Work, to: str, kind: str, about: About, *, owner: str | None = None) -> bool:
    """Put a mail to who has no account in the outbox; `owner` says who it is (melder, gezin). False: sent before."""
    text = message_text(work.services.settings.messages_dir, kind)
    key = _mail_key(text, about, to)
    if work.session.scalar(select(OutboxMail.id).where(OutboxMail.key == key)) is not None:
        return False
    mail = _mail(work, to, text, about)
    mail.owner = owner
    work.session.add(mail)
    return True


def _mail(
    work: Work,
    to: str,
    text: MessageText,
    about: About,
    *,
    account_id: int | None = None,
    on_behalf_of: str | None = None,
) -> OutboxMail:
    path = path_of(about, text.link)
    url = f"{work.services.settings.base_url}{path}" if path else None
    values = values_for(work, about, account_id)
    subject, body = text.mail(values, url, about.reason, on_behalf_of, listed=lateness(work))
    return OutboxMail(
        key=_mail_key(text, about, to), to=to.strip(), subject=subject, body=body, kind=text.kind,
        case_id=about.case.id if about.case else None, attempt_id=about.attempt.id if about.attempt else None,
        created_at=work.now, next_try_at=work.now,
        calendar=about.calendar(to.strip()) if about.calendar is not None else None,
    )  # fmt: skip


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
    attempt = work.session.get(RegistrationAttempt, instance.attempt_id) if instance.attempt_id and not case else None
    about = About(case, attempt, task, subject, due_on, why, find_caseless(work.session, instance))
    return notify_holders(work, who, kind, about)


def notify_holders(work: Work, who: Assignment, kind: str, about: About, *, by_mail: bool = True) -> int:
    """The same, about something that need not belong to a process."""
    receivers = _receivers(work, who, about.case or about.attempt or about.theme)
    return _tell(work, [each for each in receivers if each.account_id is not None], kind, about, by_mail=by_mail)


def notify_new_task(work: Work, task: Task) -> bool:
    """Tell the assignee about a task, unless it is their own doing or a message of this very step told them of it."""
    if task.assignee_id is None or task.assignee_id == work.actor.account_id:
        return False
    case = work.session.get(Case, task.case_id) if task.case_id else None
    attempt = work.session.get(RegistrationAttempt, task.attempt_id) if task.attempt_id and not case else None
    theme = (
        None
        if case or attempt
        else find_caseless(work.session, work.session.get_one(ProcessInstance, task.instance_id))
    )
    about = About(case, attempt, task, f"taak:{task.id}", task.due_on, theme=theme)
    announced = work.announced.pop((task.assignee_id, about.place), None)
    if announced is not None and announced.due_on in (None, task.due_on):
        announced.task_id, announced.path = task.id, f"/taken/{task.id}"
        return False
    return notify_account(work, task.assignee_id, "taak_toegewezen", about, instead_of=task.substitute_for_id)


def settle_task(work: Work, task_id: int) -> None:
    """A task that is done or gone leaves no unread messages behind, whoever they were for."""
    settled = update(Notification).where(Notification.task_id == task_id, Notification.read_at.is_(None))
    work.session.execute(settled.values(read_at=work.now))


def _receivers(
    work: Work, who: Assignment, place: Case | RegistrationAttempt | Escalation | PlacementReview | None
) -> Iterable[Assignment]:
    """Persons, those who get it for themselves first: whoever is also a substitute then gets it once."""
    if who.account_id is not None:
        return [who]
    if who.pool_organisation_id is not None:
        return _speakers(work, who.pool_organisation_id)
    if who.pool_role is None or place is None:
        return []
    for level in ("team_id", "municipality_id", "region_id"):
        if found := holders(work, who.pool_role, **{level: getattr(place, level)}):
            persons = {each.account_id: each for each in reversed(found)}
            return sorted(persons.values(), key=lambda each: each.substitute_for_id is not None)
    return []


def _speakers(work: Work, organisation_id: int) -> Iterable[Assignment]:
    contact = work.session.get_one(Organisation, organisation_id).contact_account_id
    if contact is not None:
        return [Assignment(contact)]
    grants = select(RoleGrant.account_id).where(RoleGrant.organisation_id == organisation_id)
    return [Assignment(key) for key in dict.fromkeys(work.session.scalars(grants.order_by(RoleGrant.id)))]
