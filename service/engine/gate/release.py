"""What only shows when all diagrams of a release lie side by side."""

from collections.abc import Iterable, Iterator, Mapping

from service.engine.gate.finding import Diagram
from service.engine.model import ProcessModel


def check_recursion(diagram: Diagram, processes: Mapping[str, ProcessModel]) -> None:
    """No process calls itself, not through others either."""
    for node in diagram.model.nodes.values():
        if node.calls and diagram.key in called(node.calls, processes):
            text = f"Via «{node.calls}» roept dit proces zichzelf aan. Breek de kring, of start een zijproces."
            diagram.report.add("kring", text, node.id)


def called(start: str, processes: Mapping[str, ProcessModel]) -> set[str]:
    """A process and everything it calls, directly or through others."""
    found: set[str] = set()
    stack = [start]
    while stack:
        key = stack.pop()
        if key not in found:
            found.add(key)
            model = processes.get(key)
            stack.extend(node.calls for node in (model.nodes.values() if model else ()) if node.calls)
    return found


def check_shared_ids(diagrams: Iterable[Diagram], processes: Mapping[str, ProcessModel]) -> None:
    """Sub-processes and processes share one namespace in the engine."""
    owner: dict[str, str] = {key: key for key in processes}
    for model in processes.values():
        for node in model.nodes.values():
            if node.kind == "subProcess":
                owner.setdefault(node.id, model.key)
    for diagram in diagrams:
        for node in diagram.model.nodes.values():
            if node.kind == "subProcess" and owner[node.id] != diagram.key:
                text = f"De id van dit subproces is al in gebruik in «{owner[node.id]}». Geef het een andere id."
                diagram.report.add("id", text, node.id)


def mandatory_tags(processes: Iterable[ProcessModel]) -> dict[str, ProcessModel]:
    """The mandatory tags that are drawn somewhere, with a process that has them."""
    return {node.mandatory: model for model in processes for node in model.nodes.values() if node.mandatory}


def missing_tags(base: Iterable[ProcessModel], now: Iterable[ProcessModel]) -> Iterator[tuple[str, str]]:
    """Mandatory tags of the base that no diagram has any more, each with the process that had it."""
    left = mandatory_tags(now)
    for tag, model in mandatory_tags(base).items():
        if tag not in left:
            yield tag, model.key
