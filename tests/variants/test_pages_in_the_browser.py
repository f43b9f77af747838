"""The pages about reviews, looked at: nothing for axe to find, nothing wider than a narrow screen."""

import pytest
from playwright.sync_api import Browser, expect

from service.usecases.review_requests import ReviewRequest, request_review
from tests.story.names import mail_of
from tests.story.serving import serving
from tests.variants.shipped import load_variants
from tests.variants.test_review_without_a_case import ASKED, REFERRER
from tests.web.looking import overflow, violations
from tests.world import World


@pytest.mark.browser
def test_asking_for_a_review_and_reading_it_is_clean_wide_and_narrow(world: World, browser: Browser) -> None:
    load_variants(world)
    asked = ReviewRequest("hamerveen", "machtiging_gevraagd", "9", "GI-77", ASKED["voornemen"], no_names=True)
    with world.factory.write(world.actor(REFERRER)) as work:
        request_review(work, asked)
    with serving(world) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        page = context.new_page()
        page.goto(f"{address}/inloggen?account={mail_of(REFERRER)}")
        page.get_by_role("button", name="Inloggen").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for path in ("/toetsen", "/toetsen/TOETS-2026-001", "/toetsen/nieuw"):
            page.goto(f"{address}{path}")
            assert violations(page) == []
            page.set_viewport_size({"width": 320, "height": 900})
            assert overflow(page) == 0
            page.set_viewport_size({"width": 1280, "height": 900})
        page.get_by_role("button", name="Toets aanvragen").click()
        expect(page.get_by_role("alert")).to_contain_text("Er klopt nog iets niet")
        assert violations(page) == []
        page.get_by_role("link", name="Kies een gemeente uit de lijst.").click()
        expect(page.locator("#gemeente")).to_be_focused()
        context.close()
