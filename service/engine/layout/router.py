"""Lines with right angles around whatever stands in the way: a search over a grid of ten pixels."""

import heapq
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from service.engine.layout.boxes import Box, Point
from service.engine.layout.ports import STEPS, Cell, Port, bent, ports_of, snapped

GRID = 10
_TURN, _TURN_NEAR, _ALONG, _ACROSS, _BESIDE, _NEAR, _LANE, _TAKEN_PORT, _SHARED_PORT = 14, 40, 40, 18, 4, 2, 6, 30, 8
# What one line and all lines together may try: a tangle that nobody can read is not worth the time.
_LIMIT, _LIMIT_OF_ALL = 100_000, 300_000


@dataclass(frozen=True)
class Obstacle:
    """A drawn node; `host` is what it is attached to, `above` when it is attached to the upper edge."""

    box: Box
    is_gateway: bool = False
    host: str | None = None
    above: bool = False


class Router:
    """Finds a way for one link after the other; what was found is avoided by the next."""

    def __init__(self, frame: Box, obstacles: Mapping[str, Obstacle], lane_lines: Iterable[float] = ()) -> None:
        self.frame, self.obstacles = frame, obstacles
        self.wide, self.high = int(frame.width // GRID), int(frame.height // GRID)
        self.blocked: dict[Cell, set[str]] = {}
        self.dear: dict[Cell, float] = {}
        self.used: dict[Cell, list[tuple[str, str, int]]] = {}
        self.ports: dict[tuple[str, int], int] = {}
        self.tried = 0
        self.lines = {self._cell((0, y))[1] for y in lane_lines}
        for name, one in obstacles.items():
            for cell in self._cells(one.box, 9 if one.host else GRID + 4):
                self.blocked.setdefault(cell, set()).add(name)

    def avoid(self, box: Box, cost: float = 12) -> None:
        """Rather not through here: a label will stand there."""
        for cell in self._cells(box, 1):
            self.dear[cell] = self.dear.get(cell, 0) + cost

    def keep(self, source: str, target: str, points: list[Point]) -> None:
        """A line that is there already."""
        cells = [self._cell(point) for point in points]
        for start, end in pairwise(cells):
            axis = 0 if start[1] == end[1] else 1
            length = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
            for at in range(length + 1):
                part = at / length if length else 0
                cell = round(start[0] + (end[0] - start[0]) * part), round(start[1] + (end[1] - start[1]) * part)
                self.used.setdefault(cell, []).append((source, target, axis))

    def route(self, source: str, target: str) -> list[Point]:
        """The points of a line between two nodes; over everything when there is no way around."""
        starts = ports_of(self.obstacles[source], out=True, cell=self._cell)
        goals = ports_of(self.obstacles[target], out=False, cell=self._cell)
        found = self._search(source, target, self._priced(source, starts), self._priced(target, goals))
        if found is None:
            return bent(self.obstacles[source].box, self.obstacles[target].box)
        path, first, last = found
        self.ports[source, first] = self.ports.get((source, first), 0) + 1
        self.ports[target, last] = self.ports.get((target, last), 0) + 1
        points = snapped(self._points(path), self.obstacles[source].box, self.obstacles[target].box, first, last)
        self.keep(source, target, points)
        return points

    def _priced(self, node: str, ports: list[Port]) -> list[Port]:
        taken = _SHARED_PORT if self.obstacles[node].is_gateway else _TAKEN_PORT
        return [Port(one.cell, one.side, one.cost + taken * self.ports.get((node, one.side), 0)) for one in ports]

    def _search(
        self, source: str, target: str, starts: list[Port], goals: list[Port]
    ) -> tuple[list[Cell], int, int] | None:
        own = {source, target, self.obstacles[source].host or source}
        ends = {(goal.cell, (goal.side + 2) % 4): goal for goal in goals}
        queue: list[tuple[float, int, float, Cell, int, tuple[Cell, int] | None]] = []
        for number, start in enumerate(starts):
            heapq.heappush(queue, (start.cost, number, start.cost, start.cell, start.side, None))
        came: dict[tuple[Cell, int], tuple[Cell, int] | None] = {}
        count = len(starts)
        while queue and count < _LIMIT and self.tried < _LIMIT_OF_ALL:
            self.tried += 1
            _, _, cost, cell, side, before = heapq.heappop(queue)
            if (cell, side) in came:
                continue
            came[cell, side] = before
            if before is not None and (cell, side) in ends:
                return _unwound(came, (cell, side)), _first(came, (cell, side)), (side + 2) % 4
            for way in range(4) if before is not None else (side,):
                step = self._step(cell, side, way, (own, source, target), ends)
                if step is not None and (step[1], way) not in came:
                    count += 1
                    reach = cost + step[0]
                    left = min(abs(step[1][0] - end[0]) + abs(step[1][1] - end[1]) for end, _ in ends)
                    heapq.heappush(queue, (reach + left, count, reach, step[1], way, (cell, side)))
        return None

    def _step(
        self, cell: Cell, side: int, way: int, about: tuple[set[str], str, str], ends: Mapping[tuple[Cell, int], Port]
    ) -> tuple[float, Cell] | None:
        """Cost and cell of one step; None when it cannot be taken."""
        own = about[0]
        to = cell[0] + STEPS[way][0], cell[1] + STEPS[way][1]
        if (way + 2) % 4 == side or not (0 < to[0] < self.wide and 0 < to[1] < self.high):
            return None
        goal = ends.get((to, way))
        there = self.blocked.get(to, set())
        if there - own or (goal is None and any(self._inside(to, name) for name in there)):
            return None
        cost = 1.0 if goal else 1 + self.dear.get(to, 0)
        if way != side:
            cost += _TURN + (_TURN_NEAR if self.blocked.get(cell, set()) & own else 0)
        cost += _LANE if way % 2 == 0 and to[1] in self.lines else 0
        cost += self._crowd(to, way, about)
        return cost + (goal.cost if goal else 0), to

    def _crowd(self, cell: Cell, way: int, about: tuple[set[str], str, str]) -> float:
        """What it costs to lie on, cross or lie beside another line; one of the same node may be joined."""
        cost, axis, (own, source, target) = 0.0, way % 2, about
        for start, end, along in self.used.get(cell, ()):
            kin = end == target or (axis == 1 and start == source and self.obstacles[source].is_gateway)
            cost += -0.3 if kin else _ALONG if along == axis else _ACROSS
        for turn in (1, 3):
            beside = cell[0] + STEPS[(way + turn) % 4][0], cell[1] + STEPS[(way + turn) % 4][1]
            if any(
                along == axis and end != target and start != source for start, end, along in self.used.get(beside, ())
            ):
                cost += _BESIDE
            if self.blocked.get(beside, set()) - own:
                cost += _NEAR
        return max(cost, -0.9)

    def _inside(self, cell: Cell, name: str) -> bool:
        """Within the shape itself: on its border one may leave, along its border one may not."""
        box = self.obstacles[name].box
        x, y = self.frame.x + cell[0] * GRID, self.frame.y + cell[1] * GRID
        return box.x - 5 < x < box.right + 5 and box.y - 5 < y < box.bottom + 5

    def _cell(self, point: Point) -> Cell:
        return round((point[0] - self.frame.x) / GRID), round((point[1] - self.frame.y) / GRID)

    def _cells(self, box: Box, margin: float) -> Iterable[Cell]:
        x, y = box.x - margin - self.frame.x, box.y - margin - self.frame.y
        across = range(int(x // GRID) + 1, math.ceil((x + box.width + 2 * margin) / GRID))
        for column in across:
            for row in range(int(y // GRID) + 1, math.ceil((y + box.height + 2 * margin) / GRID)):
                yield column, row

    def _points(self, path: list[Cell]) -> list[Point]:
        """Only the corners."""
        kept = [path[0]]
        for before, cell, after in zip(path, path[1:], path[2:], strict=False):
            if (cell[0] - before[0], cell[1] - before[1]) != (after[0] - cell[0], after[1] - cell[1]):
                kept.append(cell)
        kept.append(path[-1])
        return [(self.frame.x + column * GRID, self.frame.y + row * GRID) for column, row in kept]


def _unwound(came: Mapping[tuple[Cell, int], tuple[Cell, int] | None], last: tuple[Cell, int]) -> list[Cell]:
    path, at = [], came[last]
    path.append(last[0])
    while at is not None:
        path.append(at[0])
        at = came[at]
    return path[::-1]


def _first(came: Mapping[tuple[Cell, int], tuple[Cell, int] | None], last: tuple[Cell, int]) -> int:
    """The side on which a way leaves its source."""
    at = last
    while (before := came[at]) is not None:
        at = before
    return at[1]
