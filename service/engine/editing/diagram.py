"""One diagram while it is being edited: its XML with everything in it, also what this service does not know."""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from service.domain.errors import DomainError, NotFound
from service.engine.model_reader import NODE_KINDS, VARIABLE, role_key
from service.engine.xml import BPMN, SPIFF, Element, local_name, parse_xml, properties

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_FIRST = ("documentation", "extensionElements", "incoming", "outgoing")


class UnreadableDiagram(DomainError):
    """The file cannot be edited as a list."""

    sentence = "Dit diagram is niet te lezen. Open het in de editor, of zet het terug naar de vorige versie."


class EditableDiagram:
    """The elements of a diagram by id, and small changes that keep the file in order."""

    def __init__(self, content: bytes) -> None:
        try:
            self.root = parse_xml(content)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableDiagram from error
        self.process = self.root.find(f"{BPMN}process")
        if self.process is None:
            raise UnreadableDiagram

    def to_bytes(self) -> bytes:
        """The file again."""
        etree.indent(self.root)
        found: bytes = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        return found

    def node(self, node_id: str) -> Element:
        """The XML of a node; raises NotFound."""
        found = next((one for one in self.nodes() if one.get("id") == node_id), None)
        if found is None:
            raise NotFound("Deze stap staat niet (meer) in het diagram. Ga terug naar de stappenlijst.")
        return found

    def nodes(self) -> Iterable[Element]:
        """Every node, in the order of the file."""
        return [one for one in self.process.iter(f"{BPMN}*") if local_name(one) in NODE_KINDS]

    def flow(self, flow_id: str) -> Element:
        """The XML of a flow; raises NotFound."""
        found = next((one for one in self.flows() if one.get("id") == flow_id), None)
        if found is None:
            raise NotFound("Deze weg staat niet (meer) in het diagram. Ga terug naar de stappenlijst.")
        return found

    def flows(self, *, source: str | None = None, target: str | None = None) -> list[Element]:
        """The flows, or those from or to a node."""
        found = self.process.iter(f"{BPMN}sequenceFlow")
        return [
            one for one in found
            if (source is None or one.get("sourceRef") == source) and (target is None or one.get("targetRef") == target)
        ]  # fmt: skip

    def free_id(self, wanted: str) -> str:
        """The id, with a number when it is taken."""
        used = {one.get("id") for one in self.root.iter("*")}
        found, number = wanted, 2
        while found in used:
            found, number = f"{wanted}_{number}", number + 1
        return found

    def add(self, kind: str, parent: Element, **attributes: str) -> Element:
        """A new element of BPMN at the end of its parent."""
        return etree.SubElement(parent, f"{BPMN}{kind}", attributes)

    def connect(self, source: str, target: str, *, name: str = "", condition: str = "") -> Element:
        """A new flow between two nodes of the same process."""
        flow = self.add("sequenceFlow", self.node(source).getparent(), id=self.free_id(f"f_{source}__{target}"))
        if name:
            flow.set("name", name)
        flow.set("sourceRef", source)
        flow.set("targetRef", target)
        self.set_condition(flow, condition)
        self.list_ends()
        return flow

    def set_condition(self, flow: Element, condition: str) -> None:
        """The expression of a flow; empty takes it away."""
        for old in flow.findall(f"{BPMN}conditionExpression"):
            flow.remove(old)
        if condition:
            made = etree.SubElement(flow, f"{BPMN}conditionExpression", {f"{XSI}type": "bpmn:tFormalExpression"})
            made.text = condition

    def list_ends(self) -> None:
        """Every node names the flows in and out, as BPMN wants."""
        for node in self.nodes():
            for old in node.findall(f"{BPMN}incoming") + node.findall(f"{BPMN}outgoing"):
                node.remove(old)
            ends = [("outgoing", flow) for flow in self.flows(source=node.get("id"))]
            ends = [("incoming", flow) for flow in self.flows(target=node.get("id"))] + ends
            at = sum(1 for child in node if isinstance(child.tag, str) and local_name(child) in _FIRST[:2])
            for kind, flow in reversed(ends):
                made = etree.Element(f"{BPMN}{kind}")
                made.text = flow.get("id")
                node.insert(at, made)

    def set_text(self, element: Element, text: str) -> None:
        """The documentation of an element; empty takes it away."""
        for old in element.findall(f"{BPMN}documentation"):
            element.remove(old)
        if text:
            made = etree.Element(f"{BPMN}documentation")
            made.text = text
            element.insert(0, made)

    def set_properties(self, element: Element, values: Mapping[str, str]) -> None:
        """Properties by name; an empty value takes one away, the others stay as they are."""
        holder = self._extensions(element)
        group = holder.find(f"{SPIFF}properties")
        if group is None:
            group = etree.Element(f"{SPIFF}properties")
            holder.insert(0, group)
        known = {one.get("name"): one for one in group.findall(f"{SPIFF}property")}
        for name, value in values.items():
            if name in known and not value:
                group.remove(known[name])
            elif name in known:
                known[name].set("value", value)
            elif value:
                etree.SubElement(group, f"{SPIFF}property", {"name": name, "value": value})
        if not len(group):
            holder.remove(group)
        if not len(holder):
            element.remove(holder)

    def set_operator(self, element: Element, handler: str, parameters: Mapping[str, tuple[str, str]]) -> None:
        """The building block of a service task; parameters by name as type and expression."""
        holder = self._extensions(element)
        for old in holder.findall(f"{SPIFF}serviceTaskOperator"):
            holder.remove(old)
        made = etree.SubElement(
            holder, f"{SPIFF}serviceTaskOperator", {"id": f"ret.{handler}", "resultVariable": f"_{element.get('id')}"}
        )
        group = etree.SubElement(made, f"{SPIFF}parameters")
        for name, (kind, value) in parameters.items():
            if value:
                etree.SubElement(group, f"{SPIFF}parameter", {"id": name, "type": kind, "value": value})

    def declare(self, variable: str, kind: str, origin: str) -> None:
        """A variable of the process that this element sets."""
        text = properties(self.process).get(VARIABLE + variable, f"{kind};")
        parts = [part.strip() for part in text.split(";", 2)]
        origins = [one.strip() for one in parts[1].split(",") if one.strip()]
        if origin not in {one.partition(".")[0] for one in origins}:
            origins.append(origin)
        value = "; ".join([parts[0], ", ".join(origins), *parts[2:]])
        self.set_properties(self.process, {VARIABLE + variable: value})

    def undeclare(self, origin: str) -> None:
        """No variable comes from this element any more; one that came from nowhere else goes."""
        for name, text in properties(self.process).items():
            parts = [part.strip() for part in text.split(";", 2)]
            if not name.startswith(VARIABLE) or len(parts) < 2:
                continue
            origins = [one.strip() for one in parts[1].split(",") if one.strip()]
            left = [one for one in origins if one.partition(".")[0] != origin]
            if left != origins:
                self.set_properties(
                    self.process, {name: "; ".join([parts[0], ", ".join(left), *parts[2:]]) if left else ""}
                )

    def lane_of(self, node_id: str) -> Element | None:
        """The lane a node lies in."""
        return next((lane for lane in self.lanes() if node_id in _members(lane)), None)

    def lanes(self) -> list[Element]:
        """All lanes, in the order of the file."""
        return list(self.process.iter(f"{BPMN}lane"))

    def put_in_lane(self, node_id: str, label: str) -> tuple[Element, bool]:
        """Put a node in the lane of a role, made when it is not there yet; says whether it was made."""
        for lane in self.lanes():
            for reference in lane.findall(f"{BPMN}flowNodeRef"):
                if (reference.text or "").strip() == node_id:
                    lane.remove(reference)
        found = next((lane for lane in self.lanes() if role_key(lane.get("name", "")) == role_key(label)), None)
        made = found is None
        if found is None:
            group = self.process.find(f"{BPMN}laneSet")
            if group is None:
                group = etree.Element(f"{BPMN}laneSet", {"id": self.free_id(f"lanes_{self.process.get('id')}")})
                self.process.insert(sum(1 for one in self.process if local_name(one) in _FIRST[:2]), group)
            lane_id = self.free_id(f"lane_{self.process.get('id')}_{role_key(label)}")
            found = self.add("lane", group, id=lane_id, name=label)
        self.add("flowNodeRef", found).text = node_id
        return found, made

    def _extensions(self, element: Element) -> Element:
        found = element.find(f"{BPMN}extensionElements")
        if found is None:
            found = etree.Element(f"{BPMN}extensionElements")
            element.insert(1 if element.find(f"{BPMN}documentation") is not None else 0, found)
        return found


def _members(lane: Element) -> set[Any]:
    return {(one.text or "").strip() for one in lane.findall(f"{BPMN}flowNodeRef")}
