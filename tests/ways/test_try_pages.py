"""The pages on which a draft is tried: a walk without scripts, what is refused, and what breaks."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.ways.conftest import APPROVER, AUTHOR, ELSEWHERE, Desk
from tests.web.desk import Building, page_of, posted, text_of
from tests.web.desk import Desk as Pages
from tests.world import World

DRAFT = "/werkwijzen/ontwerpen/ontwerp-meerwolde-1"
TRY = f"{DRAFT}/proberen"
# Counting from something that is no day.
BREAKING = b'termijn("T21", triagebesluit_op)', b'termijn("T21", urgentie)'


@pytest.fixture
def building(world: World) -> Building:
    return Building(world)


class Walk:
    """Somebody who walks through an example with a browser that has no scripts."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def begin(self, **changed: str) -> str:
        """Send the form of the start as it stands; gives the address of the example."""
        shown = self.pages.get(f"{TRY}/nieuw", proces="ret_procesregie")
        sent = {**filled_in(shown), **changed}
        answer = self.pages.post(f"{TRY}/nieuw", sent)
        assert answer.status_code == 302, text_of(answer)
        return str(answer.headers["Location"])

    def task(self, address: str, name: str) -> str:
        """Where the task with this name is done."""
        shown = self.pages.found(address)
        card = shown[shown.index(f">{name}</h3>") :]
        found = re.search(r'href="([^"]+/taken/\d+)"', card)
        assert found, name
        return found[1]

    def do(self, address: str, name: str, **changed: object) -> TestResponse:
        """Send a task as it is filled in, but for what is changed."""
        path = self.task(address, name)
        return self.pages.post(path, {**filled_in(self.pages.get(path)), **posted(changed)})

    def press(self, address: str, act: str, **fields: str) -> TestResponse:
        return self.pages.post(f"{address}/{act}", {**filled_in(self.pages.get(address)), **fields})


