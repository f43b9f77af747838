"""Each role sees its part of a case, and of another region nothing at all (DOMAIN 3.4)."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.client import ApiClient, Door

PARTS = ("", "/gebeurtenissen", "/planversies", "/taken", "/escalaties")
ACTIONS: dict[str, Any] = {
    "afschaalvoorstel": None,
    "planwijziging": None,
    "netwerkvraag": None,
    "intrekking": {"door": "melder"},
    "notities": {"met": "iemand", "tekst": "iets"},
}
# Words that stand in the registration and the plan of the case of the story.
CONTENT = ("Mees", "school", "snapt", "18.000", "B. Buurt", "moeder")


def words(body: Any) -> Iterator[str]:
    if isinstance(body, dict):
        body = list(body.values())
    if isinstance(body, list):
        for one in body:
            yield from words(one)
    elif isinstance(body, str):
        yield body


def leaked(body: Any) -> list[str]:
    text = " | ".join(words(body))
    return [word for word in CONTENT if word in text]


def escalation(client: ApiClient) -> Any:
    return client.found("/escalaties")["resultaten"][0]


@pytest.mark.parametrize(
    "who", ["u-eil", "u-sec-e", "u-amb-z", "u-weth-h", "u-amb-e", "u-beheer-m", "u-inkoop-m", "u-cp-gi"]
)
def test_who_has_nothing_to_do_with_a_case_gets_404_on_every_part_of_it(escalated: tuple[Door, str], who: str) -> None:
    door, number = escalated
    client = door.as_(who)
    assert {part: client.get(f"/zaken/{number}{part}").status_code for part in PARTS} == dict.fromkeys(PARTS, 404)
    done = {action: client.post(f"/zaken/{number}/{action}", body).status_code for action, body in ACTIONS.items()}
    assert done == dict.fromkeys(ACTIONS, 404)
    assert client.found("/zaken")["resultaten"] == []


@pytest.mark.parametrize("who", ["u-eil", "u-amb-z", "u-weth-h", "u-beheer-m"])
def test_another_regions_tasks_and_escalations_do_not_exist(escalated: tuple[Door, str], who: str) -> None:
    door, number = escalated
    client = door.as_(who)
    key = escalation(door.as_("u-amb-m"))["id"]
    tasks = [row["id"] for row in door.as_("u-pr1").found(f"/zaken/{number}/taken")["resultaten"]]
    assert tasks
    assert client.get(f"/escalaties/{key}").status_code == 404
    assert client.post(f"/escalaties/{key}/vervallen", {"reden": "opgelost"}).status_code == 404
    for task in tasks:
        assert client.get(f"/taken/{task}").status_code == 404
        assert client.get(f"/taken/{task}/formulier").status_code == 404
        assert client.post(f"/taken/{task}/afronding", {"gegevens": {}}).status_code == 404
        assert client.post(f"/taken/{task}/toewijzing", {}).status_code == 404
        assert client.post(f"/taken/{task}/vrijgave").status_code == 404
    assert client.found("/escalaties")["resultaten"] == []
    assert client.found("/taken", bereik="alles")["resultaten"] == []


def test_the_team_sees_the_whole_case(escalated: tuple[Door, str]) -> None:
    door, number = escalated
    case = door.as_("u-pr1").found(f"/zaken/{number}")
    assert case["jeugdigen"][0]["voornaam"] == "Mees"
    assert case["vraagGezin"] == "Ik wil weer naar school, met iemand die mij snapt."
    assert case["plan"]["status"] == "geldig"
    assert case["plan"]["doelen"][0]["volgendeCheckOp"]
    assert case["procesregisseur"] == "A. Proef"
    assert case["status"] == "bestuurlijk_geescaleerd"
    assert {step["stap"] for step in case["stappen"]} >= {"aanmelding_triage", "analyse_plan", "monitoring"}
    assert any("Hier bent u" in line for diagram in case["diagrammen"] for line in diagram["inWoorden"])


def test_a_manager_sees_terms_and_the_escalation_but_no_content(escalated: tuple[Door, str]) -> None:
    door, number = escalated
    manager = door.as_("u-amb-m")
    case = manager.found(f"/zaken/{number}")
    question = [one["beslisvraag"] for one in case["escalaties"]]
    assert question
    assert case["jeugdigen"] == case["deelnemers"] == case["notities"] == case["afgerondeTaken"] == []
    assert (case["vraagGezin"], case["vraagMelder"], case["plan"], case["melder"]) == (None, None, None, "")
    assert case["stappen"]
    # The decision question and its summary are theirs to read: the rest may not hold a word of the content.
    assert leaked({**case, "escalaties": []}) == []
    assert leaked(manager.found(f"/zaken/{number}/gebeurtenissen")) == []
    assert manager.get(f"/zaken/{number}/planversies").status_code == 404


def test_an_administrator_sees_the_question_and_the_summary_and_nothing_else(escalated: tuple[Door, str]) -> None:
    door, number = escalated
    alderman = door.as_("u-weth-l")
    found = escalation(alderman)
    assert found["niveau"] == "bestuurlijk"
    assert found["beslisvraag"] == "Wie zorgt dat de plek op school er is voor 1 december?"
    assert found["samenvatting"]
    assert found["aanleidingen"] == []
    assert found["magVervallen"] is False
    task = alderman.found(f"/taken/{found['taak']}")
    assert task["zaak"] is None
    assert "Mees" not in " ".join(words([found, task]))
    assert {part: alderman.get(f"/zaken/{number}{part}").status_code for part in PARTS} == dict.fromkeys(PARTS, 404)
    assert alderman.found("/zaken")["resultaten"] == []


@pytest.mark.parametrize("who", ["u-weth-oosterdreef", "u-loco-l"])
def test_an_administrator_whose_turn_it_is_not_sees_no_escalation(escalated: tuple[Door, str], who: str) -> None:
    door, _ = escalated
    key = escalation(door.as_("u-amb-m"))["id"]
    assert door.as_(who).found("/escalaties")["resultaten"] == []
    assert door.as_(who).get(f"/escalaties/{key}").status_code == 404


def test_messages_are_ones_own(escalated: tuple[Door, str]) -> None:
    door, _ = escalated
    mine = door.as_("u-pr1").found("/berichten")["resultaten"]
    assert mine
    path = f"/berichten/{mine[0]['id']}/gelezen"
    assert door.as_("u-eil").post(path).status_code == 404
    assert door.as_("u-pr1").post(path).status_code == 204
    again = {row["id"]: row for row in door.as_("u-pr1").found("/berichten")["resultaten"]}
    assert again[mine[0]["id"]]["ongelezen"] is False
