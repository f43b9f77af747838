"""The pages for incidents and pauses as people meet them: axe finds nothing, and they fit 320 px."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from service.usecases import incident_repairs as repairs
from service.usecases import pauses
from tests.incidents.sabotage import Sabotage
from tests.story.answers import DIRECTION
from tests.story.names import mail_of
from tests.story.serving import serving
from tests.web.looking import overflow, small_targets, violations
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def service(world: World) -> Iterator[tuple[str, Sabotage, int]]:
    """A running service with a suspended history, an incident somebody looks at and one nobody does."""
    sabotage = Sabotage(world, "beoordelen")
    with sabotage.factory.write(sabotage.world.actor("u-pr1")) as work:
        pauses.suspend(work, sabotage.number, work.today + timedelta(days=20), "Het gezin is op vakantie.")
    sabotage.world.clock.forward(timedelta(days=2))
    with sabotage.factory.write(sabotage.world.actor("u-pr1")) as work:
        pauses.resume(work, sabotage.number, "Eerder terug.")
    incident = sabotage.fail(**DIRECTION)
    with sabotage.factory.write(sabotage.world.actor("u-operator")) as work:
        repairs.take_on(work, incident)
    sabotage.fail_term()
    with serving(sabotage.world) as address:
        yield address, sabotage, incident
    sabotage.world.close()


def log_in(browser: Browser, address: str, who: str, width: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL").new_page()
    page.goto(f"{address}/inloggen?account={mail_of(who)}")
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url("**/werklijst")
    return page


def ensure_fine(page: Page, name: str) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
    if folder := os.environ.get("PROCESREGIE_SHOTS"):
        page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]
    assert violations(page) == [], name
    assert overflow(page) == 0, name
    assert small_targets(page) == [], name


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_accessible_and_fits(browser: Browser, service: tuple[str, Sabotage, int], width: int) -> None:
    address, sabotage, incident = service
    page = log_in(browser, address, "u-operator", width)
    for name, path in (("lijst", "/incidenten"), ("taak", f"/incidenten/{incident}"), ("leeg", "/incidenten?zaak=x")):
        page.goto(address + path)
        ensure_fine(page, name)
    page.goto(f"{address}/incidenten/{incident}")
    page.get_by_role("button", name="Antwoorden openen").click()
    ensure_fine(page, "antwoorden")
    stuck = next(row.id for row in sabotage.incidents() if row.kind == "termijn")
    page.goto(f"{address}/incidenten/{stuck}")
    page.get_by_role("button", name="Ik bekijk deze storing").click()
    ensure_fine(page, "termijn")
    page = log_in(browser, address, "u-pr1", width)
    page.goto(f"{address}/zaken/{sabotage.number}#termijnen")
    ensure_fine(page, "zaak")
    with sabotage.factory.write(sabotage.world.actor("u-pr1")) as work:
        pauses.suspend(work, sabotage.number, work.today + timedelta(days=20), "Weer op vakantie.")
    page.goto(f"{address}/zaken/{sabotage.number}")
    ensure_fine(page, "gepauzeerd")
    page.goto(f"{address}/werklijst?toon=alles&tab=gepland")
    ensure_fine(page, "werklijst")
