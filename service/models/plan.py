"""The plan: versions with goals, roles, tasks and monitoring, and what parties promised (R074-R092)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.models.base import Base


class Analysis(Base):
    """The shared explanatory analysis of a meeting."""

    __tablename__ = "analysis"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    episode_number: Mapped[int]
    recorded_on: Mapped[date]
    data: Mapped[dict[str, Any]]
    shared_by_family: Mapped[str]
    shared_by_parties: Mapped[str]


class PlanVersion(Base):
    """One version: concept → ter_goedkeuring → geldig → vervangen | beeindigd (DOMAIN 3.3)."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    episode_number: Mapped[int]
    number: Mapped[int]
    status: Mapped[str]
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    needed: Mapped[str | None]
    solution_kind: Mapped[str | None]
    waiting_weeks: Mapped[int] = mapped_column(default=0)
    scale_down_criteria: Mapped[str | None]
    fits_family: Mapped[str | None]
    change: Mapped[str | None]
    advice_weight: Mapped[str | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submitted_on: Mapped[date | None]
    adopted_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    replaced_on: Mapped[date | None]
    shared_on: Mapped[date | None]
    goals: Mapped[list["Goal"]] = relationship(order_by="Goal.position", back_populates="plan")
    tasks: Mapped[list["PlanTask"]] = relationship(order_by="PlanTask.position")
    providers: Mapped[list["PlanProvider"]] = relationship(order_by="PlanProvider.position")
    bridging: Mapped[list["BridgingTask"]] = relationship(order_by="BridgingTask.position")
    financing: Mapped[list["FinancingLine"]] = relationship(order_by="FinancingLine.position")
    agreements: Mapped[list["Agreement"]] = relationship(order_by="Agreement.position")


class Goal(Base):
    """A goal with its rhythm of checks; `key` is the same goal in every later version."""

    __tablename__ = "goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    key: Mapped[str]
    description: Mapped[str]
    owner: Mapped[str]
    measure: Mapped[str | None]
    target_on: Mapped[date | None]
    rhythm_days: Mapped[int]
    plan: Mapped[PlanVersion] = relationship(back_populates="goals")


class PlanTask(Base):
    """A task of the plan (not a worklist task) with owner and date; `key` lives across versions."""

    __tablename__ = "plan_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    key: Mapped[str]
    goal_key: Mapped[str]
    description: Mapped[str]
    role: Mapped[str | None]
    responsible: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="open")  # open | klaar | vervallen
    moved: Mapped[int] = mapped_column(default=0)
    done_on: Mapped[date | None]


class PlanProvider(Base):
    """Who carries out: provider, unit and expected start."""

    __tablename__ = "plan_provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    unit: Mapped[str | None]
    expected_start_on: Mapped[date | None]


class BridgingTask(Base):
    """What helps until the help starts (R084)."""

    __tablename__ = "bridging_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    description: Mapped[str]
    owner: Mapped[str]
    due_on: Mapped[date]


class FinancingLine(Base):
    """One line per law and payer, amounts in whole euros (R092)."""

    __tablename__ = "financing_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    key: Mapped[str]
    law: Mapped[str]
    payer: Mapped[str]
    amount: Mapped[int]
    state: Mapped[str]  # te_besluiten | toegekend | deels_toegekend | afgewezen
    decided_on: Mapped[date | None]


class Agreement(Base):
    """What a party said about the plan at the table (R064)."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    party: Mapped[str]
    answer: Mapped[str]
    reason: Mapped[str | None]


class Commitment(Base):
    """One question to one party: consent to the concept, or commitment to carry out (R089)."""

    __tablename__ = "commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    kind: Mapped[str]  # instemming | toezegging
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    party: Mapped[str]
    asked_on: Mapped[date]
    answer: Mapped[str | None]  # ja | ja_mits | nee
    reason: Mapped[str | None]
    possible_start_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
