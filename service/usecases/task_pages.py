"""What one page of the worklist asks, none of it slower the more work there is: ids by index, counts up to a bound."""

import time
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, select, true, union_all

from service.domain.labels import label
from service.engine import Library
from service.models import Case, ExpertTeam, Region, Task
from service.usecases.shapes import BOUND, BoundedCount, Choice, TaskFilter
from service.usecases.task_marks import unread_tasks
from service.usecases.task_scopes import earliest, reaches
from service.usecases.work import Work

# How long the list of what occurs among very many tasks may be used again; of few tasks it is made every time.
_FRESH_SECONDS = 60.0
_Found = Sequence[Row[Any]]
_KEPT: WeakKeyDictionary[Library, dict[str, tuple[float, _Found]]] = WeakKeyDictionary()


def narrowed(work: Work, wanted: TaskFilter) -> list[ColumnElement[bool]]:
    """What a filter asks besides scope and tab, on the table of tasks alone."""
    found: list[ColumnElement[bool]] = []
    if wanted.role:
        found.append(Task.role == wanted.role)
    if wanted.kind:
        found.append(Task.element_id == wanted.kind)
    if wanted.region:
        found.append(Task.region_id == select(Region.id).where(Region.key == wanted.region).scalar_subquery())
    if wanted.team:
        found.append(Task.team_id == select(ExpertTeam.id).where(ExpertTeam.key == wanted.team).scalar_subquery())
    if wanted.overdue:
        found.append(Task.due_on < work.today)
    if wanted.unread:
        found.append(unread_tasks(work.actor))
    if wanted.case_number.strip():
        number = Case.number.ilike(f"%{_plain(wanted.case_number)}%", escape="\\")
        found.append(Task.case_id.in_(select(Case.id).where(number)))
    return found


def _plain(text: str) -> str:
    return text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def count_page(work: Work, wanted: TaskFilter) -> tuple[BoundedCount, BoundedCount, BoundedCount]:
    """How many tasks there are now, planned and overdue, among the earliest of each tab up to a bound."""
    narrow = narrowed(work, wanted)
    seen, now, overdue = _count(work, wanted.scope, "nu", narrow)
    planned_seen, planned, _ = _count(work, wanted.scope, "gepland", narrow)
    more = seen >= BOUND
    return (
        BoundedCount(now, more=more),
        BoundedCount(planned, more=planned_seen >= BOUND),
        # Overdue tasks are the earliest: all were looked at, unless there was nothing else.
        BoundedCount(overdue, more=more and overdue == now),
    )


def _count(work: Work, scope: str, when: str, narrow: Sequence[ColumnElement[bool]]) -> tuple[int, int, int]:
    """How many of the earliest tasks of a tab were looked at, how many are asked for, how many of those are late."""
    wanted = and_(true(), *narrow).label("wanted")
    found = earliest(work, scope, when, BOUND, asked=[wanted]).subquery()
    late = found.c.due_on < work.today
    counts = (func.count(), func.count().filter(found.c.wanted), func.count().filter(found.c.wanted, late))
    looked_at, asked, overdue = work.session.execute(select(*counts).select_from(found)).one()
    return looked_at, asked, overdue


def find_options(work: Work, scope: str) -> dict[str, list[Choice]]:
    """What the filters offer: what occurs among the tasks of this scope; among very many, a minute ago."""
    found = _occurring(work, scope)
    return {
        "roles": _choices((row.role, label("rol", row.role)) for row in found),
        "regions": _choices((row.region, row.region_name) for row in found),
        "teams": _choices((row.team, row.team_name) for row in found if row.team),
        "kinds": _choices((row.element_id, row.name) for row in found),
    }


def _choices(pairs: Any) -> list[Choice]:
    return [Choice(value, text) for value, text in sorted(dict(pairs).items(), key=lambda pair: pair[1].lower())]


def _occurring(work: Work, scope: str) -> list[Row[Any]]:
    """What occurs in every reach of the scope: looked up together, and where there is more than a bound by itself."""
    parts = reaches(work.actor, scope)
    if not parts:
        return []
    looked_at = [_kinds(number, reach, BOUND) for number, reach in enumerate(parts)]
    rows = work.session.execute(union_all(*looked_at)).all()
    found: list[Row[Any]] = []
    for number, reach in enumerate(parts):
        here = [row for row in rows if row.reach == number]
        found += here if sum(row.tasks for row in here) < BOUND else _kept(work, reach)
    return found


def _kept(work: Work, reach: ColumnElement[bool]) -> _Found:
    """What occurs in a large reach; looked up at most once a minute in each process."""
    shelf = _KEPT.setdefault(work.services.library, {})
    key = str(reach.compile(compile_kwargs={"literal_binds": True}))
    kept_at, rows = shelf.get(key, (0.0, ()))
    if not kept_at or time.monotonic() - kept_at > _FRESH_SECONDS:
        rows = work.session.execute(_kinds(0, reach, None)).all()
        shelf[key] = time.monotonic(), rows
    return rows


def _kinds(number: int, reach: ColumnElement[bool], limit: int | None) -> Select[Any]:
    """Role, place and kind of the open tasks in a reach, with how many there are; at most so many are looked at."""
    columns = (Task.role, Task.element_id, Task.name, Task.region_id, Task.team_id)
    tasks = select(*columns).where(Task.ended_at.is_(None), reach).limit(limit).subquery()
    kinds = select(*tasks.c, func.count().label("tasks")).group_by(*tasks.c).subquery()
    query = select(
        literal(number).label("reach"), kinds.c.role, kinds.c.element_id, kinds.c.name, kinds.c.tasks,
        Region.key.label("region"), Region.name.label("region_name"),
        ExpertTeam.key.label("team"), ExpertTeam.name.label("team_name"),
    )  # fmt: skip
    return query.join(Region, Region.id == kinds.c.region_id).outerjoin(ExpertTeam, ExpertTeam.id == kinds.c.team_id)
