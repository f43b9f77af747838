"""Making a diagram from elsewhere ready to be edited: in UTF-8, with a drawing, under the name of its file."""

from lxml import etree

from service.engine.editing.tidy import written
from service.engine.layout import draw, has_drawing
from service.engine.layout.plan import is_drawn
from service.engine.xml import BPMN, BPMNDI, Element, parse_xml

_UTF8 = b"\xef\xbb\xbf"
# What is larger than any process a person reads is not worth the time; the check says that there is no drawing.
_MOST_NODES, _MOST_FLOWS = 250, 400


def readable(content: bytes) -> bytes:
    """The diagram in UTF-8 and with a drawing; what cannot be read, or is in order, stays as it is."""
    root = _root(content)
    if root is None:
        return content
    if not has_drawing(root) and _is_drawable(root):
        draw(root)
    elif _is_utf8(content):
        return content
    return written(root, content)


def named(content: bytes, process_id: str) -> bytes:
    """The diagram with its first process under this id, and meant to be run; references follow."""
    root = _root(content)
    if root is None:
        return content
    process = root.find(f"{BPMN}process")
    if process is None or (process.get("id") == process_id and process.get("isExecutable") == "true"):
        return content
    old = process.get("id")
    if all(one.get("id") != process_id for one in root.iter("*")):
        process.set("id", process_id)
        for pool in root.iter(f"{BPMN}participant"):
            if pool.get("processRef") == old:
                pool.set("processRef", process_id)
        for plane in root.iter(f"{BPMNDI}BPMNPlane"):
            if plane.get("bpmnElement") == old:
                plane.set("bpmnElement", process_id)
    process.set("isExecutable", "true")
    return written(root, content)


def _root(content: bytes) -> Element | None:
    """None for what is no diagram, or asks the reader for anything else than reading."""
    try:
        root = parse_xml(content, keep_comments=True)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.doctype or not root.tag.startswith(BPMN) else root


def _is_drawable(root: Element) -> bool:
    nodes = sum(is_drawn(one) for one in root.iter(f"{BPMN}*"))
    return 0 < nodes <= _MOST_NODES and sum(1 for _ in root.iter(f"{BPMN}sequenceFlow")) <= _MOST_FLOWS


def _is_utf8(content: bytes) -> bool:
    head = content[:200].lower()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not content.startswith(_UTF8) and (b"encoding=" not in head or b"utf-8" in head)
