"""Writing a drawing into the file: BPMN DI with the shapes, lines and labels of plans."""

from typing import Any

from lxml import etree

from service.engine.layout.boxes import Box, Point, label_size
from service.engine.layout.plan import Plan
from service.engine.xml import BPMN, BPMNDI, Element, local_name

DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
_NAMES = {"bpmndi": BPMNDI[1:-1], "dc": DC[1:-1], "di": DI[1:-1]}
_NOTE = (160.0, 60.0)


class Sheet:
    """The plane of a new drawing."""

    def __init__(self, root: Element, subject: Element | None) -> None:
        self.root, self.boxes = root, dict[str, Box]()
        self.used = {one.get("id") for one in root.iter("*")}
        self.diagram = etree.SubElement(root, f"{BPMNDI}BPMNDiagram", nsmap=_NAMES)
        self.diagram.set("id", self._free("diagram"))
        about = subject.get("id", "") if subject is not None else ""
        attributes = {"id": self._free("vlak"), "bpmnElement": about}
        self.plane = etree.SubElement(self.diagram, f"{BPMNDI}BPMNPlane", attributes)

    def draw_plan(self, plan: Plan, x: float, y: float) -> None:
        """The shapes and lines of a plan, moved to (x, y); shapes before lines, holders before what they hold."""
        for lane in plan.lanes:
            if lane.id:
                self.shape(lane.id, lane.box.moved(x, y), horizontal=True)
        for node in sorted(plan.nodes.values(), key=lambda one: one.host is not None):
            label = plan.labels.get(node.id)
            extra: dict[str, Any] = {"isMarkerVisible": "true"} if node.kind == "exclusiveGateway" else {}
            extra |= {"isExpanded": "true"} if node.inner is not None else {}
            self.shape(node.id, node.box.moved(x, y), label.moved(x, y) if label else None, **extra)
            if node.inner is not None:
                pad = (node.box.width - node.inner.frame.width) / 2
                self.draw_plan(node.inner, x + node.box.x + pad, y + node.box.y + pad)
        for link_id, way in plan.ways.items():
            label = plan.labels.get(link_id)
            self.edge(link_id, [(px + x, py + y) for px, py in way], label.moved(x, y) if label else None)

    def draw_notes(self, plan: Plan, x: float, y: float) -> float:
        """Texts and data in a row below a pool, each tied to what it is about; gives the height they take."""
        for note in plan.notes:
            width, height = _NOTE if local_name(note) == "textAnnotation" else (40.0, 50.0)
            text = note.findtext(f"{BPMN}text") or ""
            height = max(height, label_size(text, width - 20)[1] + 10) if text else height
            self.shape(note.get("id"), Box(x, y + 40, width, height))
            x += width + 60
        for tie in self.root.iter(f"{BPMN}association"):
            self._straight(tie)
        return 120.0 if plan.notes else 0.0

    def draw_messages(self, collaboration: Element) -> None:
        """The message flows between pools."""
        for one in collaboration.iterfind(f"{BPMN}messageFlow"):
            self._straight(one)

    def _straight(self, line: Element) -> None:
        ends = self.boxes.get(line.get("sourceRef", "")), self.boxes.get(line.get("targetRef", ""))
        if ends[0] is None or ends[1] is None or not line.get("id") or line.get("id") in self.boxes:
            return
        upper, lower = sorted(ends, key=lambda box: box.y if box else 0)
        if upper is None or lower is None:
            return
        x = min(max(lower.middle[0], upper.x), upper.right) if upper.width > lower.width else upper.middle[0]
        down = [(x, upper.bottom), (min(max(x, lower.x), lower.right), lower.y)]
        self.edge(line.get("id"), down if upper is ends[0] else down[::-1])
        self.boxes[line.get("id")] = upper

    def shape(
        self, element_id: str, box: Box, label: Box | None = None, *, horizontal: bool = False, **extra: str
    ) -> None:
        """The shape of an element, with the place of its label when that stands outside."""
        self.boxes[element_id] = box
        attributes = {"id": self._free(f"{element_id}_di"), "bpmnElement": element_id} | extra
        attributes |= {"isHorizontal": "true"} if horizontal else {}
        shape = etree.SubElement(self.plane, f"{BPMNDI}BPMNShape", attributes)
        _bounds(shape, box)
        self._label(shape, label)

    def edge(self, element_id: str, points: list[Point], label: Box | None = None) -> None:
        """The line of a flow."""
        attributes = {"id": self._free(f"{element_id}_di"), "bpmnElement": element_id}
        edge = etree.SubElement(self.plane, f"{BPMNDI}BPMNEdge", attributes)
        for x, y in points:
            etree.SubElement(edge, f"{DI}waypoint", {"x": f"{x:.0f}", "y": f"{y:.0f}"})
        self._label(edge, label)

    def _label(self, drawn: Element, box: Box | None) -> None:
        if box is not None:
            _bounds(etree.SubElement(drawn, f"{BPMNDI}BPMNLabel"), box)

    def _free(self, wanted: str) -> str:
        found, number = wanted, 2
        while found in self.used:
            found, number = f"{wanted}_{number}", number + 1
        self.used.add(found)
        return found


def _bounds(holder: Element, box: Box) -> None:
    values = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    etree.SubElement(holder, f"{DC}Bounds", {key: f"{value:.0f}" for key, value in values.items()})
