"""Bringing a region into use: what is missing, per municipality, and the door that stays closed until it is there.

An empty or expired escalation owner, a front door that leads nowhere, no team or no way of working block; the rest
is a warning to the commissioner (pitfall 28).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from service.domain.deadlines import dutch_date
from service.domain.errors import Conflict, DomainError, NotAllowed, NotFound
from service.domain.labels import label
from service.domain.permissions import may_operate
from service.models import Account, ExpertTeam, Municipality, Region, RoleGrant, TeamRegion
from service.usecases.assignment import holders
from service.usecases.escalation_owners import OWNER_ROLES, find_owner
from service.usecases.releases import release_for
from service.usecases.work import Work

ADMINISTRATOR = "regiobeheerder"
# A mandate that ends within this time is said in time.
_SOON = timedelta(days=30)
_TEAM_ROLES = ("voorzitter", "secretaris", "procesregisseur", "opdrachtgever")


@dataclass(frozen=True)
class Gap:
    """What is missing, in one Dutch sentence; `municipality` is None when it is about the region as a whole."""

    municipality: str | None
    text: str
    blocks: bool = True


@dataclass(frozen=True)
class Owner:
    """Who decides in a municipality at one level today; `name` is None when there is nobody."""

    level_label: str
    name: str | None


@dataclass(frozen=True)
class MunicipalityOwners:
    """The escalation owners of one municipality."""

    municipality: str
    owners: Sequence[Owner]


@dataclass(frozen=True)
class RegionView:
    """A region as its administrator sees it: whether it is in use, who decides where, and what is missing."""

    key: str
    name: str
    active_since: date | None
    activated_by: str | None
    municipalities: Sequence[MunicipalityOwners]
    gaps: Sequence[Gap]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing that blocks."""
        return not any(gap.blocks for gap in self.gaps)

    @property
    def blocking(self) -> Sequence[Gap]:
        return [gap for gap in self.gaps if gap.blocks]

    @property
    def warnings(self) -> Sequence[Gap]:
        return [gap for gap in self.gaps if not gap.blocks]


def list_regions(work: Work) -> Sequence[RegionView]:
    """The regions the actor sets up, each with what is missing."""
    query = select(Region).order_by(Region.name)
    if not may_operate(work.actor):
        query = query.where(Region.id.in_(work.actor.regions(ADMINISTRATOR)))
    return [_view(work, region) for region in work.session.scalars(query)]


def get_region(work: Work, key: str) -> RegionView:
    """One of them; NotFound for every other."""
    return _view(work, _region(work, key))


def activate_region(work: Work, key: str) -> RegionView:
    """Take registrations from today; Conflict that names everything that is missing. Done twice, it changes nothing."""
    region = _region(work, key)
    if not may_operate(work.actor) and region.id not in work.actor.regions(ADMINISTRATOR):
        raise NotAllowed
    view = _view(work, region)
    if region.active_since is None:
        if not view.is_ready:
            missing = " ".join(gap.text for gap in view.blocking)
            raise Conflict(f"{region.name} kan nog niet in gebruik. {missing}")
        region.active_since, region.activated_by_id = work.today, work.actor.account_id
        work.session.flush()
    return _view(work, region)


def ensure_active(work: Work, region: Region) -> None:
    """A region that is still being set up takes no registrations."""
    if region.active_since is None or region.active_since > work.today:
        raise Conflict(
            f"In {region.name} kunt u hier nog niet aanmelden. Neem contact op met het lokale team van uw gemeente."
        )


def activate_by_file(work: Work, region: Region, since: date) -> None:
    """What the file of the installation says is in use, unless somebody is missing who has to decide there."""
    if region.active_since is None and not any(gap.blocks for gap in _check_municipalities(work, region)):
        region.active_since = since


def gaps_of(work: Work, region: Region) -> Iterator[Gap]:
    """What is missing in a region today, what blocks first."""
    found = [gap for find in _CHECKS for gap in find(work, region)]
    yield from sorted(found, key=lambda gap: not gap.blocks)


