"""Incidents through the API and on the pages, as an operator without scripts works on them."""

import pytest

from service.usecases.incident_bulk import ACTS
from service.usecases.incidents import record_incident
from service.usecases.ticking import tick
from tests.api.client import Door
from tests.incidents.sabotage import Sabotage
from tests.story.answers import DIRECTION
from tests.web.desk import Building, posted
from tests.world import World

OPERATOR = "u-operator"


@pytest.fixture
def sabotage(world: World) -> Sabotage:
    made = Sabotage(world, "beoordelen")
    made.fail(**DIRECTION)
    return made


def test_the_api_shows_and_repairs(sabotage: Sabotage) -> None:
    client = Door(sabotage.world).as_(OPERATOR)
    [row] = client.found("/incidenten", soort="taak")["resultaten"]
    assert (row["zaaknummer"], row["pogingen"], row["open"]) == (sabotage.number, 1, True)
    assert row["oorzaak"]
    path = f"/incidenten/{row['id']}"
    assert client.post(f"{path}/antwoorden").status_code == 409, "first say that you look at it"
    assert client.post(f"{path}/bekijken").get_json()["bekekenDoor"] == "I. Instandhouding"
    assert client.found(path)["plaatsen"]
    answers = client.post(f"{path}/antwoorden").get_json()["antwoorden"]
    refused = client.post(f"{path}/herstel", {"antwoorden": {**answers, "uitkomst": "niets"}})
    assert (refused.status_code, refused.get_json()["fouten"][0]["veld"]) == (400, "uitkomst")
    assert client.post(f"{path}/herstel", {}).status_code == 400
    done = client.post(f"{path}/herstel", {"antwoorden": {**answers, "urgentie": "normaal"}}, key="een")
    assert (done.status_code, done.get_json()["open"]) == (200, False)
    again = client.post(f"{path}/herstel", {"antwoorden": {**answers, "urgentie": "normaal"}}, key="een")
    assert again.status_code == 200
    assert client.found("/incidenten")["resultaten"] == []


def test_the_api_does_the_same_with_many(sabotage: Sabotage) -> None:
    client = Door(sabotage.world).as_(OPERATOR)
    incident = sabotage.incidents()[0].id
    body = {"incidenten": [incident, 99_999], "actie": "afhandelen", "reden": "Gebeld."}
    found = client.post("/incidenten/samen", body).get_json()
    assert (found["gedaan"], len(found["geweigerd"])) == (1, 1)


def test_a_team_reads_without_technique_and_others_find_nothing(sabotage: Sabotage) -> None:
    door, incident = Door(sabotage.world), sabotage.incidents()[0].id
    found = door.as_("u-sec").found(f"/incidenten/{incident}")
    assert (found["incident"]["oorzaak"], found["incident"]["bouwsteen"], found["plaatsen"]) == (None, None, [])
    assert door.as_("u-sec").post(f"/incidenten/{incident}/nieuwe-poging").status_code == 403
    assert door.as_("u-pr1").get(f"/incidenten/{incident}").status_code == 404
    assert door.as_(OPERATOR).get(f"/zaken/{sabotage.number}").status_code == 404, "an operator sees no case"


def test_the_pages_lead_from_the_list_to_the_corrected_answers(sabotage: Sabotage) -> None:
    desk, incident = Building(sabotage.world).desk(OPERATOR), sabotage.incidents()[0].id
    assert f'href="/incidenten/{incident}"' in desk.found("/incidenten")
    page = desk.found(f"/incidenten/{incident}")
    assert "the mill is broken" in page
    assert "Antwoorden openen" not in page
    assert "meerdere_leefgebieden" not in page, "nobody sees answers before they say they look at it"
    desk.post(f"/incidenten/{incident}/oppakken")
    assert "Antwoorden openen" in desk.found(f"/incidenten/{incident}")
    opened = desk.post(f"/incidenten/{incident}/antwoorden")
    assert opened.status_code == 200
    answers = {**DIRECTION, "urgentie": "normaal"}
    wrong = desk.post(f"/incidenten/{incident}/herstellen", posted({**answers, "urgentie": ""}))
    assert wrong.status_code == 400
    assert "Er is nog iets te doen" in wrong.get_data(as_text=True)
    right = desk.post(f"/incidenten/{incident}/herstellen", posted(answers))
    assert right.status_code == 302, right.get_data(as_text=True)
    assert sabotage.incidents() == []
    assert "Gegevens verbeterd, en gelukt" in desk.found(f"/incidenten/{incident}")


