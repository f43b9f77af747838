"""The earliest tasks somebody may see, found by index however many tasks there are.

A worklist is the union of a few reaches: one's own tasks, those of one's teams, and pools. Each has an index in the
order of due dates, so that the database reads what it returns; one OR over all of them it would have to read wholly.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Label, Select, and_, select, true, union

from service.domain.actors import Actor
from service.domain.permissions import STAFF
from service.models import Task
from service.usecases.work import Work


def earliest_tasks(work: Work, scope: str, when: str, limit: int, *narrow: ColumnElement[bool]) -> Select[Any]:
    """Ids of at most this many open tasks of a scope (mijn, team, alles) and tab (nu, gepland), earliest due first."""
    found = earliest(work, scope, when, limit, *narrow).subquery()
    return select(found.c.id).order_by(found.c.due_on, found.c.id)


def earliest(
    work: Work, scope: str, when: str, limit: int, *narrow: ColumnElement[bool], asked: Sequence[Label[bool]] = ()
) -> Select[Any]:
    """The same with their due dates, and for each of them whether what is asked holds."""
    tab = Task.startable_on > work.today if when == "gepland" else Task.startable_on <= work.today
    columns = (Task.id, Task.due_on, *asked)
    found = []
    for reach in reaches(work.actor, scope):
        part = select(*columns).where(Task.ended_at.is_(None), tab, reach, *narrow)
        found.append(select(part.order_by(Task.due_on, Task.id).limit(limit).subquery()))
    if not found:
        return select(*columns).where(~true())
    if len(found) == 1:
        return found[0]
    everything = union(*found).subquery()
    return select(everything).order_by(everything.c.due_on, everything.c.id).limit(limit)


def reaches(actor: Actor, scope: str) -> list[ColumnElement[bool]]:
    """What together is `visible_tasks` within a scope, each part with an index of its own."""
    if actor.system:
        return [true()]
    own = [Task.assignee_id == actor.account_id] if actor.account_id is not None else []
    if scope == "mijn":
        return own
    staffed = actor.teams(*STAFF)
    teams = [Task.team_id == team for team in sorted(staffed)]
    free = Task.assignee_id.is_(None)
    pools = [
        and_(free, Task.pool_role == grant.role, column == key)
        for grant in actor.grants
        for column, key in ((Task.team_id, grant.team_id), (Task.region_id, grant.region_id))
        if key is not None and not (column is Task.team_id and key in staffed)
    ]
    pools += [and_(free, Task.pool_organisation_id == key) for key in sorted(actor.organisations())]
    return [*teams, *pools] if scope == "team" else [*own, *teams, *pools]
