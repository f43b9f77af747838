"""Which terms a region counts with, where they come from and which diagrams use them (R004, T01-T30)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import or_, select

from service.domain.errors import NotFound
from service.domain.expressions import compile_expression
from service.engine import ProcessModel
from service.models import ExpertTeam, Municipality, Region, TeamRegion
from service.settings import RegionConfig
from service.settings.answers import Term
from service.usecases.releases import release_for
from service.usecases.shapes import Choice, DayOff, TermList, TermView
from service.usecases.work import Work

_AHEAD = timedelta(days=365)


def list_terms(work: Work, region: str = "") -> TermList:
    """The terms of a region, by key or name; without one, of the region the actor works in.

    Raises NotFound for a region that does not exist.
    """
    regions = list(work.session.scalars(select(Region).order_by(Region.name)))
    chosen = _choose(work, regions, region)
    config = work.services.regions.for_region(chosen.key)
    release = release_for(work, chosen.id, work.today)
    used = terms_in_use(work.services.library.get(release.id).processes)
    return TermList(
        region=chosen.key,
        region_name=chosen.name,
        regions=[Choice(found.key, found.name) for found in regions],
        release=release.title,
        reminder_time=config.setting("clock.reminder_time"),
        expiry_time=config.setting("clock.expiry_time"),
        days_off=_days_off(work, config),
        terms=[_view(term, used) for term in config.terms()],
    )


def terms_in_use(processes: Mapping[str, ProcessModel]) -> Mapping[str, Sequence[str]]:
    """By code: the names of the processes whose diagram counts with that term."""
    found: dict[str, list[str]] = {}
    for model in processes.values():
        sources = (source for node in model.nodes.values() for source in node.expressions)
        for code in frozenset().union(*(compile_expression(source).terms for source in sources)):
            found.setdefault(code, []).append(model.name)
    return {code: sorted(names) for code, names in found.items()}


def _choose(work: Work, regions: Sequence[Region], wanted: str) -> Region:
    own = _own_regions(work)
    for region in regions:
        if wanted in (region.key, region.name) if wanted else region.id in own:
            return region
    if wanted or not regions:
        raise NotFound("Deze regio bestaat niet. Kies een regio uit de lijst.")
    return regions[0]


def _own_regions(work: Work) -> frozenset[int]:
    """The regions that the actor's roles lie in."""
    grants = work.actor.grants
    teams = [grant.team_id for grant in grants if grant.team_id is not None]
    municipalities = [grant.municipality_id for grant in grants if grant.municipality_id is not None]
    places = select(Region.id).where(
        or_(
            Region.id.in_([grant.region_id for grant in grants if grant.region_id is not None]),
            Region.id.in_(
                select(TeamRegion.region_id)
                .join(ExpertTeam, ExpertTeam.id == TeamRegion.team_id)
                .where(ExpertTeam.id.in_(teams))
            ),
            Region.id.in_(select(Municipality.region_id).where(Municipality.id.in_(municipalities))),
        )
    )
    return frozenset(work.session.scalars(places))


def _view(term: Term, used: Mapping[str, Sequence[str]]) -> TermView:
    return TermView(
        code=term.code,
        name=term.what[:1].upper() + term.what[1:],
        number=term.number,
        unit=term.unit,
        text=term.text,
        anchor=term.anchor,
        source=term.source_text,
        grounds=term.grounds,
        differs=term.own,
        national=term.national,
        used_in=used.get(term.code, ()),
        note="" if term.code in used else term.unused or "in deze werkwijze gebruikt geen diagram haar",
    )


def _days_off(work: Work, config: RegionConfig) -> list[DayOff]:
    return [DayOff(day, name) for day, name in config.calendar.days_off(work.today, work.today + _AHEAD)]
