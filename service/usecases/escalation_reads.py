"""Escalations as each level may see them: an administrator gets the decision question and its summary only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased, selectinload

from service.domain import permissions
from service.domain.errors import NotFound
from service.domain.labels import cause_label, label
from service.models import Account, Case, Escalation, Event, Municipality, Task, TeamRegion
from service.usecases import scoping
from service.usecases.escalations import may_direct_theme
from service.usecases.shapes import EscalationView, EventView
from service.usecases.timelines import event_view
from service.usecases.work import Work

OPEN = ("voorbereid", "open_ambtelijk", "open_bestuurlijk")
_LEVELS = {"open_ambtelijk": "ambtelijk", "open_bestuurlijk": "bestuurlijk"}
# The tasks of the ladder and of what follows, also where an analysis called it.
_HISTORY = 100
_PROCESSES = "ret_escalatie%"
_Official, _Administrator = aliased(Account), aliased(Account)


def list_escalations(work: Work, *, open_only: bool = True) -> Sequence[EscalationView]:
    """The escalations the actor may see, newest first."""
    conditions = [_visible(work)]
    if open_only:
        conditions.append(Escalation.closed_on.is_(None))
    return _views(work, *conditions)


def get_escalation(work: Work, key: str) -> EscalationView:
    """One of them; NotFound for every other."""
    found = _views(work, _visible(work), Escalation.key == key)
    if not found:
        raise NotFound("Deze escalatie is niet gevonden, of is niet voor u.")
    return found[0]


def get_theme_history(work: Work, key: str) -> Sequence[EventView]:
    """What happened with a theme, newest first, for who may see it; of a case the case tells it."""
    view = get_escalation(work, key)
    if view.theme is None:
        return ()
    query = select(Event, Account.name).outerjoin(Account, Account.id == Event.actor_id)
    query = query.join(Escalation, Escalation.instance_id == Event.instance_id).where(Escalation.key == key)
    rows = work.session.execute(query.order_by(Event.id.desc()).limit(_HISTORY)).all()
    return [event_view((event, name)) for event, name in rows]


def get_case_escalations(work: Work, number: str) -> Sequence[EscalationView]:
    """Those of one case that the actor may see at all, newest first."""
    case, _ = scoping.get_visible_case(work, number)
    return case_escalations(work, case)


def case_escalations(work: Work, case: Case) -> Sequence[EscalationView]:
    """Those of one case, newest first."""
    return _views(work, _visible(work), Escalation.case_id == case.id)


def open_level(escalations: Sequence[EscalationView]) -> str | None:
    """The level at which an escalation is open now, if any."""
    return next((found.level for found in escalations if found.status in _LEVELS), None)


def _visible(work: Work) -> ColumnElement[bool]:
    """A condition on an escalation and its own case; a list of all the actor's cases would be as long as there are."""
    actor = work.actor
    regions = select(TeamRegion.region_id).where(TeamRegion.team_id.in_(actor.teams(*permissions.STAFF)))
    return or_(
        and_(Case.id.is_not(None), scoping.full_cases(actor, work.today)),
        and_(Escalation.case_id.is_(None), Escalation.region_id.in_(regions)),
        Escalation.municipality_id.in_(actor.municipalities(*permissions.MANAGING)),
        _administers(work),
    )


def _administers(work: Work) -> ColumnElement[bool]:
    """The administrative level is open and it is this administrator's: as owner, or with a task of it in their name."""
    me = work.actor.account_id
    if me is None:
        return false()
    has_task = exists().where(
        Task.instance_id == Escalation.instance_id,
        Task.process_key.like(_PROCESSES),
        Task.role == "bestuurlijk",
        or_(Task.assignee_id == me, Task.completed_by_id == me),
    )
    return and_(
        Escalation.administrative_opened_on.is_not(None), or_(Escalation.administrative_owner_id == me, has_task)
    )


def _views(work: Work, *conditions: ColumnElement[bool]) -> Sequence[EscalationView]:
    query = (
        select(
            Escalation, Case, Municipality.name.label("municipality"),
            _Official.name.label("official"), _Administrator.name.label("administrator"),
        )
        .join(Municipality, Municipality.id == Escalation.municipality_id)
        .outerjoin(Case, Case.id == Escalation.case_id)
        .outerjoin(_Official, _Official.id == Escalation.official_owner_id)
        .outerjoin(_Administrator, _Administrator.id == Escalation.administrative_owner_id)
        .options(selectinload(Escalation.causes))
        .where(*conditions)
        .order_by(Escalation.id.desc())
    )  # fmt: skip
    rows = work.session.execute(query).all()
    wider = _seen_wholly(work, [row.Escalation.id for row in rows])
    tasks = _open_tasks(work, rows)
    return [_view(work, row, tasks.get(row.Escalation.instance_id, ()), row.Escalation.id in wider) for row in rows]


