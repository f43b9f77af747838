"""A command that arrives twice with the same key is done once."""

from concurrent.futures import ThreadPoolExecutor

from flask.testing import FlaskClient

from tests.api.client import Door
from tests.story.answers import FIRST_CONTACT, REGISTRATION


def first_task(door: Door, element: str = "eerste_contact") -> int:
    rows = door.as_("u-pr1").found("/taken", bereik="alles", aantal=100)["resultaten"]
    found: list[int] = [row["id"] for row in rows if row["soort"] == element]
    return found[0]


def test_the_same_key_with_the_same_body_gives_the_same_answer(registered: tuple[Door, str]) -> None:
    door, number = registered
    client, path = door.as_("u-pr1"), f"/taken/{first_task(door)}/afronding"
    first = client.post(path, {"gegevens": FIRST_CONTACT}, key="een")
    assert first.status_code == 200, first.get_data(as_text=True)
    again = client.post(path, {"gegevens": FIRST_CONTACT}, key="een")
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert first.get_json()["zaaknummer"] == number
    assert first.get_json()["volgendeTaken"]


def test_the_same_key_with_another_body_is_a_conflict(registered: tuple[Door, str]) -> None:
    door, _ = registered
    client, path = door.as_("u-pr1"), f"/taken/{first_task(door)}/afronding"
    client.post(path, {"gegevens": FIRST_CONTACT}, key="een")
    other = client.post(path, {"gegevens": {**FIRST_CONTACT, "melder_gesproken": False}}, key="een")
    assert other.status_code == 409
    assert "Idempotency-Key" in other.get_json(force=True)["detail"]


def test_a_task_that_somebody_else_completed_says_who_and_when(registered: tuple[Door, str]) -> None:
    door, _ = registered
    path = f"/taken/{first_task(door)}/afronding"
    assert door.as_("u-pr1").post(path, {"gegevens": FIRST_CONTACT}).status_code == 200
    late = door.as_("u-pr2").post(path, {"gegevens": FIRST_CONTACT})
    assert late.status_code == 409
    assert "A. Proef" in late.get_json(force=True)["detail"]


def test_a_refused_command_may_be_sent_again_corrected_with_the_same_key(registered: tuple[Door, str]) -> None:
    door, _ = registered
    client, path = door.as_("u-pr1"), f"/taken/{first_task(door)}/afronding"
    assert client.post(path, {"gegevens": {}}, key="een").status_code == 400
    assert client.post(path, {"gegevens": FIRST_CONTACT}, key="een").status_code == 200


def test_two_people_may_use_the_same_key(registered: tuple[Door, str]) -> None:
    door, number = registered
    note = {"met": "de melder", "tekst": "Gebeld."}
    for who in ("u-pr1", "u-sec"):
        assert door.as_(who).post(f"/zaken/{number}/notities", note, key="een").status_code == 201
    assert len(door.as_("u-pr1").found(f"/zaken/{number}")["notities"]) == 2


def test_a_registration_with_a_key_makes_one_case(door: Door) -> None:
    client, body = door.as_("u-sec"), {"gemeente": "lindervoort", "gegevens": REGISTRATION}
    first, again = (client.post("/meldingen", body, key="een") for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.get_json() == again.get_json()
    assert len(client.found("/zaken")["resultaten"]) == 1


def test_of_two_people_at_the_same_moment_one_completes_and_the_other_hears_who(registered: tuple[Door, str]) -> None:
    door, _ = registered
    path = f"/v1/taken/{first_task(door)}/afronding"
    clients = [(door.http.application.test_client(), door.as_(who).headers) for who in ("u-pr1", "u-pr2") * 4]

    def complete(client: tuple[FlaskClient, dict[str, str]]) -> tuple[int, str]:
        answer = client[0].post(path, json={"gegevens": FIRST_CONTACT}, headers=client[1])
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(complete, clients))
    assert sorted(status for status, _ in answers) == [200] + [409] * 7
    assert all("al afgerond, door" in body for status, body in answers if status == 409)
