"""Reading BPMN without trusting it: no entities, no network, no huge trees."""

from typing import Any

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"

# lxml has no types of its own: an element is Any wherever it travels.
Element = Any


def parse_xml(data: bytes, *, keep_comments: bool = False) -> Element:
    """The root element; raises etree.XMLSyntaxError or ValueError. Comments only matter to who saves the file again."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=not keep_comments,
        remove_pis=not keep_comments,
        strip_cdata=False,
    )
    return etree.fromstring(data, parser)


def local_name(element: Element) -> str:
    """The tag without its namespace."""
    return str(etree.QName(element).localname)


def is_bpmn(element: Element) -> bool:
    """Whether the element belongs to BPMN's own namespace (not the drawing, not an extension)."""
    return isinstance(element.tag, str) and element.tag.startswith(BPMN)


def properties(element: Element) -> dict[str, str]:
    """The `spiffworkflow:property` values of an element itself."""
    path = f"{BPMN}extensionElements/{SPIFF}properties/{SPIFF}property"
    return {found.get("name", ""): found.get("value", "") for found in element.iterfind(path)}


def documentation(element: Element) -> str:
    """The text of the element's own documentation, empty when there is none."""
    return (element.findtext(f"{BPMN}documentation") or "").strip()
