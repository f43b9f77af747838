"""Authors with browsers, on a service with a draft of their region."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from service.usecases.ways.drafts import start_draft
from tests.editor.studio import Studio
from tests.story.names import mail_of
from tests.story.serving import serving
from tests.world import World

# A page may take its time on a busy machine.
expect.set_options(timeout=20_000)
AUTHOR, COLLEAGUE = "u-beheer-z", "u-beheer-z2"
Sit = Callable[[str], Studio]


@pytest.fixture
def drafted(world: World) -> tuple[World, str]:
    """A service with an empty draft of Zandrug, and its key."""
    with world.factory.write(world.actor(AUTHOR)) as work:
        key = start_draft(work, "zandrug", "Toets van een uithuisplaatsing")
    return world, key


@pytest.fixture
def sit(drafted: tuple[World, str], browser: Browser) -> Iterator[Sit]:
    """Gives a person a desk with a browser, logged in, at the draft."""
    world, key = drafted
    with desks(world, browser, key) as down:
        yield down


@contextmanager
def desks(world: World, browser: Browser, key: str = "") -> Iterator[Sit]:
    """Desks with a browser for whoever sits down, logged in, on one service; `key` is the draft they work at."""
    with ExitStack() as stack:
        address = stack.enter_context(serving(world))

        def down(who: str = AUTHOR) -> Studio:
            context = browser.new_context(viewport={"width": 1600, "height": 1000}, locale="nl-NL")
            stack.callback(context.close)
            page: Page = context.new_page()
            page.goto(f"{address}/inloggen?account={mail_of(who)}")
            page.get_by_role("button", name="Inloggen").click()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            return Studio(page, address, key)

        yield down
