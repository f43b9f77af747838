"""The case page: who sees what of it, and what one can do there."""

import re

import pytest

from tests.story import answers as story
from tests.web.desk import Building, text_of

NAME = str(story.REGISTRATION["jeugdige_voornaam"])


def test_the_team_sees_direction_plan_people_and_time(escalated: tuple[Building, str]) -> None:
    building, number = escalated
    text = building.desk("u-pr1").found(f"/zaken/{number}")
    for part in ("Procesregie", "Casusregie", "Doelen en voortgang", NAME, "Werkdagen", "Hier bent u", "Tijdlijn"):
        assert part in text
    assert "Bestuurlijk geëscaleerd" in text


def test_a_manager_sees_terms_and_escalation_and_no_content(escalated: tuple[Building, str]) -> None:
    building, number = escalated
    text = building.desk("u-amb-m").found(f"/zaken/{number}")
    assert "Bestuurlijk geëscaleerd" in text
    assert NAME not in text
    assert "Doelen en voortgang" not in text
    assert story.REGISTRATION["vraag_gezin"] not in text


@pytest.mark.parametrize("who", ["u-weth-l", "u-beheer-m", "u-pr-e", "u-amb-z"])
def test_whoever_has_no_business_there_finds_nothing(escalated: tuple[Building, str], who: str) -> None:
    building, number = escalated
    desk = building.desk(who)
    for path in (f"/zaken/{number}", f"/zaken/{number}/diagram/ret_procesregie.bpmn"):
        assert desk.get(path).status_code == 404
    assert desk.post(f"/zaken/{number}/notities", {"met": "x", "tekst": "x"}).status_code == 404
    assert number not in desk.found("/zaken")


def test_a_note_is_written_and_a_note_without_text_is_refused_in_place(registered: tuple[Building, str]) -> None:
    building, number = registered
    desk = building.desk("u-pr1")
    desk.post(f"/zaken/{number}/notities", {"met": "Moeder", "tekst": ""})
    assert 'role="alert"' in desk.found(f"/zaken/{number}")
    desk.post(f"/zaken/{number}/notities", {"met": "Moeder", "tekst": "Zij belt morgen terug."})
    assert "Zij belt morgen terug." in desk.found(f"/zaken/{number}")


def test_process_direction_moves_with_a_reason(escalated: tuple[Building, str]) -> None:
    building, number = escalated
    desk = building.desk("u-pr1")
    other = building.world.actor("u-pr2").account_id
    desk.post(f"/zaken/{number}/procesregisseur", {"aan": "", "reden": "Vakantie"})
    assert "Kies eerst wie de procesregie krijgt." in desk.found(f"/zaken/{number}")
    desk.post(f"/zaken/{number}/procesregisseur", {"aan": str(other), "reden": "Vakantie"})
    assert '<p class="regie__naam">B. Fictie' in desk.found(f"/zaken/{number}")


def test_the_list_searches_numbers_and_filters_status(escalated: tuple[Building, str]) -> None:
    building, number = escalated
    desk = building.desk("u-pr1")
    assert number in desk.found("/zaken", zoek=number[-3:])
    assert number in desk.found("/zaken", status="bestuurlijk_geescaleerd")
    assert "Geen zaken gevonden" in desk.found("/zaken", status="afgesloten")


def test_the_diagram_is_the_one_of_the_case(escalated: tuple[Building, str]) -> None:
    building, number = escalated
    answer = building.desk("u-pr1").get(f"/zaken/{number}/diagram/ret_procesregie.bpmn")
    assert answer.mimetype == "application/xml"
    assert "stap_monitoring" in text_of(answer)
    assert building.desk("u-pr1").get(f"/zaken/{number}/diagram/onzin.bpmn").status_code == 404


def test_an_alderman_sees_the_question_and_the_summary_of_an_escalation(escalated: tuple[Building, str]) -> None:
    desk = escalated[0].desk("u-weth-l")
    text = desk.found("/escalaties")
    assert story.PREPARED["beslisvraag"] in text
    assert "Besluiten" in text
    assert "/zaken/" not in text


def test_an_escalation_stops_when_it_was_solved_on_the_way(escalated: tuple[Building, str]) -> None:
    desk = escalated[0].desk("u-pr1")
    found = re.search(r'href="(/escalaties/[\w-]+)"', desk.found("/escalaties"))
    assert found
    assert "Onderweg opgelost?" in desk.found(found[1])
    answer = desk.post(f"{found[1]}/opgelost", {"reden": "De plek is er."})
    assert answer.status_code == 302, text_of(answer)
    assert "Vervallen" in desk.found(found[1])


def test_messages_are_counted_and_read(escalated: tuple[Building, str]) -> None:
    desk = escalated[0].desk("u-pr1")
    assert "ongelezen" in desk.found("/berichten")
    desk.post("/berichten/gelezen")
    text = desk.found("/berichten")
    assert "ongelezen" not in text
    assert "Naar de taak" in text


def test_the_mailbox_of_the_demo_shows_what_went_out(escalated: tuple[Building, str]) -> None:
    text = escalated[0].desk("u-pr1").found("/postvak")
    assert escalated[1] in text
    assert NAME not in text
