"""Every error is problem+json, says in Dutch what to do, and names all mistakes at once."""

from dataclasses import replace
from typing import Any

import pytest

from service.app import create_app
from tests.api.client import PROBLEM, Door
from tests.world import World


def problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.mimetype == PROBLEM
    body = response.get_json(force=True)
    assert body["status"] == status
    assert body["type"]
    assert body["title"]
    assert isinstance(body, dict)
    return body


@pytest.mark.parametrize("path", ["/zaken", "/taken", "/escalaties", "/berichten", "/zaken/RET-2026-001/planversies"])
def test_without_a_token_there_is_nothing_to_see(door: Door, path: str) -> None:
    response = door.anybody().get(path)
    assert "token" in problem(response, 401)["detail"]
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_unknown_token_is_refused_even_where_none_is_needed(door: Door) -> None:
    headers = {"Authorization": "Bearer verzonnen"}
    assert "onbekend" in problem(door.http.get("/v1/zaken", headers=headers), 401)["detail"]
    problem(door.http.get("/v1/gemeenten", headers=headers), 401)


def test_who_asks_comes_before_what_is_asked(door: Door) -> None:
    problem(door.anybody().post("/taken/1/afronding", {"onzin": 1}), 401)


@pytest.mark.parametrize("path", ["/zaken/", "/niets", "/taken/abc", "/taken/99999999999999999999", "//zaken", "/"])
def test_an_address_that_does_not_exist_is_404_and_never_a_redirect(door: Door, path: str) -> None:
    problem(door.as_("u-pr1").get(path), 404)


def test_a_method_that_does_not_exist_says_which_do(door: Door) -> None:
    response = door.http.delete("/v1/zaken", headers=door.as_("u-pr1").headers)
    problem(response, 405)
    assert "GET" in response.headers["Allow"]


def test_all_mistakes_are_named_at_once_in_dutch(door: Door) -> None:
    query = {"aantal": 1000, "bereik": "iedereen", "teLaat": "soms", "onbekend": 1}
    body = problem(door.as_("u-pr1").get("/taken", **query), 400)
    assert {mistake["veld"] for mistake in body["fouten"]} == {"aantal", "bereik", "teLaat", "onbekend"}
    said = " ".join(mistake["melding"] for mistake in body["fouten"])
    assert not {"Not", "Must", "Unknown", "Missing", "Invalid"} & set(said.split())


@pytest.mark.parametrize("path", ["/taken", "/zaken"])
@pytest.mark.parametrize("cursor", ["abc", "1" * 40, "2026-01-01." + "1" * 40, "2026-13-45.x"])
def test_a_cursor_that_we_never_gave_is_invalid_input(door: Door, path: str, cursor: str) -> None:
    body = problem(door.as_("u-pr1").get(path, na=cursor), 400)
    assert [mistake["veld"] for mistake in body["fouten"]] == ["na"]


@pytest.mark.parametrize("content", ["{kapot", "[]", '"tekst"', "null", "", b"\xff\xfe"])
def test_a_body_that_is_no_object_is_invalid_input(door: Door, content: str | bytes) -> None:
    problem(door.http.post("/v1/meldingen", data=content, content_type="application/json"), 400)


def test_all_mistakes_in_a_form_come_back_with_their_fields(door: Door) -> None:
    given = {"gemeente_brp": "lindervoort", "soort_vraag": "iets_anders", "geboortedatum": "gisteren"}
    body = problem(door.anybody().post("/meldingen", {"gemeente": "lindervoort", "gegevens": given}), 400)
    fields = {mistake["veld"] for mistake in body["fouten"]}
    assert {"soort_vraag", "melder_type", "melder_contact", "veiligheid_acuut"} <= fields


def test_what_was_not_foreseen_tells_nothing_about_the_inside(door: Door) -> None:
    door.world.database.close()
    with door.world.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE municipality RENAME TO weg")
    body = problem(door.anybody().get("/gemeenten"), 500)
    assert "municipality" not in str(body)
    assert "beheerder" in body["detail"]


@pytest.mark.parametrize("path", ["/gemeenten", "/zaken", "/niets", "/openapi.json"])
def test_every_answer_has_the_headers_of_the_interface(door: Door, path: str) -> None:
    headers = door.anybody().get(path).headers
    assert headers["API-Version"] == "1.0.0"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_too_many_requests_are_refused_in_words_and_say_when_to_come_back(world: World) -> None:
    token = Door(world).token("u-pr1")
    settings = replace(world.settings, api_requests_per_minute=3, proxies=1)
    app = create_app(settings, replace(world.services, settings=settings))
    headers = {"Authorization": f"Bearer {token}"}
    answers = [app.test_client().get("/v1/gemeenten", headers=headers) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert "Wacht even" in problem(refused, 429)["detail"]
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert app.test_client().get("/inloggen").status_code == 200, "pages have their own limit"
