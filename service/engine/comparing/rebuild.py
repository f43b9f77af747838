"""A diagram made again from merged units: the national file with in it what the region keeps of its own."""

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from service.engine.comparing.units import DiagramUnits, Unit, Units, is_unit, unit_elements
from service.engine.xml import BPMN, BPMNDI, SPIFF, Element, local_name, parse_xml

# Containers must be there before what stands in them.
_OUTER_FIRST = ("collaboration", "participant", "process", "subProcess", "laneSet", "lane")
_DEFINITIONS = frozenset({"message", "signal", "escalation", "collaboration"})
_DRAWN_EDGES = frozenset({"sequenceFlow", "association"})


def write_diagram(theirs: DiagramUnits, mine: DiagramUnits, units: Units, drawings: Mapping[str, str]) -> bytes:
    """The file of these units, on the ground of `theirs`; `drawings` has the drawing of each unit that has one."""
    root = deepcopy(theirs.root)
    known = {element.get("id"): element for element in unit_elements(root)}
    for key in sorted(units, key=lambda key: _depth(units[key])):
        if key not in known:
            known[key] = _add(root, known, key, units[key])
        elif units[key] != theirs.units.get(key):
            _fill(known[key], units[key])
            _move(known[key], known.get(units[key].facts.get("parent", "")))
    for key, element in known.items():
        if key not in units and element.getparent() is not None:
            element.getparent().remove(element)
    _connect(known, units)
    _draw(root, units, drawings)
    etree.indent(root, "  ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _depth(unit: Unit) -> int:
    return _OUTER_FIRST.index(unit.kind) if unit.kind in _OUTER_FIRST else len(_OUTER_FIRST)


def _add(root: Element, known: Mapping[str, Element], key: str, unit: Unit) -> Element:
    made = etree.Element(f"{BPMN}{unit.kind}", id=key)
    if unit.kind in _DEFINITIONS:
        root.insert(0, made)
    else:
        outer = known.get(unit.facts.get("parent", ""))
        (root.find(f"{BPMN}process") if outer is None else outer).append(made)
    _fill(made, unit)
    return made


def _move(element: Element, outer: Element | None) -> None:
    """Put an element in what it stands in now: a sub-process, or the process itself."""
    if outer is not None and element.getparent() is not outer and outer not in element.iter():
        outer.append(element)


def _fill(element: Element, unit: Unit) -> None:
    """Give an element exactly these facts; the units within it stay."""
    inner = [child for child in element if is_unit(child)]
    key = element.get("id")
    for child in list(element):
        element.remove(child)
    element.attrib.clear()
    element.set("id", key)
    for name, value in unit.facts.items():
        if name.startswith("@"):
            element.set(name[1:], value)
    if unit.facts.get("doc"):
        etree.SubElement(element, f"{BPMN}documentation").text = unit.facts["doc"]
    _extend(element, unit.facts)
    element.extend(inner)
    for name, value in unit.facts.items():
        if name.startswith("rest:"):
            element.append(parse_xml(value.encode()))


def _extend(element: Element, facts: Mapping[str, str]) -> None:
    found = {name: value for name, value in facts.items() if name.startswith(("prop:", "ext:")) or name == "bouwsteen"}
    if not found:
        return
    extensions = etree.SubElement(element, f"{BPMN}extensionElements")
    named = [(name.removeprefix("prop:"), value) for name, value in found.items() if name.startswith("prop:")]
    if named:
        properties = etree.SubElement(extensions, f"{SPIFF}properties", nsmap={"spiffworkflow": SPIFF[1:-1]})
        for name, value in named:
            etree.SubElement(properties, f"{SPIFF}property", name=name, value=value)
    if "bouwsteen" in facts:
        _operate(extensions, facts)
    for name, value in found.items():
        if name.startswith("ext:"):
            extensions.append(parse_xml(value.encode()))


def _operate(extensions: Element, facts: Mapping[str, str]) -> None:
    operator = etree.SubElement(extensions, f"{SPIFF}serviceTaskOperator", id=facts["bouwsteen"])
    if facts.get("bouwsteen.resultaat"):
        operator.set("resultVariable", facts["bouwsteen.resultaat"])
    parameters = etree.SubElement(operator, f"{SPIFF}parameters")
    for name, value in facts.items():
        if name.startswith("param:"):
            key = name.removeprefix("param:")
            kind = facts.get(f"paramtype:{key}", "str")
            etree.SubElement(parameters, f"{SPIFF}parameter", id=key, type=kind, value=value)


def _connect(known: Mapping[str, Element], units: Units) -> None:
    """Flows and lanes decide what nodes and lanes refer to: those references are made again."""
    elements = {key: known[key] for key in units}
    for element in elements.values():
        for child in list(element):
            if local_name(child) in ("incoming", "outgoing", "flowNodeRef"):
                element.remove(child)
    for key, unit in units.items():
        if unit.kind == "sequenceFlow":
            _refer(elements.get(unit.facts.get("@sourceRef", "")), "outgoing", key)
            _refer(elements.get(unit.facts.get("@targetRef", "")), "incoming", key)
        if "lane" in unit.facts and unit.facts["lane"] in elements:
            reference = etree.SubElement(elements[unit.facts["lane"]], f"{BPMN}flowNodeRef")
            reference.text = key


def _refer(node: Element | None, tag: str, flow: str) -> None:
    """BPMN wants documentation, extensions, incoming, outgoing, in that order, before everything else."""
    if node is None:
        return
    before = {"documentation", "extensionElements", "incoming"} | ({"outgoing"} if tag == "outgoing" else set())
    place = sum(local_name(child) in before for child in node.iterchildren("*"))
    reference = etree.Element(f"{BPMN}{tag}")
    reference.text = flow
    node.insert(place, reference)


def _draw(root: Element, units: Units, drawings: Mapping[str, str]) -> None:
    plane = next(root.iter(f"{BPMNDI}BPMNPlane"), None)
    if plane is None:
        return
    for shape in list(plane):
        if shape.get("bpmnElement", "") in units or local_name(shape) in ("BPMNShape", "BPMNEdge"):
            plane.remove(shape)
    ordered = sorted(drawings, key=lambda key: key in units and units[key].kind in _DRAWN_EDGES)
    for key in ordered:
        if key in units:
            plane.append(parse_xml(drawings[key].encode()))
