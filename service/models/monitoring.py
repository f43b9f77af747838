"""Watching the plan: checks, family calls, stalls, escalations and signals (R103-R116)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.models.base import Base

# Who watches many cases asks for what is open, the oldest first.
_OPEN = text("closed_on IS NULL")


class CheckIn(Base):
    """A progress check of one goal."""

    __tablename__ = "check_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    episode_number: Mapped[int]
    goal_key: Mapped[str]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    recorded_on: Mapped[date]
    state: Mapped[str]  # op_koers | vertraagd | gestagneerd | bereikt | vervallen
    obstacles: Mapped[list[str]] = mapped_column(default=list)
    waiting_weeks: Mapped[int | None]
    bridging_works: Mapped[str | None]
    safety_worse: Mapped[bool] = mapped_column(default=False)
    help_started_on: Mapped[date | None]


class FamilyCall(Base):
    """What the family itself said, after six weeks or three months."""

    __tablename__ = "family_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    episode_number: Mapped[int]
    kind: Mapped[str]
    recorded_on: Mapped[date]
    data: Mapped[dict[str, Any]]
    still_fits: Mapped[str | None]
    help_started: Mapped[str | None]


class Stall(Base):
    """One open stall per case, rule and goal or task."""

    __tablename__ = "stall"
    __table_args__ = (Index("ix_stall_open", "opened_on", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    rule: Mapped[str]
    target: Mapped[str] = mapped_column(default="")  # goal or task key; empty for the whole plan
    opened_on: Mapped[date]
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    closed_on: Mapped[date | None]
    result: Mapped[str | None]


class Watch(Base):
    """What a sweep has to look at when its time comes: one per case, rule and task, kept beside the facts.

    `promise` is what it was set for (dates of the plan); the same promise is looked at once, whatever changes in the
    calendar. Without `due_at` it was found, or nothing is left to look at.
    """

    __tablename__ = "watch"
    __table_args__ = (
        UniqueConstraint("case_id", "rule", "target"),
        Index(
            "ix_watch_due", "due_at", "id",
            sqlite_where=text("due_at IS NOT NULL"), postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index(
            "ix_watch_retry", "retry_at",
            sqlite_where=text("retry_at IS NOT NULL"), postgresql_where=text("retry_at IS NOT NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    rule: Mapped[str]
    target: Mapped[str] = mapped_column(default="")  # task key; empty for the whole plan
    promise: Mapped[str]
    due_at: Mapped[datetime | None]
    found_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]


class Escalation(Base):
    """A decision question with a term; at most one open per case. Without a case it is about a theme."""

    __tablename__ = "escalation"
    __table_args__ = (Index("ix_escalation_open", "started_on", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    theme: Mapped[str | None]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("expert_team.id"))  # who prepares it, when it is a theme
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    status: Mapped[
        str
    ]  # voorbereid | open_ambtelijk | open_bestuurlijk | besloten | verwerkt | vervallen | geen_oplossing
    start_mode: Mapped[str]  # automatisch | handmatig
    started_on: Mapped[date]
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    question: Mapped[str]
    question_prepared: Mapped[bool] = mapped_column(default=False)
    tried: Mapped[str | None]
    consequence: Mapped[str | None]
    summary: Mapped[str | None]  # samenvatting_min: no more data than needed
    family_informed: Mapped[str | None]
    official_opened_on: Mapped[date | None]
    official_owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    administrative_opened_on: Mapped[date | None]
    administrative_owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    decided_level: Mapped[str | None]
    decision: Mapped[str | None]
    motivation: Mapped[str | None]
    executor: Mapped[str | None]
    execute_by: Mapped[date | None]
    decided_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    result: Mapped[str | None]
    causes: Mapped[list["EscalationCause"]] = relationship(order_by="EscalationCause.id")


class EscalationCause(Base):
    """Why it was escalated; a later stall joins the open escalation as another cause."""

    __tablename__ = "escalation_cause"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"), index=True)
    cause: Mapped[str]
    added_on: Mapped[date]
    closed_on: Mapped[date | None]


class Signal(Base):
    """What is missing in the landscape; from a case, an escalation or from outside, without family data."""

    __tablename__ = "signal"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("registration_attempt.id"))
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalation.id"))
    noted_on: Mapped[date]
    level: Mapped[str]
    themes: Mapped[list[str]] = mapped_column(default=list)
    text: Mapped[str]
