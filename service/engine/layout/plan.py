"""What is to be drawn: nodes with their lanes and links, per process and per sub-process inside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from service.engine.layout.boxes import Box, Point, size_of
from service.engine.xml import BPMN, Element, is_bpmn, local_name

_NOTES = ("textAnnotation", "dataObjectReference", "dataStoreReference")
_ACTIVITIES = ("Task", "Activity", "task")
_HOLDERS = ("subProcess", "transaction", "adHocSubProcess")


@dataclass
class Node:
    """One element; `host` is what it is attached to, `inner` what it holds, `side` a branch off an edge."""

    id: str
    kind: str
    name: str
    order: int
    host: str | None = None
    lane: int = 0
    inner: "Plan | None" = None
    column: int = 0
    row: int = 0
    side: bool = False
    above: bool = False
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))

    @property
    def is_gateway(self) -> bool:
        return self.kind.endswith("Gateway")


@dataclass(frozen=True)
class Link:
    """One sequence flow."""

    id: str
    source: str
    target: str
    name: str


@dataclass(frozen=True)
class LaneFrame:
    """A lane, and where it is drawn."""

    id: str
    name: str
    box: Box


@dataclass
class Plan:
    """A process or sub-process with its lines and labels once they are drawn; `notes` are what lies beside the flow."""

    nodes: dict[str, Node]
    links: list[Link]
    lane_ids: list[tuple[str, str]]
    notes: list[Element]
    lanes: list[LaneFrame] = field(default_factory=list)
    ways: dict[str, list[Point]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    frame: Box = field(default_factory=lambda: Box(0, 0, 0, 0))

    def host_of(self, node_id: str) -> Node:
        """The node itself, or the one it is attached to."""
        node = self.nodes[node_id]
        return self.nodes[node.host] if node.host else node

    @property
    def main(self) -> list[Node]:
        """The nodes that stand on their own."""
        return [node for node in self.nodes.values() if node.host is None]

    def attached(self) -> dict[str, list[Node]]:
        """The events on an edge, by the id of what they are attached to."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            if node.host:
                found.setdefault(node.host, []).append(node)
        return found


def read_plan(scope: Element) -> Plan:
    """The plan of a process or sub-process element; what cannot be linked is left out."""
    children = [child for child in scope if is_bpmn(child) and child.get("id")]
    lanes = [one for one in scope.iter(f"{BPMN}lane") if one.get("id") and one.find(f"{BPMN}childLaneSet") is None]
    member = {(ref.text or "").strip(): at for at, lane in enumerate(lanes) for ref in lane.iter(f"{BPMN}flowNodeRef")}
    nodes = {
        child.get("id"): _node(child, order, member, len(lanes))
        for order, child in enumerate(children)
        if is_drawn(child)
    }
    for node in nodes.values():
        node.host = node.host if node.host in nodes and nodes[node.host].host is None and node.host != node.id else None
        if node.host and node.id not in member:
            node.lane = nodes[node.host].lane
    ids = [(lane.get("id"), lane.get("name", "")) for lane in lanes]
    if ids and any(node.lane == len(ids) for node in nodes.values()):
        ids.append(("", ""))  # a strip without a name, for what lies in no lane
    notes = [child for child in children if local_name(child) in _NOTES]
    return Plan(nodes, list(_links(children, nodes)), ids, notes)


def is_drawn(element: Element) -> bool:
    """Whether an element is a node of the flow."""
    kind = local_name(element)
    return kind.endswith(("Event", "Gateway", *_ACTIVITIES)) or kind in _HOLDERS


def _node(element: Element, order: int, member: dict[str, int], outside: int) -> Node:
    node_id, kind = element.get("id"), local_name(element)
    node = Node(node_id, kind, element.get("name", ""), order, element.get("attachedToRef"))
    node.lane = member.get(node_id, outside)
    node.box.width, node.box.height = size_of(kind)
    if kind in _HOLDERS and any(is_bpmn(child) and is_drawn(child) for child in element):
        node.inner = read_plan(element)
    return node


def _links(children: list[Element], nodes: dict[str, Node]) -> Iterable[Link]:
    for child in children:
        ends = child.get("sourceRef"), child.get("targetRef")
        if local_name(child) == "sequenceFlow" and ends[0] in nodes and ends[1] in nodes:
            yield Link(child.get("id"), ends[0], ends[1], child.get("name", ""))
