"""The outbox: mail leaves after the transaction that wrote it, at least once, and is tried again when it fails."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select

from service.adapters.mail import MailboxMailer, Mailer, OutgoingMail, SmtpMailer
from service.domain.actors import SYSTEM
from service.domain.errors import NotAllowed
from service.models import OutboxMail
from service.settings import Settings
from service.usecases.incidents import record_incident
from service.usecases.shapes import MailView
from service.usecases.work import Work, WorkFactory

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
# How long a worker may take over a batch before another one takes it up again.
_LEASE = timedelta(minutes=5)
_BATCH = 50
_SHOWN = 200


@dataclass
class Delivery:
    """How many mails left, and how many did not."""

    sent: int = 0
    failed: int = 0


def mailer_for(settings: Settings) -> Mailer | None:
    """SMTP when an address is set; the demo's mailbox; else None: mail waits in the outbox."""
    if settings.smtp_url:
        return SmtpMailer(settings.smtp_url, settings.mail_from)
    return MailboxMailer() if settings.demo else None


def deliver(factory: WorkFactory, mailer: Mailer | None = None) -> Delivery:
    """Send what is due in the outbox."""
    mailer = mailer or mailer_for(factory.services.settings)
    done = Delivery()
    while mailer is not None and (batch := _claim(factory)):
        # Nothing of the database is held while a mail server answers, or does not.
        errors = {mail_id: _try(mailer, mail) for mail_id, mail in batch.items()}
        _note(factory, errors)
        done.failed += sum(error is not None for error in errors.values())
        done.sent += sum(error is None for error in errors.values())
    return done


def list_mail(work: Work) -> Sequence[MailView]:
    """The mailbox of the demo: the newest 200 mails to anybody. Outside the demo nobody reads another's mail."""
    if not work.services.settings.demo:
        raise NotAllowed
    query = select(OutboxMail).order_by(OutboxMail.created_at.desc(), OutboxMail.id.desc()).limit(_SHOWN)
    return [MailView(m.to, m.subject, m.body, m.created_at, m.sent_at) for m in work.session.scalars(query)]


def _claim(factory: WorkFactory) -> dict[int, OutgoingMail]:
    """Take a batch: until the lease is over no other worker sees it. Whoever dies with it, it is sent later."""
    with factory.read(SYSTEM) as work:
        if work.session.scalar(_due(work).with_only_columns(OutboxMail.id).limit(1)) is None:
            return {}
    with factory.write(SYSTEM) as work:
        due = _due(work).order_by(OutboxMail.id).limit(_BATCH).with_for_update(skip_locked=True)
        batch = list(work.session.scalars(due))
        for mail in batch:
            mail.next_try_at = work.now + _LEASE
        return {mail.id: OutgoingMail(_message_id(mail.key), mail.to, mail.subject, mail.body) for mail in batch}


def _due(work: Work) -> Select[OutboxMail]:
    return select(OutboxMail).where(OutboxMail.sent_at.is_(None), OutboxMail.next_try_at <= work.now)


def _try(mailer: Mailer, mail: OutgoingMail) -> str | None:
    try:
        mailer.send(mail)
    except Exception as error:  # whatever a mail server does, the other mails must leave
        return f"{type(error).__name__}: {error}"
    return None


def _note(factory: WorkFactory, errors: dict[int, str | None]) -> None:
    lost = []
    with factory.write(SYSTEM) as work:
        for mail_id, error in errors.items():
            mail = work.session.get_one(OutboxMail, mail_id)
            mail.last_error = error
            if error is None:
                mail.sent_at = work.now
                continue
            mail.next_try_at = work.now + BACK_OFF[min(mail.tries, len(BACK_OFF) - 1)]
            mail.tries += 1
            if mail.tries == len(BACK_OFF) + 1:
                lost.append(error)
    for error in lost:
        message = "E-mail kan niet verstuurd worden. De berichten staan wel in de werklijst van de ontvanger."
        record_incident(factory.services, message, f"mail could not be sent: {error}")


def _message_id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]
