"""People with browsers, on a service as it stands somewhere in the story."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.story.browser_driver import PATIENCE, BrowserDriver
from tests.story.serving import serving
from tests.story.until import world_until

Until = Callable[[str], BrowserDriver]
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def people_until(template_folder: Path, tmp_path: Path, browser: Browser) -> Iterator[Until]:
    """Makes a service as it stands when the story comes to this task, with people who can log in to it."""
    with ExitStack() as stack:

        def start(element: str) -> BrowserDriver:
            world, number = world_until(template_folder, tmp_path, element)
            stack.callback(world.close)
            people = BrowserDriver(world, browser, stack.enter_context(serving(world)))
            people.number = number
            stack.callback(people.close)
            return people

        yield start
