"""Editing a task form: a question added with a preview, what handlers need protected, and nobody overwritten."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from service.domain.errors import Conflict
from service.forms.editing import CoreField
from service.usecases.ways import form_drafts
from tests.editor.conftest import AUTHOR, Sit
from tests.web.looking import overflow, violations
from tests.world import World

FORM = "goedkeuren"


@pytest.mark.browser
def test_a_question_is_added_with_the_keyboard_and_previewed_as_the_task_shows_it(
    sit: Sit, drafted: tuple[World, str]
) -> None:
    studio = sit(AUTHOR)
    page, base = studio.page, f"{studio.address}/werkwijzen/ontwerpen/{studio.draft}/formulier/{FORM}"
    page.goto(base)
    expect(page.get_by_role("row", name=re.compile("Besluit.*Beschermd"))).to_be_visible()
    expect(page.get_by_role("button", name="Weghalen Besluit")).to_have_count(0)
    ensure_fine(page)
    page.get_by_role("link", name="Vraag toevoegen").press("Enter")
    answer_question(page)
    ensure_fine(page)
    page.get_by_role("button", name="Vraag bewaren").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("De vraag is bewaard")
    page.get_by_role("button", name="Omhoog Zijn lichtere vormen bekeken?").press("Enter")
    preview = page.get_by_role("region", name="Voorbeeld")
    expect(preview.get_by_role("group", name="Zijn lichtere vormen bekeken?")).to_be_hidden()
    preview.get_by_label("Akkoord", exact=True).check()
    expect(preview.get_by_role("group", name="Zijn lichtere vormen bekeken?")).to_be_visible()
    assert kept(drafted, FORM)["velden"][1] == {
        "naam": "zijn_lichtere_vormen_bekeken", "type": "keuze", "label": "Zijn lichtere vormen bekeken?",
        "verplicht": 'besluit == "akkoord"', "keuzes": [{"waarde": "ja_allemaal", "label": "Ja, allemaal"}],
    }  # fmt: skip
    assert [said for said in studio.strange if "400" not in said] == [], "a refused page is no failure"


def answer_question(page: Page) -> None:
    """A choice that is only asked for after one answer; a wrong condition is said at the question."""
    page.get_by_label("Vraag", exact=True).fill("Zijn lichtere vormen bekeken?")
    page.get_by_label("Soort antwoord").select_option(label="Eén keuze")
    page.get_by_label("Ik typ ze hieronder").check()
    page.get_by_role("button", name="Keuze toevoegen").press("Enter")
    page.get_by_label("Tekst", exact=True).last.fill("Ja, allemaal")
    for row in page.get_by_role("button", name="Verwijder keuze").all()[:-1]:
        row.press("Enter")
    page.get_by_label("Alleen als een voorwaarde geldt; anders is de vraag er niet").check()
    condition = page.get_by_label("De vraag is er, en moet beantwoord worden, als")
    condition.fill("besluit = 1")
    page.get_by_role("button", name="Vraag bewaren").press("Enter")
    expect(page.locator("[data-fouten]")).to_contain_text("niet te lezen")
    condition.fill('besluit == "akkoord"')
    condition.press("Tab")
    shown = page.locator("[data-voorbeeld]")
    expect(shown.get_by_label("Ja, allemaal")).to_be_visible()


def ensure_fine(page: Page) -> None:
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert overflow(page) == 0
    page.set_viewport_size({"width": 1280, "height": 900})


def kept(drafted: tuple[World, str], name: str) -> dict[str, Any]:
    world, key = drafted
    with world.factory.read(world.actor(AUTHOR)) as work:
        return form_drafts.get_form_draft(work, key, name).raw


def test_what_building_blocks_need_stays_and_nobody_is_overwritten(drafted: tuple[World, str]) -> None:
    world, key = drafted
    with world.factory.write(world.actor(AUTHOR)) as work:
        with pytest.raises(CoreField, match="Een bouwsteen gebruikt dit antwoord"):
            form_drafts.remove_field(work, key, FORM, 0, "besluit")
        words = {"label": "Wat besluit u?", "hulp": "", "keuze_1": "Ja", "keuze_2": "Deels", "keuze_3": "Nee"}
        revision = form_drafts.save_field(work, key, FORM, 0, "besluit", "", words)
    assert [choice["waarde"] for choice in kept(drafted, FORM)["velden"][0]["keuzes"]] == [
        "akkoord", "akkoord_deels", "afgewezen",
    ]  # fmt: skip
    with world.factory.write(world.actor(AUTHOR)) as work, pytest.raises(Conflict, match="R. Regiobeheer Zandrug"):
        form_drafts.describe_form(work, key, FORM, revision - 1, "Anders", "")
    made = json.dumps(kept(drafted, FORM))
    assert "Wat besluit u?" in made
    assert "Anders" not in made


@pytest.mark.browser
def test_a_rule_is_chosen_line_by_line_tried_in_the_preview_and_undone(sit: Sit, drafted: tuple[World, str]) -> None:
    studio = sit(AUTHOR)
    page, base = studio.page, f"{studio.address}/werkwijzen/ontwerpen/{studio.draft}/formulier/{FORM}"
    page.goto(base)
    page.get_by_role("link", name="Regel toevoegen").click()
    demand = page.get_by_label("Dit moet kloppen")
    demand.fill("besluit = 1")
    demand.press("Tab")
    expect(page.get_by_role("group", name="Regels kiezen")).to_contain_text("niet te lezen")
    demand.fill("")
    demand.press("Tab")
    page.get_by_label("Gegeven").select_option(label="Besluit (besluit)")
    page.get_by_label("Vergelijking").select_option(label="is geen van")
    page.get_by_label("niet ingevuld").check()
    expect(demand).to_have_value('besluit not in ("akkoord", None)')
    page.get_by_label("Wat staat er als het niet klopt?").fill("Akkoord kan hier niet. Kies een ander besluit.")
    page.get_by_role("group", name="Bij welke vraag staat dat?").get_by_label("Besluit").check()
    ensure_fine(page)
    page.get_by_role("button", name="Regel bewaren").click()
    expect(page.locator("main")).to_contain_text("Moet kloppen")
    page.get_by_label("Akkoord", exact=True).check()
    page.get_by_role("button", name="Kijk of dit klopt").click()
    expect(page.locator("[data-fouten]")).to_contain_text("Akkoord kan hier niet")
    ensure_fine(page)
    page.get_by_role("button", name="Ongedaan maken: een regel wijzigen").click()
    expect(page.get_by_role("button", name="Opnieuw doen: een regel wijzigen")).to_be_visible()
    assert "regels" not in kept(drafted, FORM)
    assert [said for said in studio.strange if "400" not in said and "422" not in said] == []
