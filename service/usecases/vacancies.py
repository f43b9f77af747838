"""Which roles nobody holds in a region: a task in such a lane would come to nobody."""

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import select

from service.domain.permissions import OUTSIDER_LANES
from service.engine.gate import Vacancy
from service.models import ExpertTeam, Region, TeamRegion
from service.usecases.assignment import Place, resolve
from service.usecases.work import Work

_OF_MUNICIPALITIES: Final = frozenset({"ambtelijk", "bestuurlijk", "manager", "gemeente_inkoop"})


def find_vacancies(work: Work, region: Region, roles: Iterable[str]) -> dict[str, Vacancy]:
    """The roles without a present holder, for every team of the region and every municipality of it.

    Lanes of outsiders are left out: who fills those differs for each case, and the team may answer on their behalf.
    """
    query = select(ExpertTeam).join(TeamRegion, TeamRegion.team_id == ExpertTeam.id)
    teams = work.session.scalars(query.where(TeamRegion.region_id == region.id)).all()
    found: dict[str, Vacancy] = {}
    for role in roles:
        if role in OUTSIDER_LANES:
            continue
        places = dict(_places(region, teams, role in _OF_MUNICIPALITIES))
        empty = [name for name, place in places.items() if resolve(work, role, place).is_nobody]
        if empty:
            found[role] = Vacancy(everywhere=len(empty) == len(places), places=tuple(empty))
    return found


def _places(region: Region, teams: Iterable[ExpertTeam], everywhere: bool) -> Iterator[tuple[str, Place]]:
    """Where to look: in every municipality, or once for each team because its people work for all of them."""
    for team in teams:
        for municipality in region.municipalities if everywhere else region.municipalities[:1]:
            name = municipality.name if everywhere else team.name
            yield name, Place(team.id, region.id, municipality.id)
