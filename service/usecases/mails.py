"""The outbox: mail leaves after the transaction that wrote it, at least once, and is tried again when it fails.

A worker claims a batch by moving `next_try_at` to the end of its lease, commits, sends without holding anything, and
notes each mail at once. Whoever dies between sending and noting leaves one mail that is sent again after the lease;
both copies have the same Message-ID, so that the receiver's server keeps one.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update

from service.adapters.mail import MailboxMailer, Mailer, OutgoingMail, SmtpMailer, WrongMailServer
from service.domain.actors import SYSTEM
from service.domain.errors import NotAllowed, Overtaken
from service.domain.mail_failure import without_details
from service.domain.retrying import MAX_TRIES, retry_delay
from service.models import OutboxMail
from service.settings import Settings, SettingsError
from service.usecases.incidents import record_incident
from service.usecases.shapes import MailView
from service.usecases.undelivered import note_failure
from service.usecases.work import Work, WorkFactory

# How long a worker may take over a batch before another one takes it up again.
_LEASE = timedelta(minutes=5)
# What one mail may take at most: nothing is begun that could outlive the lease.
_MARGIN = timedelta(minutes=1)
_BATCH = 20
_ENOUGH = 3
# After the incident it goes on once an hour for a week: mail servers come back.
_MAX_TRIES = MAX_TRIES + 7 * 24
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


def check_mail_server(settings: Settings) -> None:
    """Raises SettingsError when the address of the mail server cannot be used."""
    try:
        mailer_for(settings)
    except WrongMailServer as error:
        raise SettingsError(f"De instelling «smtp_url» klopt niet: {error}") from error


def deliver(
    factory: WorkFactory, mailer: Mailer | None = None, stopping: Callable[[], bool] = lambda: False
) -> Delivery:
    """Send what is due in the outbox; `stopping` ends it between two mails."""
    mailer = mailer or mailer_for(factory.services.settings)
    if mailer is None:
        return Delivery()
    round_ = _Round(factory, mailer, stopping)
    while round_.in_order and (batch := _claim(factory)):
        round_.send(batch)
    return round_.done


def list_mail(work: Work) -> Sequence[MailView]:
    """The mailbox of the demo: the newest 200 mails to anybody. Outside the demo nobody reads another's mail."""
    if not work.services.settings.demo:
        raise NotAllowed
    query = select(OutboxMail).order_by(OutboxMail.created_at.desc(), OutboxMail.id.desc()).limit(_SHOWN)
    return [MailView(m.to, m.subject, m.body, m.created_at, m.sent_at, m.calendar) for m in work.session.scalars(query)]


@dataclass(frozen=True)
class _Claimed:
    """A mail that is this worker's to send, until the lease is over; the lease is also what it is known by."""

    id: int
    mail: OutgoingMail
    lease: datetime


@dataclass
class _Round:
    factory: WorkFactory
    mailer: Mailer
    stopping: Callable[[], bool]
    done: Delivery = field(default_factory=Delivery)
    failed_in_a_row: int = 0

    @property
    def in_order(self) -> bool:
        """Whether to go on: a mail server that answers nothing is left alone until the next round."""
        return self.failed_in_a_row < _ENOUGH and not self.stopping()

    def send(self, batch: Sequence[_Claimed]) -> None:
        """Send one by one and note each at once: whoever dies has one mail in doubt, not a batch."""
        for number, claimed in enumerate(batch):
            if not self.in_order or self.factory.services.clock.now() >= claimed.lease - _MARGIN:
                _give_back(self.factory, batch[number:])
                return
            # Nothing of the database is held while a mail server answers, or does not.
            error = _try(self.mailer, claimed.mail)
            _note(self.factory, claimed, error)
            if error is None:
                self.done.sent, self.failed_in_a_row = self.done.sent + 1, 0
            else:
                self.done.failed, self.failed_in_a_row = self.done.failed + 1, self.failed_in_a_row + 1


def _claim(factory: WorkFactory) -> list[_Claimed]:
    """Take a batch: until the lease is over no other worker sees it. Whoever dies with it, it is sent later."""
    with factory.read(SYSTEM) as work:
        if work.session.scalar(_due(work).with_only_columns(OutboxMail.id).limit(1)) is None:
            return []
    try:
        with factory.write(SYSTEM) as work:
            due = _due(work).order_by(OutboxMail.next_try_at, OutboxMail.id).limit(_BATCH)
            batch = list(work.session.scalars(due.with_for_update(skip_locked=True)))
            lease = work.now + _LEASE
            for mail in batch:
                mail.next_try_at, mail.message_id = lease, _message_id(mail.key)
            return [_Claimed(one.id, _outgoing(one), lease) for one in batch]
    except Overtaken:
        return []


def _outgoing(mail: OutboxMail) -> OutgoingMail:
    return OutgoingMail(_message_id(mail.key), mail.to, mail.subject, mail.body, mail.calendar)


def _due(work: Work) -> Select[OutboxMail]:
    return select(OutboxMail).where(
        OutboxMail.sent_at.is_(None), OutboxMail.next_try_at <= work.now, OutboxMail.tries < _MAX_TRIES
    )


def _try(mailer: Mailer, mail: OutgoingMail) -> str | None:
    try:
        mailer.send(mail)
    except Exception as error:  # whatever a mail server does, the other mails must leave
        return f"{type(error).__name__}: {error}"
    return None


def _note(factory: WorkFactory, claimed: _Claimed, error: str | None) -> None:
    """Write down what became of a mail, unless its lease ran out and it is another worker's by now."""
    with factory.write(SYSTEM) as work:
        mine = select(OutboxMail).where(OutboxMail.id == claimed.id, OutboxMail.next_try_at == claimed.lease)
        mail = work.session.scalars(mine.where(OutboxMail.sent_at.is_(None)).with_for_update()).first()
        if mail is None:
            return
        mail.last_error = error
        if error is None:
            mail.sent_at, mail.failed_at = work.now, None
            return
        mail.tries += 1
        mail.next_try_at = work.now + retry_delay(f"mail:{mail.key}", mail.tries)
        tries = mail.tries
        if tries == MAX_TRIES:
            note_failure(work, mail)
    if tries == MAX_TRIES:
        message = "E-mail kan niet verstuurd worden. De berichten staan wel in de werklijst van de ontvanger."
        record_incident(factory.services, message, f"mail could not be sent: {without_details(error)}")


def _give_back(factory: WorkFactory, rest: Sequence[_Claimed]) -> None:
    """What was claimed and not tried is free again."""
    with factory.write(SYSTEM) as work:
        ids = [claimed.id for claimed in rest]
        mine = update(OutboxMail).where(OutboxMail.id.in_(ids), OutboxMail.next_try_at == rest[0].lease)
        work.session.execute(mine.where(OutboxMail.sent_at.is_(None)).values(next_try_at=work.now))


def _message_id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]
