"""What an author does in the editor of diagrams: choose, draw, fill in the panel, read the findings."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Locator, Page, Route, expect

_TRIES, _TRAP = 20, 500
_POINT = """(drawn, part) => {
  const box = drawn.getBBox();
  const isFlow = drawn.tagName !== "rect" && drawn.tagName !== "circle" && drawn.tagName !== "polygon";
  const at = isFlow ? drawn.getPointAtLength(drawn.getTotalLength() * part)
                    : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const seen = new DOMPoint(at.x, at.y).matrixTransform(drawn.getScreenCTM());
  return [seen.x, seen.y];
}"""


class Studio:
    """One author's window."""

    def __init__(self, page: Page, address: str, draft: str) -> None:
        self.page, self.address, self.draft = page, address, draft
        self.strange: list[str] = []
        page.on("pageerror", lambda error: self.strange.append(str(error)))
        page.on("console", lambda line: self.strange.append(line.text) if line.type == "error" else None)

    def open(self, process: str, rest: str = "") -> None:
        """The editor of a process, ready to draw."""
        self.page.goto(f"{self.address}/werkwijzen/ontwerpen/{self.draft}/diagram/{process}{rest}")
        if not rest:
            expect(self.page.locator("[data-klaar]")).to_be_visible()

    def shape(self, element: str) -> Locator:
        return self.page.locator(f'.djs-element[data-element-id="{element}"]')

    def choose(self, element: str) -> None:
        """Choose an element wherever it is, also under what lies over it."""
        marked = re.compile("selected")
        for _ in range(_TRIES):
            if marked.search(self.shape(element).get_attribute("class") or ""):
                return
            self.shape(element).locator(".djs-hit").last.dispatch_event("click", {"button": 0})
            with suppress(AssertionError):  # bpmn-js swallows a click that comes right after putting something down
                expect(self.shape(element)).to_have_class(marked, timeout=_TRAP)
        raise AssertionError(f"{element} cannot be chosen")

    def pad(self, action: str) -> None:
        """A button beside the chosen element."""
        self.page.locator(f'.djs-context-pad [data-action="{action}"]').click()

    def place(self, tool: str, element: str, *, part: float = 0.5) -> None:
        """Take a tool from the palette and put it down on an element; on a flow `part` of the way along it."""
        self.page.locator(f'.djs-palette [data-action="{tool}"]').click()
        self.press(element, part)

    def press(self, element: str, part: float = 0.5) -> None:
        """Move the pointer to an element, or to a point along a flow, and click."""
        x, y = self.shape(element).locator(".djs-hit").first.evaluate(_POINT, part)
        self.page.mouse.move(x - 5, y - 5)
        self.page.mouse.move(x, y, steps=3)
        self.page.mouse.click(x, y)

    def jump(self, name: str, element: str) -> None:
        """Choose an element by what the check says of it, under the name that people call it by."""
        self.page.locator("[data-bevindingen] button").filter(has_text=f"{name}:").first.click()
        expect(self.shape(element)).to_have_class(re.compile("selected"))

    def menu(self, entry: str) -> None:
        """An entry of the menu that is open."""
        self.page.locator(".djs-popup").get_by_text(entry, exact=True).click()

    def rename(self, text: str) -> None:
        """Type the name into the drawing, which asks for it as soon as something new is put down."""
        box = self.page.locator(".djs-direct-editing-content")
        expect(box).to_be_visible()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def field(self, label: str) -> Locator:
        """A field of the panel."""
        return self.page.locator("#paneel").get_by_label(label, exact=True)

    def fill(self, label: str, text: str) -> None:
        self.field(label).fill(text)
        self.field(label).press("Enter")
        self.field(label).blur()

    def pick(self, label: str, choice: str) -> None:
        self.field(label).select_option(label=choice)

    @contextmanager
    def without_answer(self, part: str) -> Iterator[None]:
        """Keep requests to such an address waiting for as long as this lasts, as on a slow line."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        self.page.route(part, hold)
        yield
        for one in held:
            one.continue_()
        self.page.unroute(part, hold)

    def findings(self) -> Locator:
        return self.page.locator("[data-bevindingen] li")

    def verdict(self, text: str) -> None:
        """Wait until the check says this."""
        expect(self.page.locator("[data-oordeel]")).to_contain_text(text)

    def saved(self) -> None:
        expect(self.page.locator("[data-stand]")).to_contain_text("Alles is bewaard")
