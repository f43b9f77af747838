"""Whether the conditions of a gateway choose: one at a time, with values that exist, and each of them at some time."""

import ast
import itertools
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from service.domain.expressions import Compiled, ExpressionError, compile_expression
from service.engine.gate.finding import Diagram
from service.engine.gate.references import Surroundings
from service.engine.gate.values import OTHER, Domain, comparisons, constants
from service.engine.model import Flow

MAX_TRIED: Final = 1024
_SETTING: Final = "instelling "
_TODAY: Final = date(2026, 1, 13)


def _later(days: Any, since: Any) -> str:
    return (date.fromisoformat(since) + timedelta(days=int(days))).isoformat()


_FUNCTIONS: Final[Mapping[str, Any]] = {
    "vandaag": lambda: _TODAY.isoformat(),
    "werkdagen": _later,
    "termijn": lambda _code, since: _later(1, since),
    "eerste_van": min,
    "laatste_van": max,
    "kies": lambda condition, then, otherwise: then if condition else otherwise,
    "aantal": len,
}


def check_choices(diagram: Diagram, around: Surroundings) -> None:
    """Try the values that the variables can have on every exclusive gateway."""
    conditions = [flow.condition for flow in diagram.model.flows if flow.condition]
    domain = Domain(diagram.model, around.processes, around.forms, conditions)
    for flow in diagram.model.flows:
        if flow.condition:
            _known_values(diagram, domain, flow)
    for node in diagram.model.nodes.values():
        if node.kind == "exclusiveGateway":
            flows = [flow for flow in diagram.model.flows if flow.source == node.id and flow.condition]
            _gateway(diagram, domain, node.id, flows)


def _known_values(diagram: Diagram, domain: Domain, flow: Flow) -> None:
    for sides in comparisons(flow.condition or ""):
        for name in (side.id for side in sides if isinstance(side, ast.Name)):
            values = domain.of(name)
            if not values.closed or (True in values.known and False in values.known):
                continue
            for value in (value for side in sides for value in constants(side)):
                if value not in values.known and value not in (None, ""):
                    known = ", ".join(str(item) for item in values.known if item not in (None, ""))
                    text = f"«{name}» wordt nooit «{value}». Kies uit: {known}."
                    diagram.report.add("onbekende_waarde", text, flow.id)


def _gateway(diagram: Diagram, domain: Domain, gateway: str, flows: list[Flow]) -> None:
    try:
        compiled = [compile_expression(flow.condition or "") for flow in flows]
    except ExpressionError:
        return
    names = sorted(frozenset().union(*(found.names for found in compiled)))
    options = {name: domain.of(name).known for name in names}
    options |= {f"{_SETTING}{key}": values for found in compiled for key, values in _settings(found.source).items()}
    possible: set[int] = set()
    overlap: tuple[list[int], dict[str, Any]] | None = None
    tried = 0
    for combination in itertools.islice(itertools.product(*options.values()), MAX_TRIED + 1):
        tried += 1
        data = dict(zip(options, combination, strict=True))
        held = [_holds(found, data) for found in compiled]
        possible.update(number for number, answer in enumerate(held) if answer is not False)
        true = [number for number, answer in enumerate(held) if answer]
        overlap = overlap or ((true, data) if len(true) > 1 else None)
    if overlap is not None:
        _say_overlap(diagram, gateway, [flows[number] for number in overlap[0]], overlap[1])
    for number, flow in enumerate(flows) if tried <= MAX_TRIED else ():
        if number not in possible:
            text = "Deze voorwaarde is nooit waar. Verbeter haar, of haal de stroom weg."
            diagram.report.advise("keuze_nooit", text, flow.id)


def _settings(source: str) -> dict[str, tuple[Any, ...]]:
    """The regional settings that a condition reads, with values worth trying."""
    found: dict[str, tuple[Any, ...]] = {}
    sides = comparisons(source)
    for node in ast.walk(ast.parse(source, mode="eval")):
        match node:
            case ast.Call(func=ast.Name(id="instelling"), args=[ast.Constant(value=str(key))]):
                near = [constants(side) for group in sides if _reads(group, key) for side in group]
                found[key] = (*itertools.chain.from_iterable(near), OTHER) if any(near) else (False, True)
    return found


def _reads(group: list[ast.expr], key: str) -> bool:
    return any(
        isinstance(part, ast.Call) and key in {value for arg in part.args for value in constants(arg)} for part in group
    )


def _say_overlap(diagram: Diagram, gateway: str, flows: list[Flow], data: Mapping[str, Any]) -> None:
    ways = " en ".join(f"«{flow.name or flow.id}»" for flow in flows[:2])
    values = ", ".join(f"{name} = {_shown(value)}" for name, value in list(data.items())[:4])
    text = f"De voorwaarden van {ways} kunnen tegelijk waar zijn (als {values}). Laat ze elkaar uitsluiten."
    diagram.report.advise("keuze_overlap", text, gateway)


def _shown(value: Any) -> str:
    return {True: "ja", False: "nee"}.get(value, str(value)) if isinstance(value, bool) else f"{value}"


def _holds(condition: Compiled, data: Mapping[str, Any]) -> bool | None:
    """Whether a condition is true; None when it cannot be worked out with these values, which were made up."""
    functions = {**_FUNCTIONS, "instelling": lambda key: data[f"{_SETTING}{key}"]}
    try:
        return bool(condition.evaluate(data, functions))
    except Exception:  # a combination of values that makes no sense proves nothing
        return None
