"""Takes the pictures of the handbook from the running editor: `python -m tests.editor.pictures [folder]`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect

from service.usecases.ways.handbook_pictures import FOLDER, PICTURES
from tests.editor.camera import Camera, chromium
from tests.editor.conftest import desks
from tests.editor.studio import Studio
from tests.editor.test_review import CHOICE, PLAN, REVIEW, WHY, to_draft
from tests.world import ROOT, new_world

AUTHOR, APPROVER = "u-beheer-m", "u-beheer-m2"
NAME = "Uithuisplaatsing toetsen"
SCREEN: ViewportSize = {"width": 1280, "height": 640}


def main(folder: Path) -> None:
    """Take every picture that the handbook names, and no other."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp"):
        old.unlink()
    with chromium() as browser, tempfile.TemporaryDirectory() as name:
        made, data = Path(name) / "filled", Path(name) / "data"
        data.mkdir()
        world = new_world(made, data)
        with desks(world, browser) as sit:
            walk(sit(AUTHOR), sit(APPROVER), Camera(folder))
        world.close()
    wanted = {picture.name for pictures in PICTURES.values() for picture in pictures}
    taken = {picture.stem: picture.stat().st_size for picture in sorted(folder.glob("*.webp"))}
    assert taken.keys() == wanted, taken.keys() ^ wanted
    for picture, size in taken.items():
        sys.stdout.write(f"{picture}.webp: {size / 1000:.0f} kB\n")


def walk(studio: Studio, colleague: Studio, camera: Camera) -> None:
    """The first change, step by step as the handbook tells it."""
    for one in (studio, colleague):
        one.page.set_viewport_size(SCREEN)
    begin(studio, camera)
    form(studio, camera)
    task(studio, camera)
    steps(studio, camera)
    panel(studio, camera)
    choice(studio, camera)
    hand_in(studio, camera)
    approve(studio, colleague, camera)


def begin(studio: Studio, camera: Camera) -> None:
    page = studio.page
    page.goto(f"{studio.address}/werkwijzen")
    page.get_by_text("Nieuw ontwerp voor").click()
    title, button = page.get_by_label("Wat gaat er veranderen?"), page.get_by_role("button", name="Ontwerp beginnen")
    title.fill(NAME)
    region = page.get_by_role("region", name="Jeugdregio Meerwolde")
    camera.take(page, "ontwerp-beginnen", [region], [title, button])
    button.click()
    studio.draft = page.url.rpartition("/")[2]


def form(studio: Studio, camera: Camera) -> None:
    page = studio.page
    page.get_by_text("Nieuw formulier of diagram").click()
    page.get_by_label("Titel").fill(NAME)
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_role("link", name="Vraag toevoegen").click()
    page.get_by_label("Vraag", exact=True).fill("Akkoord met de plaatsing?")
    page.get_by_label("Soort antwoord").select_option(label="Eén keuze")
    page.get_by_label("Ik typ ze hieronder").check()
    page.get_by_role("button", name="Keuze toevoegen").click()
    for row, text in enumerate(("Ja", "Nee, er is een lichtere vorm")):
        page.get_by_label("Tekst", exact=True).nth(row).fill(text)
    page.get_by_role("button", name="Vraag bewaren").click()
    preview = page.get_by_role("region", name="Voorbeeld")
    shown = [page.get_by_role("heading", level=1), page.get_by_role("region", name="Vragen"), preview]
    camera.take(page, "formulier", shown, [page.get_by_role("link", name="Vraag toevoegen"), preview])


def task(studio: Studio, camera: Camera) -> None:
    page = studio.page
    studio.open(PLAN)
    page.get_by_role("button", name="Hele diagram").click()
    add = page.get_by_role("button", name="Toevoegen…")
    add.click()
    page.keyboard.type("formulier")
    entry = page.locator(".djs-popup .entry")
    expect(entry).to_have_count(1)
    camera.take(page, "taak-zoeken", [bar(page), sheet(page)], [add, entry])
    page.keyboard.press("Enter")
    studio.press("f_gw_gezin_past__gw_convenant", 0.45)
    studio.rename(NAME)
    centre(studio, REVIEW)
    expect(studio.findings().filter(has_text="Fout")).to_have_count(1)
    camera.take(page, "taak-op-stroom", [sheet(page)])
    findings = page.locator(".editor__bevindingen")
    lines = findings.locator("li").first
    camera.take(page, "bevindingen", [findings], [lines.get_by_role("button"), lines.get_by_role("link")])


def panel(studio: Studio, camera: Camera) -> None:
    page = studio.page
    studio.open(PLAN)
    studio.choose(REVIEW)
    studio.pick("Formulier van deze taak", NAME)
    studio.field("Akkoord met de plaatsing? (akkoord_met_de_plaatsing)").check()
    studio.pick("Wie doet dit?", "Gedragsdeskundige (er komt een baan bij)")
    studio.pick("Wanneer moet deze taak klaar zijn?", "Een termijn uit de lijst")
    studio.field("Termijn").select_option("T30")
    studio.saved()
    centre(studio, REVIEW)
    asked = [studio.field("Wie doet dit?"), studio.field("Wanneer moet deze taak klaar zijn?")]
    page.locator("#paneel").evaluate("(panel, far) => { panel.scrollTop = panel.scrollHeight - far; }", 900)
    asked[0].evaluate("one => one.closest('details').scrollIntoView()")
    page.evaluate("window.scrollTo(0, 0)")
    camera.take(page, "taak-paneel", [bar(page), sheet(page), page.locator("#paneel")], asked)


