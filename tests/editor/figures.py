"""Measures the editor in a real browser: `python -m tests.editor.figures`; the figures stand in docs/performance.md."""

import gzip
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, expect

from tests.editor.camera import chromium
from tests.editor.conftest import desks
from tests.editor.studio import Studio
from tests.web.looking import violations
from tests.world import ROOT, new_world

DIAGRAMS = ("ret_plan_opstellen", "ret_procesregie", "ret_aanmelding_triage")
BUILT = ROOT / "service" / "web" / "static" / "gebouwd"


def main() -> None:
    """Print a figure on each line."""
    for name in ("editor.js", "editor.css", "viewer.js"):
        content = (BUILT / name).read_bytes()
        say(f"{name}: {len(gzip.compress(content, 9)) / 1000:.0f} kB with gzip, {len(content) / 1000:.0f} kB unpacked")
    with chromium() as browser, tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        data.mkdir()
        world = new_world(Path(name) / "filled", data)
        with desks(world, browser) as sit:
            studio = sit("u-beheer-m")
            begin(studio)
            for process in DIAGRAMS:
                loads = [load(studio, process) for _ in range(3)]
                say(f"{process}: {loads[0]:.2f} s CPU to ready the first time, then {min(loads[1:]):.2f} s")
            look(studio)
        world.close()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def begin(studio: Studio) -> None:
    page = studio.page
    page.goto(f"{studio.address}/werkwijzen")
    page.get_by_text("Nieuw ontwerp voor").click()
    page.get_by_label("Wat gaat er veranderen?").fill("Meten")
    page.get_by_role("button", name="Ontwerp beginnen").click()
    studio.draft = page.url.rpartition("/")[2]


def load(studio: Studio, process: str) -> float:
    """CPU seconds of the page's main thread from its address to ready to draw."""
    page = studio.page
    page.goto("about:blank")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = busy(session)
    studio.open(process)
    return busy(session) - before


def busy(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


def look(studio: Studio) -> None:
    """What axe finds on every kind of page of an author, and which strings of bpmn-js had no Dutch."""
    page, base = studio.page, f"{studio.address}/werkwijzen/ontwerpen/{studio.draft}"
    found = 0
    for path in ("", "/diagram/ret_plan_opstellen", "/diagram/ret_plan_opstellen/stappen", "/formulier/goedkeuren",
                 "/formulier/goedkeuren/veld", "/proberen"):  # fmt: skip
        page.goto(f"{base}{path}")
        if path.endswith("opstellen"):
            expect(page.locator("[data-klaar]")).to_be_visible()
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            found += len(violations(page))
        page.set_viewport_size({"width": 1280, "height": 900})
    say(f"axe violations on the pages of an author, wide and narrow: {found}")
    studio.open("ret_plan_opstellen")
    for element in ("plan_maken", "gw_gezin_past", "t_plan_herinnering", "begin"):
        studio.choose(element)
        for action in ("replace", "append"):
            button = page.locator(f'.djs-context-pad [data-action="{action}"]')
            if button.count():
                button.click()
                page.keyboard.press("Escape")
    missed = page.evaluate("document.documentElement.dataset.onvertaald ?? ''")
    say(f"strings of the editor without Dutch: {len(missed.split('|')) if missed else 0}")


if __name__ == "__main__":
    main()
