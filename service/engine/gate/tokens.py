"""A small token game: does every way through the process come to an end, whatever is chosen?

Conditions are ignored, so what is found here may be impossible in fact: it is a remark, not a mistake.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from service.engine.gate.finding import Diagram
from service.engine.gate.graph import Scope, scopes
from service.engine.model import NodeModel

MAX_STATES = 3000
Marking = frozenset[str]


@dataclass
class Explored:
    """What a bounded search saw: joins where tokens stay behind, nodes with two tokens, nodes that were entered."""

    stuck: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)
    whole: bool = True


def check_tokens(diagram: Diagram) -> None:
    """Point at joins that may wait for ever, at unjoined branches, and at what can never be reached."""
    for scope in scopes(diagram.model):
        seen = _explore(scope)
        for node_id in sorted(seen.stuck):
            text = "Deze parallelle gateway kan blijven wachten op een tak die niet komt. Voeg keuzes eerst samen."
            diagram.report.advise("samenkomst", text, node_id)
        for node_id in sorted(_first_doubled(scope, seen) - seen.stuck):
            text = "Hier kunnen twee takken na elkaar binnenkomen. Laat ze samenkomen in een parallelle gateway."
            diagram.report.advise("dubbel", text, node_id)
        # A search that was cut short, by its bound or by doubled branches, has not seen everything.
        if seen.whole and not seen.doubled:
            for node_id in sorted(set(scope.nodes) - _with_side_branches(scope, seen.entered) - seen.stuck):
                text = "Dit element kan nooit worden uitgevoerd: de samenkomst ervoor krijgt nooit al haar takken."
                diagram.report.advise("nooit_uitgevoerd", f"{text} Teken de samenkomst anders.", node_id)


def _first_doubled(scope: Scope, seen: Explored) -> set[str]:
    """Tokens pile up behind the place where they come together: that place is the one to point at."""
    behind = {flow.source for flow in scope.flows if flow.target in seen.doubled and scope.incoming(flow.source)}
    return behind - seen.doubled or seen.doubled


def _with_side_branches(scope: Scope, entered: set[str]) -> set[str]:
    """Branches of events that do not interrupt are not in the game; they run when their host does."""
    events = [node.id for node in scope.of_kind("boundaryEvent") if node.attached_to in entered]
    return entered | scope.reach(events)


def _explore(scope: Scope) -> Explored:
    starts = [node.id for node in scope.of_kind("startEvent")]
    first: Marking = frozenset(flow.id for start in starts for flow in scope.outgoing(start))
    seen, queue, known = Explored(entered=set(starts)), deque([first]), {first}
    target = {flow.id: flow.target for flow in scope.flows}
    while queue:
        marking = queue.popleft()
        following = list(_moves(scope, marking, target, seen.entered))
        if not following:
            seen.stuck.update(target[flow_id] for flow_id in marking)
        for left, put in following:
            crowded = {target[flow_id] for flow_id in put if flow_id in left}
            seen.doubled |= crowded
            found = left.union(put)
            if not crowded and found not in known:
                known.add(found)
                queue.append(found)
        if len(known) > MAX_STATES:
            seen.whole = False
            break
    return seen


def _moves(
    scope: Scope, marking: Marking, target: dict[str, str], entered: set[str]
) -> Iterator[tuple[Marking, list[str]]]:
    """What stays where it is, and what is put down, for every step that is possible now."""
    for node_id in sorted({target[flow_id] for flow_id in marking}):
        node = scope.nodes.get(node_id)
        if node is None:
            continue
        entering = [flow.id for flow in scope.incoming(node_id)]
        arrived = [flow_id for flow_id in entering if flow_id in marking]
        if node.kind == "parallelGateway":
            if len(arrived) == len(entering):
                entered.add(node_id)
                yield marking.difference(entering), [flow.id for flow in scope.outgoing(node_id)]
            continue
        entered.add(node_id)
        for flow_id, produced in ((flow_id, put) for flow_id in arrived for put in _choices(scope, node)):
            yield marking - {flow_id}, produced


def _choices(scope: Scope, node: NodeModel) -> Iterator[list[str]]:
    """What a token may become at this node: one way on, or an interrupting event's way instead."""
    outgoing = scope.outgoing(node.id)
    if not outgoing:
        yield []
    events = (scope.nodes[event_id] for event_id in scope.following(node.id))
    interrupting = (event.id for event in events if event.attached_to == node.id and event.interrupting)
    for flow in chain(outgoing, *(scope.outgoing(event_id) for event_id in interrupting)):
        yield [flow.id]
