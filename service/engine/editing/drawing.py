"""The drawing that follows a change made in the list of steps: room is made, and what stood elsewhere stays.

Coordinates are those of BPMN DI: pixels, y downwards. A step lies in the lane of its role.
"""

from collections.abc import Iterable

from lxml import etree

from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.tidy import put, take
from service.engine.layout.boxes import Box, Point, covering, size_of
from service.engine.layout.sheet import DC, DI
from service.engine.xml import BPMNDI, Element, local_name

COLUMN, ROW, LANE, GAP = 190, 120, 140, 20
_HEAD = 30
_NAMES = {"bpmndi": BPMNDI[1:-1], "dc": DC[1:-1], "di": DI[1:-1]}


class Drawing:
    """The drawing of one diagram, as far as there is one."""

    def __init__(self, diagram: EditableDiagram) -> None:
        self.diagram = diagram
        self.planes = list(diagram.root.iter(f"{BPMNDI}BPMNPlane"))

    @property
    def exists(self) -> bool:
        """Whether there is a drawing to change."""
        return any(len(plane) for plane in self.planes)

    def shape(self, element_id: str | None) -> Element | None:
        """The drawn shape of an element."""
        return next((one for one in self.shapes() if one.get("bpmnElement") == element_id), None)

    def box(self, element_id: str | None) -> Box | None:
        """Where an element is drawn."""
        shape = self.shape(element_id)
        bounds = shape.find(f"{DC}Bounds") if shape is not None else None
        return None if bounds is None else box_of(bounds)

    def boxes(self, nodes: Iterable[Element]) -> dict[str, Box]:
        """Where nodes are drawn, by id; what is not drawn is left out."""
        drawn = {one.get("bpmnElement"): box_of(found) for one in self.shapes()
                 if (found := one.find(f"{DC}Bounds")) is not None}  # fmt: skip
        return {node.get("id"): drawn[node.get("id")] for node in nodes if node.get("id") in drawn}

    def shapes(self) -> list[Element]:
        """All shapes, on every plane."""
        return [one for plane in self.planes for one in plane.iterchildren(f"{BPMNDI}BPMNShape")]

    def edges(self) -> list[Element]:
        """All lines, on every plane."""
        return [one for plane in self.planes for one in plane.iterchildren(f"{BPMNDI}BPMNEdge")]

    def points(self, flow_id: str) -> list[Point]:
        """The corners of a line."""
        found = (one for one in self.edges() if one.get("bpmnElement") == flow_id)
        return [(float(at.get("x")), float(at.get("y"))) for one in found for at in one.iterchildren(f"{DI}waypoint")]

    def labels(self) -> list[Box]:
        """Where names stand beside shapes."""
        found = (one.find(f"{BPMNDI}BPMNLabel/{DC}Bounds") for one in self.shapes())
        return [box_of(bounds) for bounds in found if bounds is not None]

    def put_shape(self, element_id: str, box: Box, **extra: str) -> None:
        """Draw an element, or draw it somewhere else with its label."""
        old, plane = self.shape(element_id), self.plane_of(element_id)
        if old is not None:
            self._move_shape(old, box)
            return
        kind = local_name(found) if (found := self.diagram.find(element_id)) is not None else ""
        extra |= {"isMarkerVisible": "true"} if kind == "exclusiveGateway" else {}
        extra |= {"isExpanded": "true"} if kind == "subProcess" else {}
        attributes = {"id": self.diagram.free_id(f"{element_id}_di"), "bpmnElement": element_id} | extra
        shape = etree.Element(f"{BPMNDI}BPMNShape", attributes, nsmap=_NAMES)
        etree.SubElement(shape, f"{DC}Bounds")
        set_bounds(shape, box)
        edges = [at for at, one in enumerate(plane) if one.tag == f"{BPMNDI}BPMNEdge"]
        put(plane, shape, edges[0] if edges else None)

    def _move_shape(self, shape: Element, box: Box) -> None:
        now = box_of(shape.find(f"{DC}Bounds"))
        for bounds in shape.iterfind(f"{BPMNDI}BPMNLabel/{DC}Bounds"):
            bounds.set("x", f"{float(bounds.get('x')) + box.x - now.x:.0f}")
            bounds.set("y", f"{float(bounds.get('y')) + box.y - now.y:.0f}")
        set_bounds(shape, box)

    def put_edge(self, flow_id: str, points: list[Point]) -> None:
        """Draw a line, in the place of the one that was there."""
        plane = self.plane_of(self.diagram.flow(flow_id).get("sourceRef"))
        old = next((one for one in self.edges() if one.get("bpmnElement") == flow_id), None)
        name = old.get("id") if old is not None else self.diagram.free_id(f"{flow_id}_di")
        edge = etree.Element(f"{BPMNDI}BPMNEdge", {"id": name, "bpmnElement": flow_id}, nsmap=_NAMES)
        for x, y in points:
            etree.SubElement(edge, f"{DI}waypoint", {"x": f"{x:.0f}", "y": f"{y:.0f}"})
        at = list(old.getparent()).index(old) if old is not None else None
        self.forget(flow_id)
        put(plane, edge, at)

    def forget(self, *element_ids: str) -> None:
        """Take elements out of the drawing."""
        for one in [*self.shapes(), *self.edges()]:
            if one.get("bpmnElement") in element_ids:
                take(one)

    def plane_of(self, element_id: str) -> Element:
        """The plane on which a node is drawn: a closed sub-process has one of its own."""
        node = self.diagram.find(element_id)
        parent = node.getparent().get("id") if node is not None else None
        return next((plane for plane in self.planes if plane.get("bpmnElement") == parent), self.planes[0])

    def pool(self) -> str | None:
        """The pool of the process."""
        for one in self.diagram.root.iter("{*}participant"):
            if one.get("processRef") == self.diagram.process.get("id"):
                return str(one.get("id"))
        return None

    def frame_of(self, node_id: str) -> Box:
        """What a node must stay in: its sub-process, or the pool."""
        parent = self.diagram.node(node_id).getparent().get("id")
        found = self.box(parent) or self.box(self.pool())
        if found is not None:
            return found
        around = covering([*self.boxes(self.diagram.nodes()).values(), Box(0, 0, 1, 1)])
        return Box(around.x - 100, around.y - 100, around.width + 300, around.height + 300)

    def lane_frame(self, node_id: str) -> Box:
        """Where in its frame a node may lie: in its lane."""
        lane = self.diagram.lane_of(node_id)
        inside = self.diagram.node(node_id).getparent() is not self.diagram.process
        frame = None if lane is None or inside else self.box(lane.get("id"))
        return frame or self.frame_of(node_id)

    def siblings(self, node_id: str) -> list[Element]:
        """The other nodes of the same process or sub-process."""
        parent = self.diagram.node(node_id).getparent()
        return [one for one in self.diagram.nodes() if one.getparent() is parent and one.get("id") != node_id]

    def size(self, node_id: str) -> tuple[float, float]:
        """How large a node is drawn, or will be."""
        found = self.box(node_id)
        if found is not None:
            return found.width, found.height
        kind = local_name(self.diagram.node(node_id))
        return (320, 140) if kind == "subProcess" else size_of(kind)

    def add_lane(self, lane_id: str) -> None:
        """Draw a new lane at the bottom of the pool."""
        pool, box = self.pool(), self.box(self.pool())
        if pool is None or box is None:
            return
        others = self.boxes(self.diagram.lanes())
        bottom = max((one.bottom for one in others.values()), default=box.y)
        if not others:  # the first lane takes what is there
            self.put_shape(lane_id, Box(box.x + _HEAD, box.y, box.width - _HEAD, box.height), isHorizontal="true")
            return
        self.make_room(bottom, LANE, across=False)
        self.put_shape(lane_id, Box(box.x + _HEAD, bottom, box.width - _HEAD, LANE), isHorizontal="true")
        self.put_shape(pool, Box(box.x, box.y, box.width, max(box.height, bottom + LANE - box.y)))

    def drop_lane(self, lane_id: str) -> None:
        """Take an empty lane out; what is below moves up."""
        box = self.box(lane_id)
        self.forget(lane_id)
        if box is not None:
            self.make_room(box.bottom - 1, -box.height, across=False)

    def make_room(self, edge: float, room: float, *, across: bool) -> None:
        """Everything from an edge on moves (right, or down); what lies over the edge grows."""
        key, size = ("x", "width") if across else ("y", "height")
        for shape in self.shapes():
            bounds = shape.find(f"{DC}Bounds")
            start, length = float(bounds.get(key)), float(bounds.get(size))
            if start < edge < start + length and self._holds(shape.get("bpmnElement")):
                bounds.set(size, f"{length + room:.0f}")
            elif start >= edge:
                for one in shape.iter(f"{DC}Bounds"):  # its label goes along, wherever that begins
                    one.set(key, f"{float(one.get(key)) + room:.0f}")
        for line in self.edges():
            for point in (*line.iter(f"{DI}waypoint"), *line.iter(f"{DC}Bounds")):
                if float(point.get(key)) >= edge:
                    point.set(key, f"{float(point.get(key)) + room:.0f}")

    def _holds(self, element_id: str) -> bool:
        """Whether other things lie in it: a pool, a lane, an open sub-process."""
        node = self.diagram.find(element_id)
        return node is None or local_name(node) == "subProcess"


def box_of(bounds: Element) -> Box:
    """Bounds as a box."""
    return Box(*(float(bounds.get(key)) for key in ("x", "y", "width", "height")))


def set_bounds(shape: Element, box: Box) -> None:
    """Draw a shape somewhere."""
    bounds = shape.find(f"{DC}Bounds")
    for key, value in (("x", box.x), ("y", box.y), ("width", box.width), ("height", box.height)):
        bounds.set(key, f"{value:.0f}")
