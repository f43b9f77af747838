"""Where a line may leave and reach a node, and how its ends are put on the border of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.engine.layout.boxes import Box, Point

if TYPE_CHECKING:
    from service.engine.layout.router import Obstacle

Cell = tuple[int, int]
RIGHT, DOWN, LEFT, UP = range(4)
STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))


@dataclass(frozen=True)
class Port:
    """A side of a node, with what it costs to use that one."""

    cell: Cell
    side: int
    cost: float


def ports_of(node: Obstacle, *, out: bool, cell: Callable[[Point], Cell]) -> list[Port]:
    """A line goes on to the right and comes in from the left; an event on an edge only looks outward."""

    def port(side: int, cost: float) -> Port:
        return Port(cell(on_border(node.box, side)), side, cost)

    if node.host:
        return [port(UP if node.above else DOWN, 0)]
    if not out:
        return [port(LEFT, 0), port(UP, 15), port(DOWN, 15)]
    below, above = (3, 6) if node.is_gateway else (40, 40)
    return [port(RIGHT, 0), port(DOWN, below), port(UP, above)]


def on_border(box: Box, side: int) -> Point:
    """The middle of a side."""
    x, y = box.middle
    return {RIGHT: (box.right, y), LEFT: (box.x, y), DOWN: (x, box.bottom), UP: (x, box.y)}[side]


def bent(source: Box, target: Box) -> list[Point]:
    """The plainest line from the right of a node to the left of another."""
    return _bent(on_border(source, RIGHT), on_border(target, LEFT), RIGHT)


def snapped(points: list[Point], source: Box, target: Box, first: int, last: int) -> list[Point]:
    """The same line with its ends exactly on the borders, and still with right angles."""
    start, end = on_border(source, first), on_border(target, last)
    if len(points) == 2:
        straight = start[0] == end[0] or start[1] == end[1]
        return [start, end] if straight else _bent(start, end, first)
    found = list(points)
    found[1] = _along(found[0], found[1], start)
    found[-2] = _along(found[-1], found[-2], end)
    found[0], found[-1] = start, end
    return found


def _along(old: Point, beside: Point, new: Point) -> Point:
    """The neighbour of an end that moves a little: it moves along on the axis they shared."""
    return (new[0], beside[1]) if old[0] == beside[0] else (beside[0], new[1])


def _bent(start: Point, end: Point, side: int) -> list[Point]:
    if side in (RIGHT, LEFT):
        middle = (start[0] + end[0]) / 2
        return [start, (middle, start[1]), (middle, end[1]), end]
    middle = (start[1] + end[1]) / 2
    return [start, (start[0], middle), (end[0], middle), end]
