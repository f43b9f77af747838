"""Leading the lines of a drawing around what stands there."""

from collections.abc import Iterable
from itertools import pairwise

from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.drawing import Drawing
from service.engine.layout.boxes import Box
from service.engine.layout.router import Obstacle, Router
from service.engine.xml import Element, local_name


def crossing(diagram: EditableDiagram, boxes: list[Box]) -> list[Element]:
    """The flows that run through one of these boxes."""
    drawing = Drawing(diagram)
    return [flow for flow in diagram.flows() if any(_crosses(drawing, flow, box) for box in boxes)]


def _crosses(drawing: Drawing, flow: Element, box: Box) -> bool:
    lines = pairwise(drawing.points(flow.get("id")))
    return any(
        Box(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]) + 1, abs(a[1] - b[1]) + 1).meets(box) for a, b in lines
    )


def reroute(diagram: EditableDiagram, flows: Iterable[Element]) -> None:
    """Draw flows anew, around everything."""
    drawing = Drawing(diagram)
    wanted = [flow for flow in flows if flow.getparent() is not None]
    if not drawing.exists:
        return
    for flow in wanted:
        drawing.forget(flow.get("id"))
    for flow in wanted:
        ends = flow.get("sourceRef"), flow.get("targetRef")
        if any(diagram.find(end) is None for end in ends):
            continue
        scope = [*drawing.siblings(ends[0]), diagram.node(ends[0])]
        router = _router(drawing, scope, ends[0])
        if ends[0] in router.obstacles and ends[1] in router.obstacles:
            drawing.put_edge(flow.get("id"), router.route(*ends))


def _router(drawing: Drawing, scope: list[Element], node_id: str) -> Router:
    boxes = drawing.boxes(scope)
    lanes = [box.y for box in drawing.boxes(drawing.diagram.lanes()).values()]
    obstacles = {}
    for node in scope:
        box, host = boxes.get(node.get("id")), node.get("attachedToRef")
        if box is not None:
            above = host in boxes and box.middle[1] < boxes[host].middle[1]
            obstacles[node.get("id")] = Obstacle(box, local_name(node).endswith("Gateway"), host, above)
    router = Router(drawing.frame_of(node_id), obstacles, lanes)
    for label in drawing.labels():
        router.avoid(label)
    for flow in drawing.diagram.flows():
        points = drawing.points(flow.get("id"))
        if points:
            router.keep(flow.get("sourceRef"), flow.get("targetRef"), points)
    return router
