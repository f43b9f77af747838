"""The choices of reference fields: value is the key of an organisation, account or municipality, or a slot's date."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import Session

from service.domain.deadlines import dutch_date
from service.models import Account, Case, Meeting, MeetingSlot, Municipality, Organisation, RoleGrant, TeamRegion
from service.usecases.shapes import Choice
from service.usecases.work import Work

PROVIDERS = ("jeugdhulpaanbieder", "vrijgevestigde")
NETWORK = "expertisenetwerk"
EXTRA = "extra"
SLOTS_SHOWN = 12


def choices(work: Work, source: str, case: Case | None, region_id: int) -> list[Choice] | None:
    """The choices of `bron:<source>`, or None for a source that is not known (an open question)."""
    find = _SOURCES.get(source.removeprefix("bron:"))
    return None if find is None else find(work, case, region_id)


def find_organisation(session: Session, key: Any) -> Organisation | None:
    """The organisation with this key."""
    return session.scalars(select(Organisation).where(Organisation.key == str(key))).first() if key else None


def display_name(session: Session, key: Any) -> str:
    """The name behind the key of an organisation, account or municipality; free text stays as it is."""
    for table in (Organisation, Account, Municipality):
        name = session.scalars(select(table.name).where(table.key == str(key))).first()
        if name:
            return f"Gemeente {name}" if table is Municipality else name
    return str(key or "")


def taken_places() -> ScalarSelect[int]:
    """How many cases stand on the agenda of a slot, as a part of a query on slots."""
    query = select(func.count()).select_from(Meeting)
    query = query.where(Meeting.slot_id == MeetingSlot.id, Meeting.cancelled_at.is_(None))
    return query.correlate(MeetingSlot).scalar_subquery()


def _municipalities(work: Work, _case: Case | None, _region_id: int) -> list[Choice]:
    return [Choice(m.key, m.name) for m in work.session.scalars(select(Municipality).order_by(Municipality.name))]


def _organisations(*conditions: ColumnElement[bool]) -> Callable[[Work, Case | None, int], list[Choice]]:
    def find(work: Work, _case: Case | None, _region_id: int) -> list[Choice]:
        query = select(Organisation).where(*conditions).order_by(Organisation.name)
        return [Choice(o.key, o.name) for o in work.session.scalars(query)]

    return find


def _team_ids(work: Work, case: Case | None, region_id: int) -> Sequence[int]:
    if case is not None:
        return [case.team_id]
    return work.session.scalars(select(TeamRegion.team_id).where(TeamRegion.region_id == region_id)).all()


def _valid(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (
        Account.active.is_(True),
        or_(RoleGrant.valid_from.is_(None), RoleGrant.valid_from <= work.today),
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until >= work.today),
    )


def _process_directors(work: Work, case: Case | None, region_id: int) -> list[Choice]:
    query = (
        select(Account).join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            RoleGrant.role == "procesregisseur",
            RoleGrant.team_id.in_(_team_ids(work, case, region_id)),
            *_valid(work),
        ).distinct().order_by(Account.name)
    )  # fmt: skip
    return [Choice(a.key, a.name) for a in work.session.scalars(query)]


def _case_directors(work: Work, _case: Case | None, _region_id: int) -> list[Choice]:
    query = (
        select(Account, Organisation.name).join(RoleGrant, RoleGrant.account_id == Account.id)
        .outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(RoleGrant.role == "casusregisseur", *_valid(work)).order_by(Account.name)
    )  # fmt: skip
    return [Choice(a.key, f"{a.name} ({name})" if name else a.name) for a, name in work.session.execute(query)]


def _slots(work: Work, case: Case | None, region_id: int) -> list[Choice]:
    query = (
        select(MeetingSlot)
        .where(
            MeetingSlot.team_id.in_(_team_ids(work, case, region_id)),
            MeetingSlot.day >= work.today,
            MeetingSlot.cancelled_at.is_(None),
            MeetingSlot.capacity > taken_places(),
        )
        .order_by(MeetingSlot.day)
        .limit(SLOTS_SHOWN)
    )
    found = [Choice(slot.day.isoformat(), dutch_date(slot.day)) for slot in work.session.scalars(query)]
    return [*found, Choice(EXTRA, "Extra overleg")]


def _executors(work: Work, case: Case | None, region_id: int) -> list[Choice]:
    """Who may carry out a decision: the directors of the case, the responsible municipality, any organisation.

    Without a case, when a theme is decided, every municipality of the region.
    """
    if case is None:
        places = work.session.scalars(select(Municipality).where(Municipality.region_id == region_id))
        people = [Choice(m.key, f"Gemeente {m.name}") for m in sorted(places, key=lambda m: m.name)]
    else:
        ids = [i for i in (case.process_director_id, case.case_director_id) if i is not None]
        accounts = work.session.scalars(select(Account).where(Account.id.in_(ids)).order_by(Account.name))
        people = [Choice(a.key, a.name) for a in accounts]
        municipality = work.session.get_one(Municipality, case.municipality_id)
        people.append(Choice(municipality.key, f"Gemeente {municipality.name}"))
    return people + _organisations()(work, case, region_id)


_SOURCES: dict[str, Callable[[Work, Case | None, int], list[Choice]]] = {
    "gemeenten": _municipalities,
    "organisaties": _organisations(),
    "aanbieders": _organisations(Organisation.kind.in_(PROVIDERS)),
    "netwerken": _organisations(Organisation.kind == NETWORK),
    "overdrachtspartijen": _organisations(Organisation.kind != NETWORK),
    "procesregisseurs": _process_directors,
    "casusregisseurs": _case_directors,
    "overlegmomenten": _slots,
    "uitvoerders": _executors,
}
