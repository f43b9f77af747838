"""A file taken apart into units that can be compared and merged: elements of a diagram, fields of a form.

A unit is a kind (the BPMN tag, or formulier, veld, regel) with facts: strings by key. Where an element is drawn is no
fact: a diagram that was only moved around works the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from service.engine.model_reader import NODE_KINDS
from service.engine.xml import BPMN, BPMNDI, SPIFF, Element, is_bpmn, local_name, parse_xml

UNIT_TAGS: Final = NODE_KINDS | {
    "process", "participant", "collaboration", "laneSet", "lane", "sequenceFlow", "textAnnotation", "association",
    "group", "message", "signal", "escalation",
}  # fmt: skip
# Follow from the flows and lanes: they are made again.
_DERIVED: Final = frozenset({"incoming", "outgoing", "flowNodeRef"})


class Unreadable(ValueError):
    """The content is no diagram or form that can be taken apart."""


@dataclass
class Unit:
    """One element, field or rule."""

    kind: str
    facts: dict[str, str] = field(default_factory=dict)


Units = dict[str, Unit]


@dataclass(frozen=True)
class DiagramUnits:
    """A diagram: its units in the order of the file, and the drawing of each as XML."""

    root: Element
    units: Units
    drawings: Mapping[str, str]


def canonical(element: Element) -> str:
    """XML as text that is the same whatever white space and order of attributes it had."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    for one in copy.iter():
        one.tail = None
        if len(one) and not (one.text or "").strip():
            one.text = None
    return str(etree.canonicalize(etree.tostring(copy, encoding="unicode")))


def read_diagram(content: bytes) -> DiagramUnits:
    """A diagram taken apart; raises Unreadable."""
    try:
        root = parse_xml(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable from error
    if root.tag != f"{BPMN}definitions" or root.find(f"{BPMN}process") is None:
        raise Unreadable
    lanes = {
        (reference.text or "").strip(): lane.get("id", "")
        for lane in root.iter(f"{BPMN}lane")
        for reference in lane.iterfind(f"{BPMN}flowNodeRef")
    }
    units = {element.get("id"): _unit(element, lanes) for element in unit_elements(root)}
    drawn = (one for one in root.iter(f"{BPMNDI}BPMNShape", f"{BPMNDI}BPMNEdge"))
    return DiagramUnits(root, units, {one.get("bpmnElement", ""): canonical(one) for one in drawn})


def unit_elements(root: Element) -> Iterator[Element]:
    """The elements of a diagram that are units."""
    for element in root.iter(f"{BPMN}*"):
        if local_name(element) in UNIT_TAGS and element.get("id"):
            yield element


def is_unit(element: Element) -> bool:
    """Whether this child of an element is a unit itself."""
    return is_bpmn(element) and local_name(element) in UNIT_TAGS and bool(element.get("id"))


def _unit(element: Element, lanes: Mapping[str, str]) -> Unit:
    facts = {f"@{name}": value for name, value in element.attrib.items() if name != "id"}
    parent = element.getparent()
    if parent is not None and local_name(parent) != "definitions":
        facts["parent"] = parent.get("id", "")
    if element.get("id") in lanes:
        facts["lane"] = lanes[element.get("id")]
    for child in element.iterchildren("*"):
        tag = local_name(child)
        if tag == "documentation":
            facts["doc"] = (child.text or "").strip()
        elif tag == "extensionElements":
            _extensions(child, facts)
        elif not (is_unit(child) or tag in _DERIVED):
            facts[_free(facts, f"rest:{tag}")] = canonical(child)
    return Unit(local_name(element), facts)


def _extensions(extensions: Element, facts: dict[str, str]) -> None:
    for child in extensions.iterchildren("*"):
        if child.tag == f"{SPIFF}properties":
            facts.update({f"prop:{one.get('name', '')}": one.get("value", "") for one in child.iterchildren("*")})
        elif child.tag == f"{SPIFF}serviceTaskOperator":
            facts["bouwsteen"] = child.get("id", "")
            facts["bouwsteen.resultaat"] = child.get("resultVariable", "")
            for parameter in child.iter(f"{SPIFF}parameter"):
                facts[f"param:{parameter.get('id', '')}"] = parameter.get("value", "")
                facts[f"paramtype:{parameter.get('id', '')}"] = parameter.get("type", "str")
        else:
            facts[_free(facts, f"ext:{local_name(child)}")] = canonical(child)


def _free(facts: Mapping[str, str], key: str) -> str:
    """A key of its own for a second child of the same kind."""
    number = sum(known == key or known.startswith(f"{key}#") for known in facts)
    return f"{key}#{number + 1}" if number else key
