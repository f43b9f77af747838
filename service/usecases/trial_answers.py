"""Answers that a form accepts, for the trial: every value that matters, in combinations that somebody could send."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.engine import OpenTask
from service.engine.gate.values import compared
from service.engine.model import NodeModel
from service.forms import Field, Form, FormScope, field_states
from service.forms.states import visible_values

MAX_TRIED = 400
_SAMPLES: Mapping[str, Any] = {"getal": 1, "bedrag": 1, "lijst": [], "meerkeuze": []}
Tried = Mapping[str, Sequence[Any]]


class FormAnswers:
    """Makes answers for the tasks of one release; `read` are the variables that expressions of the process read."""

    def __init__(self, forms: Mapping[str, Form], read: frozenset[str]) -> None:
        self.forms, self.read = forms, read

    def __call__(
        self, task: OpenTask, node: NodeModel, tried: Tried, functions: Mapping[str, Any]
    ) -> Iterator[dict[str, Any]]:
        """Different answers to the fields that the task takes over."""
        form = self.forms.get(node.form or "")
        if form is None:
            yield from (dict(zip(tried, found, strict=True)) for found in itertools.product(*tried.values()))
            return
        needed = {field for variable, field in node.takes if variable in self.read}
        options = {field.name: _values(field, tried.get(field.name), form, needed) for field in _asked(form, tried)}
        combinations = itertools.islice(itertools.product(*options.values()), MAX_TRIED)
        filled = [dict(zip(options, found, strict=True)) for found in combinations]
        scope = FormScope(task.data, functions)
        accepted = [answers for one in filled if (answers := _accepted(form, one, scope)) is not None]
        seen = set()
        # Made-up values may never fit a form that asks for more: then the task is answered all the same.
        for answers in accepted or filled[:1]:
            taken = {name: answers[name] for name in tried if name in answers}
            if repr(taken) not in seen:
                seen.add(repr(taken))
                yield taken


def _asked(form: Form, tried: Tried) -> list[Field]:
    """The fields that are taken over, and those that decide whether they are shown."""
    by_name = {field.name: field for field in form.fields}
    found, stack = set[str](), [name for name in tried if name in by_name]
    while stack:
        name = stack.pop()
        if name not in found:
            found.add(name)
            condition = by_name[name].condition
            stack.extend(other for other in (condition.names if condition else ()) if other in by_name)
    return [field for field in form.fields if field.name in found]


def _values(field: Field, tried: Sequence[Any] | None, form: Form, needed: set[str]) -> list[Any]:
    offered = form.offered(field.name)
    if tried is None:
        constants = compared((source for _, source in form.expressions()), field.name)
        values = list(offered) if offered is not None else [*constants, _SAMPLES.get(field.type)]
    else:
        fitting = [value for value in tried if offered is None or value in offered]
        values = fitting or [value for value in offered or tried if value is not None][:1]
    if field.required is not True and field.name in needed and None not in values:
        values.append(None)
    return values


def _accepted(form: Form, filled: Mapping[str, Any], scope: FormScope) -> dict[str, Any] | None:
    """What the form would keep of these answers; None when it would refuse them."""
    states = field_states(form, filled, scope)
    shown = {name: value for name, value in filled.items() if states[name].shown}
    if any(value is None and states[name].required for name, value in shown.items()):
        return None
    data = visible_values(form, shown, states, scope)
    known = filled.keys() | (scope.variables.keys() - form.field_names())
    for rule in form.rules:
        # A rule about a field that is not filled in here says nothing about these answers.
        if states[rule.field].shown and rule.demand.names <= known and not rule.demand.evaluate(data, scope.functions):
            return None
    return {name: value for name, value in shown.items() if value is not None}
