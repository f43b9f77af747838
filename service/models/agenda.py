"""Following from outside the process: questions about how it goes, and links to a calendar."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from service.models.base import Base

_UNANSWERED = text("answered_at IS NULL")


class Question(Base):
    """What somebody who watches asked the process director, and the answer; neither holds case content."""

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_open", "asked_to_id", "id", sqlite_where=_UNANSWERED, postgresql_where=_UNANSWERED),
        Index("ix_question_asked_by", "asked_by_id", "id"),
        Index(
            "ix_question_look", "look_at",
            sqlite_where=text("look_at IS NOT NULL"), postgresql_where=text("look_at IS NOT NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))  # what it is about, if one task
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_to_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    text: Mapped[str]
    answer_by: Mapped[date]
    look_at: Mapped[datetime | None]  # when the clock reminds of it next; None: answered, or everybody knows
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[str | None]


class CalendarLink(Base):
    """A secret address of a calendar: somebody's own due dates, or with a team its meetings; only its hash is kept."""

    __tablename__ = "calendar_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("expert_team.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
