"""Every kind of page of the service, and how to get there."""

from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

from service.usecases.ways import migration_rounds, round_reads
from service.usecases.ways.trying import dry_run_reads, dry_runs
from tests.story.browser_driver import BrowserDriver
from tests.ways.making import make_ways

Way = Callable[[BrowserDriver, Page], None]
NOBODY = ""
DRAFT = "/werkwijzen/ontwerpen/ontwerp-meerwolde-2"
TRIED = "ontwerp-meerwolde-3"


def at(path: str) -> Way:
    """An address that is always the same; «NUMMER» stands for the number of the case."""

    def go(people: BrowserDriver, page: Page) -> None:
        page.goto(f"{people.address}{path.replace('NUMMER', people.number)}")

    return go


def through(path: str, link: str) -> Way:
    """The first page behind such a link on another page."""

    def go(people: BrowserDriver, page: Page) -> None:
        at(path)(people, page)
        found = page.locator(f"main a[href^='{link}']").first.get_attribute("href")
        page.goto(f"{people.address}{found}")

    return go


def refused(way: Way, button: str) -> Way:
    """A form that was sent empty."""

    def go(people: BrowserDriver, page: Page) -> None:
        way(people, page)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("[data-fouten]")).to_be_visible()

    return go


def opened(way: Way) -> Way:
    """With everything that opens and closes open."""

    def go(people: BrowserDriver, page: Page) -> None:
        way(people, page)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        drawn = page.locator("details.diagram .djs-container")
        expect(drawn).to_have_count(page.locator("details.diagram").count())

    return go


def correction(people: BrowserDriver, page: Page) -> None:
    """A completed task, to be corrected."""
    opened(at("/zaken/NUMMER"))(people, page)
    page.goto(f"{people.address}{page.locator('#taken details a').first.get_attribute('href')}/corrigeren")


def way(path: str) -> Way:
    """A page about ways of working, on a service where some were made."""

    def go(people: BrowserDriver, page: Page) -> None:
        make_ways(people.world)
        at(path)(people, page)

    return go


def moving(people: BrowserDriver, page: Page) -> None:
    """A round of moving cases that was stopped before its first."""
    make_ways(people.world)
    with people.world.factory.write(people.world.actor("u-operator")) as work:
        if not round_reads.list_rounds(work):
            number = migration_rounds.start_round(work, "landelijk-2", [people.number], "Wij gaan anders werken.", {})
            migration_rounds.stop_round(work, number)
    page.goto(f"{people.address}/overzetten/rondes/1")


def example(rest: str = "") -> Way:
    """A page of an example case on a draft; the example is begun once."""

    def go(people: BrowserDriver, page: Page) -> None:
        make_ways(people.world)
        factory, author = people.world.factory, people.world.actor("u-beheer-m")
        with factory.read(author) as work:
            begun = dry_run_reads.list_dry_runs(work, TRIED)
        number = begun[0].number if begun else dry_runs.begin(factory, author, TRIED)
        page.goto(f"{people.address}/werkwijzen/ontwerpen/{TRIED}/proberen/{number}{rest}")

    return go


