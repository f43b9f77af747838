"""Drawing a change: the review of a placement added to the plan, refused where it is wrong, until it may run."""

import re

import pytest
from playwright.sync_api import Page, expect

from service.usecases.ways.draft_checks import MISTAKE, check_draft
from service.usecases.ways.draft_files import read_file
from tests.editor.conftest import AUTHOR, COLLEAGUE, Sit
from tests.editor.studio import Studio
from tests.web.looking import overflow, violations
from tests.world import World

pytestmark = pytest.mark.browser
PLAN = "ret_plan_opstellen"
REVIEW, CHOICE = "uithuisplaatsing_toetsen", "akkoord_met_de_plaatsing"
ENGLISH = re.compile(
    r"\b(the|and|with|create|append|add|activate|search|delete|remove|change|task|event|toggle|flow|lane|pool|"
    r"participant|simulation|token|process|finished|pause|speed|boundary|message|sub-process|close)\b",
    re.IGNORECASE,
)
# The mark of bpmn.io stays as it is: the licence of bpmn-js asks so.
_SHOWN = """() => [...document.querySelectorAll('[data-editor] *')]
  .filter(one => !one.closest('.bjs-powered-by') && !one.closest('.djs-visual, datalist, option, code, script'))
  .flatMap(one => [one.title, one.getAttribute?.('aria-label'), one.getAttribute?.('placeholder'),
    ...[...one.childNodes].filter(child => child.nodeType === 3).map(child => child.textContent)])
  .filter(text => typeof text === 'string' && text.trim())"""


def test_a_review_is_drawn_refused_twice_and_then_may_run(sit: Sit, drafted: tuple[World, str]) -> None:
    studio = sit(AUTHOR)
    studio.open(PLAN)
    draw_review(studio)
    refused_without_lane(studio)
    refused_as_script(studio)
    fill_in_review(studio)
    draw_choice(studio)
    name_lane(studio)
    expect(studio.findings().filter(has_text="Fout")).to_have_count(0)
    studio.saved()
    assert studio.strange == []
    world, key = drafted
    with world.factory.read(world.actor(AUTHOR)) as work:
        assert [one for one in check_draft(work, key) if one.severity == MISTAKE] == []
        kept = read_file(work, key, "diagram", PLAN).content.decode()
    assert 'name="variabele.besluit" value="str; uithuisplaatsing_toetsen"' in kept
    assert 'name="planvalidatie"' not in kept
    assert 'name="verplicht" value="planvalidatie"' in kept, "what stood there stays"


def draw_review(studio: Studio) -> None:
    studio.place("create.task", "f_gw_gezin_past__gw_convenant", part=0.45)
    studio.rename("Uithuisplaatsing toetsen")
    expect(studio.shape(REVIEW)).to_be_visible()


def refused_without_lane(studio: Studio) -> None:
    studio.choose(f"lane_{PLAN}_procesregisseur")
    studio.pad("lane-insert-below")
    studio.choose(REVIEW)
    studio.pick("Wie doet dit?", "Baan zonder rol")
    expect(studio.findings().filter(has_text="Dit element ligt in geen baan")).to_have_count(1)


def refused_as_script(studio: Studio) -> None:
    studio.choose(REVIEW)
    studio.pad("replace")
    studio.menu("Scripttaak")
    expect(studio.findings().filter(has_text="Een scripttaak mag niet")).to_have_count(1)
    studio.page.get_by_role("button", name="Ongedaan maken").click()
    expect(studio.findings().filter(has_text="Een scripttaak mag niet")).to_have_count(0)


def fill_in_review(studio: Studio) -> None:
    studio.choose(REVIEW)
    studio.pad("replace")
    studio.menu("Taak met formulier")
    studio.pick("Formulier van deze taak", "Plan en financiering goedkeuren")
    studio.pick("Wanneer moet deze taak klaar zijn?", "Een aantal werkdagen")
    expect(studio.page.locator("#paneel code")).to_have_text("werkdagen(5, vandaag())")
    studio.field("Besluit (besluit)").check()


def draw_choice(studio: Studio) -> None:
    studio.place("create.exclusive-gateway", f"f_{REVIEW}__gw_convenant", part=0.25)
    studio.fill("Naam", "Akkoord met de plaatsing?")
    studio.choose(CHOICE)
    studio.pad("connect")
    studio.press("plan_maken")
    studio.jump(f"f_{CHOICE}__plan_maken")
    studio.fill("Naam", "nee")
    studio.fill("Uitdrukking", "besluit = 1")
    expect(studio.page.locator("#paneel-uitdrukking-fout")).to_contain_text("niet te lezen")
    studio.pick("Gegeven", "besluit")
    studio.pick("Waarde", "Afgewezen")
    studio.jump(f"f_{CHOICE}__gw_convenant")
    studio.fill("Naam", "ja")
    studio.field("In alle andere gevallen").check()


def name_lane(studio: Studio) -> None:
    lane = studio.page.locator('.djs-element[data-element-id^="Lane_"]').get_attribute("data-element-id")
    assert lane is not None
    studio.choose(lane)
    studio.pick("Rol van deze baan", "Gedragsdeskundige")


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
    for element in (f"lane_{PLAN}_procesregisseur", "begin", "plan_maken", "t_plan_herinnering", "gw_gezin_past",
                    "plan_vastleggen", "wachten_op_instemming", "end_concept_gereed"):  # fmt: skip
        look_around(studio, element, seen)
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
