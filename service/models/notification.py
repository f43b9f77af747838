"""Messages to people: the in-app list, and the outbox from which mail leaves afterwards."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from service.models.base import Base

_UNREAD = "read_at IS NULL"


class Notification(Base):
    """One message to one account, once for ever per key (case, subject, kind, due date, receiver)."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_inbox", "account_id", "read_at", "id"),
        # Whoever completes a task marks the messages about it as read.
        Index("ix_notification_task", "task_id", sqlite_where=text(_UNREAD), postgresql_where=text(_UNREAD)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    kind: Mapped[str]
    text: Mapped[str]
    due_on: Mapped[date | None]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class OutboxMail(Base):
    """A mail to be sent: number, kind, due date and link, never case content."""

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_due", "sent_at", "next_try_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    calendar: Mapped[str | None]  # an invitation as iCalendar, sent along
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    last_error: Mapped[str | None]
