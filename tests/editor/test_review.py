"""Somebody who never saw code adds the review of a placement to the plan; a colleague approves; new cases get it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.editor.conftest import desks
from tests.editor.studio import Studio
from tests.story import answers as story
from tests.story.until import Until, play_until
from tests.world import ROOT, World

pytestmark = pytest.mark.browser
AUTHOR, APPROVER, EXPERT, DIRECTOR = "u-beheer-m", "u-beheer-m2", "u-gd", "u-pr1"
PLAN, REVIEW, CHOICE = "ret_plan_opstellen", "uithuisplaatsing_toetsen", "akkoord_met_de_plaatsing"
FOREIGN = ROOT / "tests" / "engine" / "foreign" / "flowable.bpmn"
WHY = "Elke voorgenomen uithuisplaatsing wordt getoetst."


def test_a_review_is_added_refused_approved_and_only_new_cases_get_it(world: World, browser: Browser) -> None:
    old = play_until(world, "plan_maken")
    with desks(world, browser) as sit:
        studio, colleague = sit(AUTHOR), sit(APPROVER)
        begin_draft(studio)
        refuse_script_of_another_program(studio)
        make_form(studio)
        draw(studio)
        check(studio)
        try_out(studio)
        hand_in(studio)
        approve(colleague, studio.draft)
        new = reach_the_plan(world)
        for number in (old, new):
            make_plan(world, number)
        expert = sit(EXPERT)
        review(expert, old, new)
        assert [*studio.strange, *colleague.strange, *expert.strange] == []


def begin_draft(studio: Studio) -> None:
    page = studio.page
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Werkwijzen").click()
    page.get_by_text("Nieuw ontwerp voor").click()
    page.get_by_label("Wat gaat er veranderen?").fill("Uithuisplaatsing toetsen")
    page.get_by_role("button", name="Ontwerp beginnen").click()
    expect(page.get_by_text("Nu: kies bij Bestanden een diagram of formulier")).to_be_visible()
    studio.draft = page.url.rpartition("/")[2]


def refuse_script_of_another_program(studio: Studio) -> None:
    """What Flowable drew stands there with its drawing, and with what must be replaced; then it goes."""
    page = studio.page
    page.get_by_text("Nieuw formulier of diagram").click()
    page.get_by_label("Titel").fill("Toets van elders")
    page.get_by_label("Of lees een diagram in uit een ander programma").set_input_files(FOREIGN)
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.locator("[data-klaar]")).to_be_visible()
    expect(studio.findings().filter(has_text="Een scripttaak mag niet").first).to_be_visible()
    to_draft(page)
    expect(page.get_by_text(re.compile(r"Nu: verbeter de \d+ fouten bij Controle"))).to_be_visible()
    page.get_by_role("button", name="Weghalen").click()
    expect(page.get_by_role("status")).to_contain_text("Het bestand is weggehaald")


def make_form(studio: Studio) -> None:
    page = studio.page
    page.get_by_text("Nieuw formulier of diagram").click()
    page.get_by_label("Titel").fill("Uithuisplaatsing toetsen")
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_role("link", name="Vraag toevoegen").click()
    page.get_by_label("Vraag", exact=True).fill("Akkoord met de plaatsing?")
    page.get_by_label("Soort antwoord").select_option(label="Eén keuze")
    page.get_by_label("Ik typ ze hieronder").check()
    page.get_by_role("button", name="Keuze toevoegen").click()
    for row, text in enumerate(("Ja", "Nee, er is een lichtere vorm")):
        page.get_by_label("Tekst", exact=True).nth(row).fill(text)
    page.get_by_role("button", name="Vraag bewaren").click()
    expect(page.get_by_role("region", name="Voorbeeld")).to_contain_text("Nee, er is een lichtere vorm")
    to_draft(page)


def to_draft(page: Page) -> None:
    page.get_by_role("link", name="Ontwerp: Uithuisplaatsing toetsen").click()


def draw(studio: Studio) -> None:
    page = studio.page
    page.get_by_label("Zoek op naam").fill("plan opstellen met")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("link", name="Plan opstellen met gezin en partijen", exact=True).click()
    expect(page.locator("[data-klaar]")).to_be_visible()
    draw_task(studio)
    refused_without_lane(studio)
    draw_choice(studio)
    expect(page.locator("[data-telling]")).not_to_contain_text("fout")
    studio.saved()
    to_draft(page)


def draw_task(studio: Studio) -> None:
    page = studio.page
    studio.place("create.task", "f_gw_gezin_past__gw_convenant", part=0.45)
    studio.rename("Uithuisplaatsing toetsen")
    studio.pad("replace")
    studio.menu("Taak met formulier")
    studio.pick("Formulier van deze taak", "Uithuisplaatsing toetsen")
    studio.field("Akkoord met de plaatsing? (akkoord_met_de_plaatsing)").check()
    studio.pick("Wanneer moet deze taak klaar zijn?", "Een termijn uit de lijst")
    studio.field("Termijn").select_option("T30")
    expect(page.locator("#paneel code")).to_have_text('termijn("T30", vandaag())')


def refused_without_lane(studio: Studio) -> None:
    """In a lane without a role nobody does it; a role that had no lane yet gets one."""
    studio.choose(f"lane_{PLAN}_procesregisseur")
    studio.pad("lane-insert-below")
    studio.choose(REVIEW)
    studio.pick("Wie doet dit?", "Baan zonder rol")
    missing = studio.findings().filter(has_text="Dit element ligt in geen baan")
    expect(missing).to_have_count(1)
    studio.pick("Wie doet dit?", "Gedragsdeskundige (er komt een baan bij)")
    expect(missing).to_have_count(0)
    empty = studio.page.locator('.djs-element[data-element-id^="Lane_"]').get_attribute("data-element-id")
    assert empty is not None
    studio.choose(empty)
    studio.pad("delete")


def draw_choice(studio: Studio) -> None:
    studio.place("create.exclusive-gateway", f"f_{REVIEW}__gw_convenant", part=0.25)
    studio.fill("Naam", "Akkoord met de plaatsing?")
    studio.choose(CHOICE)
    studio.pad("connect")
    studio.press("plan_maken")
    way = "de weg van «Akkoord met de plaatsing?» naar"
    studio.jump(f"{way} «Plan opstellen»", f"f_{CHOICE}__plan_maken")
    studio.fill("Naam", "nee")
    studio.fill("Uitdrukking", "akkoord_met_de_plaatsing = 1")
    expect(studio.page.locator("#paneel-uitdrukking-fout")).to_contain_text("niet te lezen")
    studio.pick("Gegeven", "Akkoord met de plaatsing? (akkoord_met_de_plaatsing)")
    with studio.without_answer("**/uitdrukking"):
        studio.pick("Waarde", "Nee, er is een lichtere vorm")
        studio.jump(f"{way} «Partijen zonder convenant?»", f"f_{CHOICE}__gw_convenant")
    # Who goes on before the answer is there loses nothing.
    studio.choose(f"f_{CHOICE}__plan_maken")
    expect(studio.field("Waarde").locator("option:checked")).to_have_text("Nee, er is een lichtere vorm")
    studio.choose(f"f_{CHOICE}__gw_convenant")
    studio.fill("Naam", "ja")
    studio.field("In alle andere gevallen").check()


def check(studio: Studio) -> None:
    studio.page.get_by_role("button", name="Controleren").click()
    expect(studio.page.get_by_text("De controle vindt geen fouten.")).to_be_visible()


def try_out(studio: Studio) -> None:
    """On an example, with the clock put forward past the term of the review."""
    page = studio.page
    page.get_by_role("link", name="Proefdraaien met een voorbeeldzaak").click()
    page.get_by_label("Wat wilt u proberen?").select_option(PLAN)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Beginnen").last.click()
    todo = page.get_by_role("region", name="Wat er nu moet gebeuren")
    todo.get_by_role("link", name="Doe deze taak als procesregisseur").click()
    page.get_by_role("button", name="Taak afronden als procesregisseur").click()
    expect(todo.get_by_role("heading", name="Uithuisplaatsing toetsen")).to_be_visible()
    page.get_by_label("Of spring naar een dag").fill("21-9-2026")
    page.get_by_role("button", name="Spring naar die dag").click()
    expect(page.locator(".proefklok__tijd")).to_contain_text("21 september 2026")
    expect(todo).to_contain_text("te laat")
    todo.get_by_role("link", name="Doe deze taak als gedragsdeskundige").click()
    page.get_by_role("button", name="Taak afronden als gedragsdeskundige").click()
    expect(todo.get_by_role("heading", name="Instemmen met het plan")).to_be_visible()
    todo.get_by_role("link", name="Doe deze taak als partij").click()
    page.get_by_role("button", name="Taak afronden als partij").click()
    expect(todo).to_contain_text("Deze proef is afgelopen")
    page.get_by_label("Kruimelpad").get_by_role("link", name="Uithuisplaatsing toetsen").click()
    expect(page.get_by_text("Nu: dien het in")).to_be_visible()


def hand_in(studio: Studio) -> None:
    page = studio.page
    page.get_by_label("Wat verandert er, en waarom?").fill(WHY)
    page.get_by_role("button", name="Indienen voor goedkeuring").click()
    expect(page.get_by_text("Nu: een ander keurt dit goed. Niemand keurt eigen werk goed.")).to_be_visible()
    expect(page.get_by_role("button", name="Goedkeuren")).to_have_count(0)


def approve(colleague: Studio, draft: str) -> None:
    page = colleague.page
    page.goto(f"{colleague.address}/werkwijzen")
    page.get_by_role("link", name="Uithuisplaatsing toetsen").click()
    expect(page.get_by_text("Taak «Uithuisplaatsing toetsen» is nieuw: baan «Gedragsdeskundige»")).to_be_visible()
    page.get_by_role("button", name="Goedkeuren", exact=True).click()
    expect(page.get_by_role("link", name="meerwolde-1")).to_be_visible()
    assert page.url.endswith(draft)


def reach_the_plan(world: World) -> str:
    """A case that is registered now, as far as its plan."""
    return Until(world, "plan_maken").play()


def make_plan(world: World, number: str) -> None:
    driver = Until(world, "")
    driver.number = number
    driver.complete(DIRECTOR, "plan_maken", story.PLAN)


def review(expert: Studio, old: str, new: str) -> None:
    """The new case waits for the expert; the older one went on as it was."""
    page = expert.page
    page.goto(f"{expert.address}/werklijst?toon=alles")
    task = page.get_by_role("row").filter(has=page.get_by_role("link", name="Uithuisplaatsing toetsen", exact=True))
    expect(task).to_have_count(1)
    expect(task).to_contain_text(new)
    task.get_by_role("link", name="Uithuisplaatsing toetsen", exact=True).click()
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Taak afronden").click()
    expect(page.get_by_role("status").filter(has_text="is afgerond")).to_be_visible()
    for number, reviewed in ((new, True), (old, False)):
        page.goto(f"{expert.address}/zaken/{number}")
        expect(page.get_by_role("heading", level=1, name=f"Zaak {number}")).to_be_visible()
        assert (page.get_by_text("Uithuisplaatsing toetsen").count() > 0) is reviewed, number
        expect(page.get_by_text("Plan vaststellen").first).to_be_attached()
