"""The shipped variants are what this editor writes: opened and saved without a change, not a byte differs."""

import json
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from service.usecases.ways import form_drafts
from service.usecases.ways.drafts import start_draft
from tests.editor.studio import Studio
from tests.story.names import mail_of
from tests.story.serving import serving
from tests.variants.shipped import load_variants
from tests.world import ROOT, World

VARIANTS = ROOT / "bpmn" / "varianten"
AUTHORS = {"meerwolde": "u-beheer-m", "zandrug": "u-beheer-z", "eilandenrijk": "u-beheer-e"}
FOLDERS = {"meerwolde": "ret-meerwolde-1.1-uhp", "zandrug": "ret-zandrug-1.0", "eilandenrijk": "ret-eilandenrijk-1.0"}
expect.set_options(timeout=20_000)


def drafts(world: World) -> dict[str, str]:
    """A draft of each region that begins at what is shipped for it."""
    load_variants(world)
    found = {}
    for region, who in AUTHORS.items():
        with world.factory.write(world.actor(who)) as work:
            found[region] = start_draft(work, region, "Ongewijzigd")
    return found


@pytest.mark.browser
def test_the_editor_writes_every_shipped_diagram_as_it_is(world: World, browser: Browser) -> None:
    made = drafts(world)
    with ExitStack() as stack:
        address = stack.enter_context(serving(world))
        for region, who in AUTHORS.items():
            context = browser.new_context(viewport={"width": 1600, "height": 1000}, locale="nl-NL")
            stack.callback(context.close)
            page = context.new_page()
            page.goto(f"{address}/inloggen?account={mail_of(who)}")
            page.get_by_role("button", name="Inloggen").click()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            sent: list[str] = []
            page.route("**/*", partial(keep_what_is_checked, sent))
            for path in own_diagrams(region):
                Studio(page, address, made[region]).open(path.stem)
                expect(page.locator("[data-oordeel]")).to_contain_text("De toets vindt niets")
                assert sent.pop().encode() == path.read_bytes(), path.name


def keep_what_is_checked(sent: list[str], route: Route) -> None:
    """The check gets what saving would write; here nobody judges it."""
    asked = route.request
    if asked.method == "POST" and '"xml"' in (asked.post_data or ""):
        sent.append(json.loads(asked.post_data or "{}")["xml"])
        route.fulfill(json={"bevindingen": []})
    else:
        route.continue_()


def own_diagrams(region: str) -> list[Path]:
    """What differs; the shared triage once."""
    found = sorted((VARIANTS / region / FOLDERS[region]).glob("*.bpmn"))
    return [path for path in found if region != "zandrug" or path.stem != "ret_aanmelding_triage"]


def test_the_form_editor_writes_every_shipped_form_as_it_is(world: World) -> None:
    for region, key in drafts(world).items():
        with world.factory.write(world.actor(AUTHORS[region])) as work:
            for path in (VARIANTS / region / FOLDERS[region]).glob("formulieren/*.json"):
                found = form_drafts.get_form_draft(work, key, path.stem)
                assert found.problems == ()
                title, explanation = found.raw["titel"], found.raw["uitleg"]
                kept = form_drafts.describe_form(work, key, path.stem, found.revision, title, explanation)
                assert kept == found.revision == 0, f"{path.name} is written otherwise"
