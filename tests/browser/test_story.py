"""The story of a stuck case with the hands of people, in a real browser."""

import pytest
from playwright.sync_api import Browser

from service.usecases.incidents import list_incidents
from tests.story.browser_driver import BrowserDriver
from tests.story.serving import serving
from tests.story.story import tell
from tests.world import World


@pytest.mark.browser
@pytest.mark.slow
def test_a_stuck_case_walks_the_whole_way_in_the_browser(world: World, browser: Browser) -> None:
    with serving(world) as address:
        driver = BrowserDriver(world, browser, address)
        tell(driver)
        driver.leave()
    assert driver.strange == []
    with world.factory.read() as work:
        assert not list_incidents(work)
