"""Suspending and extending terms, and the ledger of every date that moved by it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from service.models.base import Base


class Pause(Base):
    """A suspension of a case, or with `task_id` of the term of one task; it ends by itself at `resume_at`."""

    __tablename__ = "pause"
    __table_args__ = (Index("ix_pause_end", "ended_at", "resume_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    started_at: Mapped[datetime]
    started_on: Mapped[date]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    until_on: Mapped[date]
    resume_at: Mapped[datetime]
    reason: Mapped[str]
    motivation: Mapped[str | None]  # why an emergency can wait; shown to the manager
    ended_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    end_reason: Mapped[str | None]
    working_days: Mapped[int | None]  # by how many everything moved


class DateMove(Base):
    """One date that moved, append-only; with `old_at` and `new_at` it is a timer and not a due date.

    Without a case it is about a theme, known by its instance.
    """

    __tablename__ = "date_move"
    __table_args__ = (Index("ix_date_move_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    pause_id: Mapped[int | None] = mapped_column(ForeignKey("pause.id"))
    at: Mapped[datetime]
    what: Mapped[str]  # Dutch, no case content: «Taak «Toezeggen»»
    old_on: Mapped[date]
    new_on: Mapped[date]
    old_at: Mapped[datetime | None]
    new_at: Mapped[datetime | None]
    working_days: Mapped[int]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str]
