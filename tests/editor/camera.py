"""Pictures of pages: a part of the page, with numbered marks at what the text tells about, small enough to ship."""

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Locator, Page, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, find_chromium

QUALITY, LARGEST = 0.72, 60_000
_ROOM = 12
_MARK = """(element, number) => {
  const box = element.getBoundingClientRect();
  const ring = document.createElement("div");
  const label = document.createElement("div");
  ring.dataset.merkteken = label.dataset.merkteken = "";
  label.textContent = number;
  const place = (one, left, top, style) => {
    one.style.cssText = `position:absolute;left:${left + scrollX}px;top:${top + scrollY}px;z-index:99999;` +
      `pointer-events:none;${style}`;
    document.body.append(one);
  };
  place(ring, box.left - 5, box.top - 5, `width:${box.width + 6}px;height:${box.height + 6}px;` +
    "border:3px solid #c2410c;border-radius:8px");
  place(label, box.right - 12, box.top - 20, "width:26px;height:26px;border-radius:50%;background:#c2410c;color:#fff;" +
    "font:700 16px/26px sans-serif;text-align:center");
}"""
_PLACE = """element => {
  const box = element.getBoundingClientRect();
  return { x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height };
}"""
_SMALL = """async ([source, quality]) => {
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  const sheet = new OffscreenCanvas(picture.width, picture.height);
  sheet.getContext("2d").drawImage(picture, 0, 0);
  const made = await sheet.convertToBlob({ type: "image/webp", quality });
  const bytes = new Uint8Array(await made.arrayBuffer());
  return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for a command that is no test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


class Camera:
    """Takes pictures into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, page: Page, name: str, shown: Sequence[Locator], marks: Sequence[Locator] = ()) -> None:
        """The part of the page that holds everything shown, with a numbered ring around each mark."""
        shown[0].scroll_into_view_if_needed()
        for number, mark in enumerate(marks, 1):
            mark.first.evaluate(_MARK, number)
        boxes = [one.first.evaluate(_PLACE) for one in (*shown, *marks)]
        png = page.screenshot(clip=_around(boxes), full_page=True, animations="disabled")
        page.evaluate("document.querySelectorAll('[data-merkteken]').forEach(one => one.remove())")
        source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
        small = base64.b64decode(page.evaluate(_SMALL, [source, QUALITY]))
        assert len(small) <= LARGEST, f"{name} takes {len(small)} bytes: show less"
        (self.folder / f"{name}.webp").write_bytes(small)


def _around(boxes: Sequence[FloatRect]) -> FloatRect:
    left = max(0, min(box["x"] for box in boxes) - _ROOM)
    top = max(0, min(box["y"] for box in boxes) - _ROOM)
    right = max(box["x"] + box["width"] for box in boxes) + _ROOM
    bottom = max(box["y"] + box["height"] for box in boxes) + _ROOM
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}
