"""What people keep about the worklist: which tasks they opened, and filters with a name."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.models.base import Base


class TaskSeen(Base):
    """When somebody opened a task; without a row, or given to them since, it is unread."""

    __tablename__ = "task_seen"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True, index=True)
    seen_at: Mapped[datetime]


class SavedFilter(Base):
    """A worklist filter with a name, of one person or shared by one team."""

    __tablename__ = "saved_filter"
    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (team_id IS NULL)", name="one_owner"),
        UniqueConstraint("account_id", "name"),
        UniqueConstraint("team_id", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("expert_team.id"))
    name: Mapped[str]
    words: Mapped[dict[str, Any]]  # the filter, by the names of TaskFilter; without page and cursor
    place: Mapped[int]  # its rank among those of the same owner
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
