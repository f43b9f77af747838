"""«Hier bent u»: the diagrams of a case are drawn, with a mark at every step that runs now."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Until

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 320])
def test_the_first_diagram_is_drawn_with_a_mark_where_the_case_is(people_until: Until, width: int) -> None:
    people = people_until("plan_maken")
    people.desk("u-pr1").set_viewport_size({"width": width, "height": 800})
    page = people.open_case("u-pr1")
    part = page.locator("details.diagram[open]")
    part.scroll_into_view_if_needed()
    expect(part.locator(".djs-container svg .djs-shape").first).to_be_visible()
    mark = part.locator(".diagram__hier").first
    expect(mark).to_be_visible()
    expect(mark).to_have_text("Hier bent u")
    sheet, sign = part.locator("[data-blad]").bounding_box(), mark.bounding_box()
    assert sheet is not None
    assert sign is not None
    assert sheet["x"] <= sign["x"] < sheet["x"] + sheet["width"], "the mark is outside what one sees"
    assert sheet["y"] <= sign["y"] < sheet["y"] + sheet["height"], "the mark is outside what one sees"
    assert people.strange == []


def test_every_diagram_of_the_case_has_a_mark_for_every_step_that_its_words_name(people_until: Until) -> None:
    page = people_until("bestuurlijk_besluiten").open_case("u-pr1")
    parts = page.locator("details.diagram")
    assert parts.count() > 1
    for part in parts.all():
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        expect(part.locator(".djs-container")).to_be_visible()
        words = part.locator(".diagram__tekst li").filter(has_text="Hier bent u:").count()
        assert words, part.locator("summary").inner_text()
        expect(part.locator(".diagram__hier")).to_have_count(words)
