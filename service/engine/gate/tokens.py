"""A small token game: does every way through the process come to an end, whatever is chosen?

Conditions are ignored, so what is found here may be impossible in fact: it is a remark, not a mistake.
"""

from collections import deque
from collections.abc import Iterator

from service.engine.gate.finding import Diagram
from service.engine.gate.graph import Scope, scopes
from service.engine.model import NodeModel

MAX_STATES = 4000
Marking = frozenset[tuple[str, int]]


def check_tokens(diagram: Diagram) -> None:
    """Point at joins that may wait for ever and at places where parallel branches run on unjoined."""
    for scope in scopes(diagram.model):
        stuck, doubled = _explore(scope)
        for node_id in sorted(stuck):
            text = "Deze parallelle gateway kan blijven wachten op een tak die niet komt. Voeg keuzes eerst samen."
            diagram.report.advise("samenkomst", text, node_id)
        # Tokens pile up behind the place where they come together: that place is the one to point at.
        behind = {
            flow.source for flow in scope.flows if flow.target in doubled and scope.incoming(flow.source)
        } - doubled
        for node_id in sorted((behind or doubled) - stuck):
            text = "Hier kunnen twee takken na elkaar binnenkomen. Laat ze samenkomen in een parallelle gateway."
            diagram.report.advise("dubbel", text, node_id)


def _explore(scope: Scope) -> tuple[set[str], set[str]]:
    """Joins where tokens can be left behind, and nodes that can hold two tokens, within a bounded search."""
    starts = [flow.id for node in scope.of_kind("startEvent") for flow in scope.outgoing(node.id)]
    first: Marking = frozenset((flow_id, 1) for flow_id in starts)
    seen, queue = {first}, deque([first])
    stuck: set[str] = set()
    doubled: set[str] = set()
    target = {flow.id: flow.target for flow in scope.flows}
    while queue and len(seen) < MAX_STATES:
        marking = queue.popleft()
        following = list(_moves(scope, dict(marking)))
        if not following:
            stuck.update(target[flow_id] for flow_id, _ in marking)
        for tokens in following:
            crowded = {target[flow_id] for flow_id, number in tokens.items() if number > 1}
            doubled |= crowded
            found = frozenset(tokens.items())
            if found not in seen and not crowded:
                seen.add(found)
                queue.append(found)
    return stuck, doubled


def _moves(scope: Scope, tokens: dict[str, int]) -> Iterator[dict[str, int]]:
    for node in scope.nodes.values():
        entering = [flow.id for flow in scope.incoming(node.id)]
        arrived = [flow_id for flow_id in entering if tokens.get(flow_id)]
        if not arrived:
            continue
        if node.kind == "parallelGateway":
            if len(arrived) == len(entering):
                yield _move(tokens, entering, [flow.id for flow in scope.outgoing(node.id)])
            continue
        for flow_id in arrived:
            for produced in _choices(scope, node):
                yield _move(tokens, [flow_id], produced)


def _choices(scope: Scope, node: NodeModel) -> Iterator[list[str]]:
    """What a token may become at this node: one way on, or an interrupting event's way instead.

    Branches that do not interrupt end on their own and are looked at elsewhere.
    """
    outgoing = [flow.id for flow in scope.outgoing(node.id)]
    if not outgoing:
        yield []
    for flow_id in outgoing:
        yield [flow_id]
    for event_id in scope.following(node.id):
        event = scope.nodes[event_id]
        if event.attached_to == node.id and event.interrupting:
            yield [flow.id for flow in scope.outgoing(event.id)]


def _move(tokens: dict[str, int], taken: list[str], put: list[str]) -> dict[str, int]:
    moved = dict(tokens)
    for flow_id in taken:
        moved[flow_id] -= 1
        if not moved[flow_id]:
            del moved[flow_id]
    for flow_id in put:
        moved[flow_id] = moved.get(flow_id, 0) + 1
    return moved