def _region(work: Work, key: str) -> Region:
    region = work.session.scalars(select(Region).where(Region.key == key)).first()
    if region is None or not (may_operate(work.actor) or region.id in work.actor.regions(ADMINISTRATOR)):
        raise NotFound("Deze regio is niet gevonden, of is niet voor u.")
    return region


def _view(work: Work, region: Region) -> RegionView:
    by = work.session.get(Account, region.activated_by_id) if region.activated_by_id else None
    return RegionView(
        key=region.key,
        name=region.name,
        active_since=region.active_since,
        activated_by=by.name if by else None,
        municipalities=[_owners(work, municipality) for municipality in region.municipalities],
        gaps=list(gaps_of(work, region)),
    )


def _owners(work: Work, municipality: Municipality) -> MunicipalityOwners:
    found = {level: find_owner(work, level, municipality) for level in OWNER_ROLES}
    owners = [Owner(label("niveau", level), account.name if account else None) for level, account in found.items()]
    return MunicipalityOwners(municipality.name, owners)


def _check_municipalities(work: Work, region: Region) -> Iterator[Gap]:
    if not region.municipalities:
        yield Gap(None, "De regio heeft nog geen gemeenten.")
    for municipality in region.municipalities:
        name = municipality.name
        for level, role in OWNER_ROLES.items():
            words = f"{label('niveau', level).lower()}e escalatiehouder"
            if find_owner(work, level, municipality) is None:
                yield Gap(name, f"De gemeente {name} heeft geen {words}{_since(work, role, municipality)}.")
            elif (until := _ends_on(work, role, municipality)) is not None:
                yield Gap(name, f"Het mandaat van de {words} van {name} eindigt op {dutch_date(until)}.", blocks=False)
        if not holders(work, "manager", municipality_id=municipality.id):
            yield Gap(name, f"De gemeente {name} heeft geen manager. Niemand daar hoort van stagnaties.", blocks=False)


def _since(work: Work, role: str, municipality: Municipality) -> str:
    """Whether there was one whose mandate ended."""
    query = select(RoleGrant.valid_until).where(
        RoleGrant.role == role, RoleGrant.municipality_id == municipality.id, RoleGrant.valid_until < work.today
    )
    last = work.session.scalars(query.order_by(RoleGrant.valid_until.desc()).limit(1)).first()
    return f" meer: het mandaat eindigde op {dutch_date(last)}" if last else ""


def _ends_on(work: Work, role: str, municipality: Municipality) -> date | None:
    """The day on which nobody of today is left, when that is soon."""
    query = select(RoleGrant.valid_until).where(
        RoleGrant.role == role, RoleGrant.municipality_id == municipality.id, RoleGrant.substitute_for_id.is_(None)
    )
    ends = list(work.session.scalars(query))
    if not ends or any(until is None or until > work.today + _SOON for until in ends):
        return None
    return max(until for until in ends if until is not None)


def _check_teams(work: Work, region: Region) -> Iterator[Gap]:
    query = select(ExpertTeam).join(TeamRegion, TeamRegion.team_id == ExpertTeam.id)
    teams = work.session.scalars(query.where(TeamRegion.region_id == region.id).order_by(ExpertTeam.id)).all()
    if not teams:
        yield Gap(None, "De regio heeft nog geen expertteam.")
    for team in teams:
        for role in _TEAM_ROLES:
            if not holders(work, role, team_id=team.id):
                blocks = role == "procesregisseur"
                yield Gap(None, f"Het team {team.name} heeft geen {label('rol', role).lower()}.", blocks)


def _check_door(work: Work, region: Region) -> Iterator[Gap]:
    config = work.services.regions.for_region(region.key)
    closed = not config.setting("registration.family_allowed")
    if closed and not str(config.setting("registration.family_redirect")).strip():
        yield Gap(None, "Gezinnen mogen hier niet zelf aanmelden, en er staat niet waar zij dan terecht kunnen.")


def _check_release(work: Work, region: Region) -> Iterator[Gap]:
    try:
        release_for(work, region.id, work.today)
    except DomainError as error:
        yield Gap(None, str(error))


_CHECKS: Sequence[Callable[[Work, Region], Iterator[Gap]]] = (
    _check_municipalities, _check_teams, _check_door, _check_release,
)  # fmt: skip