@pytest.mark.parametrize("act", ["verplaatsen", "beeindigen", "afhandelen", "variabelen"])
def test_nothing_is_done_without_a_reason(sabotage: Sabotage, act: str) -> None:
    desk, incident = Building(sabotage.world).desk(OPERATOR), sabotage.incidents()[0].id
    desk.post(f"/incidenten/{incident}/oppakken")
    assert desk.post(f"/incidenten/{incident}/{act}").status_code == 302
    assert 'role="alert"' in desk.found(f"/incidenten/{incident}")
    assert len(sabotage.incidents()) == 1


def test_many_are_settled_from_the_list(sabotage: Sabotage) -> None:
    desk, incident = Building(sabotage.world).desk(OPERATOR), sabotage.incidents()[0].id
    desk.post("/incidenten/samen", {"doen": "opnieuw"})
    assert "Kies eerst" in desk.found("/incidenten")
    desk.post("/incidenten/samen", {"storing": str(incident), "doen": "afhandelen", "reden": "Gebeld."})
    assert "Gedaan bij 1 van 1" in desk.found("/incidenten")


def test_many_of_one_process_are_looked_at_corrected_moved_and_ended(world: World) -> None:
    sabotage = Sabotage(world, "overdragen")
    desk = Building(world).desk(OPERATOR)

    def samen(what: str, **more: str) -> str:
        desk.post("/incidenten/samen", {"storing": ["99999", str(incident)], "doen": what, **more})
        return desk.found("/incidenten")

    stands_in = sabotage.task().instance_id
    record_incident(world.services, "Een proces kon niet verder.", "told by hand", instance_id=stands_in)
    incident = sabotage.incidents()[0].id
    page = desk.found("/incidenten")
    assert [code for code in ACTS if f'value="{code}"' not in page] == []
    assert "Schrijf op waarom" in samen("verplaatsen", doel="beoordelen")
    assert "kan niet vanzelf naar die taak" in samen("verplaatsen", doel="bestaat_niet", reden="Verder daar.")
    assert "Gedaan bij 1 van 2" in samen("verplaatsen", doel="beoordelen", reden="De uitkomst was verkeerd.")
    assert (sabotage.open(), sabotage.incidents()) == (["beoordelen"], [])
    incident = sabotage.fail_term().id
    assert "Neem de storing eerst op u" in samen("verbeteren", gegeven="spoed", waarde="ja", reden="Fout gezet.")
    assert "Gedaan bij 1 van 2" in samen("bekijken")
    assert "Gedaan bij 1 van 2" in samen("verbeteren", gegeven="spoed", waarde="ja", reden="Fout gezet.")
    tick(world.factory)
    record_incident(world.services, "Een proces kon niet verder.", "told again", instance_id=stands_in)
    incident = sabotage.incidents()[0].id
    assert "Gedaan bij 1 van 2" in samen("beeindigen", reden="Dubbel aangemeld.")
    assert sabotage.open() == []
    reasons = [line for line in sabotage.history() if "Reden:" in line]
    assert len(reasons) == 3
    assert "«Voorzitter en manager melden»" in " ".join(sabotage.history()), "a name, no id"
    assert desk.post("/incidenten/samen", {"storing": "1", "doen": "weggooien"}).status_code == 400


def test_who_reads_along_gets_no_buttons_and_others_no_page(sabotage: Sabotage) -> None:
    building, incident = Building(sabotage.world), sabotage.incidents()[0].id
    page = building.desk("u-sec").found(f"/incidenten/{incident}")
    assert "Wat u kunt doen" not in page
    assert "the mill is broken" not in page
    assert building.desk("u-pr1").get(f"/incidenten/{incident}").status_code == 404
