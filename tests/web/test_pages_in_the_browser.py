"""Pages as people meet them: nothing breaks the content policy, and danger shows whom to call."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.story.names import mail_of
from tests.story.serving import serving
from tests.web.desk import Building

pytestmark = pytest.mark.browser
# A page may take its time on a busy machine.
expect.set_options(timeout=20_000)


@pytest.fixture
def service(escalated: tuple[Building, str]) -> Iterator[tuple[str, str]]:
    """Address of a running service, and the number of its case."""
    building, number = escalated
    with serving(building.world) as address:
        yield address, number


def new_page(browser: Browser, width: int = 1280) -> Page:
    return browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL").new_page()


def log_in(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/inloggen?account={mail_of(who)}")
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", level=1, name="Werklijst")).to_be_visible()


def test_no_script_or_style_of_ours_breaks_the_content_policy(browser: Browser, service: tuple[str, str]) -> None:
    address, number = service
    page, said = new_page(browser), list[str]()
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    log_in(page, address, "u-pr1")
    page.goto(f"{address}/zaken/{number}")
    expect(page.locator(".diagram__hier").first).to_be_visible()
    page.goto(f"{address}/aanmelden/lindervoort")
    assert said == []
    page.context.close()


def test_the_diagram_says_where_the_case_is_and_keeps_the_mark_of_its_makers(
    browser: Browser, service: tuple[str, str]
) -> None:
    address, number = service
    for width in (1280, 320):
        page = new_page(browser, width)
        log_in(page, address, "u-pr1")
        page.goto(f"{address}/zaken/{number}")
        part = page.locator("[data-diagram]").first
        expect(part.locator(".diagram__hier")).to_have_text("Hier bent u")
        expect(part.locator(".hier")).to_have_attribute("data-element-id", "stap_monitoring")
        expect(part.locator(".bjs-powered-by")).to_be_visible()
        expect(part.get_by_text("Hier bent u: «Monitoren»")).to_be_visible()
        page.context.close()


def test_danger_shows_the_numbers_at_once(browser: Browser, service: tuple[str, str]) -> None:
    page = new_page(browser)
    page.goto(f"{service[0]}/aanmelden/lindervoort")
    numbers = page.get_by_role("alert").filter(has_text="Bel nu")
    expect(numbers).to_be_hidden()
    page.locator("#veld-veiligheid_acuut").check()
    expect(numbers).to_be_visible()
    page.context.close()
