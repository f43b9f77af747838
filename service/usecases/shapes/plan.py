"""The plan, its stalls and its escalations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.usecases.shapes.basic import LineView


@dataclass(frozen=True)
class PlanTaskView:
    description: str
    role: str | None
    responsible: str
    due_on: date
    state: str
    state_label: str
    moved: int


@dataclass(frozen=True)
class GoalView:
    key: str
    description: str
    owner: str
    measure: str | None
    target_on: date | None
    rhythm_days: int
    last_state: str | None
    last_state_label: str | None
    last_check_on: date | None
    next_check_on: date | None
    tasks: Sequence[PlanTaskView]


@dataclass(frozen=True)
class PlanView:
    id: int
    number: int
    status: str
    status_label: str
    advice_weight_label: str | None
    adopted_on: date | None
    effective_on: date | None
    needed: str | None
    change: str | None
    scale_down_criteria: str | None
    fits_family_label: str | None
    goals: Sequence[GoalView]
    providers: Sequence[LineView]
    bridging: Sequence[LineView]
    financing: Sequence[LineView]
    agreements: Sequence[LineView]
    commitments: Sequence[LineView]


@dataclass(frozen=True)
class EscalationView:
    id: str  # key
    case_number: str | None
    theme: str | None
    municipality: str
    status: str
    status_label: str
    level: str | None
    level_label: str | None
    causes: Sequence[str]  # Dutch sentences
    question: str
    question_prepared: bool
    summary: str | None
    owner: str | None
    opened_on: date | None
    due_on: date | None
    due_why: str | None
    due_term: str | None
    decision_label: str | None
    motivation: str | None
    executor: str | None
    execute_by: date | None
    decided_on: date | None
    closed_on: date | None
    result: str | None
    task_id: int | None  # the open decision (or preparation) task, when the actor may do it
    may_withdraw: bool  # «onderweg opgelost»


@dataclass(frozen=True)
class StallView:
    rule: str
    rule_label: str
    target: str
    opened_on: date
    closed_on: date | None
    result: str | None
