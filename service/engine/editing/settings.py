"""What an element of a diagram says of itself: its text, properties, building block and variables."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.tidy import put, take
from service.engine.model_reader import OPERATOR, VARIABLE
from service.engine.xml import BPMN, SPIFF, Element, documentation, properties

_NAMES = {"spiffworkflow": SPIFF[1:-1], "bpmn": BPMN[1:-1]}


def set_text(element: Element, text: str) -> None:
    """The documentation of an element; empty takes it away."""
    if documentation(element) == text.strip():
        return
    found = element.find(f"{BPMN}documentation")
    if not text.strip():
        take(found)
    elif found is not None:
        for part in list(found):
            found.remove(part)
        found.text = text.strip()
    else:
        put(element, etree.Element(f"{BPMN}documentation", nsmap=_names(element)), 0).text = text.strip()


def set_properties(element: Element, values: Mapping[str, str]) -> None:
    """Properties by name; an empty value takes one away, the others stay as they are."""
    now = properties(element)
    if all(now.get(name, "") == value for name, value in values.items()):
        return
    holder = _extensions(element)
    group = _group(holder)
    known = {one.get("name"): one for one in group.findall(f"{SPIFF}property")}
    for name, value in values.items():
        if name in known and not value:
            take(known[name])
        elif name in known:
            known[name].set("value", value)
        elif value:
            put(group, etree.Element(f"{SPIFF}property", {"name": name, "value": value}, nsmap=_NAMES))
    for empty in (group, holder):
        if not len(empty):
            take(empty)


def _group(holder: Element) -> Element:
    found = holder.find(f"{SPIFF}properties")
    return put(holder, etree.Element(f"{SPIFF}properties", nsmap=_NAMES), 0) if found is None else found


def set_operator(element: Element, handler: str, parameters: Mapping[str, tuple[str, str]]) -> None:
    """The building block of a service task; parameters by name as type and expression, empty ones left out."""
    wanted = {name: value for name, (_, value) in parameters.items() if value}
    holder = _extensions(element)
    old = holder.find(f"{SPIFF}serviceTaskOperator")
    if old is not None and old.get("id") == OPERATOR + handler and _given(old) == wanted:
        return
    made = etree.Element(
        f"{SPIFF}serviceTaskOperator",
        {"id": OPERATOR + handler, "resultVariable": f"_{element.get('id')}"},
        nsmap=_NAMES,
    )
    group = etree.SubElement(made, f"{SPIFF}parameters")
    for name in wanted:
        etree.SubElement(group, f"{SPIFF}parameter", {"id": name, "type": parameters[name][0], "value": wanted[name]})
    at = list(holder).index(old) if old is not None else None
    if old is not None:
        take(old)
    put(holder, made, at)


def drop_operator(element: Element) -> None:
    """No building block any more: another kind of step has none."""
    holder = element.find(f"{BPMN}extensionElements")
    for old in element.findall(f"{BPMN}extensionElements/{SPIFF}serviceTaskOperator"):
        take(old)
    if holder is not None and not len(holder):
        take(holder)


def declare(diagram: EditableDiagram, variable: str, kind: str, origin: str) -> None:
    """A variable of the process that this element sets."""
    text = properties(diagram.process).get(VARIABLE + variable, f"{kind};")
    parts = [part.strip() for part in text.split(";", 2)]
    origins = [one.strip() for one in parts[1].split(",") if one.strip()] if len(parts) > 1 else []
    if origin in {one.partition(".")[0] for one in origins}:
        return
    value = "; ".join([parts[0], ", ".join([*origins, origin]), *parts[2:]])
    set_properties(diagram.process, {VARIABLE + variable: value})


def undeclare(diagram: EditableDiagram, origin: str, variables: frozenset[str] | None = None) -> None:
    """No variable (or none of these) comes from this element any more; one that came from nowhere else goes."""
    for name, text in properties(diagram.process).items():
        parts = [part.strip() for part in text.split(";", 2)]
        if not name.startswith(VARIABLE) or len(parts) < 2:
            continue
        if variables is not None and name.removeprefix(VARIABLE) not in variables:
            continue
        origins = [one.strip() for one in parts[1].split(",") if one.strip()]
        left = [one for one in origins if one.partition(".")[0] != origin]
        if left != origins:
            value = "; ".join([parts[0], ", ".join(left), *parts[2:]]) if left else ""
            set_properties(diagram.process, {name: value})


def _given(operator: Element) -> dict[str, str]:
    found = operator.iterfind(f"{SPIFF}parameters/{SPIFF}parameter")
    return {one.get("id", ""): one.get("value", "") for one in found}


def _extensions(element: Element) -> Element:
    found = element.find(f"{BPMN}extensionElements")
    if found is None:
        made = etree.Element(f"{BPMN}extensionElements", nsmap=_names(element))
        texts = element.findall(f"{BPMN}documentation")
        found = put(element, made, list(element).index(texts[-1]) + 1 if texts else 0)
    return found


def _names(element: Element) -> Any:
    return {key: space for key, space in element.nsmap.items() if f"{{{space}}}" == BPMN}
