"""From columns and rows to pixels: lanes as high as what lies in them, columns as wide, events on their edges."""

import math
from itertools import accumulate

from service.engine.layout.boxes import Box
from service.engine.layout.plan import LaneFrame, Node, Plan

GRID = 10
BAND = 30  # the strip with the name of a pool or a lane
ROW_GAP, COLUMN_GAP, LANE_PAD = 40, 60, 30
_LETTER = 6.5


def give_boxes(plan: Plan, *, framed: bool) -> None:
    """Pixels for every node, lane and the frame around it, from (0, 0); `framed` leaves room for a pool's name."""
    _widen_hosts(plan)
    columns, rows = _column_middles(plan), _row_heights(plan)
    left = BAND * (1 + bool(plan.lane_ids)) if framed else 0
    top = 0.0
    for lane in range(max(len(plan.lane_ids), 1)):
        top = _place_lane(plan, lane, rows.get(lane, {}), (left, top), columns)
    width = left + columns[-1] + _widest(plan, len(columns) - 1) / 2 + COLUMN_GAP
    plan.frame = Box(0, 0, _up(width), top)
    x = BAND if framed else 0
    plan.lanes = [
        LaneFrame(one.id, one.name, Box(x, one.box.y, plan.frame.width - x, one.box.height)) for one in plan.lanes
    ]
    for host, events in plan.attached().items():
        _place_on_edge(plan, plan.nodes[host], events)


def _place_lane(
    plan: Plan, lane: int, heights: dict[int, float], at: tuple[float, float], columns: list[float]
) -> float:
    """Draw the nodes of a lane below `at`; gives where the next lane begins."""
    left, top = at
    name = plan.lane_ids[lane][1] if plan.lane_ids else ""
    inside = sum(heights.values())
    height = _up(max(inside + 2 * LANE_PAD, len(name) * _LETTER + 30))
    begin = top + (height - inside) // 2 // GRID * GRID
    tops = dict(zip(heights, accumulate(heights.values(), initial=begin), strict=False))
    for node in plan.main:
        if node.lane == lane:
            x = _round(left + columns[node.column])
            y = _round(tops[node.row] + heights[node.row] / 2)
            node.box.x, node.box.y = x - node.box.width / 2, y - node.box.height / 2
    if plan.lane_ids:
        plan.lanes.append(LaneFrame(plan.lane_ids[lane][0], name, Box(0, top, 0, height)))
    return top + height


def _widen_hosts(plan: Plan) -> None:
    """Three events on an edge need more room than a task has."""
    for host, events in plan.attached().items():
        box = plan.nodes[host].box
        box.width = max(box.width, 80.0 * (len(events) - 1) + 40) if len(events) > 2 else box.width


def _column_middles(plan: Plan) -> list[float]:
    count = max((node.column for node in plan.main), default=0) + 1
    widths = [_widest(plan, column) + COLUMN_GAP for column in range(count)]
    starts = [0.0, *accumulate(widths)]
    return [GRID + start + width / 2 for start, width in zip(starts, widths, strict=False)]


def _widest(plan: Plan, column: int) -> float:
    """Labels of events and gateways stand out on both sides."""
    found = [100 if node.is_gateway else max(node.box.width, 84) for node in plan.main if node.column == column]
    return max([84, *found])


def _row_heights(plan: Plan) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = {}
    for node in sorted(plan.main, key=lambda one: one.row):
        rows = found.setdefault(node.lane, {})
        rows[node.row] = max(rows.get(node.row, 120), _up(node.box.height) + ROW_GAP)
    return found


def _place_on_edge(plan: Plan, host: Node, events: list[Node]) -> None:
    """Below, or above when the branch goes up; the nearest target to the right, so that branches do not cross."""
    targets = {link.source: plan.nodes[link.target].box.middle[1] for link in plan.links}
    depth = {event.id: targets.get(event.id, math.inf) for event in events}
    for event in events:
        event.above = depth[event.id] < host.box.middle[1] - GRID
    for above in (False, True):
        group = sorted((one for one in events if one.above == above), key=lambda one: depth[one.id], reverse=not above)
        edge = host.box.y if above else host.box.bottom
        for event, x in zip(group, _spread(host.box, len(group)), strict=True):
            event.box.x, event.box.y = x - event.box.width / 2, edge - event.box.height / 2


def _spread(box: Box, count: int) -> list[float]:
    if count < 2:
        return [box.right - 30] * count
    step = (box.width - 40) / (count - 1)
    return [_round(box.x + 20 + step * number) for number in range(count)]


def _round(value: float) -> float:
    return round(value / GRID) * GRID


def _up(value: float) -> float:
    return math.ceil(value / GRID) * GRID
