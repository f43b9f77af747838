"""Finding a place for a step in a drawing: with the events on its edge, and what only those lead to."""

from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.drawing import COLUMN, GAP, ROW, Drawing
from service.engine.editing.routing import crossing, reroute
from service.engine.layout.boxes import Box, covering
from service.engine.layout.draw import plan_of
from service.engine.xml import Element, local_name

_APART = 70
_BREATH = 50


def place_on_flow(diagram: EditableDiagram, node_id: str, after: str, before: str) -> None:
    """Draw a node that was put between two others, in a column of its own before the second."""
    drawing = Drawing(diagram)
    first, second = drawing.box(after), drawing.box(before)
    if first is None:
        return
    size = _room_of(diagram, node_id)
    room = max(COLUMN, size.width + _APART)
    ahead = second is not None and second.x > first.right
    left = second.x - GAP / 2 if ahead and second is not None else first.right + GAP
    _make_column(diagram, left, room, {node_id, *cluster(diagram, node_id)})
    _put(diagram, node_id, left + (room - size.width) / 2 - GAP, first.middle[1])


def place_behind(diagram: EditableDiagram, node_id: str, after: str, *, below: bool = True) -> None:
    """Draw a node right of another: at its height when that is free, else in a row of its own below."""
    drawing = Drawing(diagram)
    first = drawing.box(after)
    if first is None:
        return
    width, height = drawing.size(node_id)
    x = first.right + (GAP * 2 if local_name(diagram.node(after)) == "boundaryEvent" else _APART)
    frame = drawing.frame_of(node_id)
    if x + width + GAP > frame.right:
        drawing.make_room(frame.right - 1, x + width + 2 * GAP - frame.right, across=True)
    _put(diagram, node_id, x, first.middle[1] + (max(ROW, height / 2 + ROW / 2) if below else 0))


def place_below(diagram: EditableDiagram, node_id: str, beside: str) -> None:
    """Draw a node in the column of another, below it."""
    drawing = Drawing(diagram)
    other = drawing.box(beside)
    if other is not None:
        width, height = drawing.size(node_id)
        _put(diagram, node_id, other.middle[0] - width / 2, other.bottom + ROW / 2 + height / 2)


