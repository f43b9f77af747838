"""Cases that were moved to another way of working, with what is needed to put them back."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.models.base import Base


class CaseMigration(Base):
    """One case, moved from one release to another by somebody with a reason."""

    __tablename__ = "case_migration"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    from_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    to_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str]
    reverted_at: Mapped[datetime | None]
    reverted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    states: Mapped[list["MigratedState"]] = relationship(order_by="MigratedState.id")


class MigratedState(Base):
    """An instance as it was before; `revision` is what it had right after, and still has while nothing happened."""

    __tablename__ = "migrated_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    migration_id: Mapped[int] = mapped_column(ForeignKey("case_migration.id"), index=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    state: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    revision: Mapped[int]


class MigrationRound(Base):
    """Many cases that somebody moves at once, or puts back (`of_id`: the round that moved them); a worker does it.

    `mapped` holds rows of process, element and the task that comes in its place. While `stopped_at` is filled the
    rest waits.
    """

    __tablename__ = "migration_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # overzetten | terugzetten
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    of_id: Mapped[int | None] = mapped_column(ForeignKey("migration_round.id"))
    reason: Mapped[str]
    mapped: Mapped[list[Any]]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    stopped_at: Mapped[datetime | None]
    stopped_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


_WAITING = text("state = 'wacht'")


class MigrationEntry(Base):
    """One case of a round and what came of it; written in the transaction that moves it, so it is done once."""

    __tablename__ = "migration_entry"
    __table_args__ = (
        UniqueConstraint("round_id", "case_id"),
        Index("ix_migration_entry_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("migration_round.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    state: Mapped[str] = mapped_column(default="wacht")  # wacht | gedaan | geweigerd | mislukt
    done_at: Mapped[datetime | None]
    told: Mapped[list[Any]] = mapped_column(default=list)  # what it did or why it did not, in Dutch sentences
    migration_id: Mapped[int | None] = mapped_column(ForeignKey("case_migration.id"), index=True)
