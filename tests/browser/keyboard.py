"""A person who uses the keyboard and nothing else: Tab, arrows, space, Enter and letters."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

_FARTHEST = 150  # steps with Tab: the longest form has fewer stops
_IS_FOCUSED = "element => element === document.activeElement"
_SEEN = """element => {
  const style = getComputedStyle(element);
  const label = element.labels?.[0];
  const drawn = one => one.outlineStyle !== 'none' && one.outlineWidth !== '0px' || one.boxShadow !== 'none';
  return drawn(style) || Boolean(label && drawn(getComputedStyle(label)));
}"""


class Keyboard:
    """Works a page by keys."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, target: Locator) -> None:
        """Tab until the focus is there; one must see that it is."""
        for _ in range(_FARTHEST):
            if target.evaluate(_IS_FOCUSED):
                assert target.evaluate(_SEEN), f"the focus on {target} does not show"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """A link or a button."""
        self.go_to(target)
        self.page.keyboard.press(key)

    def type(self, target: Locator, text: str) -> None:
        """A text field, over what stood in it."""
        self.go_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, group: Locator, label: str) -> None:
        """One of the round buttons: Tab to the group, then arrows."""
        wanted = group.get_by_label(label, exact=True)
        radios = group.get_by_role("radio")
        # Tab stops once per group: at what is chosen, else at the first.
        stop = radios.and_(self.page.locator(":checked")) if group.locator(":checked").count() else radios.first
        self.press(stop, "Space")
        for _ in range(radios.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never reach {label}")

    def pick(self, select: Locator, label: str) -> None:
        """From a list that opens: type how the choice begins."""
        self.go_to(select)
        self.page.keyboard.type(label)
        expect(select.locator("option:checked")).to_have_text(label)


def log_in(keys: Keyboard, email: str, password: Any) -> None:
    """From the login page to the worklist."""
    page = keys.page
    keys.type(page.get_by_label("E-mailadres"), email)
    keys.type(page.get_by_label("Wachtwoord"), str(password))
    keys.press(page.get_by_role("button", name="Inloggen"))
    expect(page.get_by_role("heading", level=1, name="Werklijst")).to_be_visible()
