"""The national diagrams: their models, their building blocks as stubs, and values worth trying for each name."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from service.domain.expressions import compile_expression
from service.engine import ProcessModel
from service.engine.model_reader import read_process
from service.ports import HandlerParameter
from tests.engine.world import Block, Blocks

NATIONAL = Path("bpmn/landelijk")
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
        return frozenset().union(*(compile_expression(source).names for source in expressions(self.model)))

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
