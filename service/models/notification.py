"""Messages to people: the in-app list, how each wants to hear, and the outbox from which mail leaves afterwards."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from service.models.base import Base

_UNREAD = "read_at IS NULL"
_WAITS = "overview_at IS NOT NULL"
_FAILED = "failed_at IS NOT NULL AND sent_at IS NULL"


class Notification(Base):
    """One message to one account, once for ever per key (case, subject, kind, due date, receiver)."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_inbox", "account_id", "read_at", "id"),
        # Whoever completes a task marks the messages about it as read.
        Index("ix_notification_task", "task_id", sqlite_where=text(_UNREAD), postgresql_where=text(_UNREAD)),
        # What waits for a daily overview, earliest first.
        Index("ix_notification_overview", "overview_at", sqlite_where=text(_WAITS), postgresql_where=text(_WAITS)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # who is away
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    kind: Mapped[str]
    text: Mapped[str]
    title: Mapped[str] = mapped_column(default="")  # as the subject of its mail: number, kind and due date, no names
    path: Mapped[str | None]  # the page it points at
    due_on: Mapped[date | None]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    to_acknowledge: Mapped[bool] = mapped_column(default=False)
    acknowledged_at: Mapped[datetime | None]
    overview_at: Mapped[datetime | None]  # until it is in a daily overview: the moment that one leaves


class MessagePreference(Base):
    """How somebody wants to hear; who has no row hears everything at once."""

    __tablename__ = "message_preference"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    mode: Mapped[str]
    hour: Mapped[int]  # of the daily overview, in the Netherlands
    in_app_only: Mapped[list[str]] = mapped_column(default=list)  # groups of messages
    changed_at: Mapped[datetime]


class OutboxMail(Base):
    """A mail to be sent: number, kind, due date and link, never case content."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index("ix_outbox_mail_due", "sent_at", "next_try_at", "id"),
        Index("ix_outbox_mail_failed", "failed_at", sqlite_where=text(_FAILED), postgresql_where=text(_FAILED)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    calendar: Mapped[str | None]  # an invitation as iCalendar, sent along
    kind: Mapped[str] = mapped_column(default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # whose address it is
    owner: Mapped[str | None]  # melder or gezin: who has no account
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("registration_attempt.id"))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    last_error: Mapped[str | None]
    message_id: Mapped[str | None] = mapped_column(unique=True)  # by which a mail server tells that it came back
    failed_at: Mapped[datetime | None]  # since when people can see that it does not arrive
