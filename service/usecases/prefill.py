"""What a task starts with when it opens: what is already known, so that nobody types it twice."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from service.domain.plan import OPEN_LINE
from service.domain.residence import STAYS_ELSEWHERE, responsible_municipality
from service.models import (
    Case,
    Commitment,
    Meeting,
    Municipality,
    Organisation,
    PlanVersion,
    ProcessInstance,
    RegistrationAttempt,
    Submission,
    Task,
)
from service.usecases.plans import CONCEPT, find_valid_plan
from service.usecases.references import EXTRA, choices
from service.usecases.task_forms import get_form
from service.usecases.work import Work


def prefill(work: Work, task: Task, case: Case | None) -> dict[str, Any]:
    """The first contents of a task's form; empty when nothing is known. A form without a field gets no value for it."""
    fill = _FILLERS.get(task.form_id)
    if fill is None:
        return {}
    release_id = work.session.get_one(ProcessInstance, task.instance_id).release_id
    names = get_form(work, release_id, task.form_id).field_names()
    return {name: value for name, value in fill(work, task, case).items() if value is not None and name in names}


def _again(work: Work, task: Task, _case: Case | None) -> dict[str, Any]:
    """The last answer to the same form in this instance: it came back for a change, not for retyping."""
    query = select(Submission).where(Submission.instance_id == task.instance_id, Submission.form_id == task.form_id)
    found = work.session.scalars(query.order_by(Submission.id.desc()).limit(1)).first()
    return dict(found.data) if found else {}


def _responsible(work: Work, _task: Task, case: Case | None) -> dict[str, Any]:
    """The municipality that followed from the registration, and why it did."""
    attempt = work.session.get(RegistrationAttempt, case.attempt_id) if case is not None else None
    if case is None or attempt is None:
        return {}
    data, key = attempt.data, work.session.get_one(Municipality, case.municipality_id).key
    ground = "ingeschreven_voor_verblijf" if data.get("verblijf") in STAYS_ELSEWHERE else "ingeschreven_thuis"
    return {"verantwoordelijke_gemeente": key, "grond": ground if key == responsible_municipality(data) else None}


def _registration(work: Work, task: Task, _case: Case | None) -> dict[str, Any]:
    attempt = work.session.get(RegistrationAttempt, task.attempt_id) if task.attempt_id else None
    return {**(attempt.data if attempt else {}), **_again(work, task, None)}


def _plan_again(work: Work, task: Task, case: Case | None) -> dict[str, Any]:
    """The plan as it was sent in before, with what was decided about its financing meanwhile."""
    again = _again(work, task, case)
    concept = _concept(work, task, case)
    if again and concept is not None:
        again["financiering"] = plan_rows(work, concept)["financiering"]
    return again


def _change(work: Work, task: Task, case: Case | None) -> dict[str, Any]:
    again = _plan_again(work, task, case)
    plan = find_valid_plan(work.session, case.id) if case else None
    return again or (plan_rows(work, plan) if plan else {})


def plan_rows(work: Work, plan: PlanVersion) -> dict[str, Any]:
    """A version as the rows of its form, keys included, so that what stays keeps its checks and dates."""
    position = {goal.key: goal.position for goal in plan.goals}
    return {
        "doelen": [
            _row(
                kenmerk=goal.key, omschrijving=goal.description, eigenaar=goal.owner, maat=goal.measure,
                streefdatum=_iso(goal.target_on), ritme=goal.rhythm_days,
            ) for goal in plan.goals
        ],
        "taken": [
            _row(
                kenmerk=task.key, doel=position.get(task.goal_key, 1), omschrijving=task.description, rol=task.role,
                verantwoordelijke=task.responsible, vervaldatum=_iso(task.due_on),
            ) for task in plan.tasks
        ],
        "aanbieders": _providers(work, plan),
        "wachttijd_verwacht": plan.waiting_weeks,
        "overbrugging": [
            _row(taak=row.description, eigenaar=row.owner, datum=_iso(row.due_on)) for row in plan.bridging
        ],
        "financiering": [
            _row(wet=line.law, betaler=line.payer, bedrag=line.amount, status=_choosable(line.state))
            for line in plan.financing
        ],
    }  # fmt: skip


def _choosable(state: str) -> str:
    """A line that was granted in part counts as granted: the form asks no third thing."""
    return "toegekend" if state == "deels_toegekend" else state


