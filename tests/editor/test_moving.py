"""The operator moves ten running cases to a new way of working: looks, moves, reads what was refused, puts back."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.editor.conftest import desks
from tests.process.play import Play
from tests.story import answers as story
from tests.ways.another import CHECK, OTHER_STEP, another
from tests.web.looking import overflow, violations
from tests.world import World

pytestmark = pytest.mark.browser
OPERATOR = "u-operator"
WHY = "De regio bespreekt de voortgang voortaan samen."


def test_ten_cases_are_looked_at_moved_but_one_and_put_back(world: World, browser: Browser) -> None:
    play = Play(world).to_monitoring()
    refused, others = play.number, []
    for _ in range(9):
        play.register()
        others.append(play.number)
    another(world, "anders-1", {CHECK: OTHER_STEP})
    with desks(world, browser) as sit:
        operator = sit(OPERATOR)
        page = operator.page
        page.goto(f"{operator.address}/werklijst")
        page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Overzetten").click()
        look(page, refused, others)
        move(page)
        play.do("eerste_contact", story.FIRST_CONTACT)
        put_back(page, play.number)
        assert [said for said in operator.strange if "400" not in said] == [], "a refused page is no failure"


def look(page: Page, refused: str, others: list[str]) -> None:
    """Every case says what would happen to it; the one whose step is gone asks where it goes on."""
    page.get_by_label("Naar welke werkwijze?").select_option("anders-1")
    page.get_by_role("button", name="Bekijken wat er gebeurt").click()
    table = page.get_by_role("table", name="Zaken die over kunnen")
    for number in others:
        expect(table.get_by_role("row").filter(has_text=number)).to_contain_text("blijven staan")
    expect(table.get_by_role("row").filter(has_text=refused)).to_contain_text("bestaat niet meer")
    expect(table.get_by_label(refused)).to_have_count(0)
    expect(page.get_by_role("region", name="Open stappen die er niet meer zijn")).to_contain_text("1 zaak")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert overflow(page) == 0
    page.set_viewport_size({"width": 1280, "height": 900})


def move(page: Page) -> None:
    """Without a reason nothing happens; with one, nine go."""
    page.get_by_role("button", name="Zaken overzetten").click()
    expect(page.locator("[data-fouten]")).to_contain_text("Schrijf op waarom")
    page.get_by_label("Waarom?").fill(WHY)
    page.get_by_role("button", name="Zaken overzetten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ronde 1: overzetten naar anders-1")
    expect(page.get_by_text("9 van 9 zaken behandeld")).to_be_visible()
    expect(page.get_by_role("link", name="Verslag als CSV-bestand")).to_be_visible()
    page.get_by_role("navigation", name="Kruimelpad").get_by_role("link", name="Zaken overzetten").click()
    expect(page.get_by_text("Klaar, 9 van 9 gelukt")).to_be_visible()


def put_back(page: Page, changed: str) -> None:
    """All go back, but the one in which something happened since: the report says why."""
    page.get_by_role("link", name="Ronde 1: 9 zaken").click()
    again = page.get_by_role("region", name="Terugzetten")
    again.get_by_label("Waarom?").fill("Toch niet.")
    again.get_by_role("button", name="Alles terugzetten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ronde 2: terugzetten vanaf anders-1")
    report = page.get_by_role("table", name="Wat er van elke zaak kwam")
    expect(report.get_by_role("row").filter(has_text=changed)).to_contain_text("iets gebeurd")
    expect(page.get_by_text("Gedaan: 8")).to_be_visible()
