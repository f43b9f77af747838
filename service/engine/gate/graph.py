"""The flows of a process as a graph per scope: the process itself, and each sub-process."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from service.engine.model import Flow, NodeModel, ProcessModel

WAITING_KINDS = frozenset({"userTask", "manualTask", "task", "intermediateCatchEvent", "callActivity", "subProcess"})


@dataclass(frozen=True)
class Scope:
    """The nodes and flows of a process (`holder` None) or of one sub-process."""

    holder: str | None
    nodes: dict[str, NodeModel]
    flows: tuple[Flow, ...]

    @cached_property
    def _ends(self) -> tuple[dict[str, list[Flow]], dict[str, list[Flow]]]:
        leaving: dict[str, list[Flow]] = defaultdict(list)
        entering: dict[str, list[Flow]] = defaultdict(list)
        for flow in self.flows:
            leaving[flow.source].append(flow)
            entering[flow.target].append(flow)
        return leaving, entering

    @cached_property
    def _next(self) -> dict[str, list[str]]:
        """Where a token can go from a node: along its flows, and through its boundary events."""
        found = {node_id: [flow.target for flow in self.outgoing(node_id)] for node_id in self.nodes}
        for node in self.nodes.values():
            if node.attached_to in found:
                found[node.attached_to].append(node.id)
        return {node_id: [target for target in targets if target in self.nodes] for node_id, targets in found.items()}

    def outgoing(self, node_id: str) -> list[Flow]:
        """The flows that leave a node, in the order of the file."""
        return self._ends[0].get(node_id, [])

    def incoming(self, node_id: str) -> list[Flow]:
        """The flows that enter a node."""
        return self._ends[1].get(node_id, [])

    def following(self, node_id: str) -> list[str]:
        """The nodes that come directly after a node, its boundary events included."""
        return self._next[node_id]

    def reach(self, start: Iterable[str]) -> set[str]:
        """Every node that can be reached from these, themselves included."""
        found: set[str] = set()
        stack = list(start)
        while stack:
            node_id = stack.pop()
            if node_id not in found:
                found.add(node_id)
                stack.extend(self.following(node_id))
        return found

    def of_kind(self, *kinds: str) -> list[NodeModel]:
        """The nodes of these kinds."""
        return [node for node in self.nodes.values() if node.kind in kinds]


def scopes(model: ProcessModel) -> Iterator[Scope]:
    """The process and its sub-processes."""
    holders = [None, *(node.id for node in model.nodes.values() if node.kind == "subProcess")]
    for holder in holders:
        nodes = {node.id: node for node in model.nodes.values() if node.inside == holder}
        yield Scope(holder, nodes, tuple(flow for flow in model.flows if flow.source in nodes))


def automatic_cycle(scope: Scope) -> list[str]:
    """The nodes of a loop that waits nowhere, or an empty list."""
    automatic = {node_id for node_id, node in scope.nodes.items() if node.kind not in WAITING_KINDS}
    left = {node_id: {flow.target for flow in scope.outgoing(node_id)} & automatic for node_id in automatic}
    while loose := [node_id for node_id, targets in left.items() if not targets]:
        for node_id in loose:
            del left[node_id]
        for targets in left.values():
            targets.difference_update(loose)
    return sorted(_on_cycle(left))


def _on_cycle(left: dict[str, set[str]]) -> set[str]:
    """What remains after taking away dead ends may still lead to a loop without being part of it."""
    while True:
        targets = set().union(*left.values()) if left else set()
        loose = set(left) - targets
        if not loose:
            return set(left)
        for node_id in loose:
            del left[node_id]
