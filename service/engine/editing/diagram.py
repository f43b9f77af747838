"""One diagram while it is being edited: its XML with everything in it, also what this service does not know."""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from service.domain.errors import DomainError, NotFound
from service.engine.editing.tidy import put, take, written
from service.engine.layout.plan import is_drawn
from service.engine.model_reader import role_key
from service.engine.xml import BPMN, Element, is_bpmn, local_name, parse_xml

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_FIRST = ("documentation", "auditing", "monitoring", "extensionElements")
_ARTIFACTS = ("textAnnotation", "association", "group")
# Addresses of pages: a step with such an id could not be opened.
RESERVED = frozenset({"nieuw"})


class UnreadableDiagram(DomainError):
    """The file cannot be edited as a list."""

    sentence = "Dit diagram is niet te lezen. Open het in de editor, of zet het terug naar de vorige versie."


class EditableDiagram:
    """The elements of a diagram by id, and small changes that keep the file in order."""

    def __init__(self, content: bytes) -> None:
        try:
            self.root = parse_xml(content, keep_comments=True)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableDiagram from error
        self.process = self.root.find(f"{BPMN}process")
        if self.process is None:
            raise UnreadableDiagram
        self._content, self._first = content, etree.tostring(self.root, method="c14n")

    def to_bytes(self) -> bytes:
        """The file again; the very same bytes when nothing changed."""
        if etree.tostring(self.root, method="c14n") == self._first:
            return self._content
        return written(self.root, self._content)

    def find(self, node_id: str | None) -> Element | None:
        """The XML of a node, when it is there."""
        return next((one for one in self.nodes() if one.get("id") == node_id), None)

    def node(self, node_id: str) -> Element:
        """The XML of a node; raises NotFound."""
        found = self.find(node_id)
        if found is None:
            raise NotFound("Deze stap staat niet (meer) in het diagram. Ga terug naar de stappenlijst.")
        return found

    def nodes(self) -> list[Element]:
        """Every node of the flow, in the order of the file, also of a kind that may not be used."""
        return [one for one in self.process.iter(f"{BPMN}*") if one.get("id") and is_drawn(one)]

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
        used = {one.get("id") for one in self.root.iter("*")} | RESERVED
        found, number = wanted, 2
        while found in used:
            found, number = f"{wanted}_{number}", number + 1
        return found

    def add(self, kind: str, parent: Element, **attributes: str) -> Element:
        """A new element of BPMN at the end of its parent, before what is only written beside the flow."""
        made = etree.Element(f"{BPMN}{kind}", attributes, nsmap=self._names())
        artifacts = [at for at, one in enumerate(parent) if is_bpmn(one) and local_name(one) in _ARTIFACTS]
        is_flow = parent is self.process or local_name(parent) == "subProcess"
        return put(parent, made, artifacts[0] if artifacts and is_flow else None)

    def add_root(self, made: Element) -> None:
        """Something beside the process, such as a message: before the drawing."""
        after = [at for at, one in enumerate(self.root) if is_bpmn(one) and local_name(one) != "collaboration"]
        put(self.root, made, after[-1] + 1 if after else 0)

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

    def disconnect(self, flow: Element) -> None:
        """Take a flow away; a default that it was is none any more."""
        for node in self.nodes():
            if node.get("default") == flow.get("id"):
                del node.attrib["default"]
        take(flow)
        self.list_ends()

    def set_condition(self, flow: Element, condition: str) -> None:
        """The expression of a flow; empty takes it away."""
        old = flow.find(f"{BPMN}conditionExpression")
        if not condition:
            for one in flow.findall(f"{BPMN}conditionExpression"):
                take(one)
        elif old is not None:
            if (old.text or "").strip() != condition:
                old.text = condition
        else:
            self.expression(flow, "conditionExpression", condition)

    def expression(self, parent: Element, kind: str, text: str) -> Element:
        """A new element that holds an expression."""
        made = etree.Element(f"{BPMN}{kind}", nsmap=self._names())
        prefix = next((key for key, space in self.root.nsmap.items() if f"{{{space}}}" == BPMN), None)
        made.set(f"{XSI}type", f"{prefix}:tFormalExpression" if prefix else "tFormalExpression")
        made.text = text
        return put(parent, made)

    def list_ends(self) -> None:
        """Every node names the flows in and out, as BPMN wants; what is right stays as it is written."""
        into: dict[str, list[str]] = {}
        out: dict[str, list[str]] = {}
        for flow in self.flows():
            out.setdefault(flow.get("sourceRef"), []).append(flow.get("id"))
            into.setdefault(flow.get("targetRef"), []).append(flow.get("id"))
        for node in self.nodes():
            self._list(node, "incoming", into.get(node.get("id"), []), _FIRST)
            self._list(node, "outgoing", out.get(node.get("id"), []), (*_FIRST, "incoming"))

    def _list(self, node: Element, kind: str, wanted: list[str], before: tuple[str, ...]) -> None:
        present = {(one.text or "").strip(): one for one in node.findall(f"{BPMN}{kind}")}
        for flow_id in present.keys() - set(wanted):
            take(present[flow_id])
        for flow_id in wanted:
            if flow_id not in present:
                made = etree.Element(f"{BPMN}{kind}", nsmap=self._names())
                made.text = flow_id
                after = [at for at, one in enumerate(node) if is_bpmn(one) and local_name(one) in (*before, kind)]
                put(node, made, after[-1] + 1 if after else 0)

    def lane_of(self, node_id: str) -> Element | None:
        """The lane a node lies in."""
        return next((lane for lane in self.lanes() if node_id in members(lane)), None)

    def lanes(self) -> list[Element]:
        """All lanes, in the order of the file."""
        return list(self.process.iter(f"{BPMN}lane"))

    def lane_for(self, label: str) -> tuple[Element, bool]:
        """The lane of a role, made when it is not there yet; says whether it was made."""
        found = next((lane for lane in self.lanes() if role_key(lane.get("name", "")) == role_key(label)), None)
        if found is not None:
            return found, False
        group = self.process.find(f"{BPMN}laneSet")
        if group is None:
            at = sum(1 for one in self.process if is_bpmn(one) and local_name(one) in _FIRST)
            made = etree.Element(f"{BPMN}laneSet", {"id": self.free_id("banen")}, nsmap=self._names())
            group = put(self.process, made, at)
        lane_id = self.free_id(f"lane_{self.process.get('id')}_{role_key(label)}")
        return self.add("lane", group, id=lane_id, name=label), True

    def put_in_lane(self, node_id: str, label: str) -> tuple[Element, bool]:
        """Put a node in the lane of a role, made when it is not there yet; says whether it was made."""
        found, made = self.lane_for(label)
        if node_id not in members(found):
            self.leave_lanes(node_id)
            self.add("flowNodeRef", found).text = node_id
        return found, made

    def leave_lanes(self, node_id: str) -> None:
        """A node lies in no lane any more."""
        for lane in self.lanes():
            for reference in lane.findall(f"{BPMN}flowNodeRef"):
                if (reference.text or "").strip() == node_id:
                    take(reference)

    def _names(self) -> Any:
        return {key: space for key, space in self.root.nsmap.items() if f"{{{space}}}" == BPMN} or {"bpmn": BPMN[1:-1]}


def members(lane: Element) -> Iterable[str]:
    """The ids of what lies in a lane."""
    return {(one.text or "").strip() for one in lane.findall(f"{BPMN}flowNodeRef")}
