"""Pages as people meet them: drafts survive, the keyboard is enough, nothing breaks the content policy."""

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


def open_task(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/werklijst?toon=alles")
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


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


def test_what_is_typed_survives_a_lost_connection(browser: Browser, service: tuple[str, str]) -> None:
    page = new_page(browser)
    log_in(page, service[0], "u-pr1")
    open_task(page, service[0], "Belmoment met het gezin")
    remark, line = page.locator("#veld-opmerking"), page.locator("[data-conceptregel]")
    remark.fill("Moeder belt terug")
    expect(line).to_contain_text("Concept bewaard om")
    page.reload()
    expect(remark).to_have_value("Moeder belt terug")
    page.context.set_offline(True)
    remark.fill("Zij belde om tien uur")
    expect(line).to_contain_text("Uw antwoorden staan op dit apparaat")
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "Zij+belde+om+tien+uur" in kept
    page.context.set_offline(False)
    expect(line).to_contain_text("Concept bewaard om")
    assert page.evaluate("localStorage.length") == 0
    page.context.close()


def test_answers_that_only_this_device_has_are_offered_back(browser: Browser, service: tuple[str, str]) -> None:
    page = new_page(browser)
    log_in(page, service[0], "u-pr1")
    open_task(page, service[0], "Belmoment met het gezin")
    key = page.locator("#formulier").get_attribute("data-sleutel")
    kept = '{"at": "2026-10-20T08:00:00Z", "answers": "opmerking=Alleen+hier"}'
    page.evaluate("([key, kept]) => localStorage.setItem(`procesregie-concept:${key}`, kept)", [key, kept])
    page.reload()
    page.get_by_role("button", name="Zet ze terug").click()
    expect(page.locator("#veld-opmerking")).to_have_value("Alleen hier")
    expect(page.locator("[data-conceptregel]")).to_contain_text("Concept bewaard om")
    page.get_by_role("button", name="Uitloggen").click()
    assert page.evaluate("localStorage.length") == 0
    page.context.close()


def test_danger_shows_the_numbers_at_once(browser: Browser, service: tuple[str, str]) -> None:
    page = new_page(browser)
    page.goto(f"{service[0]}/aanmelden/lindervoort")
    numbers = page.get_by_role("alert").filter(has_text="Bel nu")
    expect(numbers).to_be_hidden()
    page.locator("#veld-veiligheid_acuut").check()
    expect(numbers).to_be_visible()
    page.context.close()


def test_the_keyboard_alone_logs_in_finds_a_task_and_saves_a_draft(browser: Browser, service: tuple[str, str]) -> None:
    page = new_page(browser)
    page.goto(f"{service[0]}/inloggen?account={mail_of('u-pr1')}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "#wachtwoord")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Werklijst")).to_be_visible()
    tab_to(page, ".werklijst__taak a")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline != "0px"
    page.keyboard.press("Enter")
    expect(page.locator("#formulier")).to_be_visible()
    tab_to(page, "#formulier textarea, #formulier input[type=text]")
    page.keyboard.type("Alleen met toetsen")
    expect(page.locator("[data-conceptregel]")).to_contain_text("Concept bewaard om")
    page.context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something that fits is focused."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")
