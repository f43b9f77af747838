"""Every page passes axe, wide and narrow, and never scrolls sideways on a telephone (WCAG 2.2, 1.4.10)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import WIDTHS, sideways, violations
from tests.browser.places import PLACES
from tests.story.browser_driver import BrowserDriver
from tests.story.serving import serving
from tests.story.until import world_until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def readers(
    template_folder: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[BrowserDriver]:
    """People who only read, on a service with a case in the middle of everything: made once for all pages."""
    world, number = world_until(template_folder, tmp_path_factory.mktemp("readers"), "bestuurlijk_besluiten")
    with serving(world) as address:
        # Only axe is let in from outside: the pages' own rules are kept in every other test.
        people = BrowserDriver(world, browser, address, bypass_csp=True)
        people.number = number
        yield people
        people.close()
    world.close()


@pytest.mark.parametrize("name", PLACES)
def test_a_page_is_accessible_wide_and_narrow(readers: BrowserDriver, name: str) -> None:
    who, go = PLACES[name]
    page = readers.desk(who) if who else readers.visitor()
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        go(readers, page)
        heading = page.get_by_role("heading", level=1).inner_text()
        assert (heading == "Niet gevonden") is (name == "bestaat niet"), page.url
        found[width] = violations(page) + sideways(page)
        readers.look(page, f"{name}-{width}")
    assert not any(found.values()), found


def test_axe_finds_what_is_wrong(readers: BrowserDriver) -> None:
    page = readers.visitor()
    page.goto(f"{readers.address}/over")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/static/merk.svg\" width=\"2000\">'")
    assert [line.split(":")[0] for line in violations(page)] == ["image-alt"]
    assert sideways(page)
