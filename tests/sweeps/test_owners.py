"""An escalation is never opened at nobody: the step fails, people are told, and it goes on when somebody is named."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from service.domain.actors import NOBODY, SYSTEM
from service.domain.deadlines import local_date
from service.domain.errors import Conflict, NotFound, StepFailed
from service.models import Escalation, Municipality, Notification, Region, RoleGrant, Task
from service.usecases import regions, registrations, tasks
from service.usecases.incidents import list_incidents
from service.usecases.mandates import look_after_decisions
from service.usecases.missing_owners import report_missing_owners
from service.usecases.shapes import IncidentFilter
from tests.process.play import Play
from tests.story import answers as story
from tests.world import World


@pytest.fixture
def play(world: World) -> Play:
    """A case; here something may break on the way."""
    return Play(world)


def end_mandates(world: World, role: str, on: date | None) -> None:
    with world.database.write() as session:
        place = session.scalars(select(Municipality.id).where(Municipality.key == "lindervoort")).one()
        for grant in session.scalars(select(RoleGrant).filter_by(role=role, municipality_id=place)):
            grant.valid_until = on
        session.commit()


def test_without_an_official_the_escalation_waits_people_are_told_and_it_goes_on_by_itself(play: Play) -> None:
    play.to_monitoring()
    end_mandates(play.world, "ambtelijk_escalatiehouder", date(2026, 9, 30))
    play.forward("31wd")
    assert play.facts(Escalation) == [], "nothing half done: no escalation of nobody"
    with play.world.factory.read(SYSTEM) as work:
        [incident, of_municipality] = list_incidents(work)
    assert "geen ambtelijke escalatiehouder" in incident.message
    assert "De gemeente Lindervoort heeft nu geen" in of_municipality.message, "from the first day without"
    told = {play.world.actor(key).account_id for key in ("u-pr1", "u-vz")}
    assert {n.account_id for n in play.told("escalatiehouder_ontbreekt")} == told
    assert len(play.events("incident")) == 1
    play.forward("5h")
    assert len(play.told("escalatiehouder_ontbreekt")) == len(told), "told once"
    end_mandates(play.world, "ambtelijk_escalatiehouder", None)
    play.forward("1d")
    [escalation] = play.facts(Escalation)
    assert (escalation.status, escalation.official_owner_id) == (
        "open_ambtelijk", play.world.actor("u-amb-m").account_id,
    )  # fmt: skip
    with play.world.factory.read(SYSTEM) as work:
        assert list_incidents(work) == []
        assert len(list_incidents(work, IncidentFilter(state="alles"))) == 2


def test_without_an_alderman_the_official_keeps_the_question(play: Play) -> None:
    play.to_monitoring()
    play.forward("31wd")
    end_mandates(play.world, "bestuurlijk_escalatiehouder", date(2026, 9, 30))
    play.forward("5wd")
    assert play.facts(Escalation)[0].status == "open_ambtelijk"
    assert "ambtelijk_besluiten" in play.elements()
    play.do("escalatie_voorbereiden", story.PREPARED)
    task = play.open("ambtelijk_besluiten")[0]
    with (
        pytest.raises(StepFailed, match="geen bestuurlijke escalatiehouder"),
        play.world.factory.write(play.world.actor("u-amb-m")) as work,
    ):
        tasks.complete(work, task.task_id, {"besluit": "doorzetten_bestuurlijk", "motivering": "Boven mijn macht."})
    assert "ambtelijk_besluiten" in play.elements()


def test_a_region_is_used_only_when_somebody_decides_everywhere(world: World) -> None:
    with world.database.write() as session:
        session.scalars(select(Region).where(Region.key == "meerwolde")).one().active_since = None
        session.commit()
    administrator = world.actor("u-beheer-m")
    with world.factory.write(NOBODY) as work, pytest.raises(Conflict, match="nog niet aanmelden"):
        registrations.start_registration(work, "lindervoort")
    end_mandates(world, "bestuurlijk_escalatiehouder", date(2026, 9, 4))
    with world.factory.read(administrator) as work:
        [region] = regions.list_regions(work)
        gap = "De gemeente Lindervoort heeft geen bestuurlijke escalatiehouder meer: het mandaat eindigde op "
        assert [(g.municipality, g.text) for g in region.blocking] == [
            ("Lindervoort", f"{gap}vrijdag 4 september 2026.")
        ]
        assert region.municipalities[0].municipality == "Hamerveen"
    with world.factory.write(administrator) as work, pytest.raises(Conflict, match="Lindervoort heeft geen"):
        regions.activate_region(work, "meerwolde")
    with world.factory.read(world.actor("u-pr1")) as work, pytest.raises(NotFound):
        regions.get_region(work, "meerwolde")
    end_mandates(world, "bestuurlijk_escalatiehouder", date(2026, 9, 20))
    with world.factory.write(administrator) as work:
        found = regions.activate_region(work, "meerwolde")
    assert (found.active_since, found.activated_by, found.is_ready) == (
        date(2026, 9, 7), administrator.name, True,
    )  # fmt: skip
    assert "eindigt op zondag 20 september 2026" in found.warnings[0].text
    with world.factory.read(NOBODY) as work:
        assert registrations.start_registration(work, "lindervoort").region == "Jeugdregio Meerwolde"


def test_a_mandate_that_ends_is_an_incident_before_any_escalation_gets_there(world: World) -> None:
    assert report_missing_owners(world.factory) == 0
    end_mandates(world, "ambtelijk_escalatiehouder", date(2026, 9, 4))
    assert [report_missing_owners(world.factory) for _ in range(2)] == [1, 1]
    with world.factory.read(SYSTEM) as work:
        [incident] = list_incidents(work)
        assert "Lindervoort heeft nu geen ambtelijke escalatiehouder" in incident.message
        told = {n.account_id for n in work.session.scalars(select(Notification))}
    assert told == {world.actor(key).account_id for key in ("u-vz", "u-beheer-m")}
    end_mandates(world, "ambtelijk_escalatiehouder", None)
    assert report_missing_owners(world.factory) == 0
    with world.factory.read(SYSTEM) as work:
        assert list_incidents(work) == []


def held(play: Play) -> Task:
    """The decision of the official."""
    return next(task for task in play.facts(Task) if task.element_id == "ambtelijk_besluiten")


def succeed(world: World, old: int, new: int) -> None:
    """The mandates of the officials end today; those of one of them go to somebody else tomorrow."""
    today = local_date(world.clock.now())
    with world.database.write() as session:
        grant = session.scalars(select(RoleGrant).filter_by(role="ambtelijk_escalatiehouder", account_id=old)).first()
        assert grant is not None
        here = {"role": "ambtelijk_escalatiehouder", "municipality_id": grant.municipality_id}
        for each in session.scalars(select(RoleGrant).filter_by(**here)):
            each.valid_until = today
        session.add(RoleGrant(account_id=new, valid_from=today + timedelta(days=1), **here))
        session.commit()


def test_a_decision_leaves_with_the_mandate_to_the_successor_or_to_people_who_hear_of_it(play: Play) -> None:
    play.to_monitoring()
    play.forward("31wd")
    world = play.world
    old, new = (world.actor(who).account_id for who in ("u-amb-m", "u-amb-m2"))
    assert old is not None
    assert new is not None
    succeed(world, old, new)
    play.forward("1d")
    assert (held(play).assignee_id, play.facts(Escalation)[0].official_owner_id) == (new, new)
    assert new in {one.account_id for one in play.told("taak_toegewezen")}
    assert any("mandaat van H. Afdeling is voorbij" in text for text in play.events("taak_toegewezen"))
    end_mandates(world, "ambtelijk_escalatiehouder", local_date(world.clock.now()))
    play.forward("1d")
    assert held(play).assignee_id is None
    told = {world.actor(key).account_id for key in ("u-pr1", "u-vz")}
    assert {one.account_id for one in play.told("escalatiehouder_ontbreekt")} == told
    with world.factory.read(SYSTEM) as work:
        messages = [one.message for one in list_incidents(work)]
    assert sum("niemand aangewezen in de rol ambtelijk" in each for each in messages) == 1
    assert sum("heeft nu geen ambtelijke" in each for each in messages) == 1
    end_mandates(world, "ambtelijk_escalatiehouder", None)
    assert look_after_decisions(world.factory) == 0, "what an hour brings when somebody was named by hand"
    assert held(play).assignee_id == old
    with world.factory.read(SYSTEM) as work:
        assert list_incidents(work) == []
