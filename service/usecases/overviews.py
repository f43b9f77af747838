"""The daily overview: one mail per person and working day with number, kind, due date and link of what is new."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, exists, func, select

from service.domain.actors import SYSTEM
from service.domain.deadlines import dutch_date, local_date
from service.domain.errors import Overtaken
from service.models import Account, Notification, OutboxMail
from service.usecases.message_texts import About, values_for
from service.usecases.messages import message_text
from service.usecases.preferences import next_overview_of, region_of
from service.usecases.work import Work, WorkFactory

KIND = "dagoverzicht"
# A mail with more lines than this nobody reads; the rest stands in the app.
_LINES = 100


def anything_due() -> ColumnElement[bool]:
    """Whether an overview leaves, as part of a query that is given `now`."""
    now = bindparam("now", type_=Notification.overview_at.type)
    return exists().where(Notification.overview_at.is_not(None), Notification.overview_at <= now)


def next_due_at(work: Work) -> datetime | None:
    """When the next overview leaves; None when nothing waits for one."""
    return work.session.scalar(select(func.min(Notification.overview_at)).where(Notification.overview_at.is_not(None)))


def send_overviews(factory: WorkFactory) -> int:
    """Put what is due in the outbox, one transaction per person; returns how many overviews leave."""
    with factory.read(SYSTEM) as work:
        query = select(Notification.account_id).where(Notification.overview_at <= work.now).distinct()
        found = list(work.session.scalars(query.order_by(Notification.account_id)))
    return sum(_send_one(factory, account_id) for account_id in found)


def _send_one(factory: WorkFactory, account_id: int) -> bool:
    """One overview per person and day, however many workers there are: who holds the account sends it."""
    try:
        with factory.write(SYSTEM) as work:
            query = select(Account).where(Account.id == account_id).with_for_update(skip_locked=True)
            account = work.session.scalars(query).first()
            return _send(work, account) if account is not None else False
    except Overtaken:
        return False


def _send(work: Work, account: Account) -> bool:
    mine = (Notification.account_id == account.id, Notification.overview_at <= work.now)
    waiting = work.session.scalars(select(Notification).where(*mine).order_by(Notification.id)).all()
    today = local_date(work.now)
    key = f"|overzicht|{KIND}|{today}|account:{account.id}"
    known = work.session.scalar(select(OutboxMail.id).where(OutboxMail.key == key)) is not None
    if known or not region_of(work, account.id).calendar.is_working_day(today):
        # After standing still into a weekend, or at an hour that was moved: with the next one.
        later = next_overview_of(work, account.id)
        for note in waiting:
            note.overview_at = later
        return bool(waiting)
    for note in waiting:
        note.overview_at = None
    # What was read meanwhile, or is done, is no news.
    news = [note for note in waiting if note.read_at is None]
    if news and account.active:
        work.session.add(_mail(work, account, key, news, today))
    return bool(waiting)


def _mail(work: Work, account: Account, key: str, news: Sequence[Notification], today: date) -> OutboxMail:
    text = message_text(work.services.settings.messages_dir, KIND)
    values = values_for(work, About(due_on=today))
    base = work.services.settings.base_url
    news = sorted(news, key=lambda note: (note.due_on or date.max, note.id))
    lines = [_line(note, base) for note in news[:_LINES]]
    if len(news) > _LINES:
        lines.append(f"En nog {len(news) - _LINES} andere berichten: {base}/berichten")
    subject, body = text.mail(values, f"{base}/berichten", listed="\n\n".join(lines))
    return OutboxMail(
        key=key, to=account.email, subject=subject, body=body, kind=KIND, account_id=account.id,
        created_at=work.now, next_try_at=work.now,
    )  # fmt: skip


def _line(note: Notification, base: str) -> str:
    due = f"\n  Uiterlijk {dutch_date(note.due_on)}" if note.due_on else ""
    return f"- {note.title}{due}\n  {base}{note.path or '/berichten'}"
