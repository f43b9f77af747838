"""The versions of a plan, with how each goal is doing and what parties promised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from service.domain.deadlines import dutch_date
from service.domain.labels import label
from service.models import (
    Case,
    CheckIn,
    Commitment,
    Goal,
    Organisation,
    PlanTask,
    PlanVersion,
    ProcessInstance,
    Task,
)
from service.usecases import scoping
from service.usecases.shapes import GoalView, LineView, PlanTaskView, PlanView
from service.usecases.work import Work

CHECK = "ret_voortgangscheck"
_PARTS = (
    PlanVersion.goals, PlanVersion.tasks, PlanVersion.providers,
    PlanVersion.bridging, PlanVersion.financing, PlanVersion.agreements,
)  # fmt: skip


@dataclass(frozen=True)
class _Surroundings:
    """What the versions need besides their own rows, read once for all of them."""

    organisations: Mapping[int, str]
    last_checks: Mapping[str, CheckIn]
    next_checks: Mapping[str, date]
    commitments: Mapping[int, Sequence[Commitment]]


def get_plan_versions(work: Work, number: str) -> Sequence[PlanView]:
    """All versions of the plan of a case, newest first."""
    return plan_versions(work, scoping.get_full_case(work, number))


def plan_versions(work: Work, case: Case, newest: int | None = None) -> Sequence[PlanView]:
    """The same for a case that the actor may see wholly; the number of queries does not grow with the versions.

    `newest` leaves out older versions than this many, but never the valid one.
    """
    query = select(PlanVersion).where(PlanVersion.case_id == case.id).order_by(PlanVersion.number.desc())
    if newest is not None:
        recent = select(PlanVersion.id).where(PlanVersion.case_id == case.id).order_by(PlanVersion.number.desc())
        query = query.where(or_(PlanVersion.id.in_(recent.limit(newest)), PlanVersion.status == "geldig"))
    plans = list(work.session.scalars(query.options(*(selectinload(part) for part in _PARTS))))
    if not plans:
        return []
    around = _surroundings(work, case, plans)
    return [_plan(plan, around) for plan in plans]


def current_plan(versions: Sequence[PlanView]) -> PlanView | None:
    """The valid version, else the concept that is being made."""
    valid = [plan for plan in versions if plan.status == "geldig"]
    open_ones = [plan for plan in versions if plan.status in ("concept", "ter_goedkeuring")]
    return next(iter(valid or open_ones), None)


def _surroundings(work: Work, case: Case, plans: Sequence[PlanVersion]) -> _Surroundings:
    session = work.session
    commitments: dict[int, list[Commitment]] = {}
    asked = select(Commitment).where(Commitment.plan_id.in_([plan.id for plan in plans])).order_by(Commitment.id)
    for commitment in session.scalars(asked):
        commitments.setdefault(commitment.plan_id, []).append(commitment)
    wanted = {line.organisation_id for plan in plans for line in plan.providers}
    names = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(wanted)))
    last = select(func.max(CheckIn.id)).where(CheckIn.case_id == case.id).group_by(CheckIn.goal_key)
    checks = session.scalars(select(CheckIn).where(CheckIn.id.in_(last)))
    return _Surroundings(
        organisations={key: name for key, name in names},
        last_checks={check.goal_key: check for check in checks},
        next_checks=_next_checks(work, case),
        commitments=commitments,
    )


def _next_checks(work: Work, case: Case) -> Mapping[str, date]:
    """When each goal is looked at next: the due date of its open check."""
    query = (
        select(ProcessInstance.start_data, Task.due_on)
        .join(Task, Task.instance_id == ProcessInstance.id)
        .where(ProcessInstance.case_id == case.id, ProcessInstance.process_key == CHECK, Task.ended_at.is_(None))
        .order_by(Task.due_on.desc())
    )
    return {str(start.get("doel_id") or ""): due for start, due in work.session.execute(query)}


def _plan(plan: PlanVersion, around: _Surroundings) -> PlanView:
    return PlanView(
        id=plan.id,
        number=plan.number,
        status=plan.status,
        status_label=label("planstatus", plan.status),
        advice_weight_label=label("adviesgewicht", plan.advice_weight) or None,
        adopted_on=plan.adopted_on,
        effective_on=plan.effective_on,
        needed=plan.needed,
        change=plan.change,
        scale_down_criteria=plan.scale_down_criteria,
        fits_family_label=label("antwoord", plan.fits_family) or None,
        goals=[_goal(goal, plan, around) for goal in plan.goals],
        **_lines(plan, around),
    )


def _goal(goal: Goal, plan: PlanVersion, around: _Surroundings) -> GoalView:
    check = around.last_checks.get(goal.key)
    return GoalView(
        key=goal.key,
        description=goal.description,
        owner=goal.owner,
        measure=goal.measure,
        target_on=goal.target_on,
        rhythm_days=goal.rhythm_days,
        last_state=check.state if check else None,
        last_state_label=label("stand", check.state) if check else None,
        last_check_on=check.recorded_on if check else None,
        next_check_on=around.next_checks.get(goal.key) if plan.status == "geldig" else None,
        tasks=[_task(task) for task in plan.tasks if task.goal_key == goal.key],
    )


def _task(task: PlanTask) -> PlanTaskView:
    return PlanTaskView(
        description=task.description,
        role=task.role,
        responsible=task.responsible,
        due_on=task.due_on,
        state=task.state,
        state_label=label("taakstand", task.state),
        moved=task.moved,
    )


def _lines(plan: PlanVersion, around: _Surroundings) -> dict[str, Sequence[LineView]]:
    """Everything of a plan that is a list of labelled lines."""
    return {
        "providers": [
            LineView(
                _joined(around.organisations.get(line.organisation_id), line.unit),
                f"start verwacht op {dutch_date(line.expected_start_on)}" if line.expected_start_on else "",
            )
            for line in plan.providers
        ],
        "bridging": [LineView(line.description, f"{line.owner}, {dutch_date(line.due_on)}") for line in plan.bridging],
        "financing": [
            LineView(
                f"{label('wet', line.law)}: {line.payer}",
                euros(line.amount),
                label("financiering", line.state),
            )
            for line in plan.financing
        ],
        "agreements": [
            LineView(line.party, line.reason or "", label("antwoord", line.answer)) for line in plan.agreements
        ],
        "commitments": [_commitment(line) for line in around.commitments.get(plan.id, ())],
    }


def _commitment(line: Commitment) -> LineView:
    if line.withdrawn_on is not None:
        state = f"Vervallen op {dutch_date(line.withdrawn_on)}"
    else:
        state = label("antwoord", line.answer) or f"Gevraagd op {dutch_date(line.asked_on)}"
    kind = {"instemming": "Instemming", "toezegging": "Toezegging"}.get(line.kind, line.kind)
    start = f"kan beginnen op {dutch_date(line.possible_start_on)}" if line.possible_start_on else None
    return LineView(line.party, _joined(kind, line.reason, start), state)


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def euros(amount: int) -> str:
    """Whole euros as people write them: «€ 41.000»."""
    return f"€ {amount:,}".replace(",", ".")
