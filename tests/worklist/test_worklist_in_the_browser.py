"""Choosing and dividing in the browser: axe finds nothing, it fits 320 px, the keyboard is enough."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from service.usecases.saved_filters import save_filter
from service.usecases.shapes import TaskFilter
from tests.story.names import mail_of
from tests.story.serving import serving
from tests.web.looking import overflow, small_targets, violations
from tests.worklist.heap import heap_up
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def address(office: World) -> Iterator[str]:
    """A running service with a heap of tasks and filters."""
    heap_up(office, 30)
    with office.factory.write(office.actor("u-sec")) as work:
        save_filter(work, "Te doen", TaskFilter(scope="alles", kind="doen"), "team-mz")
        save_filter(work, "Een lange naam voor wat nog wacht op een antwoord", TaskFilter(role="partij"))
    with serving(office) as found:
        yield found


def log_in(browser: Browser, address: str, width: int = 1280) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL").new_page()
    page.goto(f"{address}/inloggen?account={mail_of('u-sec')}")
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", level=1, name="Werklijst")).to_be_visible()
    return page


def ensure_fine(page: Page) -> None:
    assert violations(page) == [], page.url
    assert overflow(page) == 0, page.url
    assert small_targets(page) == [], page.url


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_are_accessible_and_fit(browser: Browser, address: str, width: int) -> None:
    page = log_in(browser, address, width)
    page.goto(f"{address}/werklijst?toon=alles&soort=doen")
    page.locator("summary", has_text="Dit filter bewaren").click()
    ensure_fine(page)
    page.locator("#kies-alles").check()
    page.get_by_role("button", name="Gekozen taken toewijzen").click()
    expect(page.locator("[data-fouten]")).to_be_focused()
    ensure_fine(page)
    page.goto(f"{address}/werklijst/filters")
    ensure_fine(page)
    page.context.close()


def test_with_the_keyboard_alone_all_tasks_of_a_page_go_to_somebody(browser: Browser, address: str) -> None:
    page = log_in(browser, address)
    page.goto(f"{address}/werklijst?toon=alles&soort=doen")
    boxes, line = page.locator("input[name=taak]"), page.locator("[data-gekozen]")
    expect(line).to_have_text("Er is nog geen taak gekozen.")
    page.locator("#kies-alles").focus()
    page.keyboard.press("Space")
    expect(line).to_have_text("Er zijn 25 taken gekozen.")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    expect(line).to_have_text("Er zijn 24 taken gekozen.")
    assert page.locator("#kies-alles").evaluate("box => box.indeterminate")
    page.get_by_role("link", name="Naar toewijzen").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#verdelen-account")).to_be_focused()
    page.keyboard.type("B. Fictie")
    page.keyboard.press("Tab")
    page.keyboard.type("Ziekte")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("24 taken zijn toegewezen aan B. Fictie.")
    page.context.close()
