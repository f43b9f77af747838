"""Putting elements into a file and taking them out so that the rest stays as it was written, down to its indents."""

import re

from lxml import etree

from service.engine.xml import Element

_STEP = "  "
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What a comment holds is somebody's text; elsewhere a tag that closes itself has its own way of being written.
_PARTS = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<[^<>]*>", re.DOTALL)
_QUOTED = re.compile(r'="([^"\']*&quot;[^"\']*)"')


def put(parent: Element, child: Element, at: int | None = None) -> Element:
    """Insert an element, indented like what stands beside it; gives the element."""
    at = len(parent) if at is None else min(at, len(parent))
    outer = _before(parent)
    inner = parent.text if len(parent) else _deeper(outer)
    if inner is None or "\n" not in inner:
        parent.insert(at, child)
        return child
    level = (len(inner) - inner.rindex("\n") - 1) // len(_STEP)
    etree.indent(child, _STEP, level=level)
    if not len(parent):
        parent.text, child.tail = inner, outer
    elif at == len(parent):
        child.tail, parent[-1].tail = parent[-1].tail, inner
    else:
        child.tail = inner
    parent.insert(at, child)
    return child


def take(child: Element) -> None:
    """Take an element out with the white space around it."""
    parent, before, tail = child.getparent(), child.getprevious(), child.tail
    last = child.getnext() is None
    parent.remove(child)
    if before is not None and last:
        before.tail = tail
    if not len(parent) and not (parent.text or "").strip():
        parent.text = None


def written(root: Element, like: bytes) -> bytes:
    """The file with what stands before and after its root, in the hand of the file it was made from."""
    text = etree.tostring(root.getroottree(), encoding="unicode")
    spaced, quoted = like.count(b" />") * 2 > like.count(b"/>"), b"='\"" in like

    def part(found: re.Match[str]) -> str:
        tag = found[0]
        if tag.startswith(("<!", "<?")):
            return tag
        if spaced and tag.endswith("/>") and not tag.endswith(" />"):
            tag = f"{tag[:-2]} />"
        return _QUOTED.sub(lambda one: "='" + one[1].replace("&quot;", '"') + "'", tag) if quoted else tag

    end = "\n" if like.endswith(b"\n") and not text.endswith("\n") else ""
    return (_DECLARATION + _PARTS.sub(part, text) + end).encode()


def _before(element: Element) -> str | None:
    """The white space before an element."""
    previous, parent = element.getprevious(), element.getparent()
    found: str | None = previous.tail if previous is not None else parent.text if parent is not None else "\n"
    return found


def _deeper(indent: str | None) -> str | None:
    return indent + _STEP if indent is not None and "\n" in indent else None
