"""What somebody follows, found by index however many tasks there are: by team, municipality or process director."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true, union

from service.domain.errors import NotAllowed
from service.domain.permissions import DIRECTING, MANAGING, may_watch
from service.models import Account, Case, Escalation, Municipality, Region, Task, TeamRegion
from service.usecases.shapes import ProgressFilter
from service.usecases.work import Work

NOBODY = "geen"
COMING_WORKING_DAYS = 10


@dataclass(frozen=True)
class Watched:
    """The places of an actor, narrowed to one municipality and one process director."""

    everything: bool
    teams: frozenset[int]
    municipalities: frozenset[int]
    municipality_id: int | None = None
    director_id: int | None = None
    nobody: bool = False  # only what has no process director yet
    nothing: bool = False  # narrowed to what does not exist


def watched(work: Work, wanted: ProgressFilter) -> Watched:
    """What the actor may follow of what is asked; NotAllowed for who follows nothing."""
    actor = work.actor
    if not may_watch(actor):
        raise NotAllowed("Deze pagina is voor wie de voortgang van zaken volgt.")
    municipality = _id(work, Municipality, wanted.municipality)
    director = None if wanted.director == NOBODY else _id(work, Account, wanted.director)
    return Watched(
        everything=actor.system,
        teams=actor.teams(*DIRECTING),
        municipalities=actor.municipalities(*MANAGING),
        municipality_id=municipality,
        director_id=director,
        nobody=wanted.director == NOBODY,
        nothing=-1 in (municipality, director),
    )


def _id(work: Work, table: type[Municipality] | type[Account], key: str) -> int | None:
    """Its id; None when nothing is asked, and -1 for a key that does not exist."""
    if not key:
        return None
    return work.session.scalar(select(table.id).where(table.key == key)) or -1


def earliest(of: Watched, limit: int, *window: ColumnElement[bool]) -> Select[Any]:
    """Ids of at most this many open tasks, earliest due first."""
    parts = []
    for reach in _reaches(of):
        part = select(Task.id, Task.due_on).where(Task.ended_at.is_(None), reach, *window)
        inner = part.order_by(Task.due_on, Task.id).limit(limit).subquery()
        parts.append(select(inner.c.id, inner.c.due_on))
    if not parts:
        return select(Task.id).where(false())
    everything = union(*parts).subquery()
    return select(everything.c.id).order_by(everything.c.due_on, everything.c.id).limit(limit)


def _reaches(of: Watched) -> list[ColumnElement[bool]]:
    """Conditions that each have an index in the order of due dates."""
    if of.nothing:
        return []
    if of.director_id is not None:
        here = Task.municipality_id == of.municipality_id if of.municipality_id is not None else true()
        return [and_(Task.director_id == of.director_id, here, visible(of))]
    free = Task.director_id.is_(None) if of.nobody else true()
    if of.municipality_id is not None:
        return [and_(Task.municipality_id == of.municipality_id, free, visible(of))]
    if of.everything:
        return [free]
    teams = [and_(Task.team_id == key, free) for key in sorted(of.teams)]
    return [*teams, *(and_(Task.municipality_id == key, free) for key in sorted(of.municipalities))]


def visible(of: Watched) -> ColumnElement[bool]:
    """Tasks in the actor's places, as a condition."""
    if of.everything:
        return true()
    return or_(Task.team_id.in_(of.teams), Task.municipality_id.in_(of.municipalities))


def visible_cases(of: Watched) -> ColumnElement[bool]:
    """The cases in these places, narrowed."""
    if of.nothing:
        return false()
    places = or_(Case.team_id.in_(of.teams), Case.municipality_id.in_(of.municipalities))
    found: list[ColumnElement[bool]] = [true() if of.everything else places]
    if of.municipality_id is not None:
        found.append(Case.municipality_id == of.municipality_id)
    if of.director_id is not None or of.nobody:
        found.append(Case.process_director_id.is_not_distinct_from(of.director_id))
    return and_(*found)


def visible_escalations(of: Watched) -> ColumnElement[bool]:
    """Escalations of these cases, and of a theme in these places; a theme has no process director."""
    if of.nothing or of.director_id is not None:
        return and_(Escalation.case_id.is_not(None), visible_cases(of))
    regions = select(TeamRegion.region_id).where(TeamRegion.team_id.in_(of.teams))
    places = or_(Escalation.region_id.in_(regions), Escalation.municipality_id.in_(of.municipalities))
    theme = [Escalation.case_id.is_(None), true() if of.everything else places]
    if of.municipality_id is not None:
        theme.append(Escalation.municipality_id == of.municipality_id)
    return or_(and_(Escalation.case_id.is_not(None), visible_cases(of)), and_(*theme))


def windows(work: Work, until_on: date) -> dict[str, tuple[ColumnElement[bool], ...]]:
    """When a task belongs to each of the lists of terms."""
    return {
        "telaat": (Task.due_on < work.today,),
        "vandaag": (Task.due_on == work.today,),
        "komend": (Task.due_on > work.today, Task.due_on <= until_on),
    }


def coming_until(work: Work, of: Watched) -> date:
    """The last of the next ten working days; where regions differ, the latest."""
    query = select(Region.key).order_by(Region.id)
    if not of.everything:
        here = or_(
            Region.id.in_(select(TeamRegion.region_id).where(TeamRegion.team_id.in_(of.teams))),
            Region.id.in_(select(Municipality.region_id).where(Municipality.id.in_(of.municipalities))),
        )
        query = query.where(here)
    calendars = [work.services.regions.for_region(key).calendar for key in work.session.scalars(query)]
    return max((one.add_working_days(COMING_WORKING_DAYS, work.today) for one in calendars), default=work.today)
