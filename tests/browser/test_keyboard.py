"""Everything can be done without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Until
from tests.browser.keyboard import Keyboard, log_in
from tests.story.browser_driver import BrowserDriver
from tests.story.names import mail_of

pytestmark = pytest.mark.browser


def logged_in(people: BrowserDriver, who: str) -> Keyboard:
    page = people.visitor()
    page.goto(f"{people.address}/inloggen")
    keys = Keyboard(page)
    log_in(keys, mail_of(who), people.world.settings.demo_password)
    return keys


def open_from_worklist(keys: Keyboard, name: str) -> Page:
    page = keys.page
    keys.press(page.get_by_role("rowheader").get_by_role("link", name=name))
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    return page


def test_a_task_from_the_pool_is_taken_filled_in_and_completed_by_keyboard(people_until: Until) -> None:
    keys = logged_in(people_until("eerste_contact"), "u-pr1")
    page = keys.page
    keys.press(page.get_by_role("link", name="Taken van mijn team").first)
    expect(page.get_by_role("button", name="Oppakken")).to_be_visible()
    keys.press(page.get_by_role("button", name="Oppakken"))
    expect(page.get_by_text("U hebt de taak opgepakt.")).to_be_visible()
    keys.choose(page.get_by_role("group", name="Hebt u de melder gesproken?"), "Ja")
    keys.choose(page.get_by_role("group", name="Hebt u het gezin gesproken?"), "Nee, en de reden staat hieronder")
    expect(page.get_by_label("Waarom is het gezin niet gesproken?")).to_be_visible()
    keys.type(page.get_by_label("Waarom is het gezin niet gesproken?"), "Niet bereikt")
    keys.type(page.get_by_label("Wat is de vraag nu?"), "Mees wil naar school.")
    keys.choose(page.get_by_role("group", name="Zijn de toestemmingen vastgelegd?"), "Ja")
    keys.press(page.get_by_role("button", name="Taak afronden"))
    expect(page.get_by_role("status").filter(has_text="is afgerond")).to_be_visible()


def test_rows_are_added_filled_in_and_removed_by_keyboard(people_until: Until) -> None:
    keys = logged_in(people_until("partijen_bepalen"), "u-pr1")
    page = open_from_worklist(keys, "Wie zijn nodig")
    rows = page.get_by_role("group", name="Partijen").locator("[data-rij]")
    before = rows.count()
    keys.press(page.get_by_role("button", name="Partij toevoegen"))
    expect(rows).to_have_count(before + 1)
    expect(rows.last.get_by_label("Organisatie")).to_be_focused()
    keys.pick(rows.last.get_by_label("Organisatie"), "Stichting De Berk (fictief)")
    keys.type(rows.last.get_by_label("Persoon"), "Y. Berk")
    keys.press(rows.last.get_by_role("button", name="Verwijder"))
    expect(rows).to_have_count(before)
    assert page.evaluate("document.activeElement !== document.body"), "the focus is lost"


def test_the_first_stop_of_a_page_skips_to_the_content(people_until: Until) -> None:
    keys = logged_in(people_until("eerste_contact"), "u-pr1")
    page = keys.page
    page.goto(page.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_every_stop_on_the_page_of_a_case_shows_where_the_focus_is(people_until: Until) -> None:
    people = people_until("bestuurlijk_besluiten")
    page = people.open_case("u-pr1")
    keys = Keyboard(page)
    page.goto(page.url)
    keys.go_to(page.get_by_role("main").get_by_role("link").first)
    stops = 0
    while page.locator("footer :focus").count() == 0:
        keys.go_to(page.locator(":focus"))
        page.keyboard.press("Tab")
        stops += 1
        assert stops < 200, "Tab goes round in the page"
    assert stops > 20
