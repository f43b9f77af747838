"""What is late, due, coming, stalled or escalated in many cases, oldest first: dates and status, no case content."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from service.domain.labels import cause_label, label
from service.domain.permissions import STAFF, TaskFacts, may_complete
from service.models import Account, Case, Escalation, Municipality, Question, Stall, Task
from service.usecases import progress_counts as counting
from service.usecases.progress_scopes import (
    Watched,
    coming_until,
    earliest,
    visible_cases,
    visible_escalations,
    watched,
    windows,
)
from service.usecases.scoping import task_facts
from service.usecases.shapes import ProgressFilter, ProgressPage, ProgressRow, TaskRow
from service.usecases.shapes.progress import LISTS
from service.usecases.task_rows import task_rows
from service.usecases.work import Work

MAX_LIMIT = 100
_LEVELS = {"open_ambtelijk": "ambtelijk", "open_bestuurlijk": "bestuurlijk"}


def list_progress(work: Work, wanted: ProgressFilter) -> ProgressPage:
    """A page of one list, with the counts of all; a fixed number of statements however much there is.

    Raises NotAllowed for who follows nothing (R107; a manager sees terms and status, no case content).
    """
    of = watched(work, wanted)
    until_on = coming_until(work, of)
    limit = max(1, min(wanted.limit, MAX_LIMIT))
    rows = _LISTED[wanted.shows if wanted.shows in LISTS else LISTS[0]](work, of, wanted, until_on, limit + 1)
    troubles = counting.find_troubles(work, of)
    everywhere = watched(work, ProgressFilter())
    everything = troubles if everywhere == of else counting.find_troubles(work, everywhere)
    directors = counting.per_director(work, everywhere, until_on, everything)
    nobody = counting.nobodys(work, everywhere, until_on)
    return ProgressPage(
        rows=rows[:limit],
        next=_cursor(rows[limit - 1]) if len(rows) > limit else None,
        counts={**counting.count_terms(work, of, until_on), **counting.count_troubles(troubles)},
        until_on=until_on,
        municipalities=counting.per_municipality(work, everywhere, until_on, everything),
        directors=[*directors, *([nobody] if any(nobody.counts.values()) else [])],
        open_questions=_open_questions(work),
    )


def _terms(work: Work, of: Watched, wanted: ProgressFilter, until_on: date, limit: int) -> Sequence[ProgressRow]:
    """Terms of one of the windows."""
    window = windows(work, until_on)[wanted.shows if wanted.shows in LISTS else LISTS[0]]
    ids = work.session.scalars(earliest(of, limit, *window, *_after(wanted.after, Task.due_on, Task.id))).all()
    found = task_rows(work, Task.id.in_(ids)) if ids else []
    directors = _directors(work, ids)
    teams = work.actor.teams(*STAFF)
    return [_term(work, row, *directors[row.id], teams) for row in found]


def _directors(work: Work, ids: Sequence[int]) -> Mapping[int, tuple[int | None, str | None]]:
    """The team of each task, and the name of its process director."""
    query = select(Task.id, Task.team_id, Account.name).outerjoin(Account, Account.id == Task.director_id)
    return {key: (team, name) for key, team, name in work.session.execute(query.where(Task.id.in_(ids)))}


def _term(work: Work, row: TaskRow, team_id: int | None, director: str | None, teams: frozenset[int]) -> ProgressRow:
    full = work.actor.system or team_id in teams
    about, _, part = row.subject.partition(" · ")
    return ProgressRow(
        kind="taak",
        id=row.id,
        what=row.name,
        part=part if full else "",
        case_number=row.case_number,
        about=about,
        municipality=row.municipality or "",
        director=director,
        who=(row.assignee if full else None) or row.role_label,
        since_on=row.opened_at.date(),
        due_on=row.due_on,
        days_left=row.days_left,
        due_why=row.due_why,
        due_term=row.due_term,
        region=row.region,
        paused_until=row.paused_until,
        emergency=row.emergency,
        escalated=row.escalated,
        task_id=row.id if row.may_complete else None,
    )


def _stalls(work: Work, of: Watched, wanted: ProgressFilter, until_on: date, limit: int) -> Sequence[ProgressRow]:
    """Open stalls, the oldest first."""
    query = (
        select(Stall, Case, Municipality.name, Account.name)
        .join(Case, Case.id == Stall.case_id)
        .join(Municipality, Municipality.id == Case.municipality_id)
        .outerjoin(Account, Account.id == Case.process_director_id)
        .where(Stall.closed_on.is_(None), visible_cases(of), *_after(wanted.after, Stall.opened_on, Stall.id))
        .order_by(Stall.opened_on, Stall.id)
        .limit(limit)
    )
    return [
        ProgressRow(
            kind="stagnatie",
            id=stall.id,
            what=cause_label(stall.rule),
            part="",
            case_number=case.number,
            about=case.number,
            municipality=municipality,
            director=director,
            who=label("rol", "procesregisseur"),
            since_on=stall.opened_on,
            due_on=None,
            days_left=None,
            paused_until=case.paused_until,
            emergency=case.emergency,
        )
        for stall, case, municipality, director in work.session.execute(query)
    ]


def _escalations(work: Work, of: Watched, wanted: ProgressFilter, until_on: date, limit: int) -> Sequence[ProgressRow]:
    """Open escalations, the oldest first."""
    query = (
        select(Escalation, Case, Municipality.name, Account.name)
        .join(Municipality, Municipality.id == Escalation.municipality_id)
        .outerjoin(Case, Case.id == Escalation.case_id)
        .outerjoin(Account, Account.id == Case.process_director_id)
        .where(Escalation.closed_on.is_(None), visible_escalations(of))
        .where(*_after(wanted.after, Escalation.started_on, Escalation.id))
        .order_by(Escalation.started_on, Escalation.id)
        .limit(limit)
    )
    found = work.session.execute(query).all()
    tasks = _decisions(work, [row[0].instance_id for row in found])
    return [_escalation(work, *row, tasks.get(row[0].instance_id or 0, ())) for row in found]


def _decisions(work: Work, instances: Sequence[int | None]) -> Mapping[int, Sequence[Task]]:
    query = select(Task).where(
        Task.instance_id.in_([key for key in instances if key is not None]),
        Task.process_key.like("ret_escalatie%"),
        Task.ended_at.is_(None),
    )
    found: dict[int, list[Task]] = {}
    for task in work.session.scalars(query.order_by(Task.due_on, Task.id)):
        found.setdefault(task.instance_id, []).append(task)
    return found


def _escalation(
    work: Work, found: Escalation, case: Case | None, municipality: str, director: str | None, tasks: Sequence[Task]
) -> ProgressRow:
    level = _LEVELS.get(found.status)
    asked = [task for task in tasks if task.role == level] or tasks
    due_on = asked[0].due_on if asked else None
    why, term = (asked[0].due_why, asked[0].due_term) if asked else (None, None)
    own = (task.id for task in tasks if may_complete(work.actor, _facts(task, case)))
    return ProgressRow(
        kind="escalatie",
        id=found.id,
        what=label("escalatiestatus", found.status),
        part="",
        case_number=case.number if case else None,
        about=case.number if case else found.theme or "Thema",
        municipality=municipality,
        director=director,
        who=label("rol", asked[0].role) if asked else "",
        since_on=found.started_on,
        due_on=due_on,
        days_left=(due_on - work.today) // timedelta(days=1) if due_on else None,
        due_why=why,
        due_term=term,
        emergency=bool(case and case.emergency),
        escalated=True,
        escalation_key=found.key,
        task_id=next(own, None),
    )


def _facts(task: Task, case: Case | None) -> TaskFacts:
    return task_facts(task, case)


def _after(cursor: str, day: InstrumentedAttribute[date], key: InstrumentedAttribute[int]) -> list[ColumnElement[bool]]:
    """What comes after a keyset cursor `date.id`; a damaged one starts at the beginning."""
    text, _, last = cursor.partition(".")
    try:
        at, number = date.fromisoformat(text), int(last)
    except ValueError:
        return []
    return [tuple_(day, key) > tuple_(literal(at), literal(number))]


def _cursor(row: ProgressRow) -> str:
    day = row.due_on if row.kind == "taak" else row.since_on
    return f"{day}.{row.id}"


def _open_questions(work: Work) -> int:
    """Questions the actor asked or has to answer, still without answer."""
    me = work.actor.account_id
    mine = or_(Question.asked_by_id == me, Question.asked_to_id == me)
    query = select(func.count()).select_from(Question).where(Question.answered_at.is_(None), mine)
    return work.session.scalar(query) or 0


_LISTED: Mapping[str, Any] = {
    "telaat": _terms,
    "vandaag": _terms,
    "komend": _terms,
    "gestagneerd": _stalls,
    "geescaleerd": _escalations,
}
