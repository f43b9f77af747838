"""The one table that turns a lane into a person (catalogue of roles; pitfall 32: a filled role is a present person)."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import or_, select

from service.domain.permissions import STAFF
from service.models import (
    Account,
    Case,
    Commitment,
    ExpertTeam,
    NetworkQuestion,
    Organisation,
    Participant,
    Region,
    RoleGrant,
    Task,
)
from service.usecases.holders import NOBODY, Assignment, absences, find_deputy, find_stand_in, holders, valid_on
from service.usecases.work import Work

__all__ = ["DECIDING", "NOBODY", "Assignment", "Place", "find_candidates", "holders", "resolve", "valid_on"]


@dataclass(frozen=True)
class Place:
    """Where to look: the case or attempt the instance is about, and what it was started with."""

    team_id: int
    region_id: int
    municipality_id: int
    case: Case | None = None
    party_id: str = ""
    instance_id: int | None = None
    starter_id: int | None = None  # who brought up a theme directs it


def resolve(work: Work, role: str, place: Place) -> Assignment:
    """The person or pool for a lane, today."""
    rule = _RULES.get(role)
    return rule(work, place) if rule else _team_role(work, place, role)


def _one_or_pool(found: list[Assignment], pool_role: str) -> Assignment:
    if not found:
        return NOBODY
    return found[0] if len(found) == 1 else Assignment(pool_role=pool_role)


def _team_role(work: Work, place: Place, role: str) -> Assignment:
    return _one_or_pool(holders(work, role, team_id=place.team_id), role)


def _triage(work: Work, place: Place) -> Assignment:
    setting = _region_setting(work, place, "triage.owner")
    role = setting if setting in ("secretaris", "voorzitter") else "triagist"
    return _team_role(work, place, role)


def _region_setting(work: Work, place: Place, key: str) -> object:
    region = work.session.get_one(Region, place.region_id)
    return work.services.regions.for_region(region.key).setting(key)


def _process_director(work: Work, place: Place) -> Assignment:
    case = place.case
    if case is None and place.starter_id is not None:
        return _present(work, place.starter_id, "procesregisseur", place)
    if case is not None and case.process_director_id is not None:
        return _present(work, case.process_director_id, "procesregisseur", place)
    if _region_setting(work, place, "role.chair_is_director") == "ook_procesregisseur":
        return _team_role(work, place, "voorzitter")
    if case is not None and case.function == "consultatie":
        return _adviser(work, place)
    return _triage(work, place)


def _present(work: Work, account_id: int, role: str, place: Place) -> Assignment:
    """This person, or the substitute while they are away."""
    if work.session.get_one(Account, account_id).active and account_id not in absences(work):
        return Assignment(account_id=account_id)
    if (named := find_stand_in(work, account_id)) is not None:
        return Assignment(account_id=named, substitute_for_id=account_id)
    grants = work.session.scalars(
        select(RoleGrant).where(RoleGrant.substitute_for_id == account_id, RoleGrant.team_id == place.team_id)
    )
    for grant in grants:
        return Assignment(account_id=grant.account_id, substitute_for_id=account_id)
    return Assignment(pool_role=role)


def _or_deputy(work: Work, account_id: int, pool_organisation_id: int | None = None) -> Assignment:
    """This person, or whoever acts for them; nobody does: still this person."""
    deputy = find_deputy(work, account_id)
    if deputy is None:
        return Assignment(account_id=account_id, pool_organisation_id=pool_organisation_id)
    return Assignment(deputy, account_id, pool_organisation_id=pool_organisation_id)


def _case_director(work: Work, place: Place) -> Assignment:
    case = place.case
    if case is not None and case.case_director_id is not None:
        return _or_deputy(work, case.case_director_id)
    return _process_director(work, place)


def _adviser(work: Work, place: Place) -> Assignment:
    found = _team_role(work, place, "adviseur")
    return found if not found.is_nobody else _team_role(work, place, "gedragsdeskundige")


def _procurement(work: Work, place: Place) -> Assignment:
    found = _one_or_pool(holders(work, "inkoop", region_id=place.region_id), "inkoop")
    return found if not found.is_nobody else _official(work, place)


def _official(work: Work, place: Place) -> Assignment:
    return next(iter(holders(work, "ambtelijk_escalatiehouder", municipality_id=place.municipality_id)), NOBODY)


def _administrator(work: Work, place: Place) -> Assignment:
    return next(iter(holders(work, "bestuurlijk_escalatiehouder", municipality_id=place.municipality_id)), NOBODY)


def _manager(work: Work, place: Place) -> Assignment:
    return next(iter(holders(work, "manager", municipality_id=place.municipality_id)), NOBODY)


def _party(work: Work, place: Place) -> Assignment:
    commitment = work.session.get(Commitment, int(place.party_id)) if place.party_id.isdigit() else None
    return _organisation(work, commitment.organisation_id if commitment else None)


def _network(work: Work, place: Place) -> Assignment:
    asked = work.session.scalars(
        select(NetworkQuestion)
        .where(NetworkQuestion.instance_id == place.instance_id)
        .order_by(NetworkQuestion.id.desc())
    ).first()
    team = work.session.get_one(ExpertTeam, place.team_id)
    return _organisation(work, (asked.network_id if asked else None) or team.network_id)


def _organisation(work: Work, organisation_id: int | None) -> Assignment:
    organisation = work.session.get(Organisation, organisation_id) if organisation_id else None
    if organisation is None:
        return NOBODY
    if organisation.contact_account_id is not None:
        return _or_deputy(work, organisation.contact_account_id, organisation.id)
    return Assignment(pool_organisation_id=organisation.id)


def _second_expert(work: Work, place: Place) -> Assignment:
    """Somebody of the team with the first expert's expertise who neither judges first nor has a part in the case."""
    known = _of_the_case(work, place)
    first = select(Task.assignee_id).where(
        Task.instance_id == place.instance_id, Task.role == "gedragsdeskundige", Task.ended_at.is_(None)
    )
    known |= {key for key in work.session.scalars(first) if key is not None}
    others = [who for who in holders(work, "gedragsdeskundige", team_id=place.team_id) if who.account_id not in known]
    return _one_or_pool(others, "gedragsdeskundige")


