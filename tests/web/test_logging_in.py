"""Who comes in, and where they land."""

from datetime import timedelta

import pytest

from service.app import create_app
from service.models import LoginFailure
from service.usecases import logins
from tests.story.names import mail_of
from tests.web.desk import Building, text_of


def test_a_visitor_is_sent_to_the_login_page_and_back_to_what_was_asked(building: Building) -> None:
    desk = building.visitor()
    away = desk.get("/zaken", status="monitoring")
    assert away.status_code == 302
    login = desk.get(away.headers["Location"])
    assert 'name="verder" value="/zaken?status=monitoring"' in text_of(login)
    given = {"email": mail_of("u-pr1"), "wachtwoord": building.world.settings.demo_password}
    back = desk.post("/inloggen", {**given, "verder": "/zaken?status=monitoring"})
    assert back.headers["Location"] == "/zaken?status=monitoring"


@pytest.mark.parametrize("target", ["https://elders.example/", "//elders.example", "/\\elders.example", "javascript:x"])
def test_nobody_is_sent_to_another_site(building: Building, target: str) -> None:
    desk = building.visitor()
    desk.get("/inloggen")
    given = {"email": mail_of("u-pr1"), "wachtwoord": building.world.settings.demo_password, "verder": target}
    assert desk.post("/inloggen", given).headers["Location"] == "/werklijst"


def test_a_wrong_password_says_so_and_keeps_the_address(building: Building) -> None:
    desk = building.visitor()
    desk.get("/inloggen")
    answer = desk.post("/inloggen", {"email": mail_of("u-sec"), "wachtwoord": "fout"})
    assert answer.status_code == 400
    assert mail_of("u-sec") in text_of(answer)
    assert desk.get("/werklijst").status_code == 302


def test_guessing_passwords_is_stopped_by_all_web_processes_together(building: Building) -> None:
    world = building.world
    other = Building(world)
    other.app = create_app(world.settings, world.services)
    desks = [building.visitor(), other.visitor()]
    for desk in desks:
        desk.get("/inloggen")
    guess = {"email": mail_of("u-pr1"), "wachtwoord": "raden"}
    answers = [desks[number % 2].post("/inloggen", guess) for number in range(11)]
    assert [answer.status_code for answer in answers] == [400] * 10 + [429]
    assert answers[-1].headers["Retry-After"] == "900"
    assert "Wacht een kwartier" in text_of(answers[-1])
    right = {"email": mail_of("u-pr1"), "wachtwoord": world.settings.demo_password}
    assert desks[0].post("/inloggen", right).status_code == 429
    assert building.desk("u-sec").get("/werklijst").status_code == 200, "nobody else is shut out"
    world.clock.set(world.clock.now() + timedelta(minutes=16))
    assert desks[1].post("/inloggen", right).status_code == 302


def test_an_address_that_tries_everybody_is_stopped(building: Building) -> None:
    with building.world.factory.write() as work:
        address = list(logins._keys("", "10.1.2.3"))[1][0]
        work.session.add_all(LoginFailure(key=address, at=work.now) for _ in range(logins.PER_ADDRESS))
    desk = building.visitor()
    desk.get("/inloggen")
    guess = {"email": mail_of("u-pr1"), "wachtwoord": "raden"}
    assert desk.post("/inloggen", guess, environ_overrides={"REMOTE_ADDR": "10.1.2.3"}).status_code == 429
    assert desk.post("/inloggen", guess).status_code == 400


def test_after_logging_out_nothing_opens(building: Building) -> None:
    desk = building.desk("u-pr1")
    desk.post("/uitloggen")
    assert desk.get("/werklijst").status_code == 302


def test_a_page_without_its_token_changes_nothing(building: Building) -> None:
    desk = building.desk("u-pr1")
    desk.token = ""
    answer = desk.post("/berichten/gelezen")
    assert answer.status_code == 400
    assert "te lang open" in text_of(answer)


def test_every_page_allows_only_our_own_scripts_and_styles(building: Building) -> None:
    answer = building.visitor().get("/inloggen")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert " style=" not in text_of(answer)


def test_the_demo_shows_its_people_and_its_date(building: Building) -> None:
    text = building.visitor().found("/inloggen")
    assert "A. Proef" in text
    assert "maandag 7 september 2026" in text


def test_an_unknown_page_says_how_to_go_on(building: Building) -> None:
    answer = building.visitor().get("/bestaat-niet")
    assert answer.status_code == 404
    assert "Niet gevonden" in text_of(answer)


def test_an_unknown_address_of_the_interface_stays_a_problem_document(building: Building) -> None:
    assert building.visitor().http.get("/v1/bestaat-niet").mimetype == "application/problem+json"
