"""Regions, municipalities, organisations and expert teams (R005, R017, R141, R145)."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.models.base import Base


class Region(Base):
    """A youth region: the boundary for cases, people, settings and diagrams."""

    __tablename__ = "region"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    population: Mapped[int | None]
    public_name: Mapped[str | None]
    active_since: Mapped[date | None]  # registrations are taken from this day; None: still being set up
    activated_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    municipalities: Mapped[list["Municipality"]] = relationship(back_populates="region", order_by="Municipality.name")


class Municipality(Base):
    """A municipality; the responsible one pays and owns escalations (residence principle)."""

    __tablename__ = "municipality"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    region: Mapped[Region] = relationship(back_populates="municipalities")


class Organisation(Base):
    """A party: provider, certified institution, school, local team, expertise network."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    specialisms: Mapped[list[str]] = mapped_column(default=list)
    covenant_until: Mapped[date | None]
    contact_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ExpertTeam(Base):
    """A regional or supra-regional expert team; teams and regions are many to many."""

    __tablename__ = "expert_team"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    public_name: Mapped[str | None]
    scale: Mapped[str] = mapped_column(default="regionaal")
    commissioner: Mapped[str | None]
    hours_per_week: Mapped[int | None]
    network_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))


class TeamRegion(Base):
    """Which team serves which region."""

    __tablename__ = "team_region"
    __table_args__ = (UniqueConstraint("team_id", "region_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("expert_team.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
