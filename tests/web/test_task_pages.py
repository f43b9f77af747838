"""A task without scripts: questions, rows, drafts, mistakes, namens, two people at once, corrections."""

import re
from typing import Any

import pytest

from tests.story import answers as story
from tests.web.desk import Building, Desk, page_of, posted, text_of
from tests.world import World


def open_task(desk: Desk, name: str, **query: Any) -> str:
    """The address of the open task with this name."""
    text = desk.found("/werklijst", toon="alles", **query)
    found = re.search(rf'href="(/taken/\d+)">{re.escape(name)}', text)
    assert found, f"no task «{name}»"
    return found[1]


@pytest.fixture
def first_contact(registered: tuple[Building, str]) -> tuple[Building, Desk, str]:
    building = registered[0]
    desk = building.desk("u-pr1")
    path = open_task(desk, "Contact met melder en gezin")
    desk.post(f"{path}/oppakken")
    return building, desk, path


def test_the_task_says_what_is_asked_and_shows_the_case_beside_it(first_contact: tuple[Building, Desk, str]) -> None:
    text = first_contact[1].found(first_contact[2])
    assert "De vraag in eigen woorden" in text
    assert story.REGISTRATION["vraag_gezin"] in text
    assert "Uiterlijk" in text


def test_all_mistakes_are_listed_and_every_link_leads_to_a_field(first_contact: tuple[Building, Desk, str]) -> None:
    _, desk, path = first_contact
    desk.get(path)
    answer = desk.post(path, {"gezin_gesproken": "nee_met_reden"})
    assert answer.status_code == 400
    page = page_of(answer)
    targets = [link for link in page.links if link.startswith("#veld-")]
    assert "#veld-reden_niet" in targets
    assert len(targets) > 2
    assert {link[1:] for link in targets} <= set(page.ids)
    assert "<title>Fout:" in text_of(answer)


def test_a_question_that_an_answer_calls_for_appears_on_request(first_contact: tuple[Building, Desk, str]) -> None:
    _, desk, path = first_contact
    assert "reden_niet" not in page_of(desk.get(path)).shown
    answer = desk.post(path, {"gezin_gesproken": "nee_met_reden", "_actie": "bijwerken"})
    assert answer.status_code == 200
    assert "reden_niet" in page_of(answer).shown


def test_a_draft_is_kept_and_says_which_questions_show(first_contact: tuple[Building, Desk, str]) -> None:
    _, desk, path = first_contact
    desk.get(path)
    given = {"gezin_gesproken": "nee_met_reden", "vraag_verhelderd": "Half getypt"}
    kept = desk.post(f"{path}/concept", given, headers={"Accept": "application/json"}).get_json()
    assert kept["states"]["reden_niet"] == {"shown": True, "required": True}
    assert kept["saved_at"]
    text = desk.found(path)
    assert "Half getypt" in text
    assert "Concept bewaard op" in text


def test_a_draft_of_nobody_logged_in_is_refused_in_plain_json(building: Building) -> None:
    desk = building.visitor()
    desk.get("/inloggen")
    answer = desk.post("/taken/1/concept", {}, headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_a_completed_task_reads_back_and_is_corrected_with_a_reason(first_contact: tuple[Building, Desk, str]) -> None:
    _, desk, path = first_contact
    desk.get(path)
    done = desk.post(path, posted(story.FIRST_CONTACT))
    assert done.headers["Location"].startswith("/zaken/RET-")
    assert "is afgerond" in desk.found(done.headers["Location"])
    text = desk.found(path)
    assert "Door A. Proef" in text
    corrected = {**posted(story.FIRST_CONTACT), "vraag_verhelderd": "Eigenlijk iets anders"}
    desk.get(f"{path}/corrigeren")
    assert desk.post(f"{path}/corrigeren", corrected).status_code == 400
    assert desk.post(f"{path}/corrigeren", {**corrected, "_reden": "Verkeerd gehoord"}).status_code == 302
    text = desk.found(path)
    assert "Eigenlijk iets anders" in text
    assert "Verkeerd gehoord" in text
    assert "Eerdere versies" in text


def test_the_slower_of_two_reads_who_was_first_and_keeps_the_answers(first_contact: tuple[Building, Desk, str]) -> None:
    building, quick, path = first_contact
    slow = building.desk("u-pr1")
    slow.get(path)
    quick.get(path)
    quick.post(path, posted(story.FIRST_CONTACT))
    answer = slow.post(path, {**posted(story.FIRST_CONTACT), "vraag_verhelderd": "Mijn versie"})
    assert answer.status_code == 409
    assert "A. Proef" in text_of(answer)
    assert "Mijn versie" in text_of(answer)


def test_rows_are_added_and_removed_without_scripts(world: World) -> None:
    from tests.story.until import play_until

    play_until(world, "partijen_bepalen")
    desk = Building(world).desk("u-pr1")
    path = open_task(desk, "Wie zijn nodig voor een doorbraak?")
    assert "partijen.1.persoon" not in desk.found(path)
    more = text_of(desk.post(path, {"partijen.0.persoon": "Eerste", "_actie": "rij_erbij:partijen"}))
    assert 'name="partijen.1.persoon"' in more
    both = {"partijen.0.persoon": "Eerste", "partijen.1.persoon": "Tweede", "_actie": "rij_weg:partijen.0"}
    fewer = text_of(desk.post(path, both))
    assert 'name="partijen.0.persoon" value="Tweede"' in fewer
    assert 'name="partijen.1.persoon"' not in fewer
    world.close()


def test_somebody_without_account_is_answered_for_with_channel_and_day(escalated: tuple[Building, str]) -> None:
    desk = escalated[0].desk("u-pr1")
    path = open_task(desk, "Voortgang per doel en taak")
    desk.get(path)
    given = posted(story.BACK_ON_COURSE)
    without = desk.post(path, {**given, "_namens": "B. Buurt"})
    assert without.status_code == 400
    assert {"kanaal", "beantwoord_op"} <= set(page_of(without).ids)
    done = desk.post(path, {**given, "_namens": "B. Buurt", "_kanaal": "telefoon", "_beantwoord_op": "26-10-2026"})
    assert done.status_code == 302, text_of(done)
    assert "namens B. Buurt (via telefoon)" in re.sub(r"\s+", " ", desk.found(path))


def test_a_decision_shows_its_question_and_no_case(escalated: tuple[Building, str]) -> None:
    desk = escalated[0].desk("u-weth-l")
    text = desk.found(open_task(desk, "Bestuurlijk besluit"))
    assert "De beslisvraag" in text
    assert story.PREPARED["beslisvraag"] in text
    assert story.REGISTRATION["jeugdige_voornaam"] not in text
    assert "De vraag in eigen woorden" not in text


def test_a_task_is_given_to_somebody_else_with_a_reason(first_contact: tuple[Building, Desk, str]) -> None:
    building, _, path = first_contact
    desk = building.desk("u-sec")
    text = desk.found(path)
    other = re.search(r'<option value="(\d+)">B. Fictie', text)
    assert other
    assert desk.post(f"{path}/toewijzen", {"aan": other[1], "reden": ""}).status_code == 400
    assert desk.post(f"{path}/toewijzen", {"aan": other[1], "reden": "Vakantie"}).status_code == 302
    assert path in building.desk("u-pr2").found("/werklijst")


def test_somebody_elses_task_is_not_found(first_contact: tuple[Building, Desk, str]) -> None:
    building, _, path = first_contact
    for who in ("u-pr-e", "u-beheer-m", "u-weth-l"):
        assert building.desk(who).get(path).status_code == 404
