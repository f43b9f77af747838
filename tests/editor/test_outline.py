"""The same change as in the drawing, made in the list of steps."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from service.usecases.ways import outlines
from service.usecases.ways.draft_checks import MISTAKE, check_draft
from service.usecases.ways.draft_files import read_file
from service.usecases.work import Work
from tests.browser.keyboard import Keyboard
from tests.editor.conftest import AUTHOR, Sit
from tests.web.looking import overflow, violations
from tests.world import World

PLAN, ON, REVIEW = "ret_plan_opstellen", "f_gw_gezin_past__gw_convenant", "uithuisplaatsing_toetsen"
ANSWERS = {
    "soort": "userTask", "naam": "Uithuisplaatsing toetsen", "rol": "gedragsdeskundige", "formulier": "goedkeuren",
    "termijn_soort": "werkdagen", "dagen": "5", "met_keuze": "ja", "vraag": "Akkoord met de plaatsing?",
    "veld": "besluit", "waarde": "afgewezen", "ander_doel": "plan_maken",
}  # fmt: skip
# Remembers over pages whether anybody touched the mouse; a key that presses a button gives none of these.
_MOUSE = """for (const kind of ["mousedown", "pointerdown", "touchstart"])
  addEventListener(kind, () => sessionStorage.setItem("muis", kind), true);"""


@contextmanager
def author(world: World) -> Iterator[Work]:
    with world.factory.write(world.actor(AUTHOR)) as work:
        yield work


def mistakes(world: World, key: str) -> list[str]:
    with author(world) as work:
        return [f"{one.element}: {one.message}" for one in check_draft(work, key) if one.severity == MISTAKE]


def drawn(world: World, key: str) -> str:
    with author(world) as work:
        return read_file(work, key, "diagram", PLAN).content.decode()


def test_a_step_with_a_choice_is_added_moved_edited_and_taken_away(drafted: tuple[World, str]) -> None:
    world, key = drafted
    before = drawn(world, key)
    with author(world) as work:
        assert outlines.insert_step(work, key, PLAN, 0, ON, ANSWERS) == REVIEW
    assert mistakes(world, key) == []
    after = drawn(world, key)
    assert 'bpmnElement="uithuisplaatsing_toetsen"' in after
    assert 'bpmnElement="lane_ret_plan_opstellen_gedragsdeskundige"' in after
    # What stood before it stands where it stood.
    place = re.compile(r'bpmnElement="plan_maken"[^<]*>\s*<dc:Bounds ([^/]*?) ?/>')
    assert place.findall(before) == place.findall(after)
    with author(world) as work:
        outlines.move_to(work, key, PLAN, 1, "plan_vastleggen", "f_begin__plan_maken")
        (back,) = (way for step in outlines.get_outline(work, key, PLAN).steps for way in step.ways
                   if step.node.id == "plan_maken")  # fmt: skip
        outlines.move_to(work, key, PLAN, 2, "plan_vastleggen", back.flow.id)
    with author(world) as work:
        questions, given = outlines.questions_for_step(work, key, PLAN, REVIEW)
        assert "antwoorden" in questions.field_names()
        outlines.save_step(work, key, PLAN, 3, REVIEW, {**given, "naam": "Plaatsing toetsen", "rol": "secretaris"})
        outlines.take_away(work, key, PLAN, 4, REVIEW)
    (left,) = mistakes(world, key)
    assert "«besluit» is geen variabele" in left, "the choice behind it is still there, and says what it misses"


@pytest.mark.browser
def test_the_review_is_added_in_the_list_with_the_keyboard_only(sit: Sit, drafted: tuple[World, str]) -> None:
    studio = sit(AUTHOR)
    page, keys = studio.page, Keyboard(studio.page)
    page.add_init_script(_MOUSE)
    page.reload()
    go_to_steps(keys)
    assert violations(page) == []
    keys.press(page.get_by_role("link", name=re.compile("Stap toevoegen tussen Past het plan.* en Partijen zonder")))
    keys.type(page.get_by_label("Naam van de stap"), ANSWERS["naam"])
    keys.pick(page.get_by_label("Wie doet dit?"), "Gedragsdeskundige")
    keys.pick(page.get_by_label("Formulier", exact=True), "Plan en financiering goedkeuren")
    keys.choose(page.get_by_role("group", name="Wanneer moet het klaar zijn?"), "Een aantal werkdagen")
    keys.type(page.get_by_label("Aantal werkdagen nadat de taak opengaat"), "5")
    keys.choose(page.get_by_role("group", name="Hangt het van een antwoord af"), "Ja, er komt een keuze na deze taak")
    keys.type(page.get_by_label("Vraag van de keuze"), ANSWERS["vraag"])
    keys.type(page.get_by_label("Kenmerk van het antwoord in het formulier"), "besluit")
    keys.type(page.get_by_label("Bij welk antwoord gaat het anders?"), "afgewezen")
    keys.pick(page.get_by_label("Waar gaat het dan heen?"), "Plan opstellen")
    assert violations(page) == []
    keys.press(page.get_by_role("button", name="Stap bewaren").last)
    expect(page.get_by_role("heading", name="Uithuisplaatsing toetsen")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 800})
    assert overflow(page) == 0
    assert mistakes(*drafted) == []
    assert studio.strange == []
    assert page.evaluate("sessionStorage.muis ?? 'nooit'") == "nooit"


def go_to_steps(keys: Keyboard) -> None:
    """From the worklist to the list of steps, by the way an author goes."""
    page = keys.page
    keys.press(page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Werkwijzen"))
    keys.press(page.get_by_role("link", name="Toets van een uithuisplaatsing"))
    keys.type(page.get_by_label("Zoek op naam"), "plan opstellen met")
    page.keyboard.press("Enter")
    keys.press(page.get_by_role("link", name="Plan opstellen met gezin en partijen", exact=True))
    expect(page.locator("[data-klaar]")).to_be_visible()
    keys.press(page.get_by_role("link", name="Stappenlijst", exact=True))
    expect(page.get_by_role("heading", level=1, name="Plan opstellen met gezin en partijen: stappen")).to_be_visible()
