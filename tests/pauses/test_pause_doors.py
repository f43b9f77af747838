"""Pauses and extensions through the API and on the case page."""

from datetime import timedelta

import pytest

from service.models import Task
from tests.api.client import Door
from tests.story.until import play_until
from tests.web.desk import Building
from tests.world import World


@pytest.fixture
def triage(world: World) -> tuple[World, str]:
    number = play_until(world, "beoordelen")
    return world, number


@pytest.fixture
def escalated(world: World) -> tuple[World, str]:
    number = play_until(world, "bestuurlijk_besluiten")
    return world, number


def test_the_api_suspends_resumes_and_extends(triage: tuple[World, str]) -> None:
    world, number = triage
    client = Door(world).as_("u-pr1")
    path = f"/zaken/{number}"
    assert client.post(f"{path}/pauze", {"tot": "2026-09-07", "reden": "x"}).status_code == 400
    assert client.post(f"{path}/pauze", {"tot": "2026-09-18", "reden": "Vakantie."}, key="p").status_code == 200
    assert client.post(f"{path}/pauze", {"tot": "2026-09-18", "reden": "Vakantie."}, key="p").status_code == 200
    assert client.post(f"{path}/pauze", {"tot": "2026-09-18", "reden": "Vakantie."}).status_code == 409
    [term] = client.found(f"{path}/termijnen")["termijnen"]
    assert term["gepauzeerdTot"] == "2026-09-18"
    [planned] = client.found("/taken", wanneer="gepland", bereik="alles")["resultaten"]
    assert (planned["id"], planned["gepauzeerdTot"]) == (term["taak"], "2026-09-18")
    world.clock.forward(timedelta(days=1))
    assert client.post(f"{path}/hervatting", {"reden": "Terug."}).status_code == 200
    assert client.post(f"{path}/verlenging", {"werkdagen": 0, "reden": "x"}).status_code == 400
    assert client.post(f"{path}/verlenging", {"werkdagen": 2, "reden": "Complex."}).status_code == 200
    task = f"/taken/{term['taak']}"
    assert client.post(f"{task}/verlenging", {"werkdagen": 1, "reden": "Nog een."}).status_code == 200
    assert client.post(f"{task}/pauze", {"tot": "2026-09-18", "reden": "Stukken."}).status_code == 200
    assert client.post(f"{task}/hervatting", {"reden": "Er."}).status_code == 200
    moves = client.found(f"{path}/termijnen")["verschuivingen"]
    assert [one["werkdagen"] for one in moves if one["uur"] is None] == [1, 2, 1]
    assert Door(world).as_("u-amb-m").found(f"{path}/termijnen")["verschuivingen"] == []
    assert Door(world).as_("u-amb-m").post(f"{path}/verlenging", {"werkdagen": 2, "reden": "x"}).status_code == 404


def test_the_case_page_does_the_same_and_tells_what_is_missing(triage: tuple[World, str]) -> None:
    world, number = triage
    desk = Building(world).desk("u-pr1")
    desk.found(f"/zaken/{number}")
    desk.post(f"/zaken/{number}/pauze", {"tot": "morgen"})
    page = desk.found(f"/zaken/{number}")
    assert "Kies een dag na vandaag" in page
    assert "Schrijf op waarom" in page
    desk.post(f"/zaken/{number}/pauze", {"tot": "18-09-2026", "reden": "Vakantie."})
    page = desk.found(f"/zaken/{number}")
    assert "Gepauzeerd tot vrijdag 18 september 2026" in page
    assert "gepauzeerd tot" in desk.found("/werklijst?toon=alles&tab=gepland")
    with world.database.read() as session:
        task = session.query(Task).filter_by(element_id="beoordelen", ended_at=None).one().id
    assert "Gepauzeerd tot" in desk.found(f"/taken/{task}")
    desk.post(f"/zaken/{number}/hervatting", {"reden": "Terug."})
    desk.post(f"/taken/{task}/termijn", {"doen": "verlengen", "werkdagen": "5", "reden": "Complex."})
    page = desk.found(f"/zaken/{number}")
    assert "Hoe de data zijn verschoven" in page
    assert "Complex." in page


def test_the_administrator_extends_on_the_page_of_the_escalation(escalated: tuple[World, str]) -> None:
    world, number = escalated
    building, key = Building(world), f"{number}-E1"
    assert "Meer tijd nodig?" not in building.desk("u-pr1").found(f"/escalaties/{key}")
    desk = building.desk("u-weth-l")
    assert "Meer tijd nodig?" in desk.found(f"/escalaties/{key}")
    desk.post(f"/escalaties/{key}/verlengen", {"werkdagen": "3", "reden": "Op reis."})
    assert "De termijn van de escalatie is verlengd." in desk.found(f"/escalaties/{key}")
    answer = Door(world).as_("u-pr1").post(f"/escalaties/{key}/verlenging", {"werkdagen": 3, "reden": "Nee."})
    assert answer.status_code == 403
