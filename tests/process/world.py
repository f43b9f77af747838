"""What a walk needs besides the diagrams: stub processes, stub handlers, and values worth trying for each name."""

import ast
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from service.domain.expressions import compile_expression
from service.engine import NodeModel, ProcessModel, ReleaseFiles
from service.engine.model import UNSET, Variable
from service.engine.model_reader import read_process
from service.ports import HandlerParameter
from tests.engine.drawing import chain, diagram, end, flow, start, user, xor
from tests.engine.world import Block, Blocks

NATIONAL = Path("bpmn/landelijk")
STUB_TASK, STUB_RESULT = "stub_taak", "stub_uitkomst"
SETTINGS: Mapping[str, tuple[Any, ...]] = {
    "registration.who": (["jeugdige", "lokaal_team"], ["lokaal_team"]),
    "registration.family_allowed": (True, False),
    "mandate.content": (False, True),
    "mandate.financial": (0, 50_000),
    "municipality.prior_consent": ("per_plan", "vooraf_algemeen"),
    "escalation.auto": (True, False),
}


def national() -> dict[str, ProcessModel]:
    """The models of all national diagrams."""
    models = [read_process(etree.fromstring(path.read_bytes())) for path in sorted(NATIONAL.glob("*.bpmn"))]
    return {model.key: model for model in models}


def results(model: ProcessModel) -> list[str]:
    """The result codes with which a process can end."""
    codes = {node.result for node in model.nodes.values() if node.kind == "endEvent" and node.result != "tak_klaar"}
    return sorted(code for code in codes if code)


def expressions(model: ProcessModel) -> Iterator[str]:
    """Every expression whose value may decide on a way through the process."""
    for flow_model in model.flows:
        if flow_model.condition:
            yield flow_model.condition
    for node in model.nodes.values():
        sources = (node.due, node.timer, *(source for _, source in node.parameters))
        yield from (source for source in sources if source and "kies(" in source)


@dataclass(frozen=True)
class Domain:
    """The values worth trying: a name that no expression reads gets one value, any other every value that matters."""

    model: ProcessModel
    stubs: Mapping[str, ProcessModel]

    def deciding(self) -> frozenset[str]:
        """The names that conditions read."""
        return frozenset().union(
            *(compile_expression(source).names for source in expressions(self.model)), {STUB_RESULT}
        )

    def values(self, name: str, today: str) -> list[Any]:
        """What a variable may be."""
        declared = [found.variables[name] for found in (self.model, *self.stubs.values()) if name in found.variables]
        kind = declared[0].type if declared else "str"
        if kind == "date":
            return [today]
        if kind == "list":
            return [["een", "twee"]]
        compared = sorted(self._compared(name), key=repr)
        if kind == "bool":
            options: list[Any] = [False, True]
        elif kind == "int":
            options = sorted({value + step for value in compared for step in (-1, 0, 1)} or {0, 1})
        else:
            options = [*compared, f"{name}_anders"]
        return options if name in self.deciding() else options[:1]

    def _compared(self, name: str) -> set[Any]:
        found: set[Any] = set()
        for source in expressions(self.model):
            for node in ast.walk(ast.parse(source, mode="eval")):
                if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == name:
                    constants = [part.value for part in ast.walk(node.comparators[0]) if isinstance(part, ast.Constant)]
                    settings = [part.args[0] for part in ast.walk(node.comparators[0]) if isinstance(part, ast.Call)]
                    keys = [part.value for part in settings if isinstance(part, ast.Constant)]
                    found.update(value for value in constants if value not in keys)
                    found.update(value for key in keys for value in _flat(SETTINGS.get(str(key), ())))
        return found


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        yield from value if isinstance(value, list) else [value]


def _given(variable: Variable) -> str:
    """How a stub declares what it gets at its start."""
    first = "" if variable.first is UNSET else f"; {variable.first!r}"
    return f"{variable.type}; start{first}"


def stub(callee: ProcessModel, caller: ProcessModel) -> bytes:
    """A process with the same name, start variables and results as a called one, and a single task inside."""
    calls = {node.id for node in caller.nodes.values() if node.calls == callee.key}
    back = [
        found for found in caller.variables.values() if calls & set(found.sources) and found.name in callee.variables
    ]
    declared = {name: _given(found) for name, found in callee.variables.items() if found.from_start}
    for found in back:
        origin = f"start, {STUB_TASK}" if found.name in declared else STUB_TASK
        declared[found.name] = f"{found.type}; {origin}"
    declared[STUB_RESULT] = f"str; {STUB_TASK}"
    codes = results(callee)
    takes = ", ".join([STUB_RESULT, *(found.name for found in back)])
    ends = [end(f"stub_{code}", code) for code in codes]
    task = user(STUB_TASK, takes=takes)
    if len(codes) == 1:
        content = (start("stub_begin"), task, *ends, chain("stub_begin", STUB_TASK, f"stub_{codes[0]}"))
    else:
        ways = [flow("stub_keuze", f"stub_{code}", f'{STUB_RESULT} == "{code}"') for code in codes[1:]]
        gateway = xor("stub_keuze", f"f_stub_keuze__stub_{codes[0]}")
        other = flow("stub_keuze", f"stub_{codes[0]}")
        content = (
            start("stub_begin"),
            task,
            gateway,
            *ends,
            chain("stub_begin", STUB_TASK, "stub_keuze"),
            *ways,
            other,
        )
    return diagram(callee.key, *content, variables=declared)


def _type(source: str, model: ProcessModel) -> str:
    """The type of a parameter, from the expression that gives its value."""
    tree = ast.parse(source, mode="eval").body
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        name = tree.func.id
        return _type(ast.unparse(tree.args[1]), model) if name == "kies" else "int" if name == "aantal" else "date"
    if isinstance(tree, ast.Name) and tree.id in model.variables:
        return model.variables[tree.id].type
    return type(ast.literal_eval(tree)).__name__ if isinstance(tree, ast.Constant) else "bool"


def catalogue(models: Iterable[ProcessModel]) -> Blocks:
    """Every building block that the diagrams use, with the parameters they give it."""
    found: dict[str, dict[str, HandlerParameter]] = {}
    returned: dict[str, set[str]] = {}
    for model in models:
        for node in model.nodes.values():
            if node.handler:
                parameters = {
                    name: HandlerParameter(name, _type(source, model), False) for name, source in node.parameters
                }
                found.setdefault(node.handler, {}).update(parameters)
                returned.setdefault(node.handler, set()).update(field for _, field in node.takes)
    blocks = (Block(name, tuple(given.values()), tuple(sorted(returned[name]))) for name, given in found.items())
    return Blocks(tuple(blocks))


def release(model: ProcessModel, models: Mapping[str, ProcessModel]) -> ReleaseFiles:
    """One national diagram with stubs for what it calls."""
    called = {node.calls for node in model.nodes.values() if node.calls}
    files = {key: stub(models[key], model) for key in called if key is not None}
    return ReleaseFiles(1, "wandeling", {**files, model.key: (NATIONAL / f"{model.key}.bpmn").read_bytes()}, {})


def form_choices(node: NodeModel, field: str) -> list[Any] | None:
    """The values that the form of a task offers for a field; None when it leaves them open."""
    raw = json.loads((NATIONAL / "formulieren" / f"{node.form}.json").read_text())
    found = next((item for item in raw["velden"] if item["naam"] == field), None)
    assert found is not None, f"{node.form} has no field {field}"
    if found["type"] == "janee":
        return [False, True]
    choices = found.get("keuzes")
    return [choice["waarde"] for choice in choices] if isinstance(choices, list) and found["type"] == "keuze" else None
