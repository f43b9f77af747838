"""Columns and rows: a node stands right of what leads to it, and in the row of it when their lane is the same."""

from service.engine.layout.plan import Link, Node, Plan


def give_places(plan: Plan) -> None:
    """A column and a row within its lane for every node of a plan."""
    back = back_links(plan)
    ahead = [link for link in plan.links if link.id not in back]
    _columns(plan, ahead)
    _mark_sides(plan, ahead)
    _rows(plan, ahead)


def back_links(plan: Plan) -> set[str]:
    """The links that lead back to something that led here."""
    onward: dict[str, list[Link]] = {}
    for link in plan.links:
        onward.setdefault(plan.host_of(link.source).id, []).append(link)
    starts = [node.id for node in plan.main if node.kind == "startEvent"]
    back: set[str] = set()
    done: set[str] = set()
    for first in [*starts, *(node.id for node in plan.main)]:
        _walk(first, onward, back, done)
    return back


def _walk(first: str, onward: dict[str, list[Link]], back: set[str], done: set[str]) -> None:
    """Depth first without recursion: a process may be long."""
    if first in done:
        return
    path, stack = {first}, [(first, iter(onward.get(first, ())))]
    while stack:
        node_id, links = stack[-1]
        link = next(links, None)
        if link is None:
            stack.pop()
            path.discard(node_id)
            done.add(node_id)
        elif link.target in path:
            back.add(link.id)
        elif link.target not in done:
            path.add(link.target)
            stack.append((link.target, iter(onward.get(link.target, ()))))


def _columns(plan: Plan, ahead: list[Link]) -> None:
    """The longest way from a beginning; without a circle that ends."""
    changed, rounds = True, 0
    while changed and rounds <= len(plan.nodes):
        changed, rounds = False, rounds + 1
        for link in ahead:
            target, column = plan.host_of(link.target), plan.host_of(link.source).column + 1
            if target.column < column and target is not plan.host_of(link.source):
                target.column, changed = column, True


def _mark_sides(plan: Plan, ahead: list[Link]) -> None:
    """A side branch: only reached from the edge of something else."""
    into: dict[str, list[Link]] = {}
    for link in ahead:
        into.setdefault(link.target, []).append(link)
    changed = True
    while changed:
        changed = False
        for node in plan.main:
            found = into.get(node.id, [])
            if found and not node.side and all(_is_side(plan, link) for link in found):
                node.side = changed = True


def _is_side(plan: Plan, link: Link) -> bool:
    source = plan.nodes[link.source]
    return source.host is not None or source.side


def _rows(plan: Plan, ahead: list[Link]) -> None:
    taken: set[tuple[int, int, int]] = set()
    placed: set[str] = set()
    for node in sorted(plan.main, key=lambda one: (one.side, one.column, one.order)):
        before = [plan.nodes[link.source] for link in ahead if link.target == node.id]
        same = [one for one in before if plan.host_of(one.id).lane == node.lane and plan.host_of(one.id).id in placed]
        node.row, reach = 1 if node.side else 0, node.column
        if same:
            near = max(same, key=lambda one: (one.host is None, plan.host_of(one.id).column))
            first = plan.host_of(near.id)
            node.row = max(first.row + 1, 1) if near.host else first.row
            reach = first.column + 1
        while any((node.lane, node.row, column) in taken for column in range(min(reach, node.column), node.column + 1)):
            node.row += 1
        taken.add((node.lane, node.row, node.column))
        placed.add(node.id)
    _close_up(plan.main)


def _close_up(nodes: list[Node]) -> None:
    """No empty rows in a lane."""
    for lane in {node.lane for node in nodes}:
        rows = sorted({node.row for node in nodes if node.lane == lane})
        for node in nodes:
            if node.lane == lane:
                node.row = rows.index(node.row)
