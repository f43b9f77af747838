"""The case and its people: registration attempt, case, episode, young person, participants, notes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.models.base import Base


class RegistrationAttempt(Base):
    """A form that was sent in; it becomes a case only when this referrer is admitted here (R042)."""

    __tablename__ = "registration_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("expert_team.id"))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    channel: Mapped[str]  # webformulier | telefoon | e-mail | api
    received_at: Mapped[datetime]
    received_on: Mapped[date]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reserved_number: Mapped[str | None]
    data: Mapped[dict[str, Any]]
    outcome: Mapped[str | None]  # toegelaten | niet_toegelaten_doorverwezen
    acute: Mapped[bool] = mapped_column(default=False)
    complete_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=0)


class Case(Base):
    """A stuck question about a child or family; exactly one responsible municipality (R019)."""

    __tablename__ = "case"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("registration_attempt.id"), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("expert_team.id"), index=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    status: Mapped[str] = mapped_column(index=True)
    function: Mapped[str] = mapped_column(default="procesregie")  # procesregie | consultatie
    scope: Mapped[str] = mapped_column(default="jeugdige")  # jeugdige | jeugdige_en_gezin
    emergency: Mapped[bool] = mapped_column(default=False)
    urgency: Mapped[str] = mapped_column(default="normaal")
    stuck_on: Mapped[str | None]
    process_director_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    case_director_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    case_director_name: Mapped[str | None]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    paused_until: Mapped[date | None]  # suspended: nothing fires before this day
    retention_from: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=0)
    episodes: Mapped[list["Episode"]] = relationship(back_populates="case", order_by="Episode.number")


class Episode(Base):
    """One passage through the process; reopening is the same case with a new episode."""

    __tablename__ = "episode"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]
    start_with: Mapped[str] = mapped_column(default="aanmelding")
    opened_on: Mapped[date]
    ended_on: Mapped[date | None]
    result: Mapped[str | None]
    first_adopted_on: Mapped[date | None]
    help_started_on: Mapped[date | None]
    scaled_down_on: Mapped[date | None]
    resubmitted_on: Mapped[date | None]  # three months without help: back on the agenda, once
    case: Mapped[Case] = relationship(back_populates="episodes")


class CaseStep(Base):
    """When a step (phase) of an episode began and ended; feeds lead times (R127)."""

    __tablename__ = "case_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    episode_number: Mapped[int]
    phase: Mapped[str]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]


class YoungPerson(Base):
    """Identifying data of a young person, in a table of its own; a family case has several."""

    __tablename__ = "young_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    first_name: Mapped[str | None]
    born_on: Mapped[date | None]
    age: Mapped[int | None]
    authority: Mapped[str | None]
    measure: Mapped[str | None]
    measure_on: Mapped[date | None]
    residence: Mapped[str | None]


class Participant(Base):
    """A person or organisation in a case, with or without an account (R071)."""

    __tablename__ = "participant"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    name: Mapped[str]
    role: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    organisation_name: Mapped[str | None]
    contact: Mapped[str | None]
    ring: Mapped[str | None]
    has_mandate: Mapped[bool | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class ContactNote(Base):
    """A note of a contact, written on the case page."""

    __tablename__ = "contact_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    with_whom: Mapped[str]
    text: Mapped[str]
