"""What somebody types is never lost."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Until

pytestmark = pytest.mark.browser
WORDS = "Mees wil naar school, en rust thuis."
KEPT = re.compile("Concept bewaard")


def say_what_is_asked(page: Page) -> None:
    page.get_by_label("Wat is de vraag nu?").fill(WORDS)
    page.get_by_role("group", name="Hebt u de melder gesproken?").get_by_label("Ja").check()


def expect_what_was_said(page: Page) -> None:
    expect(page.get_by_label("Wat is de vraag nu?")).to_have_value(WORDS)
    expect(page.get_by_role("group", name="Hebt u de melder gesproken?").get_by_label("Ja")).to_be_checked()


def leave_and_come_back(page: Page) -> None:
    address = page.url
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Zaken").click()
    expect(page.get_by_role("heading", level=1, name="Zaken")).to_be_visible()
    page.goto(address)


def test_what_is_typed_is_there_when_one_comes_back(people_until: Until) -> None:
    page = people_until("eerste_contact").open_task("u-pr1", "eerste_contact")
    say_what_is_asked(page)
    expect(page.locator("[data-conceptregel]")).to_have_text(KEPT)
    leave_and_come_back(page)
    expect_what_was_said(page)


def test_what_is_typed_is_there_after_leaving_at_once(people_until: Until) -> None:
    people = people_until("eerste_contact")
    page = people.open_task("u-pr1", "eerste_contact")
    address = page.url
    page.get_by_label("Wat is de vraag nu?").fill(WORDS)
    page.goto(f"{people.address}/zaken")
    page.goto(address)
    for _ in range(20):  # what the page sent while it closed may arrive after the next page was asked for
        if page.get_by_label("Wat is de vraag nu?").input_value() == WORDS:
            break
        page.reload()
    expect(page.get_by_label("Wat is de vraag nu?")).to_have_value(WORDS)


def test_what_is_typed_is_kept_when_completing_is_refused(people_until: Until) -> None:
    page = people_until("eerste_contact").open_task("u-pr1", "eerste_contact")
    say_what_is_asked(page)
    page.get_by_role("button", name="Taak afronden").click()
    expect(page.locator("[data-fouten]")).to_be_focused()
    expect_what_was_said(page)
    leave_and_come_back(page)
    expect_what_was_said(page)


def test_an_answer_given_while_the_draft_is_being_saved_is_saved_too(people_until: Until) -> None:
    page = people_until("eerste_contact").open_task("u-pr1", "eerste_contact")
    held: list[Route] = []
    page.route("**/concept", lambda route: held.append(route), times=1)
    with page.expect_request("**/concept"):
        page.get_by_role("group", name="Hebt u de melder gesproken?").get_by_label("Ja").check()
    page.get_by_role("group", name="Hebt u het gezin gesproken?").get_by_label("Nee, en de reden").check()
    with page.expect_response("**/concept"):
        held[0].continue_()
    expect(page.get_by_label("Waarom is het gezin niet gesproken?")).to_be_visible()
    leave_and_come_back(page)
    expect(page.get_by_label("Nee, en de reden staat hieronder")).to_be_checked()


def test_without_a_connection_the_answers_stay_on_the_device_until_it_is_back(people_until: Until) -> None:
    page = people_until("eerste_contact").open_task("u-pr1", "eerste_contact")
    page.context.set_offline(True)
    say_what_is_asked(page)
    expect(page.locator("[data-conceptregel]")).to_contain_text("Uw antwoorden staan op dit apparaat.")
    page.context.set_offline(False)
    expect(page.locator("[data-conceptregel]")).to_have_text(KEPT)
    page.reload()
    expect_what_was_said(page)


def test_answers_that_only_the_device_has_are_offered_back(people_until: Until) -> None:
    page = people_until("eerste_contact").open_task("u-pr1", "eerste_contact")
    page.route("**/concept", lambda route: route.abort())
    say_what_is_asked(page)
    expect(page.locator("[data-conceptregel]")).to_contain_text("Uw antwoorden staan op dit apparaat.")
    page.unroute("**/concept")
    page.reload()
    page.get_by_role("button", name="Zet ze terug").click()
    expect(page.locator("[data-conceptregel]")).to_have_text(KEPT)
    expect_what_was_said(page)


def test_who_logs_out_leaves_no_answers_on_the_device(people_until: Until) -> None:
    page = people_until("eerste_contact").open_task("u-pr1", "eerste_contact")
    page.route("**/concept", lambda route: route.abort())
    say_what_is_asked(page)
    expect(page.locator("[data-conceptregel]")).to_contain_text("Uw antwoorden staan op dit apparaat.")
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_text("U bent uitgelogd.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
