"""A process as a list: steps in the order of the flow, what happens on an edge or inside a step behind that step."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.engine.editing.changes import FOREIGN_TASKS, TASKS
from service.engine.model import Flow, NodeModel, ProcessModel
from service.engine.model_reader import NODE_KINDS

_FIXED = ("startEvent", "endEvent", "boundaryEvent")


@dataclass(frozen=True)
class Way:
    """A way on from a step; `to` is the name of where it leads, `removable` when another way stays."""

    flow: Flow
    to: str
    removable: bool


@dataclass(frozen=True)
class OutlineStep:
    """A step of the list.

    `depth` counts the steps it hangs on or lies in; `before` names what leads here when that is more than one step;
    `earlier` and `later` say whether it may change places with its neighbour; `strange` that its kind may not be used.
    """

    node: NodeModel
    ways: tuple[Way, ...]
    depth: int
    before: tuple[str, ...]
    movable: bool
    earlier: bool
    later: bool
    strange: bool

    @property
    def removable(self) -> bool:
        """Whether it can be taken away at all; `movable` ones go at once, the others ask first."""
        return self.node.kind != "startEvent"

    @property
    def branches(self) -> bool:
        """Whether more ways may leave it."""
        return self.node.kind in ("exclusiveGateway", "parallelGateway") or (
            self.node.kind == "boundaryEvent" and not self.ways
        )

    @property
    def is_activity(self) -> bool:
        """Whether something may happen on its edge, or beside it at the same time."""
        return self.node.kind in (*TASKS, *FOREIGN_TASKS, "subProcess")


def outline_of(model: ProcessModel) -> tuple[OutlineStep, ...]:
    """All steps from the start on; what nothing leads to comes last."""
    return tuple(_step(model, node, depth) for node, depth in _in_order(model))


def _step(model: ProcessModel, node: NodeModel, depth: int) -> OutlineStep:
    out = [flow for flow in model.flows if flow.source == node.id and flow.target in model.nodes]
    into = [flow for flow in model.flows if flow.target == node.id and flow.source in model.nodes]
    movable = _is_movable(model, node)
    before = tuple(model.nodes[flow.source].name for flow in into) if len(into) > 1 else ()
    return OutlineStep(
        node=node,
        ways=tuple(Way(flow, model.nodes[flow.target].name, len(out) > 1) for flow in out),
        depth=depth,
        before=before,
        movable=movable,
        earlier=movable and len(into) == 1 and _is_movable(model, model.nodes[into[0].source]),
        later=movable and _is_movable(model, model.nodes[out[0].target]),
        strange=node.kind not in NODE_KINDS,
    )


def _is_movable(model: ProcessModel, node: NodeModel) -> bool:
    """A step with one way on, that is not held where it is."""
    return node.kind not in _FIXED and sum(flow.source == node.id for flow in model.flows) == 1


def _in_order(model: ProcessModel) -> Iterable[tuple[NodeModel, int]]:
    """Behind what leads to it, however long the other ways there are: depth first, latest left first."""
    order = _topological(model)
    at = {node_id: number for number, node_id in enumerate(order)}
    below: dict[str | None, list[str]] = {}
    side = _side_branches(model, order)
    for node_id in order:
        node = model.nodes[node_id]
        above = node.attached_to if node.attached_to in model.nodes else side.get(node_id, node.inside)
        below.setdefault(above if above != node_id else None, []).append(node_id)
    seen: set[str] = set()

    def walk(above: str | None, depth: int) -> Iterable[tuple[NodeModel, int]]:
        for node_id in sorted(below.get(above, []), key=lambda one: (model.nodes[one].inside != above, at[one])):
            if node_id not in seen:
                seen.add(node_id)
                yield model.nodes[node_id], depth
                yield from walk(node_id, depth + 1)

    yield from walk(None, 0)
    yield from ((node, 0) for node_id, node in model.nodes.items() if node_id not in seen)


def _side_branches(model: ProcessModel, order: list[str]) -> dict[str, str]:
    """The event on an edge that a step belongs to: nothing else leads there."""
    into: dict[str, set[str]] = {}
    for flow in model.flows:
        into.setdefault(flow.target, set()).add(flow.source)
    events = {node.id: node.id for node in model.nodes.values() if node.kind == "boundaryEvent"}
    found = dict(events)
    for node_id in order:
        owners = {found.get(source, "") for source in into.get(node_id, ())}
        if len(owners) == 1 and (owner := owners.pop()):
            found.setdefault(node_id, owner)
    return {node_id: owner for node_id, owner in found.items() if node_id not in events}


def _topological(model: ProcessModel) -> list[str]:
    """Reverse postorder: a branch stays together and ends before what it comes together in."""
    onward: dict[str, list[str]] = {}
    for node in model.nodes.values():
        if node.attached_to:
            onward.setdefault(node.attached_to, []).append(node.id)
    for flow in model.flows:
        if flow.target in model.nodes:
            onward.setdefault(flow.source, []).append(flow.target)
    starts = [node.id for node in model.nodes.values() if node.kind == "startEvent"]
    reached: list[str] = []
    seen: set[str] = set()
    rest = [node_id for node_id in model.nodes if node_id not in starts]
    for first in [*starts, *rest]:
        done: list[str] = []
        _postorder(first, onward, seen, done)
        reached += reversed(done)
    return reached


def _postorder(first: str, onward: dict[str, list[str]], seen: set[str], done: list[str]) -> None:
    """Without recursion: a process may be long."""
    stack = [(first, False)]
    while stack:
        node_id, left = stack.pop()
        if left:
            done.append(node_id)
        elif node_id not in seen:
            seen.add(node_id)
            stack.append((node_id, True))
            # What is pushed last is walked first and so ends up last: the first way of the file comes first.
            stack.extend((one, False) for one in onward.get(node_id, []))
