"""What one page of the worklist asks, none of it slower the more work there is: ids by index, counts up to a bound."""

import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Row,
    Select,
    Subquery,
    bindparam,
    func,
    literal,
    select,
    true,
    union_all,
)

from service.domain.labels import label
from service.engine import Library
from service.models import ExpertTeam, Region, Task
from service.usecases.shapes import BOUND, BoundedCount, Choice, TaskFilter
from service.usecases.task_narrowing import Kinds, narrowing, narrowing_values
from service.usecases.task_scopes import Question, Reach, condition, earliest, reaches, values
from service.usecases.work import Work

# How long the list of what occurs among very many tasks may be used again; of few tasks it is made every time.
_FRESH_SECONDS = 60.0
_Found = Sequence[Row[Any]]
_KEPT: WeakKeyDictionary[Library, dict[Reach, tuple[float, _Found]]] = WeakKeyDictionary()


def count_page(work: Work, wanted: TaskFilter) -> tuple[BoundedCount, BoundedCount, BoundedCount]:
    """How many tasks there are now, planned and overdue, among the earliest of each tab up to a bound."""
    seen = reaches(work.actor, wanted.scope)
    if not seen:
        return BoundedCount(0), BoundedCount(0), BoundedCount(0)
    statement = _counts(tuple(reach.kind for reach in seen), narrowing(work, wanted))
    given = {**values(work, seen, BOUND), **narrowing_values(work, wanted, "wanted")}
    looked_at, now, overdue, planned_looked_at, planned, _ = work.session.execute(statement, given).one()
    more = looked_at >= BOUND
    return (
        BoundedCount(now, more=more),
        BoundedCount(planned, more=planned_looked_at >= BOUND),
        # Overdue tasks are the earliest: all were looked at, unless there was nothing else.
        BoundedCount(overdue, more=more and overdue == now),
    )


@lru_cache(maxsize=256)
def _counts(kinds: Kinds, narrow: Kinds) -> Select[Any]:
    """Of both tabs how many of the earliest tasks were looked at, how many are wanted, how many of those are late."""
    now, planned = (_count(Question(kinds, when), narrow) for when in ("nu", "gepland"))
    return select(*now.c, *planned.c).select_from(now.join(planned, true()))


def _count(question: Question, narrow: Kinds) -> Subquery:
    found = earliest(question, {"wanted": narrow}).subquery()
    late = found.c.due_on < bindparam("today")
    counts = (func.count(), func.count().filter(found.c.wanted), func.count().filter(found.c.wanted, late))
    names = ("looked_at", "wanted", "late")
    return select(*(count.label(name) for count, name in zip(counts, names, strict=True))).subquery(question.when)


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
    statement = _all_kinds(tuple(reach.kind for reach in parts))
    rows = work.session.execute(statement, values(work, parts, BOUND)).all()
    found: list[Row[Any]] = []
    for number, reach in enumerate(parts):
        here = [row for row in rows if row.reach == number]
        found += here if sum(row.tasks for row in here) < BOUND else _kept(work, reach)
    return found


def _kept(work: Work, reach: Reach) -> _Found:
    """What occurs in a large reach; looked up at most once a minute in each process."""
    shelf = _KEPT.setdefault(work.services.library, {})
    kept_at, rows = shelf.get(reach, (0.0, ()))
    if not kept_at or time.monotonic() - kept_at > _FRESH_SECONDS:
        rows = work.session.execute(_kinds(0, reach.kind, bounded=False), values(work, [reach], 0)).all()
        shelf[reach] = time.monotonic(), rows
    return rows


@lru_cache(maxsize=64)
def _all_kinds(kinds: Kinds) -> CompoundSelect[Any]:
    return union_all(*(_kinds(number, kind, bounded=True) for number, kind in enumerate(kinds)))


def _kinds(number: int, kind: str, *, bounded: bool) -> Select[Any]:
    """Role, place and kind of the open tasks in a reach, with how many there are; bounded, at most so many count."""
    columns = (Task.role, Task.element_id, Task.name, Task.region_id, Task.team_id)
    limit = bindparam("limit", type_=Integer) if bounded else None
    tasks = select(*columns).where(Task.ended_at.is_(None), condition(kind, number)).limit(limit).subquery()
    kinds = select(*tasks.c, func.count().label("tasks")).group_by(*tasks.c).subquery()
    query = select(
        literal(number).label("reach"), kinds.c.role, kinds.c.element_id, kinds.c.name, kinds.c.tasks,
        Region.key.label("region"), Region.name.label("region_name"),
        ExpertTeam.key.label("team"), ExpertTeam.name.label("team_name"),
    )  # fmt: skip
    return query.join(Region, Region.id == kinds.c.region_id).outerjoin(ExpertTeam, ExpertTeam.id == kinds.c.team_id)
