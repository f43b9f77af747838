"""A region follows a national update: what does not meet with one click, the rest decided, and the result runs."""

import pytest
from playwright.sync_api import Browser, Page, expect

from service.usecases.releases import release_for
from tests.editor.conftest import desks
from tests.editor.studio import Studio
from tests.ways.conftest import APPROVER, AUTHOR, NATIONAL, NATIONAL_APPROVER, Desk
from tests.ways.making import AGREE, OTHER_NAME, national_update, own_release, release
from tests.web.looking import overflow, violations
from tests.world import World

pytestmark = pytest.mark.browser
MEETING = "Taak «Instemmen» in «Een partij vragen in te stemmen»"


def test_a_national_update_is_merged_with_one_click_and_then_by_deciding(world: World, browser: Browser) -> None:
    desk = Desk(world)
    own_release(desk)
    national_update(desk)
    with desks(world, browser) as sit:
        author = sit(AUTHOR)
        page = author.page
        page.goto(f"{author.address}/werkwijzen")
        page.get_by_role("link", name="Bekijk wat er verandert").click()
        expect(page.get_by_text("Niets botst: u neemt alles met één klik over.")).to_be_visible()
        take_over(page)
        rename_nationally(desk)
        page.reload()
        page.get_by_role("link", name="Bekijk wat er verandert").click()
        decide(page)
        activate(author, sit(APPROVER))
        assert [said for said in author.strange if "400" not in said] == [], "a refused page is no failure"
    with desk.as_(AUTHOR) as work:
        region = work.actor.regions("regiobeheerder")
        assert release_for(work, next(iter(region)), work.today).key == "meerwolde-2"


def rename_nationally(desk: Desk) -> None:
    """What the region renamed too."""
    draft = desk.start(NATIONAL, None, "Akkoord heet anders")
    desk.replace(draft, *OTHER_NAME, who=NATIONAL, file=AGREE)
    release(desk, NATIONAL, NATIONAL_APPROVER, draft)


def take_over(page: Page) -> None:
    page.get_by_role("button", name="Overnemen in een ontwerp").click()


def decide(page: Page) -> None:
    """Without a choice it stays where it is, and says where to choose."""
    take_over(page)
    expect(page.locator("[data-fouten]")).to_contain_text("Kies hier wat blijft")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert overflow(page) == 0
    page.get_by_role("group", name=MEETING).get_by_label("Houd onze versie").check()
    take_over(page)
    expect(page.get_by_text("Overgenomen in een nieuw ontwerp.")).to_be_visible()


def activate(author: Studio, colleague: Studio) -> None:
    page, draft = author.page, author.page.url
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_text("De controle vindt geen fouten.")).to_be_visible()
    page.get_by_label("Wat verandert er, en waarom?").fill("Landelijke wijziging; onze naam blijft.")
    page.get_by_role("button", name="Indienen voor goedkeuring").click()
    colleague.page.goto(draft)
    colleague.page.get_by_role("button", name="Goedkeuren", exact=True).click()
    colleague.page.get_by_role("link", name="meerwolde-2").click()
    expect(colleague.page.get_by_role("heading", level=1)).to_be_visible()