def place_on_edge(diagram: EditableDiagram, event_id: str, host_id: str) -> None:
    """Draw an event on the edge of its host where its line can leave, below if possible; a narrow host grows."""
    drawing = Drawing(diagram)
    host = drawing.box(host_id)
    if host is None:
        return
    attached = [one for one in diagram.nodes() if one.get("attachedToRef") == host_id]
    others = list(drawing.boxes(one for one in attached if one.get("id") != event_id).values())
    near = list(drawing.boxes(drawing.siblings(host_id)).values())
    spots = [host.right - 48, *(host.x + 12 + step * 10 for step in range(int((host.width - 50) // 10)))]
    for y, out in ((host.bottom, host.bottom + 20), (host.y, host.y - 20 - _BREATH)):
        for x in spots:
            box, leave = Box(x, y - 18, 36, 36), Box(x - 4, out, 44, _BREATH)
            if not any(box.meets(one, 4) for one in others) and not any(leave.meets(one) for one in near):
                drawing.put_shape(event_id, box)
                _leave_room(diagram, event_id, box)
                return
    drawing.make_room(host.right - 1, 60, across=True)
    drawing.put_shape(host_id, Box(host.x, host.y, host.width + 60, host.height))
    drawing.put_shape(event_id, Box(host.right + 8, host.bottom - 18, 36, 36))


def _leave_room(diagram: EditableDiagram, event_id: str, box: Box) -> None:
    """Below an event there is room for its line, within the lane."""
    drawing = Drawing(diagram)
    frame = drawing.lane_frame(event_id)
    if box.bottom + _BREATH > frame.bottom:
        drawing.make_room(frame.bottom - 1, box.bottom + _BREATH - frame.bottom, across=False)


def draw_inside(diagram: EditableDiagram, holder_id: str) -> None:
    """Draw what a new sub-process holds."""
    drawing = Drawing(diagram)
    box, holder = drawing.box(holder_id), diagram.node(holder_id)
    if box is None:
        return
    plan = plan_of(holder, framed=False)
    x = box.x + (box.width - plan.frame.width) / 2
    y = box.y + (box.height - plan.frame.height) / 2 + GAP / 2
    for node in plan.nodes.values():
        drawing.put_shape(node.id, node.box.moved(x, y))
    for flow_id, way in plan.ways.items():
        drawing.put_edge(flow_id, [(px + x, py + y) for px, py in way])


def close_gap(diagram: EditableDiagram, gone: Box | None) -> None:
    """A column in which nothing stands any more is taken out of the drawing."""
    drawing = Drawing(diagram)
    if gone is None:
        return
    left, right = gone.x - GAP, gone.right + GAP
    boxes = drawing.boxes(diagram.nodes()).values()
    after = min((box.x for box in boxes if box.x >= right), default=None)
    corners = [x for flow in diagram.flows() for x, _ in drawing.points(flow.get("id"))]
    busy = any(box.x < right and box.right > left for box in boxes) or any(left < x < right for x in corners)
    if after is not None and not busy:
        drawing.make_room(right, left - right, across=True)


def cluster(diagram: EditableDiagram, node_id: str) -> set[str]:
    """The events on the edge of a node, what only they lead to, and what a sub-process holds: they go along."""
    node = diagram.find(node_id)
    held = {one.get("id") for one in diagram.nodes() if node is not None and node in one.iterancestors()}
    events = {one.get("id") for one in diagram.nodes() if one.get("attachedToRef") == node_id}
    found, grown = set(events), True
    while grown:
        grown = False
        for flow in diagram.flows():
            target = flow.get("targetRef")
            into = {one.get("sourceRef") for one in diagram.flows(target=target)}
            if target not in found and target != node_id and into and into <= found:
                found.add(target)
                grown = True
    return found | held


def _room_of(diagram: EditableDiagram, node_id: str) -> Box:
    """What a node takes with all that goes along; at (0, 0) when it is not drawn yet."""
    drawing = Drawing(diagram)
    own = drawing.box(node_id)
    if own is None:
        return Box(0, 0, *drawing.size(node_id))
    along = cluster(diagram, node_id)
    return covering([own, *drawing.boxes(one for one in diagram.nodes() if one.get("id") in along).values()])


def _make_column(diagram: EditableDiagram, left: float, room: float, moving: set[str]) -> None:
    """Room from an edge on; what lies across the edge goes along whole."""
    drawing = Drawing(diagram)
    boxes = drawing.boxes(one for one in diagram.nodes() if local_name(one) != "subProcess")
    across = [name for name, box in boxes.items() if box.x < left < box.right and name not in moving]
    drawing.make_room(left, room, across=True)
    for name in across:
        drawing.put_shape(name, boxes[name].moved(room, 0))
    reroute(diagram, [flow for flow in diagram.flows() if _ends(flow) & set(across)])


def _ends(flow: Element) -> set[str]:
    return {flow.get("sourceRef"), flow.get("targetRef")}


def _put(diagram: EditableDiagram, node_id: str, x: float, middle: float) -> None:
    """As near to a height as the lane has room; the lane grows when it has none."""
    drawing = Drawing(diagram)
    size, own = _room_of(diagram, node_id), drawing.box(node_id)
    along = {node_id, *cluster(diagram, node_id)}
    frame = drawing.lane_frame(node_id)
    others = [one for one in drawing.siblings(node_id) if one.get("id") not in along]
    taken = list(drawing.boxes(others).values())
    low, high = frame.y + GAP, frame.bottom - size.height - GAP
    above = own.middle[1] - size.y if own is not None else size.height / 2
    wanted = min(max(middle - above, low), max(high, low))
    for off in range(0, int(frame.height), 10):
        for y in {wanted + off, wanted - off}:
            box = Box(x, y, size.width, size.height)
            if low <= y <= high and not any(box.meets(one, GAP) for one in taken):
                return _draw(diagram, node_id, (x - size.x, y - size.y))
    column = [one.bottom for one in taken if one.x < x + size.width + GAP and x < one.right + GAP]
    y = max([low, *(bottom + 2 * GAP for bottom in column if frame.y < bottom <= frame.bottom)])
    drawing.make_room(frame.bottom - 1, max(y + size.height + GAP - frame.bottom, 0), across=False)
    return _draw(diagram, node_id, (x - size.x, y - size.y))


def _draw(diagram: EditableDiagram, node_id: str, by: tuple[float, float]) -> None:
    """Draw it with all that goes along, and lead the lines around it that ran through there."""
    drawing = Drawing(diagram)
    along = {node_id, *cluster(diagram, node_id)}
    boxes = drawing.boxes(one for one in diagram.nodes() if one.get("id") in along)
    boxes.setdefault(node_id, Box(0, 0, *drawing.size(node_id)))
    for name, box in boxes.items():
        drawing.put_shape(name, box.moved(*by))
    inner = [flow for flow in diagram.flows() if _ends(flow) <= along]
    outer = [flow for flow in crossing(diagram, [box.moved(*by) for box in boxes.values()]) if not _ends(flow) & along]
    reroute(diagram, inner + outer)
