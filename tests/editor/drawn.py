"""What is wrong with a drawing: things over each other, outside their lane, lines that end nowhere or run askew."""

from itertools import combinations, pairwise

from service.engine.editing.diagram import EditableDiagram, members
from service.engine.editing.drawing import Drawing
from service.engine.layout import Box
from service.engine.xml import local_name


def flaws(content: bytes) -> list[str]:
    """Everything that a reader would stumble over, in words."""
    diagram = EditableDiagram(content)
    drawing = Drawing(diagram)
    boxes = drawing.boxes(diagram.nodes())
    missing = [f"{node.get('id')} is not drawn" for node in diagram.nodes() if node.get("id") not in boxes]
    return missing + _overlaps(diagram, boxes) + _outside(diagram, boxes) + _lines(diagram, boxes)


def _overlaps(diagram: EditableDiagram, boxes: dict[str, Box]) -> list[str]:
    found = []
    for one, other in combinations([node for node in diagram.nodes() if node.get("id") in boxes], 2):
        around = one in other.iterancestors() or other in one.iterancestors()
        hangs = one.get("attachedToRef") == other.get("id") or other.get("attachedToRef") == one.get("id")
        if not around and not hangs and boxes[one.get("id")].meets(boxes[other.get("id")]):
            found.append(f"{one.get('id')} lies over {other.get('id')}")
    return found


def _outside(diagram: EditableDiagram, boxes: dict[str, Box]) -> list[str]:
    found = []
    for lane in diagram.lanes():
        frame = Drawing(diagram).box(lane.get("id"))
        for name in members(lane):
            box, node = boxes.get(name), diagram.find(name)
            if frame is None or box is None or node is None or node.getparent() is not diagram.process:
                continue
            x, y = box.middle
            if not (frame.x < x < frame.right and frame.y < y < frame.bottom):
                found.append(f"{name} lies outside the lane {lane.get('name')}")
    return found


def _lines(diagram: EditableDiagram, boxes: dict[str, Box]) -> list[str]:
    found = []
    for flow in diagram.flows():
        points, name = Drawing(diagram).points(flow.get("id")), flow.get("id")
        if len(points) < 2:
            found.append(f"{name} is not drawn")
            continue
        if any(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1 for a, b in pairwise(points)):
            found.append(f"{name} runs askew")
        ends = (points[0], boxes[flow.get("sourceRef")]), (points[-1], boxes[flow.get("targetRef")])
        if not all(box.meets(Box(*at, 0, 0), 2) for at, box in ends):
            found.append(f"{name} does not reach its ends")
        others = {key: box for key, box in boxes.items()
                  if key not in (flow.get("sourceRef"), flow.get("targetRef"))}  # fmt: skip
        found += [f"{name} runs through {key}" for key in others if _through(diagram, flow.get("id"), key, others[key])]
    return found


def _through(diagram: EditableDiagram, flow_id: str, node_id: str, box: Box) -> bool:
    """Not the sub-process it lies in, nor the host or the event of its own end."""
    flow, node = diagram.flow(flow_id), diagram.node(node_id)
    source, target = diagram.node(flow.get("sourceRef")), diagram.node(flow.get("targetRef"))
    kin = {source.get("attachedToRef"), *(one.get("id") for one in flow.iterancestors())}
    kin |= {
        one.get("id") for one in diagram.nodes() if one.get("attachedToRef") in (source.get("id"), target.get("id"))
    }
    if node_id in kin or local_name(node) == "boundaryEvent":
        return False
    inner = Box(box.x + 2, box.y + 2, box.width - 4, box.height - 4)
    return any(
        Box(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])).meets(inner)
        for a, b in pairwise(Drawing(diagram).points(flow_id))
    )
