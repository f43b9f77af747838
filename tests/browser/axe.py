"""What axe-core finds on a page, and whether a narrow screen has to scroll sideways."""

from playwright.sync_api import Page

from tests.world import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1280, 320)


def violations(page: Page) -> list[str]:
    """One line per rule that is broken, with the first places where."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes'][:3]]}" for one in found]


def sideways(page: Page) -> list[str]:
    """What sticks out of the screen, when the page scrolls sideways."""
    found: list[str] = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll('body *')]
            .filter(one => one.getBoundingClientRect().right > wide)
            .map(one => `${one.tagName} ${one.className} ${one.getBoundingClientRect().right}`);
        }"""
    )
    return found
