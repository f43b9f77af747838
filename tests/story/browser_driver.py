"""The story with the hands of people: everybody has a browser, logs in once, and finds the work on the worklist."""

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from service.usecases import clocks
from tests.story.answers import Data
from tests.story.hands import fill_in, send
from tests.story.names import mail_of, task_names
from tests.world import World

BUTTONS = {"plan_wijzigen": "Planwijziging starten", "afschalen_voorstellen": "Afschalen voorstellen"}
_VISITOR = "bezoeker"
PATIENCE = 20_000  # milliseconds, for a machine that is busy


class BrowserDriver:
    """Plays the story in real pages; only the clock is moved by other means."""

    def __init__(self, world: World, browser: Browser, address: str, *, bypass_csp: bool = False) -> None:
        self.world, self.browser, self.address, self.number = world, browser, address, ""
        self.bypass_csp = bypass_csp
        self.strange: list[str] = []  # what no page may do: script errors, breaking our own rules, calling elsewhere
        self._pages: dict[str, Page] = {}

    # -------------------------------------------------------------------------------- the story

    def register(self, municipality: str, data: Data) -> str:
        page = self.visitor()
        page.goto(self.address)
        page.get_by_role("link", name="Aanmelden bij een expertteam").first.click()
        page.get_by_label("In welke gemeente").select_option(municipality)
        page.get_by_role("button", name="Verder").click()
        fill_in(page, data)
        self.look(page, "aanmelden")
        send(page, "Versturen")
        self.look(page, "aanmelding-ontvangen")
        self.number = page.get_by_text("Uw zaaknummer is").locator(".nummer").inner_text()
        return self.number

    def complete(self, who: str, element: str, data: Data, *, on_behalf: str | None = None) -> None:
        page = self.open_task(who, element)
        fill_in(page, data)
        if on_behalf:
            page.get_by_label("Namens wie?").fill(on_behalf)
            page.get_by_label("Hoe kreeg u het antwoord?").select_option("telefoon")
            page.get_by_label("Op welke dag?").fill(self.world.clock.now().date().isoformat())
        self.look(page, f"taak-{element}")
        answer = send(page, "Taak afronden")
        assert answer.ok, f"{who} lands on {page.url}, which says {answer.status}"
        expect(page.get_by_role("status").filter(has_text="is afgerond")).to_be_visible()

    def act(self, who: str, action: str) -> None:
        page = self.open_case(who)
        page.get_by_role("button", name=BUTTONS[action], exact=True).click()
        expect(page.locator(".utrecht-alert--ok")).to_be_visible()

    def forward(self, amount: str) -> None:
        clocks.forward(self.world.factory, amount)

    def status(self, who: str) -> str:
        page = self.desk(who)
        self._menu(page, "Zaken")
        self.look(page, f"zaken-{who}")
        return page.get_by_role("row").filter(has_text=self.number).locator('[data-kop="Status"]').inner_text()

    # -------------------------------------------------------------------------------- finding one's way

    def desk(self, who: str) -> Page:
        """The page of this person, logged in."""
        if who not in self._pages:
            page = self._pages[who] = self._new_context().new_page()
            page.goto(f"{self.address}/inloggen")
            page.get_by_label("E-mailadres").fill(mail_of(who))
            page.get_by_label("Wachtwoord").fill(self.world.settings.demo_password)
            page.get_by_role("button", name="Inloggen").click()
            expect(page.get_by_role("heading", level=1, name="Werklijst")).to_be_visible()
        return self._pages[who]

    def visitor(self) -> Page:
        """The page of somebody who does not log in."""
        if _VISITOR not in self._pages:
            self._pages[_VISITOR] = self._new_context().new_page()
        return self._pages[_VISITOR]

    def open_task(self, who: str, element: str, *, claim: bool = True) -> Page:
        """The page of the open task, found on the worklist: with one's own, in the pool, or planned for later."""
        page = self.desk(who)
        self._menu(page, "Werklijst")
        self.look(page, f"werklijst-{who}")
        for step in ("", "Taken van mijn team", "Alles wat ik mag zien", "Gepland"):
            if step:
                page.get_by_role("link", name=step).first.click()
                expect(page.get_by_role("link", name=step).and_(page.locator("[aria-current]"))).to_be_visible()
            if (row := self._row(page, element)) is not None:
                return self._take(page, row, claim)
        raise AssertionError(f"{who} sees no open task {element} {task_names(element)}")

    def _row(self, page: Page, element: str) -> Locator | None:
        for name in task_names(element):
            row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))
            if row.count():
                return row.first
        return None

    def _take(self, page: Page, row: Locator, claim: bool) -> Page:
        take = row.get_by_role("button", name="Oppakken")
        if claim and take.count():
            take.click()
            expect(page.get_by_text("U hebt de taak opgepakt.")).to_be_visible()
        else:
            row.get_by_role("rowheader").get_by_role("link").click()
        expect(page.get_by_role("button", name="Taak afronden")).to_be_visible()
        return page

    def open_case(self, who: str) -> Page:
        """The page of the case, by the list of cases."""
        page = self.desk(who)
        self._menu(page, "Zaken")
        page.get_by_role("link", name=self.number, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=f"Zaak {self.number}")).to_be_visible()
        return page

    def leave(self) -> None:
        """Everybody logs out, and really is out."""
        self._pages.pop(_VISITOR).context.close()
        for page in self._pages.values():
            page.get_by_role("button", name="Uitloggen").click()
            expect(page.get_by_text("U bent uitgelogd.")).to_be_visible()
            page.goto(f"{self.address}/werklijst")
            expect(page.get_by_role("heading", level=1, name="Inloggen")).to_be_visible()
        self.close()

    def close(self) -> None:
        """Put the browsers away as they are."""
        for page in self._pages.values():
            page.context.close()
        self._pages.clear()

    def look(self, page: Page, what: str) -> None:
        """Called at every kind of page; a driver that keeps pictures may do so here."""

    def _menu(self, page: Page, name: str) -> None:
        page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()

    def _new_context(self) -> BrowserContext:
        context = self.browser.new_context(
            locale="nl-NL", timezone_id="Europe/Amsterdam", bypass_csp=self.bypass_csp, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: self.strange.append(str(error.error)))
        context.on("console", self._listen)
        context.on("request", self._watch)
        return context

    def _listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.strange.append(message.text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.strange.append(request.url)
