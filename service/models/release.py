"""Ways of working: immutable, numbered sets of diagrams and task forms."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.models.base import Base


class Release(Base):
    """A national release, or a region's release laid over a national one (`base_id`).

    `number` counts the releases of a region (or the national ones). New cases start on it from `active_from` until
    `active_until` (exclusive) or a newer one; after `retired_at` nothing may run on it any more.
    """

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    content_hash: Mapped[str]
    active_from: Mapped[date]
    loaded_at: Mapped[datetime]
    number: Mapped[int] = mapped_column(default=1, server_default="1")
    source: Mapped[str] = mapped_column(default="map", server_default="map")  # map (loaded from a folder) | ontwerp
    change_note: Mapped[str] = mapped_column(default="", server_default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
    active_until: Mapped[date | None]
    retired_at: Mapped[datetime | None]
    files: Mapped[list["ReleaseFile"]] = relationship(back_populates="release", order_by="ReleaseFile.name")


class ReleaseFile(Base):
    """One diagram (BPMN XML) or one form (JSON) of a release."""

    __tablename__ = "release_file"
    __table_args__ = (UniqueConstraint("release_id", "kind", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    kind: Mapped[str]  # diagram | form
    name: Mapped[str]  # process id or form id
    content: Mapped[bytes]
    sha256: Mapped[str]
    release: Mapped[Release] = relationship(back_populates="files")


@event.listens_for(ReleaseFile, "before_update")
@event.listens_for(ReleaseFile, "before_delete")
def _refuse(_mapper: Any, _connection: Any, target: ReleaseFile) -> None:
    raise RuntimeError(f"releases never change (file {target.name} of release {target.release_id})")
