"""Filling an installation from a file: regions, municipalities, organisations, teams, people and meeting moments.

The file is read again at every start; what is there already is brought up to date by its key, nothing is removed.
"""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.errors import DomainError
from service.domain.meeting_days import Rhythm, meeting_days
from service.domain.permissions import OPERATOR
from service.domain.ways import APPROVER, NATIONAL_AUTHOR
from service.models import (
    Account,
    ExpertTeam,
    MeetingSeries,
    MeetingSlot,
    Municipality,
    Organisation,
    Region,
    RoleGrant,
    TeamRegion,
)
from service.models.base import Base
from service.usecases.accounts import hash_password
from service.usecases.meeting_series import look_beforehand
from service.usecases.regions import activate_by_file
from service.usecases.work import Work

_PER_MUNICIPALITY = frozenset({"ambtelijk_escalatiehouder", "bestuurlijk_escalatiehouder", "manager"})
_EVERYWHERE = frozenset({OPERATOR, NATIONAL_AUTHOR})
_RHYTHM_OF_WEEKS = {1: "wekelijks", 2: "tweewekelijks"}
Row = TypeVar("Row", bound=Base)


class UnknownReference(DomainError):
    """The file names something that is not in it."""

    sentence = "Het bestand met regio’s verwijst naar iets dat er niet in staat."


def seed_regions(work: Work, data: Mapping[str, Any]) -> None:
    """Make or update everything that the file names; `data` has regios, organisaties, teams and gebruikers."""
    _seed_places(work.session, data)
    _seed_organisations(work.session, data)
    _seed_teams(work, data)
    _seed_accounts(work, data)
    for row in data["regios"]:
        if since := row.get("actief_sinds"):
            activate_by_file(work, _get(work.session, Region, row["id"]), since)
    for row in data["organisaties"]:
        organisation = _get(work.session, Organisation, row["id"])
        if contact := row.get("contactpersoon"):
            organisation.contact_account_id = _get(work.session, Account, contact).id
    work.session.flush()


def _seed_places(session: Session, data: Mapping[str, Any]) -> None:
    for row in data["regios"]:
        region = _upsert(
            session, Region, row["id"],
            name=row["naam"], population=row.get("inwoners"), public_name=row.get("eigen_naam"),
        )  # fmt: skip
        for place in row["gemeenten"]:
            _upsert(session, Municipality, place["id"], name=place["naam"], region_id=region.id)


def _seed_organisations(session: Session, data: Mapping[str, Any]) -> None:
    for row in data["organisaties"]:
        _upsert(
            session, Organisation, row["id"],
            name=row["naam"], kind=row["soort"], specialisms=row.get("specialisme", []),
            covenant_until=row.get("convenant_tot"),
        )  # fmt: skip


def _seed_teams(work: Work, data: Mapping[str, Any]) -> None:
    session = work.session
    for row in data["teams"]:
        network = row.get("expertisenetwerk")
        team = _upsert(
            session, ExpertTeam, row["id"],
            name=row["naam"], public_name=row.get("eigen_naam"), scale=row["schaal"],
            commissioner=row.get("opdrachtgever"), hours_per_week=row.get("uren_per_week"),
            network_id=_get(session, Organisation, network).id if network else None,
        )  # fmt: skip
        for key in row["regios"]:
            region = _get(session, Region, key)
            if session.scalars(select(TeamRegion).filter_by(team_id=team.id, region_id=region.id)).first() is None:
                session.add(TeamRegion(team_id=team.id, region_id=region.id))
        if "overleg" in row:
            _seed_slots(work, team, row)


def _seed_slots(work: Work, team: ExpertTeam, row: Mapping[str, Any]) -> None:
    """The series of a team and its fixed moments; the room in each is the smallest that its regions allow (R161)."""
    asked = row["overleg"]
    configs = [work.services.regions.for_region(key) for key in row["regios"]]
    capacity = min(config.setting("meeting.max_cases") for config in configs)
    rhythm = Rhythm(_RHYTHM_OF_WEEKS[asked["om_de_weken"]], asked["eerste"].weekday(), asked["eerste"], asked["tot"])
    series = _seed_series(work, team, rhythm, asked)
    known = {slot.day: slot for slot in work.session.scalars(select(MeetingSlot).where(MeetingSlot.team_id == team.id))}
    for day in sorted({*meeting_days(rhythm, configs[0].calendar), *asked.get("extra", ())}):
        slot = known.get(day)
        if slot is None:
            slot = MeetingSlot(team_id=team.id, day=day, capacity=capacity)
            work.session.add(slot)
            look_beforehand(work, slot, configs[0])
        if slot.series_id is None:
            slot.series_id, slot.starts_at, slot.ends_at = series.id, series.starts_at, series.ends_at
            slot.place = series.place


