"""How much there is in each list, in all and per municipality and process director; bounded, so never slower."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true

from service.models import Account, Case, Escalation, Municipality, RoleGrant, Stall, Task, TeamRegion
from service.usecases.assignment import valid_on
from service.usecases.progress_scopes import (
    NOBODY,
    Watched,
    earliest,
    visible,
    visible_cases,
    visible_escalations,
    windows,
)
from service.usecases.shapes import BOUND, COUNTED, BoundedCount, ProgressGroup
from service.usecases.work import Work

# A chair may be the process director as well (V27).
_DIRECTORS = ("procesregisseur", "voorzitter")
# Per place (municipality, director): how many open stalls and escalations, by name of the list.
Troubles = Mapping[str, Sequence[Any]]


def count_terms(work: Work, of: Watched, until_on: date) -> dict[str, BoundedCount]:
    """How many terms are late, due today and coming; one statement."""
    asked = windows(work, until_on)
    columns = [
        select(func.count()).select_from(earliest(of, BOUND + 1, *window).subquery()).scalar_subquery()
        for window in asked.values()
    ]
    counts: Sequence[int] = work.session.execute(select(*columns)).one()
    return {name: _bounded(count, BOUND) for name, count in zip(asked, counts, strict=True)}


def find_troubles(work: Work, of: Watched) -> Troubles:
    """Open stalls and escalations per municipality and director: only what is open is read, and that is little."""
    stalls = select(Case.municipality_id, Case.process_director_id, func.count()).join(Stall, Stall.case_id == Case.id)
    stalls = stalls.where(Stall.closed_on.is_(None), visible_cases(of))
    escalations = select(Escalation.municipality_id, Case.process_director_id, func.count()).select_from(Escalation)
    escalations = escalations.outerjoin(Case, Case.id == Escalation.case_id)
    escalations = escalations.where(Escalation.closed_on.is_(None), visible_escalations(of))
    return {
        "gestagneerd": work.session.execute(stalls.group_by(Case.municipality_id, Case.process_director_id)).all(),
        "geescaleerd": work.session.execute(
            escalations.group_by(Escalation.municipality_id, Case.process_director_id)
        ).all(),
    }


def count_troubles(troubles: Troubles) -> dict[str, BoundedCount]:
    """How many there are in all."""
    return {name: BoundedCount(sum(row[2] for row in rows)) for name, rows in troubles.items()}


def per_municipality(work: Work, of: Watched, until_on: date, troubles: Troubles) -> list[ProgressGroup]:
    """The municipalities of the actor, with what there is in each."""
    regions = select(TeamRegion.region_id).where(TeamRegion.team_id.in_(of.teams))
    here = or_(Municipality.region_id.in_(regions), Municipality.id.in_(of.municipalities))
    query = select(Municipality.id, Municipality.key, Municipality.name)
    query = query.add_columns(*_columns(work, of, until_on, Task.municipality_id == Municipality.id, Municipality))
    rows: Sequence[Any] = work.session.execute(
        query.where(true() if of.everything else here).order_by(Municipality.name, Municipality.id)
    ).all()
    return _groups(rows, {name: _sums(found, 0) for name, found in troubles.items()})


def per_director(work: Work, of: Watched, until_on: date, troubles: Troubles) -> list[ProgressGroup]:
    """The process directors of the actor's teams, and those who have something in the actor's municipalities."""
    regions = select(Municipality.region_id).where(Municipality.id.in_(of.municipalities))
    teams = select(TeamRegion.team_id).where(TeamRegion.region_id.in_(regions))
    grants = select(RoleGrant.account_id).where(
        RoleGrant.role.in_(_DIRECTORS),
        true() if of.everything else or_(RoleGrant.team_id.in_(of.teams), RoleGrant.team_id.in_(teams)),
        *valid_on(work.today),
    )
    query = select(Account.id, Account.key, Account.name)
    query = query.add_columns(*_columns(work, of, until_on, Task.director_id == Account.id, Account))
    rows: Sequence[Any] = work.session.execute(
        query.where(Account.id.in_(grants)).order_by(Account.name, Account.id)
    ).all()
    found = _groups(rows, {name: _sums(found, 1) for name, found in troubles.items()})
    return [group for group in found if any(group.counts.values())]


def nobodys(work: Work, of: Watched, until_on: date) -> ProgressGroup:
    """What has no process director yet, such as a registration in triage."""
    alone = Watched(of.everything, of.teams, of.municipalities, nobody=True)
    columns = [
        select(func.count()).select_from(earliest(alone, COUNTED + 1, *window).subquery()).scalar_subquery()
        for window in windows(work, until_on).values()
    ]
    counts: Sequence[int] = work.session.execute(select(*columns)).one()
    names = windows(work, until_on)
    found = {name: _bounded(count, COUNTED) for name, count in zip(names, counts, strict=True)}
    return ProgressGroup(NOBODY, "Nog geen procesregisseur", found)


def _columns(work: Work, of: Watched, until_on: date, own: ColumnElement[bool], outer: type) -> list[Any]:
    """For each list of terms how many are this row's, at most one more than is shown."""
    found = []
    for window in windows(work, until_on).values():
        part = select(Task.id).where(Task.ended_at.is_(None), own, visible(of), *window)
        few = part.correlate(outer).limit(COUNTED + 1).subquery()
        found.append(select(func.count()).select_from(few).scalar_subquery())
    return found


def _groups(rows: Sequence[Any], troubles: Mapping[str, Mapping[int | None, int]]) -> list[ProgressGroup]:
    names = ("telaat", "vandaag", "komend")
    return [
        ProgressGroup(
            key,
            name,
            {
                **{one: _bounded(count, COUNTED) for one, count in zip(names, counts, strict=True)},
                **{one: _bounded(found.get(identity, 0), COUNTED) for one, found in troubles.items()},
            },
        )
        for identity, key, name, *counts in rows
    ]


def _sums(rows: Sequence[Any], column: int) -> Mapping[int | None, int]:
    found: Counter[int | None] = Counter()
    for row in rows:
        found[row[column]] += row[2]
    return found


def _bounded(count: int, bound: int) -> BoundedCount:
    return BoundedCount(min(count, bound), more=count > bound)