def _providers(work: Work, plan: PlanVersion) -> list[dict[str, Any]]:
    """Who carries out now: without who refused, with who was asked instead."""
    questions = work.session.scalars(
        select(Commitment).where(
            Commitment.plan_id == plan.id, Commitment.kind == "toezegging", Commitment.withdrawn_on.is_(None)
        )
    ).all()
    refused = {c.organisation_id for c in questions if c.answer == "nee"}
    lines = [
        (line.organisation_id, line.unit, line.expected_start_on)
        for line in plan.providers
        if line.organisation_id not in refused
    ]
    known = {line.organisation_id for line in plan.providers}
    lines += [
        (c.organisation_id, None, c.possible_start_on)
        for c in questions
        if c.organisation_id is not None and c.organisation_id not in known and c.answer != "nee"
    ]
    return [
        _row(organisatie=work.session.get_one(Organisation, key).key, onderdeel=unit, startdatum=_iso(day))
        for key, unit, day in lines
    ]


def _check(work: Work, task: Task, case: Case | None) -> dict[str, Any]:
    """The open tasks of the goal that is checked."""
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    goal_key = instance.start_data.get("doel_id")
    plan = find_valid_plan(work.session, case.id) if case else None
    mine = [t for t in plan.tasks if t.goal_key == goal_key and t.state == "open"] if plan else []
    return {"taken_stand": [{"kenmerk": t.key, "taak": t.description, "stand": "open"} for t in mine]}


def _financing(work: Work, _task: Task, case: Case | None) -> dict[str, Any]:
    plan = find_valid_plan(work.session, case.id) if case else None
    lines = [line for line in plan.financing if line.state == OPEN_LINE] if plan else []
    return {
        "regels": [
            {"kenmerk": line.key, "wet": line.law, "betaler": line.payer, "bedrag": line.amount} for line in lines
        ]
    }


def _meeting(work: Work, task: Task, case: Case | None) -> dict[str, Any]:
    """The slot that was found; without a free slot an extra meeting on the last day allowed."""
    day, free = task.variables.get("slot_op"), task.variables.get("slot_vrij")
    fixed = free and case is not None and _is_slot(work, case, str(day))
    return {"overleg": str(day) if fixed else EXTRA, "overleg_op": day}


def _is_slot(work: Work, case: Case, day: str) -> bool:

    return day in {choice.value for choice in choices(work, "overlegmomenten", case, case.region_id) or ()}


def _adoption(work: Work, task: Task, case: Case | None) -> dict[str, Any]:
    concept = _concept(work, task, case)
    return {"planversie": concept.number if concept else None, "ingangsdatum": work.today.isoformat()}


def _analysis(work: Work, task: Task, case: Case | None) -> dict[str, Any]:
    """What was said before, and who was expected at the table."""
    again = _again(work, task, case)
    if again or case is None:
        return again
    query = select(Submission).where(
        Submission.instance_id == task.instance_id, Submission.form_id == "partijen_bepalen"
    )
    parties = work.session.scalars(query.order_by(Submission.id.desc()).limit(1)).first()
    names = parties.data.get("partijen") or () if parties else ()
    held = work.session.scalars(select(Meeting.id).where(Meeting.case_id == case.id)).first()
    if held is None:
        return {}
    return {
        "aanwezigen": [
            _row(persoon=row.get("persoon"), organisatie=row.get("organisatie"), rol=row.get("rol")) for row in names
        ]
    }


def _concept(work: Work, task: Task, case: Case | None) -> PlanVersion | None:
    if case is None:
        return None
    query = select(PlanVersion).where(
        PlanVersion.case_id == case.id, PlanVersion.instance_id == task.instance_id, PlanVersion.status.in_(CONCEPT)
    )
    return work.session.scalars(query.order_by(PlanVersion.number.desc())).first()


def _row(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


_FILLERS: Mapping[str, Callable[[Work, Task, Case | None], dict[str, Any]]] = {
    "registreren": _registration,
    "regio_bepalen": _responsible,
    "beoordelen": _again,
    "partijen_bepalen": _again,
    "overleg_plannen": _meeting,
    "analyse": _analysis,
    "plan_maken": _plan_again,
    "plan_bijstellen": _change,
    "vaststellen": _adoption,
    "financieren": _financing,
    "checkin": _check,
    "resultaat": _again,
}
