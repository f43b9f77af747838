"""Filling in a form as a person does: what is asked shows, it is answered, and then more may be asked."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Locator, Page, Response, expect

from tests.story.answers import Data

SHOWS = 15_000  # milliseconds: the server decides which questions are asked


def fill_in(page: Page, answers: Data) -> None:
    """Answer these questions in the order of the page; a question that only shows after an answer is waited for."""
    form = page.locator("form#formulier")
    on_page = form.locator("[data-veld]").evaluate_all("fields => fields.map(field => field.dataset.veld)")
    unknown = set(answers) - set(on_page) - set(_hidden(form))
    assert not unknown, f"the page does not ask {unknown}"
    for name in (one for one in on_page if one in answers):
        question = form.locator(f'[data-veld="{name}"]')
        expect(question, f"the question {name} never shows").to_be_visible(timeout=SHOWS)
        _answer(question, name, answers[name])


def send(page: Page, button: str) -> Response:
    """Send the form, and stop at a refusal with what the page says about it; returns the page that came instead."""
    with page.expect_navigation(wait_until="domcontentloaded") as arrival:
        page.get_by_role("button", name=button, exact=True).click()
    refusal = page.locator("[data-fouten]")
    assert refusal.count() == 0, f"{page.url}: {refusal.inner_text()}"
    return arrival.value


def _hidden(form: Locator) -> list[str]:
    names: list[str] = form.locator("input[type=hidden]").evaluate_all("inputs => inputs.map(input => input.name)")
    return names


def _answer(question: Locator, name: str, value: Any) -> None:
    if isinstance(value, Sequence) and not isinstance(value, str):
        if question.locator("[data-lijst]").count():
            _fill_rows(question, name, value)
        else:
            _tick(question, name, value)
    else:
        _answer_one(question, name, value)


def _tick(question: Locator, name: str, wanted: Sequence[str]) -> None:
    for box in question.locator(f'input[type=checkbox][name="{name}"]').all():
        box.set_checked(box.get_attribute("value") in wanted)


def _fill_rows(question: Locator, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    shown = question.locator("[data-rijen] > [data-rij]")
    while shown.count() > len(rows):
        shown.last.locator("[data-rij-weg]").click()
    while shown.count() < len(rows):
        question.locator("[data-rij-erbij]").click()
    for row, values in zip(shown.all(), rows, strict=True):
        number = (row.get_attribute("id") or "").rsplit("-", 1)[-1]
        for column, value in values.items():
            _answer_one(row, f"{name}.{number}.{column}", value)


def _answer_one(place: Locator, name: str, value: Any) -> None:
    text = _typed(value)
    field = place.locator(f'[name="{name}"]')
    kind = field.first.evaluate("field => field.type")
    if kind == "radio":
        place.locator(f'[name="{name}"][value="{text}"]').check()
    elif kind == "select-one":
        field.select_option(text)
    else:
        field.fill(text)


def _typed(value: Any) -> str:
    """What a person types or chooses: ja and nee, 24-11-2026."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3-\2-\1", str(value))
