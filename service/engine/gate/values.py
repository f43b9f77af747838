"""Which values a variable can have, as far as the diagrams and forms say."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from service.engine.model import SIDE_END, START, UNSET, NodeModel, ProcessModel, result_variable

_DAYS: Final = ("2026-01-12", "2026-01-13", "2026-01-14")
OTHER: Final = "iets anders"


class OffersAnswers(Protocol):
    """The part of a form that says which answers there are."""

    def offered(self, name: str, /) -> tuple[Any, ...] | None:
        """Every answer to a field, None for one that may stay empty; None when the answer is open."""
        ...


@dataclass(frozen=True)
class Values:
    """Values worth trying; `closed` when there can be no others."""

    known: tuple[Any, ...]
    closed: bool


def results(model: ProcessModel) -> tuple[str, ...]:
    """The result codes with which a process can end, in the order of the file."""
    ends = (node.result for node in model.nodes.values() if node.kind == "endEvent" and not node.inside)
    return tuple(dict.fromkeys(code for code in ends if code and code != SIDE_END))


def compared(sources: Iterable[str], name: str) -> list[Any]:
    """The constants that expressions compare a variable with."""
    found: dict[Any, None] = {}
    for source in sources:
        for comparison in comparisons(source):
            if any(isinstance(part, ast.Name) and part.id == name for part in comparison):
                for part in comparison:
                    found.update(dict.fromkeys(constants(part)))
    return list(found)


def comparisons(source: str) -> list[list[ast.expr]]:
    """The sides of every comparison in an expression; nothing when it cannot be read."""
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [[node.left, *node.comparators] for node in ast.walk(tree) if isinstance(node, ast.Compare)]


def constants(part: ast.expr) -> list[Any]:
    """The constants on one side of a comparison: one, or those of a tuple."""
    parts = part.elts if isinstance(part, ast.Tuple) else [part]
    return [item.value for item in parts if isinstance(item, ast.Constant)]


class Domain:
    """What the variables of one process can be."""

    def __init__(
        self,
        model: ProcessModel,
        processes: Mapping[str, ProcessModel],
        forms: Mapping[str, OffersAnswers | None],
        sources: Iterable[str],
    ) -> None:
        self.model, self.processes, self.forms = model, processes, forms
        self.sources = tuple(sources)

    def of(self, name: str) -> Values:
        """The values of a variable: those that its sources give, else some that make its comparisons go both ways."""
        variable = self.model.variables.get(name)
        kind = variable.type if variable is not None else "str"
        if kind == "bool":
            return Values((False, True), closed=True)
        if kind == "date":
            return Values(_DAYS, closed=False)
        near = compared(self.sources, name)
        if kind == "int":
            numbers = {value + step for value in near if isinstance(value, int) for step in (-1, 0, 1)}
            return Values(tuple(sorted(numbers)) or (0, 1), closed=False)
        if kind == "list":
            return Values(((), *((value,) for value in near), (OTHER,)), closed=False)
        given = self._given(name)
        return Values(given, closed=True) if given is not None else Values((*near, OTHER), closed=False)

    def _given(self, name: str) -> tuple[Any, ...] | None:
        """Every value of a text, when all its sources say theirs."""
        variable = self.model.variables.get(name)
        if variable is None or not variable.sources:
            return None
        found: dict[Any, None] = {} if variable.first is UNSET else {variable.first: None}
        for source in variable.sources:
            values = self._from(source, name)
            if values is None:
                return None
            found.update(dict.fromkeys(values))
        return tuple(found)

    def _from(self, source: str, name: str) -> tuple[Any, ...] | None:
        node = self.model.nodes.get(source)
        if source == START or node is None:
            return None
        if node.kind == "callActivity":
            callee = self.processes.get(node.calls or "")
            return results(callee) if callee is not None and name == result_variable(callee.key) else None
        form = self.forms.get(node.form or "")
        if not node.is_human or form is None:
            return None
        return self._answers(node, form, name)

    def _answers(self, node: NodeModel, form: OffersAnswers, name: str) -> tuple[Any, ...] | None:
        field = next((taken for variable, taken in node.takes if variable == name), None)
        return form.offered(field) if field is not None else None
