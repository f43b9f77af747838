"""Regions, teams and people from the file: complete, again without doubles, meeting moments that fit."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from service.domain.actors import SYSTEM
from service.models import Account, ExpertTeam, MeetingSlot, Municipality, Organisation, Region, RoleGrant, TeamRegion
from service.usecases.seeding import UnknownReference, seed_regions
from tests.world import World, demo_regions

TABLES = (Region, Municipality, Organisation, ExpertTeam, TeamRegion, Account, RoleGrant, MeetingSlot)


def counts(world: World) -> list[int | None]:
    with world.factory.read(SYSTEM) as work:
        return [work.session.scalar(select(func.count()).select_from(table)) for table in TABLES]


def test_seeding_again_changes_nothing(world: World) -> None:
    before = counts(world)
    with world.factory.write(SYSTEM) as work:
        seed_regions(work, demo_regions())
    assert counts(world) == before
    assert before[:6] == [3, 7, 12, 2, 3, 57]


def test_every_municipality_has_an_owner_and_a_substitute_at_both_levels(world: World) -> None:
    with world.factory.read(SYSTEM) as work:
        for place in work.session.scalars(select(Municipality)):
            for role in ("ambtelijk_escalatiehouder", "bestuurlijk_escalatiehouder"):
                query = select(RoleGrant).where(RoleGrant.municipality_id == place.id, RoleGrant.role == role)
                grants = list(work.session.scalars(query))
                assert len(grants) == 2, (place.name, role)
                owner, substitute = sorted(grants, key=lambda grant: grant.substitute_for_id is not None)
                assert substitute.substitute_for_id == owner.account_id


def test_procurement_and_administrators_hold_their_role_for_the_region_alone(world: World) -> None:
    administrator = world.actor("u-beheer-m")
    assert len(administrator.regions("regiobeheerder")) == 1
    assert not administrator.teams()
    assert len(world.actor("u-inkoop-z").regions("inkoop")) == 1


def test_the_shared_team_meets_every_other_friday_and_never_on_a_holiday(world: World) -> None:
    with world.factory.read(SYSTEM) as work:
        query = select(MeetingSlot.day, MeetingSlot.capacity).join(ExpertTeam, ExpertTeam.id == MeetingSlot.team_id)
        slots = {day: room for day, room in work.session.execute(query.where(ExpertTeam.key == "team-mz"))}
        teams = set(
            work.session.scalars(select(ExpertTeam.key).join(MeetingSlot, MeetingSlot.team_id == ExpertTeam.id))
        )
    told = ["2026-01-30", "2026-03-06", "2026-06-19", "2026-09-11", "2026-10-09", "2026-11-13"]
    assert set(map(date.fromisoformat, told)) <= set(slots)
    assert set(slots.values()) == {4}
    assert date(2027, 1, 1) not in slots
    assert date(2026, 12, 31) in slots
    assert max(slots) >= date(2027, 12, 17)
    assert teams == {"team-mz"}, "Eilandenrijk meets on demand"


def test_organisations_know_their_contact(world: World) -> None:
    with world.factory.read(SYSTEM) as work:
        berk = work.session.scalars(select(Organisation).where(Organisation.key == "o-berk")).one()
        assert work.session.get_one(Account, berk.contact_account_id).name == "Y. Berk"
        assert berk.covenant_until == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("part", "row"),
    [
        (
            "gebruikers",
            {"id": "u-x", "naam": "X", "mail": "x@voorbeeld.example", "rollen": ["secretaris"], "team": "geen"},
        ),
        (
            "gebruikers",
            {
                "id": "u-y",
                "naam": "Y",
                "mail": "y@voorbeeld.example",
                "rollen": ["manager"],
                "regio": "meerwolde",
                "gemeenten": ["Elders"],
            },
        ),
    ],
)
def test_a_reference_to_nothing_stops_the_seeding(world: World, part: str, row: dict[str, Any]) -> None:
    data = demo_regions()
    data[part].append(row)
    before = counts(world)
    with pytest.raises(UnknownReference), world.factory.write(SYSTEM) as work:
        seed_regions(work, data)
    assert counts(world) == before
