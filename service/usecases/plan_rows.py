"""Writing a plan version: from the rows of a form, or as a copy of the version before it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.plan import OPEN_LINE, assign_keys, rows
from service.models import (
    Agreement,
    BridgingTask,
    FinancingLine,
    Goal,
    Organisation,
    PlanProvider,
    PlanTask,
    PlanVersion,
)
from service.usecases.references import display_name


def fill_plan(session: Session, plan: PlanVersion, answers: Mapping[str, Any], before: PlanVersion | None) -> None:
    """Put the rows of a form in a version; what was there of an earlier attempt goes.

    `before` is the valid version: its goals, tasks and lines keep their keys, dates kept and decisions taken.
    """
    _clear(session, plan)
    goal_keys = _fill_goals(session, plan, answers, before)
    _fill_tasks(session, plan, answers, before, goal_keys)
    _fill_providers(session, plan, answers)
    _fill_bridging(plan, answers)
    _fill_financing(session, plan, answers, before)
    for position, row in enumerate(rows(answers, "instemming"), start=1):
        plan.agreements.append(
            Agreement(
                position=position, party=display_name(session, row.get("partij")),
                answer=str(row.get("instemming") or ""), reason=row.get("reden"),
            )
        )  # fmt: skip
    session.flush()


def copy_plan(session: Session, old: PlanVersion, new: PlanVersion) -> None:
    """Everything of one version in the next, keys and states included."""
    for name, table in _PARTS.items():
        columns = [c.name for c in table.__table__.columns if c.name not in ("id", "plan_id")]
        copies = [table(**{column: getattr(row, column) for column in columns}) for row in getattr(old, name)]
        setattr(new, name, copies)
    for name in ("needed", "solution_kind", "waiting_weeks", "scale_down_criteria", "fits_family", "advice_weight"):
        setattr(new, name, getattr(old, name))
    session.flush()


def next_number(session: Session, case_id: int) -> int:
    """The number of the next version of a case's plan."""
    query = select(PlanVersion.number).where(PlanVersion.case_id == case_id).order_by(PlanVersion.number.desc())
    return (session.scalars(query.limit(1)).first() or 0) + 1


_PARTS: Mapping[str, Any] = {
    "goals": Goal,
    "tasks": PlanTask,
    "providers": PlanProvider,
    "bridging": BridgingTask,
    "financing": FinancingLine,
    "agreements": Agreement,
}


def _clear(session: Session, plan: PlanVersion) -> None:
    for name in _PARTS:
        for row in list(getattr(plan, name)):
            session.delete(row)
    session.flush()
    session.expire(plan, list(_PARTS))


def used_keys(session: Session, case_id: int, table: type[Goal] | type[PlanTask] | type[FinancingLine]) -> set[str]:
    """Every key that a row of this kind ever had in the case."""
    query = select(table.key).join(PlanVersion, PlanVersion.id == table.plan_id).where(PlanVersion.case_id == case_id)
    return set(session.scalars(query))


def _fill_goals(
    session: Session, plan: PlanVersion, answers: Mapping[str, Any], before: PlanVersion | None
) -> list[str]:
    lines = rows(answers, "doelen")
    known = {goal.key for goal in before.goals} if before else set()
    keys = assign_keys(lines, "doel", used_keys(session, plan.case_id, Goal), known)
    for position, (row, key) in enumerate(zip(lines, keys, strict=True), start=1):
        plan.goals.append(
            Goal(
                position=position, key=key, description=str(row["omschrijving"]), owner=str(row["eigenaar"]),
                measure=row.get("maat"), target_on=as_date(row.get("streefdatum")), rhythm_days=int(row["ritme"]),
            )
        )  # fmt: skip
    return keys


def _fill_tasks(
    session: Session,
    plan: PlanVersion,
    answers: Mapping[str, Any],
    before: PlanVersion | None,
    goal_keys: list[str],
) -> None:
    lines = rows(answers, "taken")
    earlier = {task.key: task for task in before.tasks} if before else {}
    keys = assign_keys(lines, "taak", used_keys(session, plan.case_id, PlanTask), earlier)
    for position, (row, key) in enumerate(zip(lines, keys, strict=True), start=1):
        old, due_on = earlier.get(key), date.fromisoformat(str(row["vervaldatum"]))
        plan.tasks.append(
            PlanTask(
                position=position, key=key, goal_key=goal_keys[int(row["doel"]) - 1],
                description=str(row["omschrijving"]), role=row.get("rol"), responsible=str(row["verantwoordelijke"]),
                due_on=due_on, state=old.state if old else "open", done_on=old.done_on if old else None,
                moved=old.moved + (due_on > old.due_on) if old else 0,
            )
        )  # fmt: skip


def _fill_providers(session: Session, plan: PlanVersion, answers: Mapping[str, Any]) -> None:
    for position, row in enumerate(rows(answers, "aanbieders"), start=1):
        organisation = session.scalars(select(Organisation).where(Organisation.key == row["organisatie"])).one()
        plan.providers.append(
            PlanProvider(
                position=position, organisation_id=organisation.id, unit=row.get("onderdeel"),
                expected_start_on=as_date(row.get("startdatum")),
            )
        )  # fmt: skip


def _fill_bridging(plan: PlanVersion, answers: Mapping[str, Any]) -> None:
    if not plan.waiting_weeks:
        return
    for position, row in enumerate(rows(answers, "overbrugging"), start=1):
        due_on = date.fromisoformat(str(row["datum"]))
        plan.bridging.append(
            BridgingTask(position=position, description=str(row["taak"]), owner=str(row["eigenaar"]), due_on=due_on)
        )


def _fill_financing(
    session: Session, plan: PlanVersion, answers: Mapping[str, Any], before: PlanVersion | None
) -> None:
    """A line that stays as it was keeps its key and the decision that was taken about it."""
    lines = rows(answers, "financiering")
    earlier = list(before.financing) if before else []
    used = used_keys(session, plan.case_id, FinancingLine)
    for position, row in enumerate(lines, start=1):
        what = (row.get("wet"), str(row.get("betaler") or ""), int(row.get("bedrag") or 0))
        old = next((line for line in earlier if (line.law, line.payer, line.amount) == what), None)
        if old is not None:
            earlier.remove(old)
        key = old.key if old else assign_keys([{}], "regel", used, ())[0]
        used.add(key)
        state = old.state if old and old.state != OPEN_LINE else str(row.get("status") or OPEN_LINE)
        plan.financing.append(
            FinancingLine(
                position=position, key=key, law=str(what[0]), payer=what[1], amount=what[2], state=state,
                decided_on=old.decided_on if old else None,
            )
        )  # fmt: skip


def as_date(value: Any) -> date | None:
    """An ISO date of a form, if it was filled in."""
    return date.fromisoformat(str(value)) if value else None
