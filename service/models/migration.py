"""Cases that were moved to another way of working, with what is needed to put them back."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
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
