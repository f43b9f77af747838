"""The drawing that follows a change made in the list of steps: room is made, and what stood elsewhere stays.

Coordinates are those of BPMN DI: pixels, y downwards. A step is put in a column of its own, in the lane of its role.
"""

from dataclasses import dataclass

from lxml import etree

from service.engine.editing.diagram import EditableDiagram
from service.engine.xml import BPMNDI, Element, local_name

DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
SIZES = {"exclusiveGateway": (50, 50), "parallelGateway": (50, 50), "startEvent": (36, 36), "endEvent": (36, 36),
         "intermediateCatchEvent": (36, 36), "intermediateThrowEvent": (36, 36)}  # fmt: skip
TASK = (120, 80)
COLUMN, LANE, EDGE, GAP = 190, 140, 20, 20


@dataclass
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: "Box", margin: float) -> bool:
        """Whether they overlap, or lie nearer than the margin."""
        across = self.x < other.x + other.width + margin and other.x < self.x + self.width + margin
        return across and self.y < other.y + other.height + margin and other.y < self.y + self.height + margin


class Drawing:
    """The drawing of one diagram."""

    def __init__(self, diagram: EditableDiagram) -> None:
        self.diagram = diagram
        self.plane = diagram.root.find(f".//{BPMNDI}BPMNPlane")

    @property
    def exists(self) -> bool:
        """Whether there is a drawing to change."""
        return self.plane is not None

    def shape(self, element_id: str) -> Element | None:
        """The drawn shape of an element."""
        return next((one for one in self._shapes() if one.get("bpmnElement") == element_id), None)

    def box(self, element_id: str) -> Box | None:
        """Where an element is drawn."""
        shape = self.shape(element_id)
        bounds = shape.find(f"{DC}Bounds") if shape is not None else None
        return None if bounds is None else Box(*(float(bounds.get(key)) for key in ("x", "y", "width", "height")))

    def put_on_flow(self, node_id: str, after: str, before: str) -> None:
        """Draw a node that was put between two others, in a new column before the second."""
        first, second = self.box(after), self.box(before)
        if first is None:
            return
        ahead = second is not None and second.x > first.x
        left = second.x - GAP / 2 if ahead and second is not None else first.x + first.width + GAP
        self._make_column(left)
        kind = local_name(self.diagram.node(node_id))
        width, height = SIZES.get(kind, TASK)
        lane = self.diagram.lane_of(node_id)
        place = self._free_place(left + (COLUMN - width) / 2 - GAP, first.middle[1], (width, height), lane)
        self._add_shape(node_id, place, marker=kind == "exclusiveGateway")

    def add_lane(self, lane_id: str) -> None:
        """Draw a new lane at the bottom of the pool."""
        pool = self._pool()
        if pool is None:
            return
        box = self.box(pool)
        if box is None:
            return
        others = [found for lane in self.diagram.lanes() if (found := self.box(lane.get("id"))) is not None]
        bottom = max((one.y + one.height for one in others), default=box.y)
        self._add_shape(lane_id, Box(box.x + 30, bottom, box.width - 30, LANE), horizontal=True)
        self._set_box(pool, Box(box.x, box.y, box.width, bottom + LANE - box.y))

    def forget(self, *element_ids: str) -> None:
        """Take elements out of the drawing."""
        for one in self.plane if self.plane is not None else ():
            if one.get("bpmnElement") in element_ids:
                self.plane.remove(one)

    def route(self, flow: Element) -> None:
        """Draw a flow anew: ahead with one corner between, back along the bottom of the pool."""
        start, end = self.box(flow.get("sourceRef")), self.box(flow.get("targetRef"))
        self.forget(flow.get("id"))
        if start is None or end is None or self.plane is None:
            return
        points = self._ahead(start, end) if end.x > start.x + start.width else self._back(start, end)
        edge = etree.SubElement(self.plane, f"{BPMNDI}BPMNEdge")
        edge.set("id", self.diagram.free_id(f"{flow.get('id')}_di"))
        edge.set("bpmnElement", flow.get("id"))
        for x, y in points:
            etree.SubElement(edge, f"{DI}waypoint", {"x": f"{x:.0f}", "y": f"{y:.0f}"})

    def _ahead(self, start: Box, end: Box) -> list[tuple[float, float]]:
        (_, y), (_, to) = start.middle, end.middle
        x, reached = start.x + start.width, end.x
        if abs(y - to) < 1:
            return [(x, y), (reached, to)]
        turn = reached - EDGE
        return [(x, y), (turn, y), (turn, to), (reached, to)]

    def _back(self, start: Box, end: Box) -> list[tuple[float, float]]:
        bottom = self._bottom() - EDGE / 2
        x, (_, to) = start.middle[0], end.middle
        left = end.x - EDGE
        return [(x, start.y + start.height), (x, bottom), (left, bottom), (left, to), (end.x, to)]

    def _bottom(self) -> float:
        pool = self._pool()
        box = self.box(pool) if pool is not None else None
        boxes = [found for one in self.diagram.nodes() if (found := self.box(one.get("id"))) is not None]
        return box.y + box.height if box is not None else max(one.y + one.height for one in boxes) + 2 * EDGE

    def _make_column(self, left: float) -> None:
        """Everything from here on moves to the right; pool and lanes grow along."""
        wide = {self._pool(), *(lane.get("id") for lane in self.diagram.lanes())}
        for shape in self._shapes():
            bounds = shape.find(f"{DC}Bounds")
            x, width = float(bounds.get("x")), float(bounds.get("width"))
            if shape.get("bpmnElement") in wide and x < left < x + width:
                bounds.set("width", f"{width + COLUMN:.0f}")
            elif x >= left:
                for one in shape.iter(f"{DC}Bounds"):  # its label goes along, wherever that begins
                    one.set("x", f"{float(one.get('x')) + COLUMN:.0f}")
        for edge in self.plane.iter(f"{BPMNDI}BPMNEdge"):
            for point in (*edge.iter(f"{DI}waypoint"), *edge.iter(f"{DC}Bounds")):
                if float(point.get("x")) >= left:
                    point.set("x", f"{float(point.get('x')) + COLUMN:.0f}")

    def _free_place(self, x: float, middle: float, size: tuple[int, int], lane: Element | None) -> Box:
        """The place in the lane nearest to a height where nothing else lies."""
        width, height = size
        frame = self.box(lane.get("id")) if lane is not None else None
        top, bottom = (frame.y, frame.y + frame.height) if frame is not None else (-1e9, 1e9)
        wanted = min(max(middle - height / 2, top + GAP), max(bottom - height - GAP, top + GAP))
        taken = [found for one in self.diagram.nodes() if (found := self.box(one.get("id"))) is not None]
        tries = [wanted + sign * off for off in range(0, 2000, 10) for sign in (1, -1)]
        for y in tries:
            box = Box(x, y, width, height)
            if top <= y and y + height <= bottom and not any(box.meets(other, GAP / 2) for other in taken):
                return box
        return Box(x, wanted, width, height)

    def _add_shape(self, element_id: str, box: Box, *, marker: bool = False, horizontal: bool = False) -> None:
        self.forget(element_id)
        shape = etree.Element(f"{BPMNDI}BPMNShape")
        shape.set("id", self.diagram.free_id(f"{element_id}_di"))
        shape.set("bpmnElement", element_id)
        if marker:
            shape.set("isMarkerVisible", "true")
        if horizontal:
            shape.set("isHorizontal", "true")
        etree.SubElement(shape, f"{DC}Bounds")
        edges = [at for at, one in enumerate(self.plane) if local_name(one) == "BPMNEdge"]
        self.plane.insert(edges[0] if edges else len(self.plane), shape)
        self._set_box(element_id, box)

    def _set_box(self, element_id: str, box: Box) -> None:
        shape = self.shape(element_id)
        if shape is not None:
            bounds = shape.find(f"{DC}Bounds")
            for key, value in (("x", box.x), ("y", box.y), ("width", box.width), ("height", box.height)):
                bounds.set(key, f"{value:.0f}")

    def _shapes(self) -> list[Element]:
        return list(self.plane.iter(f"{BPMNDI}BPMNShape")) if self.plane is not None else []

    def _pool(self) -> str | None:
        for one in self.diagram.root.iter("{*}participant"):
            if one.get("processRef") == self.diagram.process.get("id"):
                return str(one.get("id"))
        return None
