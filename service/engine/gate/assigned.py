"""Which variables surely have a value where they are read: a name without a value stops the case on the spot.

What a step takes from its form, its building block or its call is counted as set, so this finds a way that passes
none of them. Whether the form shows the field is not looked at: hence a remark and not a mistake.
"""

import ast
from collections.abc import Iterator

from service.engine.gate.finding import Diagram
from service.engine.gate.graph import Scope, scopes
from service.engine.model import NodeModel, ProcessModel

Names = frozenset[str]


def check_assigned(diagram: Diagram) -> None:
    """Point at every expression that may read a variable before anything sets it."""
    flow = _DataFlow(diagram.model)
    flow.solve()
    for node_id, where, source in _reads(diagram.model):
        known = flow.before.get(node_id)
        if known is None:
            continue
        for name in sorted((_surely_read(source) & set(diagram.model.variables)) - known):
            text = (
                f"«{name}» kan hier nog zonder waarde zijn, en dan stopt de zaak. "
                "Geef de variabele een beginwaarde, of zorg dat elke weg hierheen haar vult."
            )
            diagram.report.advise("waarde", text, where)


def _reads(model: ProcessModel) -> Iterator[tuple[str, str, str]]:
    """The node that reads, the element to point at, and the expression."""
    for flow in model.flows:
        if flow.condition:
            yield flow.source, flow.id, flow.condition
    for node in model.nodes.values():
        reader = node.attached_to or node.id
        yield from ((reader, node.id, source) for source in (node.due, node.timer) if source)
        yield from ((node.id, node.id, source) for _, source in node.parameters)


def _surely_read(source: str) -> set[str]:
    try:
        return set(_names(ast.parse(source.strip(), mode="eval").body))
    except (SyntaxError, ValueError, RecursionError):
        return set()


def _names(node: ast.AST) -> Iterator[str]:
    """The names that are read whatever the values are: `and`, `or` and `kies` may skip the rest."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.BoolOp):
        yield from _names(node.values[0])
    elif isinstance(node, ast.Call):
        lazy = isinstance(node.func, ast.Name) and node.func.id == "kies"
        for argument in node.args[:1] if lazy else node.args:
            yield from _names(argument)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _names(child)


class _DataFlow:
    """The names with a value before and after every node; what is never reached has no entry."""

    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.scope_of = {node_id: scope for scope in scopes(model) for node_id in scope.nodes}
        self.inner = {scope.holder: scope for scope in scopes(model) if scope.holder}
        self.before: dict[str, Names] = {}
        self.after: dict[str, Names] = {}

    def solve(self) -> None:
        """Repeat until nothing changes; sets only shrink, so that is soon."""
        changed = True
        while changed:
            changed = False
            for node in self.model.nodes.values():
                known = self._entering(node)
                if known is not None:
                    after = self._leaving(node, known)
                    changed |= (self.before.get(node.id), self.after.get(node.id)) != (known, after)
                    self.before[node.id], self.after[node.id] = known, after

    def _entering(self, node: NodeModel) -> Names | None:
        scope = self.scope_of[node.id]
        if node.kind == "startEvent":
            return self.before.get(scope.holder) if scope.holder else self._at_start()
        if node.attached_to:
            return self.before.get(node.attached_to)
        arrived = [self.after[flow.source] for flow in scope.incoming(node.id) if flow.source in self.after]
        if not arrived:
            return None
        joins = node.kind == "parallelGateway"
        return frozenset.union(*arrived) if joins else frozenset.intersection(*arrived)

    def _at_start(self) -> Names:
        needed = {name for name, variable in self.model.variables.items() if variable.needed_at_start}
        return frozenset(needed | set(self.model.first_values))

    def _leaving(self, node: NodeModel, known: Names) -> Names:
        if node.kind == "subProcess":
            return known | self._inside(self.inner[node.id])
        taken = {name for name, _ in node.takes}
        if node.kind == "callActivity":
            taken = {name for name, variable in self.model.variables.items() if node.id in variable.sources}
        return known | taken

    def _inside(self, scope: Scope) -> Names:
        ends = [self.after[node.id] for node in scope.of_kind("endEvent") if node.id in self.after]
        return frozenset.intersection(*ends) if ends else frozenset()
