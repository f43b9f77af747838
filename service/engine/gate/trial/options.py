"""The values that a trial gives to variables: every value that decides something, one of any other."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from service.domain.expressions import ExpressionError, compile_expression
from service.engine.gate.trial.step import weekdays
from service.engine.gate.trial.stubs import STUB_RESULT
from service.engine.gate.values import Domain, OffersAnswers, results
from service.engine.model import ProcessModel


@dataclass(frozen=True)
class Options:
    """The values worth trying for one process, given what it calls and shows."""

    model: ProcessModel
    processes: Mapping[str, ProcessModel]
    forms: Mapping[str, OffersAnswers | None]

    @cached_property
    def _domain(self) -> Domain:
        return Domain(self.model, self.processes, self.forms, self._sources)

    @cached_property
    def _sources(self) -> tuple[str, ...]:
        """Every expression whose value may decide on a way through the process."""
        conditions = [flow.condition for flow in self.model.flows if flow.condition]
        return (*conditions, *(source for source in self._others() if "kies(" in source))

    def _others(self) -> Iterator[str]:
        for node in self.model.nodes.values():
            sources = (node.due, node.timer, *(source for _, source in node.parameters))
            yield from (source for source in sources if source)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The names that decisions read."""
        return _names(self._sources) | {STUB_RESULT}

    @cached_property
    def read(self) -> frozenset[str]:
        """The names that any expression reads."""
        return _names((*self._sources, *self._others()))

    def of(self, name: str, now: datetime) -> list[Any]:
        """What a variable may be at this moment."""
        variable = self.model.variables.get(name)
        kind = variable.type if variable is not None else self._foreign_type(name)
        decides = name in self.deciding
        if kind == "date":
            return [weekdays(1, now.date().isoformat())]
        if kind == "list":
            return [["een", "twee"], []] if decides else [["een", "twee"]]
        known = [value for value in self._domain.of(name).known if value is not None] if variable is not None else []
        values = known or ([False, True] if kind == "bool" else [0] if kind == "int" else [f"{name}_anders"])
        return values if decides else values[:1]

    def answers(self, process_key: str, variable: str, now: datetime) -> list[Any]:
        """What may be answered for a variable at a task; a stub answers with the results of what it stands for."""
        if variable == STUB_RESULT:
            return list(results(self.processes[process_key])) or [""]
        return self.of(variable, now)

    def deciding_of(self, data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """The data that decide on what happens next: two states with the same are the same."""
        return tuple((name, repr(data[name])) for name in sorted(self.deciding) if name in data)

    def _foreign_type(self, name: str) -> str:
        return next((found.variables[name].type for found in self.processes.values() if name in found.variables), "str")


def _names(sources: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for source in sources:
        # What cannot be read was reported before; it decides nothing here.
        with suppress(ExpressionError):
            found |= compile_expression(source).names
    return frozenset(found)