def choice(studio: Studio, camera: Camera) -> None:
    page = studio.page
    studio.place("create.exclusive-gateway", f"f_{REVIEW}__gw_convenant", part=0.25)
    studio.fill("Naam", "Akkoord met de plaatsing?")
    studio.choose(CHOICE)
    page.get_by_role("button", name="Hele diagram").click()
    studio.pad("connect")
    studio.press("plan_maken")
    way = "de weg van «Akkoord met de plaatsing?» naar"
    studio.jump(f"{way} «Partijen zonder convenant?»", f"f_{CHOICE}__gw_convenant")
    studio.fill("Naam", "ja")
    studio.field("In alle andere gevallen").check()
    studio.jump(f"{way} «Plan opstellen»", f"f_{CHOICE}__plan_maken")
    studio.fill("Naam", "nee")
    studio.pick("Gegeven", "Akkoord met de plaatsing? (akkoord_met_de_plaatsing)")
    studio.pick("Waarde", "Nee, er is een lichtere vorm")
    expect(page.locator("[data-telling]")).not_to_contain_text("fout")
    studio.saved()
    page.evaluate("window.scrollTo(0, 0)")
    page.locator("#paneel").evaluate("panel => { panel.scrollTop = 150; }")
    marks = [studio.field("Gegeven"), studio.field("Waarde")]
    camera.take(page, "voorwaarde", [sheet(page), page.locator("#paneel")], marks)


def steps(studio: Studio, camera: Camera) -> None:
    page = studio.page
    studio.saved()
    studio.open(PLAN, "/stappen")
    added = page.locator(f"#stap-{REVIEW}")
    camera.take(page, "stappenlijst", [added])


def hand_in(studio: Studio, camera: Camera) -> None:
    page = studio.page
    to_draft(page)
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_text("De controle vindt geen fouten.")).to_be_visible()
    check, changed = page.get_by_role("region", name="Controle"), page.get_by_role("region", name="Wat dit ontwerp")
    camera.take(
        page,
        "controle",
        [check, changed.locator("li").nth(5)],
        [page.get_by_role("button", name="Controleren"), heading(changed)],
    )
    example(page, camera)
    page.goto(f"{studio.address}/werkwijzen/ontwerpen/{studio.draft}")
    page.get_by_label("Wat verandert er, en waarom?").fill(WHY)
    button = page.get_by_role("button", name="Indienen voor goedkeuring")
    asked = [page.get_by_label("Wat verandert er, en waarom?"), page.get_by_label("Vanaf welke dag moet het gelden?")]
    camera.take(page, "indienen", [page.get_by_role("region", name="Indienen")], [*asked, button])
    button.click()


def example(page: Page, camera: Camera) -> None:
    page.get_by_role("link", name="Proefdraaien met een voorbeeldzaak").click()
    page.get_by_label("Wat wilt u proberen?").select_option(PLAN)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Beginnen").last.click()
    page.get_by_role("link", name="Doe deze taak als procesregisseur").click()
    page.get_by_role("button", name="Taak afronden als procesregisseur").click()
    do = page.get_by_role("link", name="Doe deze taak als gedragsdeskundige")
    expect(do).to_be_visible()
    shown = [page.locator(".proefklok"), page.locator(".proefwerk")]
    camera.take(page, "proberen", shown, [do, page.get_by_role("button", name="Spring naar die dag")])


def approve(studio: Studio, colleague: Studio, camera: Camera) -> None:
    page = colleague.page
    page.goto(f"{colleague.address}/werkwijzen/ontwerpen/{studio.draft}")
    marks = [page.get_by_role("button", name="Goedkeuren", exact=True), page.get_by_text("Niet goedkeuren")]
    camera.take(page, "goedkeuren", [page.get_by_role("region", name="Goedkeuren")], marks)


def heading(region: Locator) -> Locator:
    return region.get_by_role("heading", level=2)


def bar(page: Page) -> Locator:
    return page.locator("[data-balk]")


def sheet(page: Page) -> Locator:
    return page.locator("[data-blad]")


def centre(studio: Studio, element: str) -> None:
    """Bring an element near the middle of the sheet."""
    studio.page.get_by_role("button", name="Hele diagram").click()
    for _ in range(3):
        studio.page.get_by_role("button", name="Vergroot").click()
    box, around = studio.shape(element).bounding_box(), sheet(studio.page).bounding_box()
    assert box is not None
    assert around is not None
    middle = around["x"] + around["width"] / 2, around["y"] + around["height"] / 2
    studio.page.mouse.move(*middle)
    studio.page.evaluate("document.activeElement.blur()")
    studio.page.mouse.wheel(box["x"] + box["width"] / 2 - middle[0], box["y"] + box["height"] / 2 - middle[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "service" / "web" / "static" / FOLDER)
