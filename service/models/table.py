"""Around the table: triage, handovers, consultations, network questions, meetings, closing."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.models.base import Base


class TriageAssessment(Base):
    """A reasoned triage decision (R034-R046); several when a handover was refused."""

    __tablename__ = "triage_assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    decided_on: Mapped[date]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[str]
    criteria: Mapped[list[str]] = mapped_column(default=list)
    regional_criteria: Mapped[list[str]] = mapped_column(default=list)
    criteria_version: Mapped[str]
    stuck_on: Mapped[str | None]
    urgency: Mapped[str | None]
    reason_category: Mapped[str | None]
    reason: Mapped[str | None]
    alternative: Mapped[str | None]
    handover_to_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))


class Consultation(Base):
    """A question for advice, its answer, and later what was done with it (R030, R105)."""

    __tablename__ = "consultation"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    asked_on: Mapped[date]
    asker_kind: Mapped[str]
    question: Mapped[str]
    traceable: Mapped[bool]
    themes: Mapped[list[str]] = mapped_column(default=list)
    advice: Mapped[str | None]
    advised_on: Mapped[date | None]
    follow_up: Mapped[dict[str, Any]] = mapped_column(default=dict)


class NetworkQuestion(Base):
    """A question to a supra-regional expertise network, not traceable unless there is consent (R166, R167)."""

    __tablename__ = "network_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    network_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    question: Mapped[str]
    traceable: Mapped[bool]
    asked_on: Mapped[date]
    answer: Mapped[str | None]
    follow_up: Mapped[str | None]
    answered_on: Mapped[date | None]


class MeetingSeries(Base):
    """How a team meets regularly: rhythm, day of the week, time and place; each occasion is a slot."""

    __tablename__ = "meeting_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("expert_team.id"), index=True)
    rhythm: Mapped[str]  # wekelijks | tweewekelijks | maandelijks
    weekday: Mapped[int]  # 0 is Monday
    week_of_month: Mapped[int | None]  # monthly: 1 to 4, or 5 for the last
    first_on: Mapped[date]
    last_on: Mapped[date]
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    place: Mapped[str]
    capacity: Mapped[int | None]  # None: what the regions of the team answer
    on_holiday: Mapped[str]  # eerder | later | overslaan
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class MeetingSlot(Base):
    """A fixed moment at which a team meets, with room for a number of cases (R161, R162)."""

    __tablename__ = "meeting_slot"
    __table_args__ = (UniqueConstraint("team_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("expert_team.id"), index=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_series.id"), index=True)
    day: Mapped[date]
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    place: Mapped[str | None]
    capacity: Mapped[int]
    sequence: Mapped[int] = mapped_column(default=0)  # how often time or place changed: calendars ask for it
    changed_at: Mapped[datetime | None]
    look_at: Mapped[datetime | None]  # when the clock looks whether there are cases; None: it did, or need not
    cancelled_at: Mapped[datetime | None]
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    cancel_reason: Mapped[str | None]


class Meeting(Base):
    """The meeting about one case: in a fixed slot, or an extra one with a reason."""

    __tablename__ = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    episode_number: Mapped[int]
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_slot.id"), index=True)
    day: Mapped[date]
    late_reason: Mapped[str | None]
    extra_reason: Mapped[str | None]
    agenda_kind: Mapped[str] = mapped_column(default="plan")  # plan | herinbreng
    agenda_reason: Mapped[str | None]  # why it comes back; Dutch, no case content
    sequence: Mapped[int] = mapped_column(default=0)  # how often it moved
    changed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str | None]


class MeetingGuest(Base):
    """An address that has a meeting in its calendar: what is moved or called off is told there."""

    __tablename__ = "meeting_guest"
    __table_args__ = (UniqueConstraint("meeting_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    address: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    sequence: Mapped[int] = mapped_column(default=0)  # the last one sent
    invited_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Invitation(Base):
    """Who was invited to a meeting, or the reason why not (R058)."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    invitee: Mapped[str]
    kind: Mapped[str]  # melder | ouders | jeugdige | partij
    invited: Mapped[bool]
    reason: Mapped[str | None]
    sent_on: Mapped[date | None]
    short_notice: Mapped[bool] = mapped_column(default=False)
    attended: Mapped[str | None]


class Closure(Base):
    """The result of process direction in an episode (R057, R196) and what followed from it."""

    __tablename__ = "closure"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    episode_number: Mapped[int]
    recorded_on: Mapped[date]
    goals_reached: Mapped[str]
    help_started_on: Mapped[date | None]
    end_reason: Mapped[str]
    tailor_made: Mapped[bool]
    follow_up: Mapped[str]  # afschalen | afsluiten
    final_talk: Mapped[dict[str, Any]] = mapped_column(default=dict)
    lessons: Mapped[dict[str, Any]] = mapped_column(default=dict)


class AftercareContact(Base):
    """The contact some time after scaling down (T23)."""

    __tablename__ = "aftercare_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    episode_number: Mapped[int]
    recorded_on: Mapped[date]
    goes_well: Mapped[str]
    reopened: Mapped[bool]
    reason: Mapped[str | None]
