"""The case page: everything of one case that this actor may see, in a fixed number of queries."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from service.domain import status as statuses
from service.domain.incident import looked_at
from service.domain.labels import label
from service.domain.permissions import CaseView
from service.models import (
    Account,
    Case,
    Consultation,
    Episode,
    ExpertTeam,
    Goal,
    Incident,
    Municipality,
    PlanTask,
    PlanVersion,
    ProcessInstance,
    Region,
    Release,
    Stall,
    Task,
)
from service.usecases import case_actions, case_people, scoping
from service.usecases.case_answers import recent_answers
from service.usecases.case_lists import list_cases
from service.usecases.diagram_reads import diagrams
from service.usecases.escalation_reads import case_escalations, open_level
from service.usecases.meetings import coming_back_on
from service.usecases.plan_reads import current_plan, plan_versions
from service.usecases.review_requests import case_reviews
from service.usecases.shapes import CaseDetail, CaseSummary, PlanView, StallView, TaskRow
from service.usecases.task_rows import task_rows
from service.usecases.timelines import PAGE, contact_notes, get_events, lead_times, recent_events
from service.usecases.work import Work

# How many versions of the plan stand on the page itself.
RECENT = 20

__all__ = ["get_case", "get_events", "get_summary", "get_tasks", "list_cases"]


def get_case(work: Work, number: str) -> CaseDetail:
    """The case page; who sees only its terms gets a shape without any content."""
    case, view = scoping.get_visible_case(work, number)
    facts = scoping.case_facts(work, case)
    instances = _running(work, case)
    return CaseDetail(
        **_heading(work, case, view),
        **_progress(work, case, view, instances),
        **(_content(work, case) if view is CaseView.FULL else _NO_CONTENT),
        **(case_actions.of(work, case, facts, instances) if view is CaseView.FULL else case_actions.NONE),
    )


def _heading(work: Work, case: Case, view: CaseView) -> dict[str, Any]:
    session = work.session
    names = case_people.account_names(work, case.process_director_id, case.case_director_id)
    case_director = names.get(case.case_director_id) or case.case_director_name
    episode = session.scalars(
        select(Episode.number).where(Episode.case_id == case.id).order_by(Episode.number.desc()).limit(1)
    ).first()
    return {
        "number": case.number,
        "emergency": case.emergency,
        "urgency_label": label("urgentie", case.urgency),
        "function_label": label("functie", case.function),
        "region": session.get_one(Region, case.region_id).name,
        "municipality": session.get_one(Municipality, case.municipality_id).name,
        "team": session.get_one(ExpertTeam, case.team_id).name,
        "release": session.get_one(Release, case.release_id).title,
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "episode": episode or 1,
        "process_director": names.get(case.process_director_id),
        "process_director_id": case.process_director_id,
        "case_director": case_director if view is CaseView.FULL else None,
    }


def _progress(work: Work, case: Case, view: CaseView, instances: Sequence[ProcessInstance]) -> dict[str, Any]:
    """What a manager sees too: where it stands, since when, what is escalated, their own tasks."""
    escalations = case_escalations(work, case)
    stalls = _stalls(work, case, view)
    stalled = any(stall.closed_on is None for stall in stalls)
    code = statuses.shown_status(case.status, open_level(escalations), stalled)
    rows = _tasks(work, case)
    return {
        "status": code,
        "status_label": statuses.label(code),
        "tasks": [row for row in rows if row.startable_on <= work.today],
        "planned_tasks": [row for row in rows if row.startable_on > work.today],
        "steps": lead_times(work, case),
        "timeline": recent_events(work, case, view),
        "escalations": escalations,
        "stalls": stalls,
        "diagrams": diagrams(work, case, view, instances),
        "back_on_agenda": coming_back_on(work, case),
    }


def _content(work: Work, case: Case) -> dict[str, Any]:
    """What the case is about."""
    versions = plan_versions(work, case, newest=RECENT)
    data = case_people.registration(work, case)
    return {
        "question_family": data.get("vraag_gezin") or None,
        "question_referrer": data.get("hulpvraag") or None,
        "stuck_on_label": label("vastgelopen", case.stuck_on) or None,
        "referrer": case_people.referrer(work, data),
        "young_people": case_people.young_people(work, case),
        "participants": case_people.participants(work, case),
        "notes": contact_notes(work, case),
        "plan": current_plan(versions),
        "plan_versions": versions,
        "incidents": _incidents(work, case),
        "advice": _advice(work, case),
        "answers": recent_answers(work, case),
        "reviews": case_reviews(work, case),
    }


_NO_CONTENT: dict[str, Any] = {
    "question_family": None,
    "question_referrer": None,
    "stuck_on_label": None,
    "referrer": "",
    "young_people": (),
    "participants": (),
    "notes": (),
    "plan": None,
    "plan_versions": (),
    "incidents": (),
    "advice": None,
    "answers": (),
    "reviews": (),
}


def get_summary(work: Work, case: Case) -> CaseSummary:
    """The case beside a task; only for who may see its content."""
    versions = plan_versions(work, case, newest=1)
    plan = current_plan(versions)
    data = case_people.registration(work, case)
    names = case_people.account_names(work, case.process_director_id, case.case_director_id)
    people = case_people.participants(work, case)
    escalations = case_escalations(work, case)
    stalled = any(stall.closed_on is None for stall in _stalls(work, case, CaseView.TERMS))
    return CaseSummary(
        number=case.number,
        status_label=statuses.label(statuses.shown_status(case.status, open_level(escalations), stalled)),
        emergency=case.emergency,
        process_director=names.get(case.process_director_id),
        case_director=names.get(case.case_director_id) or case.case_director_name,
        question_family=data.get("vraag_gezin") or None,
        question_referrer=data.get("hulpvraag") or None,
        young_people=case_people.young_people(work, case),
        region=work.session.get_one(Region, case.region_id).name,
        municipality=work.session.get_one(Municipality, case.municipality_id).name,
        plan_number=plan.number if plan else None,
        goals=_goals(plan),
        contacts=[f"{person.name}: {person.contact}" for person in people if person.contact],
    )


def _goals(plan: PlanView | None) -> Sequence[str]:
    return [goal.description for goal in plan.goals] if plan else ()


def get_tasks(work: Work, number: str) -> Sequence[TaskRow]:
    """The open tasks of a case that the actor may see, earliest due first."""
    case, _ = scoping.get_visible_case(work, number)
    return _tasks(work, case)


def _tasks(work: Work, case: Case) -> Sequence[TaskRow]:
    return task_rows(work, Task.case_id == case.id, Task.ended_at.is_(None), scoping.visible_tasks(work.actor))


def _running(work: Work, case: Case) -> Sequence[ProcessInstance]:
    query = select(ProcessInstance).where(ProcessInstance.case_id == case.id, ProcessInstance.status == "running")
    return list(work.session.scalars(query.order_by(ProcessInstance.id)))


def _stalls(work: Work, case: Case, view: CaseView) -> Sequence[StallView]:
    """The open ones, then newest first; what a stall is about in words, for who may see the plan."""
    goals: dict[str, str] = {}
    if view is CaseView.FULL:
        newest = select(func.max(Goal.id)).join(PlanVersion).where(PlanVersion.case_id == case.id).group_by(Goal.key)
        query = select(Goal.key, Goal.description).where(Goal.id.in_(newest))
        goals = {key: text for key, text in work.session.execute(query)}
        latest = select(func.max(PlanTask.id)).join(PlanVersion).where(PlanVersion.case_id == case.id)
        tasks = select(PlanTask.key, PlanTask.description).where(PlanTask.id.in_(latest.group_by(PlanTask.key)))
        goals |= {key: text for key, text in work.session.execute(tasks)}
    stalls = select(Stall).where(Stall.case_id == case.id).order_by(Stall.closed_on.is_not(None), Stall.id.desc())
    rows = work.session.scalars(stalls.limit(PAGE))
    return [
        StallView(
            rule=row.rule,
            rule_label=label("regel", row.rule),
            target=goals.get(row.target, row.target) if view is CaseView.FULL else "",
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            result=label("resultaat", row.result) or None,
        )
        for row in rows
    ]


def _incidents(work: Work, case: Case) -> Sequence[str]:
    """What went wrong and who is looking at it."""
    query = select(Incident.message, Account.name).outerjoin(Account, Account.id == Incident.handled_by_id)
    query = query.where(Incident.case_id == case.id, Incident.resolved_at.is_(None)).order_by(Incident.id)
    return [f"{message} {looked_at(name)}" for message, name in work.session.execute(query)]


def _advice(work: Work, case: Case) -> str | None:
    query = select(Consultation.advice).where(Consultation.case_id == case.id, Consultation.advice.is_not(None))
    return work.session.scalars(query.order_by(Consultation.id.desc()).limit(1)).first()