def filled_in(answer: TestResponse) -> dict[str, object]:
    """What the forms of a page hold, as a browser would send it."""
    html = text_of(answer)
    found: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]+>", html):
        given = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if given.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        name, value = given.get("name", "__n__"), given.get("value", "")
        if given.get("type") == "checkbox":
            found[name] = [*found.get(name, ()), value]  # type: ignore[misc]
        elif "__n__" not in name:
            found.setdefault(name, value)
    for name, text in re.findall(r'<textarea[^>]+name="([^"]+)"[^>]*>([^<]*)', html):
        found[name] = text
    for name, options in re.findall(r'<select[^>]+name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_a_draft_is_tried_through_the_pages_and_nothing_is_lost_on_the_way(desk: Desk, building: Building) -> None:
    desk.start()
    author = building.desk(AUTHOR)
    assert f'href="{TRY}"' in author.found(DRAFT)
    assert "Een hele zaak, van aanmelding tot afsluiten" in author.found(TRY)
    walk = Walk(author)
    address = walk.begin(_dag="7-9-2026")
    shown = author.found(address)
    assert "maandag 7 september 2026" in shown
    assert "Doe deze taak als triagist" in shown
    refused = walk.do(address, "Contact met melder en gezin", vraag_verhelderd="", gezin_gesproken="nee_met_reden")
    assert refused.status_code == 400
    assert "Er is nog iets te doen" in text_of(refused)
    assert re.search(r'value="nee_met_reden" checked', text_of(refused)), "what was filled in stays"
    walk_on(walk, address)
    drawing = author.get(f"{address}/diagram/ret_triage.bpmn")
    assert drawing.mimetype == "application/xml"
    assert author.get(f"{address}/diagram/bestaat_niet.bpmn").status_code == 404
    walk.press(f"{TRY}/2", "weg")
    assert author.get(f"{TRY}/2").status_code == 404


def walk_on(walk: Walk, address: str) -> None:
    """A task, the clock, and steps that are refused or taken back."""
    author = walk.pages
    done = walk.do(address, "Contact met melder en gezin")
    after = author.found(done.headers["Location"])
    assert "Wat er net gebeurde" in after
    assert "«Contact met melder en gezin» is afgerond" in after
    jumped = author.found(walk.press(address, "verder").headers["Location"])
    assert "Triagebesluit te laat" in jumped, "the message that would have been sent"
    assert "maandag 14 september 2026" in jumped
    assert "Stap 2" in jumped
    assert walk.press(address, "naar", dag="1-9-2026").status_code == 409
    assert "Vul een dag in" in text_of(walk.press(address, "naar", dag="straks"))
    walk.press(address, "terug")
    assert "Stap 2" not in author.found(address)
    stale = author.post(f"{address}/verder", {"_revisie": "1"})
    assert (stale.status_code, "intussen een stap gezet" in text_of(stale)) == (409, True)
    assert walk.press(address, "opnieuw").headers["Location"] == f"{TRY}/2"
    drawing = author.get(f"{address}/diagram/ret_triage.bpmn")
    assert (drawing.mimetype, author.get(f"{address}/diagram/bestaat_niet.bpmn").status_code) == (
        "application/xml",
        404,
    )
    walk.press(f"{TRY}/2", "weg")
    assert author.get(f"{TRY}/2").status_code == 404


def test_where_a_draft_breaks_is_said_with_a_link_to_that_element(desk: Desk, building: Building) -> None:
    draft = desk.start()
    desk.replace(draft, *BREAKING, file=("diagram", "ret_triage"))
    author = building.desk(AUTHOR)
    walk = Walk(author)
    address = walk.begin()
    walk.do(address, "Contact met melder en gezin")
    broken = walk.do(address, "Triage: criteria en uitkomst")
    assert "Hier loopt het ontwerp vast" in text_of(broken)
    assert f"{DRAFT}/diagram/ret_triage?element=besluit_berichten" in page_of(broken).links
    assert "Procesregisseur" in text_of(broken), "the form is still there, as it was filled in"
    assert "Triage: criteria en uitkomst</h3>" in author.found(address)
    desk.replace(draft, *reversed(BREAKING), file=("diagram", "ret_triage"))
    assert "Het ontwerp is intussen gewijzigd" in author.found(address)
    desk.replace(draft, b'id="gezin_bellen"', b'id="Gezin bellen"')
    assert "Dit ontwerp kan nu niet lopen" in author.found(TRY)


def test_a_dry_run_is_for_who_works_on_the_draft(desk: Desk, building: Building) -> None:
    desk.start()
    address = Walk(building.desk(AUTHOR)).begin()
    assert "Proef" in building.desk(APPROVER).found(address)
    for who in (ELSEWHERE, "u-pr1"):
        other = building.desk(who)
        for path in (TRY, address, f"{address}/taken/1", f"{address}/diagram/ret_triage.bpmn", f"{TRY}/nieuw"):
            assert other.get(path).status_code == 404, (who, path)
        for act in ("verder", "naar", "terug", "opnieuw", "weg", "handeling/intrekken", "taken/1"):
            assert other.post(f"{address}/{act}").status_code == 404, (who, act)
    assert building.visitor().get(address).status_code == 302


def test_an_example_is_kept_as_a_scenario_and_done_again_on_the_page(desk: Desk, building: Building) -> None:
    desk.start()
    author = building.desk(AUTHOR)
    walk = Walk(author)
    address = walk.begin()
    assert "Doe eerst een taak" in author.found(address)
    walk.do(address, "Contact met melder en gezin")
    shown = author.found(address)
    assert "De taak «Contact met melder en gezin» komt open te staan (triagist)" in shown
    refused = walk.press(address, "scenario", naam="Eerste contact", bewijst="", verwacht="taken.0")
    assert (refused.status_code, "Schrijf in één zin" in text_of(refused)) == (400, True)
    assert 'value="Eerste contact"' in text_of(refused)
    said = {"naam": "Eerste contact", "bewijst": "De triagist belt eerst.", "verwacht": "taken.0"}
    assert walk.press(address, "scenario", **said).headers["Location"] == f"{TRY}#scenarios"
    listed = author.found(TRY)
    assert "De triagist belt eerst." in listed
    assert "Na de laatste wijziging nog niet gelopen" in listed
    assert "1 scenario gelopen: alles klopt." in text_of(author.post(f"{TRY}/scenarios/lopen"))
    author.post(f"{TRY}/scenarios/eerste_contact/weg")
    assert "De triagist belt eerst." not in author.found(TRY)
    assert building.desk("u-pr1").post(f"{TRY}/scenarios/lopen").status_code == 404
