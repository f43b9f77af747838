"""The official schema of BPMN 2.0, as the library ships it: what differs from it, other programs read differently."""

from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any

from lxml import etree

from service.engine.gate.finding import Report
from service.engine.xml import BPMNDI, Element, local_name

MAX_DIFFERENCES = 20
_LOCK = Lock()
_DRAWN = (BPMNDI, "{http://www.omg.org/spec/DD/20100524/DC}", "{http://www.omg.org/spec/DD/20100524/DI}")
_PLACE = "SCHEMAV_ELEMENT_CONTENT"
_ATTRIBUTE = "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1"
_MISSING = "SCHEMAV_CVC_COMPLEX_TYPE_4"


@cache
def _schema() -> etree.XMLSchema:
    path = files("SpiffWorkflow") / "bpmn" / "parser" / "schema" / "BPMN20.xsd"
    return etree.XMLSchema(etree.parse(str(path), etree.XMLParser(no_network=True, resolve_entities=False)))


def check_schema(report: Report, root: Element) -> None:
    """Point at what the schema does not allow; in the drawing it is a mistake, because then nobody sees the diagram."""
    # The log belongs to the schema, which all threads share.
    with _LOCK:
        schema = _schema()
        if schema.validate(root):
            return
        errors: Any = schema.error_log
        log = [(error.line, error.path, error.type_name) for error in errors]
    for line, path, kind in log[:MAX_DIFFERENCES]:
        found = _found(root, path)
        drawn = found is not None and str(found.tag).startswith(_DRAWN)
        where = _owner(root, found) if found is not None else None
        text = _sentence(found, kind, line)
        report.add("schema", text, where, "fout" if drawn else "advies")


def _found(root: Element, path: str | None) -> Any:
    try:
        found = root.getroottree().xpath(path) if path else []
    except etree.XPathError:
        return None
    return found[0] if isinstance(found, list) and found else None


def _owner(root: Element, found: Element) -> Element:
    """The element that a person knows: of a shape the element that it draws, else the nearest one with an id."""
    element = found
    while element is not None:
        drawn = element.get("bpmnElement")
        if drawn:
            return next((other for other in root.iter() if other.get("id") == drawn), element)
        if element.get("id") and not str(element.tag).startswith(_DRAWN):
            return element
        element = element.getparent()
    return found


def _sentence(found: Any, kind: str, line: int) -> str:
    tag = f"<{local_name(found)}>" if found is not None else "Iets op deze regel"
    if kind == _PLACE:
        what = f"{tag} staat op een plek waar BPMN het niet toestaat, of mist een onderdeel"
    elif kind == _ATTRIBUTE:
        what = f"{tag} heeft een kenmerk dat BPMN niet kent"
    elif kind == _MISSING:
        what = f"{tag} mist een verplicht kenmerk"
    else:
        what = f"{tag} heeft een waarde die BPMN niet toestaat"
    return f"Regel {line}: {what}. Open het diagram in de editor en bewaar het opnieuw."
