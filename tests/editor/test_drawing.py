"""The editor of diagrams: two people at once, a page in Dutch that axe likes, a narrow screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.editor.conftest import AUTHOR, COLLEAGUE, Sit
from tests.editor.studio import Studio
from tests.web.looking import overflow, violations

pytestmark = pytest.mark.browser
PLAN = "ret_plan_opstellen"
ENGLISH = re.compile(
    r"\b(the|and|with|create|append|add|activate|search|delete|remove|change|task|event|toggle|flow|lane|pool|"
    r"participant|simulation|token|process|finished|pause|speed|boundary|message|sub-process|close|found|results?)\b",
    re.IGNORECASE,
)
# The mark of bpmn.io stays as it is: the licence of bpmn-js asks so.
_SHOWN = """() => [...document.querySelectorAll('[data-editor] *')]
  .filter(one => !one.closest('.bjs-powered-by') && !one.closest('.djs-visual, datalist, option, code, script'))
  .flatMap(one => [one.title, one.getAttribute?.('aria-label'), one.getAttribute?.('placeholder'),
    ...[...one.childNodes].filter(child => child.nodeType === 3).map(child => child.textContent)])
  .filter(text => typeof text === 'string' && text.trim())"""


def test_who_is_overtaken_is_told_and_keeps_everything_in_a_copy(sit: Sit) -> None:
    first, second = sit(AUTHOR), sit(COLLEAGUE)
    first.open(PLAN)
    second.open(PLAN)
    expect(second.page.locator("[data-anderen]")).to_contain_text("R. Regiobeheer Zandrug")
    first.choose("plan_maken")
    first.fill("Naam", "Plan maken met het gezin")
    first.saved()
    second.choose("plan_maken")
    second.fill("Naam", "Plan samen maken")
    asked = second.page.get_by_role("dialog")
    expect(asked).to_contain_text("R. Regiobeheer Zandrug heeft dit bestand bewaard")
    asked.get_by_role("button", name="Mijn versie bewaren als kopie").click()
    expect(second.page.get_by_role("link", name=re.compile("kopie van Q. Goedkeurder"))).to_be_visible()
    expect(second.page.locator("[data-klaar]")).to_be_visible()
    expect(second.shape("plan_maken")).to_contain_text("Plan samen")
    first.page.reload()
    expect(first.page.locator("[data-klaar]")).to_be_visible()
    expect(first.shape("plan_maken")).to_contain_text("Plan maken met")


def test_nothing_on_the_page_is_english_and_axe_finds_nothing(sit: Sit) -> None:
    studio = sit(AUTHOR)
    studio.open(PLAN)
    studio.verdict("De toets vindt")
    page, seen = studio.page, set[str]()
    assert violations(page) == []
    assert overflow(page) == 0
    for element in (f"pool_{PLAN}", f"lane_{PLAN}_procesregisseur", "begin", "plan_maken", "t_plan_herinnering",
                    "gw_gezin_past", "plan_vastleggen", "wachten_op_instemming", "end_concept_gereed"):  # fmt: skip
        look_around(studio, element, seen)
    page.get_by_role("button", name="Toevoegen…").click()
    page.keyboard.type("taak")
    expect(page.locator(".djs-popup-search-count")).to_be_visible()
    seen.update(popup(page))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Zoeken").click()
    seen.update(page.evaluate(_SHOWN))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Simulatie").click()
    expect(page.locator(".bts-palette")).to_be_visible()
    seen.update(page.evaluate(_SHOWN))
    assert sorted(text for text in seen if ENGLISH.search(text)) == []
    assert page.evaluate("document.documentElement.dataset.onvertaald") is None
    assert len(seen) > 100
    assert studio.strange == []


def look_around(studio: Studio, element: str, seen: set[str]) -> None:
    """The panel and the menus of an element."""
    studio.choose(element)
    seen.update(studio.page.evaluate(_SHOWN))
    for action in ("replace", "append"):
        button = studio.page.locator(f'.djs-context-pad [data-action="{action}"]')
        if button.count():
            button.click()
            expect(studio.page.locator(".djs-popup")).to_be_visible()
            seen.update(studio.page.evaluate(_SHOWN))
            seen.update(popup(studio.page))
            studio.page.keyboard.press("Escape")


def popup(page: Page) -> list[str]:
    """The menu hangs outside the editor."""
    texts: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.djs-popup *')].flatMap(one => [one.title, one.childElementCount"
        " ? '' : one.textContent]).filter(text => text && text.trim())"
    )
    return texts


def test_a_narrow_screen_shows_the_diagram_and_the_way_to_the_steps(sit: Sit) -> None:
    studio = sit(AUTHOR)
    studio.page.set_viewport_size({"width": 320, "height": 800})
    studio.open(PLAN)
    expect(studio.page.get_by_text("Tekenen gaat op een breder scherm")).to_be_visible()
    expect(studio.page.locator(".bjs-powered-by")).to_be_visible()
    assert violations(studio.page) == []
    assert overflow(studio.page) == 0
