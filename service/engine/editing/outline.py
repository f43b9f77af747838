"""A process as a list: steps in the order of the flow, each with its ways on, events on its edge behind it."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.engine.model import Flow, NodeModel, ProcessModel


@dataclass(frozen=True)
class Way:
    """A way on from a step; `to` is the name of where it leads."""

    flow: Flow
    to: str


@dataclass(frozen=True)
class OutlineStep:
    """A step of the list; `depth` is 1 for what happens on the edge of another step."""

    node: NodeModel
    ways: tuple[Way, ...]
    depth: int
    movable: bool


def outline_of(model: ProcessModel) -> tuple[OutlineStep, ...]:
    """All steps from the start on; what nothing leads to comes last."""
    return tuple(_step(model, node, depth) for node, depth in _in_order(model))


def _step(model: ProcessModel, node: NodeModel, depth: int) -> OutlineStep:
    flows = [flow for flow in model.flows if flow.source == node.id]
    ways = tuple(Way(flow, model.nodes[flow.target].name) for flow in flows if flow.target in model.nodes)
    fixed = node.kind in ("startEvent", "endEvent", "boundaryEvent", "subProcess")
    return OutlineStep(node, ways, depth, not fixed and len(ways) == 1)


def _in_order(model: ProcessModel) -> Iterable[tuple[NodeModel, int]]:
    seen: set[str] = set()
    starts = [node.id for node in model.nodes.values() if node.kind == "startEvent"]
    for first in [*starts, *model.nodes]:
        queue = [(first, 0)]
        while queue:
            node_id, depth = queue.pop(0)
            if node_id in seen or node_id not in model.nodes:
                continue
            seen.add(node_id)
            yield model.nodes[node_id], depth
            attached = [node.id for node in model.nodes.values() if node.attached_to == node_id]
            onward = [flow.target for flow in model.flows if flow.source == node_id]
            queue = [(one, 1) for one in attached] + queue
            queue = queue + [(one, depth) for one in onward]
