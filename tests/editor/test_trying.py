"""Trying a change with time travel: as somebody who never saw code does it, with a browser."""

import pytest
from playwright.sync_api import Locator, Page, expect

from service.usecases.ways.draft_files import read_file, save_file
from tests.browser.keyboard import Keyboard
from tests.editor.conftest import AUTHOR, Sit
from tests.web.looking import overflow, small_targets, violations
from tests.world import World

pytestmark = pytest.mark.browser
TRIAGE = "ret_triage"
NEW_NAME = b'name="Triage: wat is er nodig?"'


def change(world: World, key: str) -> None:
    """Another name for a task, and two working days more for it."""
    with world.factory.write(world.actor(AUTHOR)) as work:
        found = read_file(work, key, "diagram", TRIAGE)
        content = found.content.replace(b'name="Triage: criteria en uitkomst"', NEW_NAME)
        assert content != found.content
        save_file(work, key, "diagram", TRIAGE, content, found.revision)


def test_a_change_is_tried_task_by_task_and_moment_by_moment(sit: Sit, drafted: tuple[World, str]) -> None:
    change(*drafted)
    studio = sit(AUTHOR)
    page = studio.page
    page.goto(f"{studio.address}/werkwijzen/ontwerpen/{studio.draft}")
    page.get_by_role("link", name="Proefdraaien met een voorbeeldzaak").click()
    expect(page.get_by_text("Nog niet geprobeerd")).to_be_visible()
    page.get_by_label("Wat wilt u proberen?").select_option("Triage: beoordelen en besluit berichten")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Dag", exact=True).fill("7-9-2026")
    page.get_by_role("button", name="Beginnen").last.click()
    expect(clock(page)).to_contain_text("maandag 7 september 2026")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Triage: wat is er nodig?"))
    expect(card).to_contain_text("Triagist")
    travel(page)
    answer(page)
    look(page)
    assert [line for line in studio.strange if "400 (BAD REQUEST)" not in line] == [], "only what was refused"


def clock(page: Page) -> Locator:
    return page.get_by_role("region", name="Klok van deze proef")


def travel(page: Page) -> None:
    """To the day the task expires, and a step back."""
    ahead = page.get_by_role("region", name="Tijd vooruit")
    expect(ahead).to_contain_text("E-mail aan Voorzitter Proef: «Triagebesluit te laat")
    ahead.get_by_role("button", name="Spring naar het volgende moment").click()
    expect(clock(page)).to_contain_text("maandag 14 september 2026")
    expect(page.get_by_role("region", name="Wat er net gebeurde")).to_contain_text("termijn verstreken")
    post = page.get_by_role("region", name="Berichten die verstuurd zouden zijn")
    post.get_by_text("Triagebesluit te laat").first.click()
    expect(post).to_contain_text("(manager)")
    page.get_by_role("button", name="Eén stap terug").click()
    expect(clock(page)).to_contain_text("maandag 7 september 2026")


def answer(page: Page) -> None:
    """The task, first wrong and then right, by keyboard; the way it went is in the drawing."""
    keys = Keyboard(page)
    keys.press(page.get_by_role("link", name="Doe deze taak als triagist"))
    keys.choose(page.get_by_role("group", name="Uitkomst"), "Niet opgepakt, met reden")
    keys.press(page.get_by_role("button", name="Taak afronden als triagist"))
    expect(page.locator("[data-fouten]")).to_be_focused()
    keys.choose(page.get_by_role("group", name="Uitkomst"), "Procesregie: een gezamenlijk overleg en een plan")
    keys.press(page.get_by_role("button", name="Taak afronden als triagist"))
    expect(page.get_by_text("Afgelopen", exact=True).first).to_be_visible()
    expect(page.locator(".djs-connection.gehad").first).to_be_attached()


def look(page: Page) -> None:
    """Wide and narrow, with everything open."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert violations(page) == []
        assert overflow(page) == 0
        assert small_targets(page) == []
