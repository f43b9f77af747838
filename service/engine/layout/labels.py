"""Where the names beside shapes and along lines stand: the first place that covers nothing."""

from collections.abc import Iterable
from itertools import pairwise

from service.engine.layout.boxes import Box, Point, has_label_outside, label_size
from service.engine.layout.plan import Link, Node, Plan

_ON_SHAPE, _ON_LINE, _ON_LANE, _OUTSIDE, _LATER = 50, 20, 3, 60, 0.6


def give_labels(plan: Plan) -> None:
    """A place for every name that does not stand inside its shape."""
    taken = [part for node in plan.nodes.values() for part in _body(node)]
    lines = [_thin(start, end) for way in plan.ways.values() for start, end in pairwise(way)]
    borders = [Box(0, lane.box.y - 1, plan.frame.width, 2) for lane in plan.lanes[1:]]

    def put(key: str, places: Iterable[Box]) -> None:
        def cost(numbered: tuple[int, Box]) -> float:
            number, place = numbered
            hits = _ON_SHAPE * sum(place.meets(one) for one in taken) + _ON_LINE * sum(
                place.meets(one, 1) for one in lines
            )
            hits += _ON_LANE * sum(place.meets(one) for one in borders)
            return hits + (0 if _within(place, plan.frame) else _OUTSIDE) + number * _LATER

        best = min(enumerate(places), key=cost)[1]
        plan.labels[key] = best
        taken.append(best)

    for node in plan.nodes.values():
        if node.name and has_label_outside(node.kind):
            put(node.id, list(_beside(node)))
    for link in plan.links:
        if link.name and len(plan.ways.get(link.id, ())) > 1:
            put(link.id, list(_along(_own_part(plan, link), label_size(link.name, 100))))


def expected(node: Node) -> Box:
    """Where the name of a node most likely comes, so that lines keep away."""
    (x, y), radius = node.box.middle, node.box.height / 2
    width, height = label_size(node.name)
    if node.host:
        return Box(x - width - 14, y - 20 - height if node.above else y + 20, width, height)
    return Box(x - width / 2, y - radius - height - 6 if node.is_gateway else y + radius + 4, width, height)


def _body(node: Node) -> list[Box]:
    """A gateway is a diamond: two bars leave its corners free."""
    if not node.is_gateway:
        return [node.box]
    x, y = node.box.middle
    return [Box(x - 13, node.box.y, 26, node.box.height), Box(node.box.x, y - 13, node.box.width, 26)]


def _beside(node: Node) -> Iterable[Box]:
    (x, y), radius = node.box.middle, node.box.width / 2
    for wish in (60, 80, 110) if node.host else (90, 70, 120):
        w, h = label_size(node.name, wish)
        if node.is_gateway:
            spots = [(x - w / 2, y - radius - h - 3), (x - w - 6, y - radius - h - 2), (x + 6, y - radius - h - 2),
                     (x - w - 8, y - radius - h + 8), (x + 8, y - radius - h + 8), (x - w / 2, y + radius + 4),
                     (x + 10, y + radius - 6), (x - w - 10, y + radius - 6)]  # fmt: skip
        elif node.host:
            down, near = (y - 19 - h, y - 4 - h) if node.above else (y + 19, y + 4)
            spots = [(x - w - 6, down), (x + 6, down), (x - w - 20, near), (x + 20, near), (x - w - 6, down + 14),
                     (x + 6, down + 14)]  # fmt: skip
        else:
            spots = [(x - w / 2, y + radius + 4), (x - w / 2, y - radius - h - 4), (x + radius + 4, y + 4)]
        yield from (Box(left, top, w, h) for left, top in spots)


def _along(way: list[Point], size: tuple[float, float]) -> Iterable[Box]:
    """Near the beginning of a line: that is where the choice is."""
    w, h = size
    for start, end in list(pairwise(way))[:2]:
        if start[1] == end[1]:
            for off in (4, 12, 24, 40):
                x = start[0] + off if end[0] > start[0] else start[0] - off - w
                yield from (Box(x, start[1] - h - 2, w, h), Box(x, start[1] + 3, w, h))
        else:
            for off in (2, 12, 24, 40):
                y = start[1] + off if end[1] > start[1] else start[1] - off - h
                yield from (Box(start[0] + 5, y, w, h), Box(start[0] - w - 5, y, w, h))


def _thin(start: Point, end: Point) -> Box:
    x, y = min(start[0], end[0]), min(start[1], end[1])
    return Box(x - 1, y - 1, abs(start[0] - end[0]) + 2, abs(start[1] - end[1]) + 2)


def _own_part(plan: Plan, link: Link) -> list[Point]:
    """A way from where it leaves the others that begin at the same node."""
    way = plan.ways[link.id]
    others = [plan.ways[one.id] for one in plan.links if one.source == link.source and one.id != link.id]
    shared = any(one[1:2] == way[1:2] or _same_way(one, way) for one in others)
    return way[1:] if shared and len(way) > 2 else way


def _same_way(one: list[Point], other: list[Point]) -> bool:
    """Whether two ways leave in the same direction."""
    (x, y), (to_x, to_y), (at_x, at_y) = one[0], one[1], other[1]
    straight = (to_x == x == at_x and (to_y - y) * (at_y - y) > 0) or (
        to_y == y == at_y and (to_x - x) * (at_x - x) > 0
    )
    return one[0] == other[0] and straight


def _within(box: Box, frame: Box) -> bool:
    return box.x >= frame.x + 32 and box.right <= frame.right and box.y >= frame.y and box.bottom <= frame.bottom
