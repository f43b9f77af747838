"""Who holds a role today, and who stands in for whoever is away (pitfall 32: a filled role is a present person)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Date, Select, bindparam, exists, or_, select

from service.domain.deadlines import local_date
from service.models import Absence, Account, RoleGrant
from service.usecases.work import Work


@dataclass(frozen=True)
class Assignment:
    """Who does a task: a person, or the pool of a role or organisation, or nobody (an incident)."""

    account_id: int | None = None
    substitute_for_id: int | None = None
    pool_role: str | None = None
    pool_organisation_id: int | None = None

    @property
    def is_nobody(self) -> bool:
        return self.account_id is None and self.pool_role is None and self.pool_organisation_id is None


NOBODY = Assignment()


def holders(
    work: Work,
    role: str,
    *,
    team_id: int | None = None,
    region_id: int | None = None,
    municipality_id: int | None = None,
) -> list[Assignment]:
    """Everybody who holds a role here today; somebody absent or inactive is replaced by the substitute."""
    place = {"team_id": team_id, "region_id": region_id, "municipality_id": municipality_id}
    known = {name: value for name, value in place.items() if value is not None}
    today = {"role": role, "today": local_date(work.now)}
    # No step of a process changes who holds a role: nothing need be written before this look.
    with work.session.no_autoflush:
        rows = work.session.execute(_holding(tuple(known)), {**today, **known}).all()
    present = {account.id for _, account, away in rows if account.active and not away}
    grants = [grant for grant, _, _ in rows]
    own = [grant for grant in grants if grant.substitute_for_id is None]
    found = [Assignment(account_id=grant.account_id) for grant in own if grant.account_id in present]
    all_there = len(own) == len(grants) and not any(away for _, _, away in rows)
    named = {} if all_there else _stand_ins(work)
    for grant in grants:
        if grant.substitute_for_id is None or grant.account_id not in present or grant.substitute_for_id in present:
            continue
        if grant.substitute_for_id not in named:
            found.append(Assignment(account_id=grant.account_id, substitute_for_id=grant.substitute_for_id))
    for grant in own:
        stand_in = named.get(grant.account_id)
        if stand_in is not None and stand_in not in {who.account_id for who in found}:
            found.append(Assignment(account_id=stand_in, substitute_for_id=grant.account_id))
    return found


def _stand_ins(work: Work) -> dict[int, int]:
    """Who is away today and named somebody who is there; mostly everybody is, and there is no need to ask."""
    return {key: sub for key in absences(work) if (sub := find_stand_in(work, key)) is not None}


@cache
def _holding(places: tuple[str, ...]) -> Select[RoleGrant, Account, bool]:
    """The grants of a role in these kinds of places; put together once, as every new task asks for it."""
    today = bindparam("today", type_=Date)
    here = [getattr(RoleGrant, name) == bindparam(name) for name in places]
    query = select(RoleGrant, Account, _away(today)).join(Account, Account.id == RoleGrant.account_id)
    return query.where(RoleGrant.role == bindparam("role"), *here, *valid_on(today)).order_by(RoleGrant.id)


def valid_on(day: date | BindParameter[date]) -> Sequence[ColumnElement[bool]]:
    """Grants of roles that hold on this day."""
    return (
        or_(RoleGrant.valid_from.is_(None), RoleGrant.valid_from <= day),
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until >= day),
    )


def _away(day: date | BindParameter[date]) -> ColumnElement[bool]:
    return exists().where(Absence.account_id == Account.id, *holds_on(day))


def holds_on(day: date | BindParameter[date]) -> Sequence[ColumnElement[bool]]:
    """Absences that hold on this day."""
    return Absence.from_on <= day, Absence.until_on >= day, Absence.over_at.is_(None)


def absences(work: Work) -> Mapping[int, int | None]:
    """Who is away today, with the substitute that was named; read once per unit of work."""
    known: dict[int, int | None] | None = work.session.info.get("absences")
    if known is None:
        query = select(Absence.account_id, Absence.substitute_id).where(*holds_on(local_date(work.now)))
        with work.session.no_autoflush:
            known = {row.account_id: row.substitute_id for row in work.session.execute(query.order_by(Absence.id))}
        work.session.info["absences"] = known
    return known


def forget_absences(work: Work) -> None:
    """What was read about absences no longer holds in this unit of work."""
    work.session.info.pop("absences", None)


def find_stand_in(work: Work, account_id: int) -> int | None:
    """Who acts for somebody who is away, by name; None for who is present and for who named nobody present."""
    away, seen = absences(work), {account_id}
    current = account_id
    while current in away:
        following = away[current]
        if following is None or following in seen:
            return None
        seen.add(following)
        current = following
    if current == account_id or not work.session.get_one(Account, current).active:
        return None
    return current


def find_deputy(work: Work, account_id: int) -> int | None:
    """Who acts for somebody who is away: the substitute named for it, else a present one by grant; None: nobody."""
    if account_id not in absences(work):
        return None
    query = select(RoleGrant.account_id).join(Account, Account.id == RoleGrant.account_id)
    granted = query.where(RoleGrant.substitute_for_id == account_id, Account.active, *valid_on(local_date(work.now)))
    present = (key for key in work.session.scalars(granted.order_by(RoleGrant.id)) if key not in absences(work))
    return find_stand_in(work, account_id) or next(present, None)
