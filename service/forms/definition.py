"""A form as a whole: read from its file, checked, with the order in which its conditions can be worked out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from service.domain.expressions import Compiled
from service.forms.field import Field, FormDefinitionError, Rule
from service.forms.reading import Reader


@dataclass(frozen=True)
class Form:
    """One task form; `evaluation_order` holds every field after the fields its condition reads."""

    id: str
    title: str
    explanation: str
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    evaluation_order: tuple[Field, ...]

    @classmethod
    def parse(cls, raw: Mapping[str, Any], source: str) -> "Form":
        """Read a form file; `source` names the file in messages; raises FormDefinitionError with every mistake."""
        reader = Reader(source)
        if not isinstance(raw, Mapping):
            raise FormDefinitionError([f"{source}: een formulier is een JSON-object met id, titel, uitleg en velden."])
        reader.keys(raw, frozenset({"id", "titel", "uitleg", "velden", "regels"}))
        id_, title = reader.text(raw, "id"), reader.text(raw, "titel")
        explanation = reader.text(raw, "uitleg", needed=False)
        fields = reader.fields(raw.get("velden"))
        rules = reader.rules(raw.get("regels", ()), [field.name for field in fields])
        order = _evaluation_order(fields, reader)
        if reader.problems:
            raise FormDefinitionError(reader.problems)
        return cls(id_, title, explanation, fields, rules, order)

    def field_names(self) -> frozenset[str]:
        """The names of the fields at the top level."""
        return frozenset(field.name for field in self.fields)

    def offered(self, name: str) -> tuple[object, ...] | None:
        """Every answer that a field can give, None among them when it may stay empty; None when it is open."""
        field = next((field for field in self.fields if field.name == name), None)
        if field is None or field.type not in ("keuze", "janee") or isinstance(field.choices, str):
            return None
        answers = (False, True) if field.type == "janee" else tuple(choice.value for choice in field.choices)
        return answers if field.required is True else (*answers, None)

    def expressions(self) -> Iterable[tuple[str, str]]:
        """Every expression as (`veld`, `lijst.kolom` or `regel 1`, source)."""
        for where, compiled, _own in self._conditions():
            yield where, compiled.source

    def outside_names(self) -> Iterable[tuple[str, str]]:
        """Every (place, name) an expression reads that is no field of this form: the process must declare it."""
        for where, compiled, own in self._conditions():
            for name in sorted(compiled.names - own):
                yield where, name

    def _conditions(self) -> Iterable[tuple[str, Compiled, frozenset[str]]]:
        names = self.field_names()
        for field in self.fields:
            if field.condition is not None:
                yield field.name, field.condition, names
            columns = names | {column.name for column in field.fields}
            for column in field.fields:
                if column.condition is not None:
                    yield f"{field.name}.{column.name}", column.condition, columns
        for number, rule in enumerate(self.rules, start=1):
            yield f"regel {number}", rule.demand, names


def _evaluation_order(fields: Sequence[Field], reader: Reader) -> tuple[Field, ...]:
    by_name = {field.name: field for field in fields}
    reads = {
        field.name: [name for name in sorted(field.condition.names) if name in by_name] if field.condition else []
        for field in fields
    }
    try:
        return tuple(by_name[name] for name in TopologicalSorter(reads).static_order())
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        reader.report(f"de voorwaarden wijzen naar elkaar ({circle}). Laat een veld niet van zichzelf afhangen.")
        return ()
