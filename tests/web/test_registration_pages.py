"""Registering as anybody, and by the secretary."""

import re

import pytest

from tests.story import answers as story
from tests.web.desk import Building, page_of, posted, text_of

FORM = "/aanmelden/lindervoort"


def test_the_municipality_comes_first_and_leads_to_its_form(building: Building) -> None:
    desk = building.visitor()
    assert "Lindervoort" in desk.found("/aanmelden")
    assert "Kies eerst een gemeente" in desk.found("/aanmelden", gemeente="")
    assert desk.get("/aanmelden", gemeente="lindervoort").headers["Location"] == FORM
    text = desk.found(FORM)
    assert "Doorbraaktafel Meerwolde-Zandrug" in text
    assert "0800-2000" in text
    assert desk.get("/aanmelden/nergens").status_code == 404


def test_questions_follow_the_answers_and_nothing_is_kept(building: Building) -> None:
    desk = building.visitor()
    desk.get(FORM)
    states = desk.post(f"{FORM}/velden", {"soort_vraag": "advies"}).get_json()["states"]
    assert states["leeftijd"]["shown"]
    assert not states["geboortedatum"]["shown"]
    assert "geen taken" in building.desk("u-sec").found("/werklijst", toon="alles")


def test_danger_shows_the_numbers_to_call_before_anything_is_sent(building: Building) -> None:
    desk = building.visitor()
    assert re.search(r'id="gevaar"[^>]*hidden', desk.found(FORM))
    answer = desk.post(FORM, {"veiligheid_acuut": "ja", "_actie": "bijwerken"})
    assert not re.search(r'id="gevaar"[^>]*hidden', text_of(answer))


def test_an_incomplete_registration_keeps_what_was_typed(building: Building) -> None:
    desk = building.visitor()
    desk.get(FORM)
    answer = desk.post(FORM, {"gemeente_brp": "lindervoort", "vraag_gezin": "Help ons"})
    assert answer.status_code == 400
    page = page_of(answer)
    assert "Help ons" in text_of(answer)
    assert {link[1:] for link in page.links if link.startswith("#veld-")} <= set(page.ids)


def test_a_sent_registration_gives_a_reference_and_a_case_number(building: Building) -> None:
    desk = building.visitor()
    desk.get(FORM)
    answer = desk.post(FORM, posted(story.REGISTRATION))
    assert answer.status_code == 302, text_of(answer)
    text = desk.found(answer.headers["Location"])
    assert "Uw zaaknummer is" in text
    assert "Uw kenmerk is" in text
    assert story.REGISTRATION["jeugdige_voornaam"] not in text


def test_a_closed_door_shows_where_to_go(building: Building) -> None:
    desk = building.visitor()
    desk.get("/aanmelden/heidelo")
    kept = {"gezin_weet", "hulpvraag", "melder_organisatie"}
    family = {key: value for key, value in posted(story.REGISTRATION).items() if key not in kept}
    sent = {**family, "gemeente_brp": "heidelo", "melder_type": "ouder_verzorger"}
    answer = desk.post("/aanmelden/heidelo", sent)
    assert answer.status_code == 302, text_of(answer)
    text = desk.found(answer.headers["Location"])
    assert "Lokaal Team Heidelo" in text
    assert "zaaknummer is" not in text


def test_the_secretary_enters_a_call_and_nobody_else_does(building: Building) -> None:
    desk = building.desk("u-sec")
    assert "Hoe kwam de aanmelding binnen?" in desk.found("/aanmeldingen/nieuw/lindervoort")
    answer = desk.post("/aanmeldingen/nieuw/lindervoort", {**posted(story.REGISTRATION), "_kanaal": "telefoon"})
    assert answer.status_code == 302, text_of(answer)
    assert "Naar de zaak" in desk.found(answer.headers["Location"])
    assert building.desk("u-gd").get("/aanmeldingen/nieuw").status_code == 403
    assert building.visitor().get("/aanmeldingen/nieuw").status_code == 302


@pytest.mark.parametrize("path", ["/over", "/toegankelijkheid"])
def test_anybody_may_read_what_this_is(building: Building, path: str) -> None:
    assert "<h1" in building.visitor().found(path)
