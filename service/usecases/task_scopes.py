"""The earliest tasks somebody may see, found by index however many tasks there are.

A worklist is the union of a few reaches: one's own tasks, those of one's teams, and pools. Each has an index in the
order of due dates, so that the database reads what it returns; one OR over all of them it would have to read wholly.

Putting such a statement together takes longer than running it. So it is made once for every kind of question, and
kept: who asks, and what the filters say, are values that come with each execution.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Date, Integer, Label, Select, and_, bindparam, select, true, union

from service.domain.actors import Actor
from service.domain.permissions import STAFF
from service.models import Task
from service.usecases.task_narrowing import Kinds, conditions
from service.usecases.work import Work

_FREE = Task.assignee_id.is_(None)


class Reach(NamedTuple):
    """One part of what somebody may see, with an index of its own; `role` says which pool."""

    kind: str  # all | own | team | team_pool | region_pool | organisation_pool
    key: int | None = None
    role: str | None = None


class Question(NamedTuple):
    """What is asked, without its values: the kinds of reaches, the tab, and what the tasks are narrowed to."""

    reaches: tuple[str, ...]
    when: str  # nu | gepland
    narrow: Kinds = ()


def reaches(actor: Actor, scope: str) -> list[Reach]:
    """What together is `visible_tasks` within a scope (mijn, team, alles)."""
    if actor.system:
        return [Reach("all")]
    own = [Reach("own", actor.account_id)] if actor.account_id is not None else []
    if scope == "mijn":
        return own
    staffed = actor.teams(*STAFF)
    teams = [Reach("team", team) for team in sorted(staffed)]
    pools = [
        Reach(kind, key, grant.role)
        for grant in actor.grants
        for kind, key in (("team_pool", grant.team_id), ("region_pool", grant.region_id))
        if key is not None and not (kind == "team_pool" and key in staffed)
    ]
    pools += [Reach("organisation_pool", key) for key in sorted(actor.organisations())]
    return [*teams, *pools] if scope == "team" else [*own, *teams, *pools]


def condition(kind: str, number: int) -> ColumnElement[bool]:
    """The tasks in the reach that comes at this place."""
    key = bindparam(f"reach_{number}", type_=Integer)
    role: BindParameter[str] = bindparam(f"reach_{number}_role")
    if kind == "all":
        return true()
    if kind == "own":
        return Task.assignee_id == key
    if kind == "team":
        return Task.team_id == key
    if kind == "organisation_pool":
        return and_(_FREE, Task.pool_organisation_id == key)
    place = Task.team_id if kind == "team_pool" else Task.region_id
    return and_(_FREE, Task.pool_role == role, place == key)


def values(work: Work, found: Sequence[Reach], limit: int) -> dict[str, Any]:
    """What a statement about these reaches is executed with."""
    keys: dict[str, Any] = {f"reach_{number}": reach.key for number, reach in enumerate(found)}
    roles = {f"reach_{number}_role": reach.role for number, reach in enumerate(found)}
    return {**keys, **roles, "today": work.today, "limit": limit}


def earliest(question: Question, asked: Mapping[str, Kinds] | None = None) -> Select[Any]:
    """At most so many open tasks, earliest due first: id, due date, and whether what is asked under a name holds."""
    today, limit = bindparam("today", type_=Date), bindparam("limit", type_=Integer)
    tab = Task.startable_on > today if question.when == "gepland" else Task.startable_on <= today
    extra: list[Label[bool]] = [
        and_(true(), *conditions(kinds, name)).label(name) for name, kinds in (asked or {}).items()
    ]
    found = []
    for number, kind in enumerate(question.reaches):
        narrow = conditions(question.narrow)
        part = select(Task.id, Task.due_on, *extra).where(
            Task.ended_at.is_(None), tab, condition(kind, number), *narrow
        )
        found.append(select(part.order_by(Task.due_on, Task.id).limit(limit).subquery()))
    if len(found) == 1:
        return found[0]
    everything = union(*found).subquery()
    return select(everything).order_by(everything.c.due_on, everything.c.id).limit(limit)


@lru_cache(maxsize=256)
def earliest_ids(question: Question) -> Select[int]:
    """The ids alone, in order."""
    found = earliest(question).subquery()
    return select(found.c.id).order_by(found.c.due_on, found.c.id)