def _seed_series(work: Work, team: ExpertTeam, rhythm: Rhythm, asked: Mapping[str, Any]) -> MeetingSeries:
    """The series of this team that begins on this day, as it was made or as it stands."""
    known = select(MeetingSeries).where(MeetingSeries.team_id == team.id, MeetingSeries.first_on == rhythm.first_on)
    series = work.session.scalars(known.order_by(MeetingSeries.id)).first()
    if series is None:
        series = MeetingSeries(
            team_id=team.id, rhythm=rhythm.rhythm, weekday=rhythm.weekday, first_on=rhythm.first_on,
            last_on=rhythm.last_on, starts_at=time.fromisoformat(asked["begin"]),
            ends_at=time.fromisoformat(asked["einde"]), place=asked["plaats"], on_holiday=rhythm.on_holiday,
            created_at=work.now,
        )  # fmt: skip
        work.session.add(series)
        work.session.flush()
    return series


def _seed_accounts(work: Work, data: Mapping[str, Any]) -> None:
    """People with their roles. In demo mode they share one password; otherwise they have none yet."""
    settings = work.services.settings
    # One hash for all: a slow hash for every fictitious person would only make the first start slow.
    shared = hash_password(settings.demo_password) if settings.demo else None
    for row in data["gebruikers"]:
        account = _upsert(work.session, Account, row["id"], email=row["mail"].lower(), name=row["naam"])
        if account.password_hash is None:
            account.password_hash = shared
    for row in data["gebruikers"]:
        _seed_grants(work.session, row)


def _seed_grants(session: Session, row: Mapping[str, Any]) -> None:
    account = _get(session, Account, row["id"])
    substitute_for = _get(session, Account, row["vervangt"]).id if "vervangt" in row else None
    for role in row["rollen"]:
        for place in _places(session, row, role):
            wanted = {"account_id": account.id, "role": role, **place}
            grant = session.scalars(select(RoleGrant).filter_by(**wanted)).first()
            if grant is None:
                grant = RoleGrant(**wanted)
                session.add(grant)
            grant.substitute_for_id = substitute_for
            grant.ring, grant.expertise = row.get("ring"), row.get("deskundigheid", [])


def _places(session: Session, row: Mapping[str, Any], role: str) -> Iterator[dict[str, int]]:
    """Where a role holds: in a team, an organisation, each municipality (escalation owners), region, or everywhere."""
    if role in _EVERYWHERE or (role == APPROVER and "regio" not in row):
        yield {}
    elif "team" in row:
        yield {"team_id": _get(session, ExpertTeam, row["team"]).id}
    elif "organisatie" in row:
        yield {"organisation_id": _get(session, Organisation, row["organisatie"]).id}
    elif role in _PER_MUNICIPALITY:
        for name in row["gemeenten"]:
            found = session.scalars(select(Municipality).where(Municipality.name == name)).first()
            if found is None:
                raise UnknownReference(f"De gemeente «{name}» van {row['id']} staat niet in het bestand.")
            yield {"municipality_id": found.id}
    else:
        yield {"region_id": _get(session, Region, row["regio"]).id}


def _upsert(session: Session, model: type[Row], key: str, **values: Any) -> Row:
    row = session.scalars(select(model).filter_by(key=key)).first()
    if row is None:
        row = model(key=key)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    return row


def _get(session: Session, model: type[Row], key: str) -> Row:
    row = session.scalars(select(model).filter_by(key=key)).first()
    if row is None:
        raise UnknownReference(f"«{key}» ({model.__tablename__}) staat niet in het bestand met regio’s.")
    return row
