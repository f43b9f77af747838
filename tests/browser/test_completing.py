"""Completing a task that somebody else was quicker with, that has mistakes, or that the service trips over."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from handlers import catalogue
from service.domain.actors import SYSTEM
from service.usecases.case_reads import get_case
from service.usecases.incidents import list_incidents
from tests.browser.conftest import Until
from tests.story.answers import FIRST_CONTACT, PLAN
from tests.story.hands import fill_in

pytestmark = pytest.mark.browser


def test_of_two_people_the_second_reads_who_was_first_and_what_they_typed_themselves(people_until: Until) -> None:
    people = people_until("eerste_contact")
    slower = people.open_task("u-pr2", "eerste_contact", claim=False)
    fill_in(slower, {**FIRST_CONTACT, "vraag_verhelderd": "Mijn eigen woorden"})
    people.complete("u-pr1", "eerste_contact", FIRST_CONTACT)
    slower.get_by_role("button", name="Taak afronden").click()
    expect(slower.get_by_role("heading", level=1)).to_have_text("Iemand was u voor")
    expect(slower.get_by_role("main")).to_contain_text("door A. Proef op maandag 7 september 2026")
    expect(slower.get_by_role("main")).to_contain_text("Mijn eigen woorden")
    slower.get_by_role("link", name="Bekijk wat er is ingevuld").click()
    expect(slower.get_by_role("main")).to_contain_text(str(FIRST_CONTACT["vraag_verhelderd"]))


def break_the_plan(page: Page) -> None:
    """Three mistakes: nothing that is needed, a goal without a measure, an amount that is none."""
    fill_in(page, PLAN)
    page.get_by_label("Wat is nodig?").fill("")
    page.locator('[name="doelen.0.maat"]').fill("")
    page.locator('[name="financiering.0.bedrag"]').fill("veel")


def test_three_mistakes_in_a_plan_give_three_sentences_each_at_its_field(people_until: Until) -> None:
    page = people_until("plan_maken").open_task("u-pr1", "plan_maken")
    break_the_plan(page)
    page.get_by_role("button", name="Taak afronden").click()
    summary = page.locator("[data-fouten]")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Fout: Plan opstellen – Procesregie")
    assert summary.get_by_role("link").count() == 3, summary.inner_text()
    for name in ("nodig", "doelen.0.maat", "financiering.0.bedrag"):
        field = page.locator(f'[name="{name}"]')
        expect(field).to_have_attribute("aria-invalid", "true")
        sentence = page.locator(f"#veld-{name.replace('.', '-')}-fout")
        expect(sentence).to_be_visible()
        said = sentence.inner_text().removeprefix("Fout:").strip()
        summary.get_by_role("link", name=said).click()
        expect(field).to_be_focused()


def test_a_plan_with_mistakes_keeps_every_answer(people_until: Until) -> None:
    page = people_until("plan_maken").open_task("u-pr1", "plan_maken")
    break_the_plan(page)
    page.get_by_role("button", name="Taak afronden").click()
    expect(page.locator("[data-fouten]")).to_be_focused()
    expect(page.locator('[name="financiering.0.bedrag"]')).to_have_value("veel")
    expect(page.locator('[name="doelen.0.eigenaar"]')).to_have_value("B. Buurt")
    expect(page.locator('[name="doelen.0.streefdatum"]')).to_have_value("15-01-2027")
    expect(page.locator('[name="passend_gezin"][value="ja"]')).to_be_checked()


def test_when_a_step_fails_nothing_is_half_done_and_the_answers_are_kept(
    people_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = people_until("plan_maken")
    with people.world.factory.read(people.world.actor("u-pr1")) as work:
        before = get_case(work, people.number)
    with monkeypatch.context() as broken:
        trip_over(broken, "plan_vastleggen", "the printer is on fire")
        page = people.open_task("u-pr1", "plan_maken")
        address = page.url
        fill_in(page, PLAN)
        page.get_by_role("button", name="Taak afronden").click()
        refusal = page.locator("[data-fouten]")
        expect(refusal).to_contain_text("Er ging iets mis bij deze stap. Er is niets half gedaan")
        expect(refusal).not_to_contain_text("fire")
    with people.world.factory.read(people.world.actor("u-pr1")) as work:
        after = get_case(work, people.number)
    history = [event for event in after.timeline if event.kind != "incident"]
    # Opening the task marked it as read; nothing else may differ.
    unopened, opened = ([replace(task, unread=False) for task in case.tasks] for case in (before, after))
    assert replace(after, incidents=[], timeline=history, tasks=opened) == replace(before, tasks=unopened)
    with people.world.factory.read(SYSTEM) as work:
        (incident,) = list_incidents(work)
    assert (incident.case_number, incident.open) == (people.number, True)
    assert "the printer is on fire" in str(incident.cause)
    page.goto(address)
    expect(page.get_by_label("Wat is nodig?")).to_have_value(str(PLAN["nodig"]))
    expect(page.locator('[name="financiering.0.bedrag"]')).to_have_value("18000")


def test_after_a_failed_step_the_case_says_so_until_the_task_is_done_after_all(
    people_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = people_until("plan_maken")
    with monkeypatch.context() as broken:
        trip_over(broken, "plan_vastleggen", "the printer is on fire")
        page = people.open_task("u-pr1", "plan_maken")
        fill_in(page, PLAN)
        page.get_by_role("button", name="Taak afronden").click()
        expect(page.locator("[data-fouten]")).to_be_focused()
        expect(people.open_case("u-pr1").get_by_text("Er wordt naar deze zaak gekeken")).to_be_visible()
    people.complete("u-pr1", "plan_maken", {})
    expect(people.open_case("u-pr1").get_by_text("Er wordt naar deze zaak gekeken")).to_have_count(0)


def trip_over(monkeypatch: pytest.MonkeyPatch, name: str, cause: str) -> None:
    """Let this building block fail in a way nobody foresaw."""

    def fail(_step: Any, **_parameters: Any) -> dict[str, Any]:
        raise RuntimeError(cause)

    registry = catalogue()
    found = registry.find(name)
    assert found is not None
    monkeypatch.setitem(registry._handlers, name, replace(found, function=fail))