def _of_the_case(work: Work, place: Place) -> set[int]:
    case = place.case
    if case is None:
        return set()
    takes_part = select(Participant.account_id).where(Participant.case_id == case.id)
    found = {*work.session.scalars(takes_part), case.process_director_id, case.case_director_id}
    return {key for key in found if key is not None}


def _referrer(work: Work, place: Place) -> Assignment:
    """Referrers and askers have no account here yet: the secretary records their answer on their behalf."""
    return _team_role(work, place, "secretaris")


_RULES: dict[str, Callable[[Work, Place], Assignment]] = {
    "melder": _referrer,
    "vrager": _referrer,
    "triagist": _triage,
    "procesregisseur": _process_director,
    "kernteam": _process_director,
    "casusregisseur": _case_director,
    "adviseur": _adviser,
    "tweede_gedragsdeskundige": _second_expert,
    "gemeente_inkoop": _procurement,
    "ambtelijk": _official,
    "bestuurlijk": _administrator,
    "manager": _manager,
    "partij": _party,
    "aanbieder": _party,
    "expertisenetwerk": _network,
}


def find_candidates(work: Work, task: Task, case: Case | None) -> list[Account]:
    """Who may be given this task: the holders of the lane's role here, and for the team's own lanes its staff."""
    roles = DECIDING.get(task.role, STAFF)
    conditions = [RoleGrant.team_id == task.team_id, RoleGrant.region_id == task.region_id]
    if case is not None:
        conditions.append(RoleGrant.municipality_id == case.municipality_id)
    if task.pool_organisation_id is not None:
        conditions.append(RoleGrant.organisation_id == task.pool_organisation_id)
        roles = (*roles, "contactpersoon", "casusregisseur", "expertisenetwerk")
    query = (
        select(Account).join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(Account.active, RoleGrant.role.in_(roles), or_(*conditions), *valid_on(work.today))
        .distinct().order_by(Account.name)
    )  # fmt: skip
    return list(work.session.scalars(query))


# Decisions of municipality and administration stay with those who hold the role; the team cannot take them over.
DECIDING: dict[str, tuple[str, ...]] = {
    "ambtelijk": ("ambtelijk_escalatiehouder",),
    "bestuurlijk": ("bestuurlijk_escalatiehouder",),
    "gemeente_inkoop": ("inkoop", "ambtelijk_escalatiehouder"),
    "opdrachtgever": ("opdrachtgever",),
    "gedragsdeskundige": ("gedragsdeskundige",),
    "tweede_gedragsdeskundige": ("gedragsdeskundige",),
}
