"""Anybody can register through the interface, and see with the reference what became of it."""

from tests.api.client import Door
from tests.story.answers import REGISTRATION


def test_everybody_can_see_the_municipalities_and_their_form(door: Door) -> None:
    rows = door.anybody().found("/gemeenten")["resultaten"]
    assert {"sleutel": "lindervoort", "naam": "Lindervoort"} in rows
    answer = door.anybody().found("/gemeenten/lindervoort/aanmeldformulier")
    assert answer["regio"] == "Jeugdregio Meerwolde"
    assert len(answer["criteria"]) >= 5
    assert "melder_type" in [field["naam"] for field in answer["formulier"]["velden"]]


def test_an_unknown_municipality_is_not_found(door: Door) -> None:
    assert door.anybody().get("/gemeenten/nergens/aanmeldformulier").status_code == 404
    assert door.anybody().post("/meldingen", {"gemeente": "nergens", "gegevens": {}}).status_code == 404


def test_a_registration_gives_a_reference_a_case_number_and_a_place_to_look(door: Door) -> None:
    answer = door.anybody().post("/meldingen", {"gemeente": "lindervoort", "gegevens": REGISTRATION})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    receipt = answer.get_json()
    assert receipt["toegelaten"] is True
    assert receipt["zaaknummer"].startswith("RET-2026-")
    again = door.http.get(answer.headers["Location"])
    assert again.get_json() == receipt


def test_the_receipt_holds_nothing_about_the_child(door: Door) -> None:
    answer = door.anybody().post("/meldingen", {"gemeente": "lindervoort", "gegevens": REGISTRATION})
    assert "Mees" not in answer.get_data(as_text=True)


def test_a_front_door_that_is_closed_to_families_shows_another_way(door: Door) -> None:
    given = {name: value for name, value in REGISTRATION.items() if not name.startswith("melder_organisatie")}
    given |= {"gemeente_brp": "heidelo", "melder_type": "ouder_verzorger"}
    answer = door.anybody().post("/meldingen", {"gemeente": "heidelo", "gegevens": given})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    receipt = answer.get_json()
    assert (receipt["toegelaten"], receipt["zaaknummer"]) == (False, None)
    assert "Lokaal Team" in receipt["andereWeg"]


def test_an_unknown_reference_is_not_found(door: Door) -> None:
    assert door.anybody().get("/meldingen/ABCDEFGHJKLM").status_code == 404
