"""Calling a building block from a service task: parameters checked on the way in, scalars on the way out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent

from service.domain.errors import DomainError
from service.domain.expressions import compile_expression
from service.engine.due import find_due, find_why, host_of
from service.engine.errors import EngineError
from service.engine.model import NodeModel
from service.engine.place import Task, failure, node_of, place_of
from service.engine.scalars import WrongValue, fits, is_plain, kept
from service.engine.script_engine import SafeScriptEngine, engine_of
from service.ports import ElementRef, HandlerDescription

# A branch of a boundary event is what runs by itself after it; from the first of these on, it is a route of its own.
_ROUTE_STARTS = frozenset({"userTask", "manualTask", "task", "subProcess", "callActivity", "intermediateCatchEvent"})


def find_boundary(task: Task) -> Task | None:
    """The boundary event whose branch this service task is in, or None on any other route."""
    found = task.parent
    while found is not None:
        if isinstance(found.task_spec, BoundaryEvent):
            return found
        node = place_of(found).node
        if node is not None and node.kind in _ROUTE_STARTS:
            return None
        found = found.parent
    return None


def element_ref(task: Task) -> ElementRef:
    """What a handler is told about the element that calls it."""
    place, node = place_of(task), node_of(task)
    boundary = find_boundary(task)
    if boundary is None:
        return ElementRef(place.process.key, node.id, node.name, node.role)
    host = host_of(boundary)
    due, (term, why) = find_due(host), _rule(boundary, host)
    return ElementRef(
        process_key=place.process.key,
        element_id=node.id,
        name=node.name,
        role=node.role,
        host_element_id=node_of(host).id,
        host_spiff_id=str(host.id),
        host_due_on=date.fromisoformat(due) if due else None,
        term=term,
        why=why,
    )


def _rule(boundary: Task, host: Task) -> tuple[str, str]:
    """By which term a timer fired, or why its host was due that day; both empty for a message."""
    timer = node_of(boundary).timer
    if timer is None:
        return "", ""
    named = compile_expression(timer)
    why, term = find_why(host)
    # A timer that chooses between terms, or fires on the due date itself, follows the term of its host.
    return (next(iter(named.terms)), "") if len(named.terms) == 1 else (term, why)


def _description(engine: SafeScriptEngine, task: Task, node: NodeModel) -> HandlerDescription:
    description = engine.release.catalogue.find(node.handler or "")
    if description is None:
        raise failure(task, f"unknown handler {node.handler!r}", node.handler)
    return description


def _is_empty(value: Any, type_name: str) -> bool:
    return value is None or (type_name == "date" and value == "")


def _parameters(engine: SafeScriptEngine, task: Task, node: NodeModel, described: HandlerDescription) -> dict[str, Any]:
    known = {parameter.name: parameter for parameter in described.parameters}
    values: dict[str, Any] = {}
    for name, expression in node.parameters:
        if name not in known:
            raise failure(task, f"unknown parameter {name}", node.handler)
        value = engine.evaluate(task, expression)
        if not fits(value, known[name].type) or (known[name].required and _is_empty(value, known[name].type)):
            raise failure(task, f"parameter {name} should be {known[name].type}, found {value!r}", node.handler)
        values[name] = value
    missing = [name for name, parameter in known.items() if parameter.required and name not in values]
    if missing:
        raise failure(task, f"missing parameters: {', '.join(missing)}", node.handler)
    return values


def _call(engine: SafeScriptEngine, task: Task, node: NodeModel, values: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        returned = engine.step.call_handler(node.handler or "", values, element_ref(task))
    except (DomainError, EngineError):
        raise
    except Exception as error:
        raise failure(task, error, node.handler) from error
    if not isinstance(returned, Mapping) or not all(is_plain(value) for value in returned.values()):
        raise failure(task, "a handler returns JSON scalars and lists of strings only", node.handler)
    return returned


def take(task: Task, values: Mapping[str, Any]) -> None:
    """Put the values that the element's `variabelen` names in the process data, and nothing else.

    A name that is not among the values keeps what it had: some handlers answer only part of the question.
    """
    node, variables = node_of(task), place_of(task).process.variables
    for name, field in node.takes:
        if name not in variables:
            raise failure(task, f"variable {name} is not declared", node.handler)
        if field in values:
            try:
                task.data[name] = kept(name, values[field], variables[name].type)
            except WrongValue as error:
                raise failure(task, error, node.handler) from error


def run_handler(task: Task) -> None:
    """Run the building block of a service task; DomainError passes, anything else becomes an EngineError."""
    engine, node = engine_of(task), node_of(task)
    values = _parameters(engine, task, node, _description(engine, task, node))
    take(task, _call(engine, task, node, values))