def _seen_wholly(work: Work, ids: Sequence[int]) -> set[int]:
    """Those that the actor sees as team or manager, and not only as the administrator who has to decide."""
    actor = work.actor
    if actor.system or not ids:
        return set(ids)
    query = select(Escalation.id).outerjoin(Case, Case.id == Escalation.case_id)
    query = query.where(
        Escalation.id.in_(ids),
        or_(
            scoping.full_cases(actor, work.today),
            Escalation.case_id.is_(None),
            Escalation.municipality_id.in_(actor.municipalities(*permissions.MANAGING)),
        ),
    )
    return set(work.session.scalars(query))


def _open_tasks(work: Work, rows: Sequence[Any]) -> Mapping[int, Sequence[Task]]:
    instances = {row.Escalation.instance_id for row in rows if row.Escalation.instance_id is not None}
    if not instances:
        return {}
    query = select(Task).where(
        Task.instance_id.in_(instances), Task.process_key.like(_PROCESSES), Task.ended_at.is_(None)
    )
    found: dict[int, list[Task]] = {}
    for task in work.session.scalars(query.order_by(Task.due_on)):
        found.setdefault(task.instance_id, []).append(task)
    return found


def _view(work: Work, row: Any, tasks: Sequence[Task], wholly: bool) -> EscalationView:
    escalation, case = row.Escalation, row.Case
    level = _LEVELS.get(escalation.status) or escalation.decided_level
    view = EscalationView(
        id=escalation.key,
        case_number=case.number if case else None,
        theme=escalation.theme,
        municipality=row.municipality,
        status=escalation.status,
        status_label=label("escalatiestatus", escalation.status),
        level=level,
        level_label=label("niveau", level) or None,
        causes=[cause_label(cause.cause) for cause in escalation.causes],
        question=escalation.question,
        question_prepared=escalation.question_prepared,
        summary=escalation.summary,
        owner=row.administrator if level == "bestuurlijk" else row.official,
        opened_on=_opened_on(escalation, level),
        **_due(tasks, level),
        decision_label=label("besluit", escalation.decision) or None,
        motivation=escalation.motivation,
        executor=escalation.executor,
        execute_by=escalation.execute_by,
        decided_on=escalation.decided_on,
        closed_on=escalation.closed_on,
        result=label("resultaat", escalation.result) or None,
        task_id=_own_task(work, tasks, case),
        may_withdraw=escalation.status in OPEN and _may_withdraw(work, escalation, case),
    )
    return view if wholly else _question_only(view)


def _question_only(view: EscalationView) -> EscalationView:
    """What an administrator gets: the decision question with its summary, and the decision they took themselves."""
    if view.level == "bestuurlijk":
        return replace(view, causes=(), may_withdraw=False)
    return replace(view, causes=(), may_withdraw=False, motivation=None, executor=None)


def _opened_on(escalation: Escalation, level: str | None) -> date:
    opened = {"ambtelijk": escalation.official_opened_on, "bestuurlijk": escalation.administrative_opened_on}
    return opened.get(level or "") or escalation.started_on


def _due(tasks: Sequence[Task], level: str | None) -> dict[str, Any]:
    """When the decision of this level is due and why; before a level is open, when the preparation is."""
    of_level = [task for task in tasks if task.role == level]
    first = min(of_level or tasks, key=lambda task: task.due_on, default=None)
    return {name: getattr(first, name, None) for name in ("due_on", "due_why", "due_term")}


def _own_task(work: Work, tasks: Sequence[Task], case: Case | None) -> int | None:
    mine = [task.id for task in tasks if permissions.may_complete(work.actor, scoping.task_facts(task, case))]
    return next(iter(mine), None)


def _may_withdraw(work: Work, escalation: Escalation, case: Case | None) -> bool:
    """Withdrawing is for who directs the case, or brought up the theme."""
    if case is None:
        return may_direct_theme(work.actor, escalation)
    facts = permissions.CaseFacts(case.team_id, case.municipality_id, case.process_director_id, case.case_director_id)
    return permissions.may_direct(work.actor, facts)