PLACES: Mapping[str, tuple[str, Way]] = {
    "inloggen": (NOBODY, at("/inloggen")),
    "gemeente kiezen": (NOBODY, at("/aanmelden")),
    "aanmelden": (NOBODY, at("/aanmelden/lindervoort")),
    "aanmelden met fouten": (NOBODY, refused(at("/aanmelden/lindervoort"), "Versturen")),
    "over": (NOBODY, at("/over")),
    "toegankelijkheid": (NOBODY, at("/toegankelijkheid")),
    "bestaat niet": (NOBODY, at("/bestaat-niet")),
    "werklijst": ("u-pr1", at("/werklijst?toon=alles")),
    "werklijst met filters": ("u-pr1", opened(at("/werklijst?telaat=1"))),
    "werklijst gepland": ("u-pr1", at("/werklijst?toon=alles&tab=gepland")),
    "werklijst zonder taken": ("u-beheer-m", at("/werklijst")),
    "taak": ("u-pr1", through("/werklijst", "/taken/")),
    "taak met fouten": ("u-pr1", refused(through("/werklijst", "/taken/"), "Taak afronden")),
    "taak van een bestuurder": ("u-weth-l", through("/werklijst", "/taken/")),
    "taak van een casusregisseur": ("u-cp-lt", through("/werklijst", "/taken/")),
    "taak afgerond": ("u-pr1", through("/zaken/NUMMER", "/taken/1")),
    "taak corrigeren": ("u-pr1", correction),
    "zaken": ("u-pr1", at("/zaken")),
    "zaak": ("u-pr1", opened(at("/zaken/NUMMER"))),
    "zaak voor een manager": ("u-amb-m", at("/zaken/NUMMER")),
    "escalaties": ("u-pr1", at("/escalaties?toon=alles")),
    "escalatie": ("u-pr1", through("/escalaties", "/escalaties/")),
    "thema voorleggen": ("u-pr1", at("/themas/nieuw")),
    "thema met fouten": ("u-pr1", refused(at("/themas/nieuw"), "Thema voorleggen")),
    "regio’s": ("u-beheer-m", at("/regios")),
    "regio": ("u-beheer-m", at("/regios/meerwolde")),
    "termijnen": ("u-pr1", opened(at("/termijnen?regio=eilandenrijk"))),
    "voortgang": ("u-pr1", at("/voortgang?lijst=komend")),
    "voortgang voor een manager": ("u-amb-m", at("/voortgang?lijst=geescaleerd")),
    "ingrijpen": ("u-vz", opened(at("/voortgang/zaken/NUMMER"))),
    "ingrijpen met fouten": ("u-amb-m", refused(at("/voortgang/zaken/NUMMER"), "Vraag stellen")),
    "vragen": ("u-amb-m", at("/vragen")),
    "mijn agenda": ("u-sec", at("/agenda")),
    "overleg": ("u-sec", opened(at("/overleg"))),
    "overleg met fouten": ("u-sec", refused(opened(at("/overleg")), "Reeks plannen")),
    "agenda van een overleg": ("u-sec", opened(through("/overleg", "/overleg/"))),
    "berichten": ("u-pr1", at("/berichten")),
    "berichten van een zaak": ("u-pr1", at("/zaken/NUMMER/berichten")),
    "meldingen instellen": ("u-pr1", at("/berichten/meldingen")),
    "afwezigheid": ("u-sec", at("/berichten/afwezigheid")),
    "afwezigheid met fouten": ("u-sec", refused(at("/berichten/afwezigheid"), "Vastleggen")),
    "niet aangekomen e-mail": ("u-sec", at("/berichten/niet-aangekomen")),
    "postvak": ("u-pr1", at("/postvak")),
    "werkwijzen": ("u-beheer-m", opened(way("/werkwijzen"))),
    "werkwijze": ("u-beheer-m", opened(way("/werkwijzen/meerwolde-1"))),
    "bestand van een werkwijze": ("u-beheer-m", opened(way("/werkwijzen/meerwolde-1/bekijken/diagram/ret_toezegging"))),
    "verschillen": ("u-beheer-m", opened(way("/werkwijzen/verschillen?van=landelijk-1&naar=ontwerp-meerwolde-2"))),
    "verschillen kiezen": ("u-beheer-m", way("/werkwijzen/verschillen")),
    "ontwerp": ("u-beheer-m", opened(way("/werkwijzen/ontwerpen/ontwerp-meerwolde-2"))),
    "ontwerp goedkeuren": ("u-beheer-m2", opened(way("/werkwijzen/ontwerpen/ontwerp-meerwolde-3"))),
    "proefdraaien": ("u-beheer-m", opened(way(f"/werkwijzen/ontwerpen/{TRIED}/proberen"))),
    "proefdraaien kan niet": ("u-beheer-m", way("/werkwijzen/ontwerpen/ontwerp-meerwolde-2/proberen")),
    "proef beginnen": (
        "u-beheer-m",
        opened(way(f"/werkwijzen/ontwerpen/{TRIED}/proberen/nieuw?proces=ret_procesregie")),
    ),
    "proef": ("u-beheer-m", opened(example("?na=1.0"))),
    "taak van een proef": ("u-beheer-m", opened(example("/taken/1"))),
    "stappen van een proces": ("u-beheer-m", way(f"{DRAFT}/diagram/ret_plan_opstellen/stappen")),
    "gebeurtenis op de rand met fouten": (
        "u-beheer-m",
        refused(way(f"{DRAFT}/diagram/ret_plan_opstellen/stappen/nieuw?rand=plan_maken"), "Stap bewaren"),
    ),
    "stap weghalen": ("u-beheer-m", way(f"{DRAFT}/diagram/ret_plan_opstellen/stappen/gw_gezin_past/weghalen")),
    "regel van een formulier": ("u-beheer-m", way(f"{DRAFT}/formulier/goedkeuren/regel")),
    "landelijk volgen": ("u-beheer-m", opened(way("/werkwijzen/landelijk-volgen/meerwolde-1"))),
    "landelijk volgen met fouten": (
        "u-beheer-m",
        refused(way("/werkwijzen/landelijk-volgen/meerwolde-1"), "Overnemen in een ontwerp"),
    ),
    "logboek van werkwijzen": ("u-beheer-m", way("/werkwijzen/logboek")),
    "handboek": ("u-beheer-m", opened(at("/handboek"))),
    "zaken overzetten": ("u-operator", opened(way("/overzetten?naar=meerwolde-1"))),
    "ronde van overzetten": ("u-operator", opened(moving)),
    "aanmelding invoeren": ("u-sec", at("/aanmeldingen/nieuw/lindervoort")),
}
