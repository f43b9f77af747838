"""Who may stand in for whom: somebody with the same rights in every place where the other has them."""

from collections.abc import Iterable

from service.domain.actors import Grant
from service.domain.permissions import STAFF


def may_stand_in(person: Iterable[Grant], other: Iterable[Grant]) -> bool:
    """Whether `other` has the rights to do the work of `person`; nobody stands in for who has no role."""
    wanted, held = list(person), list(other)
    return bool(wanted) and all(any(_covers(grant, each) for each in held) for grant in wanted)


def _covers(grant: Grant, other: Grant) -> bool:
    if grant.organisation_id is not None:
        return other.organisation_id == grant.organisation_id
    places = ("team_id", "region_id", "municipality_id")
    if any(getattr(grant, place) != getattr(other, place) for place in places):
        return False
    # Within a team the staff see and may do the same; a decision of an official or alderman stays with that role.
    staff = grant.team_id is not None and grant.role in STAFF and other.role in STAFF
    return staff or other.role == grant.role
