"""Answers about a step of a process, brought into its diagram; what they leave alone stays as it is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from service.domain.errors import FieldError, InvalidInput
from service.domain.expressions import ExpressionError, compile_expression
from service.engine import Flow, NodeModel
from service.engine.editing.branching import (
    Choice,
    EdgeEvent,
    Ending,
    add_after_event,
    add_beside,
    add_choice,
    add_choice_on,
    add_edge_event,
    add_way,
    lead_to,
)
from service.engine.editing.changes import add_step, change_kind, change_role
from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.events import set_event
from service.engine.editing.settings import declare, set_operator, set_properties, set_text, undeclare
from service.engine.model import SIDE_END
from service.engine.xml import Element, local_name
from service.forms import Field
from service.forms.editing import slug
from service.usecases.ways.author_facts import AuthorFacts
from service.usecases.ways.step_questions import HUMAN, NEW_END, due_of, moment_of

_KINDS = {"janee": "bool", "getal": "int", "bedrag": "int", "datum": "date", "meerkeuze": "list", "lijst": "list"}
_WAITS = {"wacht_moment": "timer", "wacht_bericht": "message"}
Given = Mapping[str, Any]


def insert_new_step(diagram: EditableDiagram, flow: str, given: Given, facts: AuthorFacts) -> str:
    """A new step on a way, with a choice behind it when asked; gives its id."""
    role, name, kind = facts.roles[given["rol"]], given["naam"], given["soort"]
    if kind == "exclusiveGateway":
        choice = Choice(name, given["weg"], usable(given["als"], "als"), _goal(given, "ander_doel"))
        return add_choice_on(diagram, flow, slug(name), role, choice)
    tag = "intermediateCatchEvent" if kind in _WAITS else kind
    made = add_step(diagram, flow, tag, slug(name), name, role)
    fill(diagram, made, given, facts)
    if given.get("met_keuze") == "ja":
        take_answers(diagram, made, [given["veld"]], facts, given.get("formulier"))
        condition = usable(f'{given["veld"]} == "{given["waarde"]}"', "waarde")
        choice = Choice(given["vraag"], given["waarde"], condition, _goal(given, "ander_doel"))
        add_choice(diagram, made, slug(given["vraag"]), role, choice)
    return made


def insert_beside(diagram: EditableDiagram, step: str, given: Given, facts: AuthorFacts) -> str:
    """A new step at the same time as another; gives its id."""
    role = facts.roles[given["rol"]]
    made = add_beside(diagram, step, given["soort"], slug(given["naam"]), given["naam"], role)
    fill(diagram, made, given, facts)
    return made


def insert_event(diagram: EditableDiagram, host: str, given: Given, facts: AuthorFacts) -> str:
    """Something on the edge of a step, and what follows; gives the id of what is to be filled in further."""
    kind = given["gebeurtenis"]
    value = usable(moment_of(given), "uitdrukking") if kind == "timer" else slug(given["bericht"])
    event = EdgeEvent(given["naam"], kind, value, given["onderbreekt"] == "ja")
    made = add_edge_event(diagram, host, f"{kind[0]}_{slug(given['naam'])}", event)
    if given["daarna"] == "bouwsteen":
        ending = Ending("Klaar", SIDE_END)
        made = add_after_event(diagram, made, "serviceTask", given["actie_naam"], ending)
        fill(diagram, made, given, facts)
    else:
        goal = given["doel"] if given["daarna"] == "stap" else Ending(given["einde_naam"], slug(given["einde_code"]))
        add_way(diagram, made, goal)
    return made


def insert_way(diagram: EditableDiagram, step: str, given: Given) -> None:
    """One more way out of a step."""
    condition = usable(given.get("als") or "", "als")
    add_way(diagram, step, _goal(given, "doel"), name=given.get("weg") or "", condition=condition)


def _goal(given: Given, question: str) -> str | Ending:
    if given[question] == NEW_END:
        return Ending(given["einde_naam"], slug(given["einde_code"]))
    return str(given[question])


def change_step(diagram: EditableDiagram, node: NodeModel, flows: list[Flow], given: Given, facts: AuthorFacts) -> None:
    """All answers about a step that is there."""
    element = diagram.node(node.id)
    if given["naam"] != node.name:
        element.set("name", given["naam"])
    set_text(element, (given.get("uitleg") or "").replace("\r\n", "\n"))
    if given.get("soort"):
        change_kind(diagram, node.id, given["soort"])
    if given.get("rol") and given["rol"] != node.role:
        change_role(diagram, node.id, facts.roles[given["rol"]])
    fill(diagram, node.id, given, facts, node)
    if given.get("onderbreekt", "") == ("nee" if node.interrupting else "ja"):
        _interrupt(element, given["onderbreekt"] == "ja")
    if local_name(element) in (*HUMAN, "serviceTask"):
        take_answers(diagram, node.id, given.get("antwoorden") or [], facts, given.get("formulier"), node)
    _set_ways(diagram, element, flows, given)


def _interrupt(element: Element, stops: bool) -> None:
    element.attrib.pop("cancelActivity", None)
    if not stops:
        element.set("cancelActivity", "false")


def fill(diagram: EditableDiagram, step: str, given: Given, facts: AuthorFacts, node: NodeModel | None = None) -> None:
    """The form, due date, result, process, building block or moment of a step."""
    element = diagram.node(step)
    kind = local_name(element)
    asked = {"formulier": given["formulier"]} if given.get("formulier") and _differs(node, "form", given) else {}
    if given.get("resultaat"):
        asked["resultaat"] = given["resultaat"]
    if kind in HUMAN:
        asked["vervalt"] = usable(due_of(given), "uitdrukking")
    if asked:
        set_properties(element, asked)
    if given.get("aanroep"):
        element.set("calledElement", given["aanroep"])
    if given.get("bouwsteen") and kind == "serviceTask":
        _operate(diagram, step, given, facts, node)
    if kind.endswith("Event"):
        _wait(diagram, element, given, node)


def _differs(node: NodeModel | None, name: str, given: Given) -> bool:
    return node is None or getattr(node, name) != given["formulier"]


def _wait(diagram: EditableDiagram, element: Element, given: Given, node: NodeModel | None) -> None:
    """Not when the answer is what stands there already: a file may say the same in other words."""
    kind = _WAITS.get(given.get("soort", "")) or (node.event if node else None)
    if kind == "timer":
        moment = usable(moment_of(given), "uitdrukking")
        if node is None or moment != node.timer:
            set_event(diagram, element, kind, moment)
    elif kind in ("message", "signal") and (node is None or given["bericht"] != node.message):
        set_event(diagram, element, kind, slug(given["bericht"]))


def _operate(diagram: EditableDiagram, step: str, given: Given, facts: AuthorFacts, node: NodeModel | None) -> None:
    handler = next((one.handler for one in facts.handlers if one.handler.name == given["bouwsteen"]), None)
    if handler is None:
        return
    values = {
        one.name: (one.type, usable(given.get(f"par_{one.name}") or "", f"par_{one.name}"))
        for one in handler.parameters
    }
    known = {name: ("str", value) for name, value in node.parameters} if node else {}
    order = [*(name for name in known if name in values), *(name for name in values if name not in known)]
    set_operator(diagram.node(step), handler.name, {name: values[name] for name in order})


def take_answers(
    diagram: EditableDiagram, step: str, fields: Iterable[str], facts: AuthorFacts, form: str | None,
    node: NodeModel | None = None,
) -> None:  # fmt: skip
    """These answers go into the process, under the names they had."""
    before = node.takes if node else ()
    names = {field: variable for variable, field in before}
    pairs = [(names.get(field, field), field) for field in fields]
    if node is not None and set(pairs) == set(before):
        return
    known: dict[str, Field] = {one.name: one for found in facts.forms if found.id == form for one in found.fields}
    types = {name: kind for one in facts.handlers for name, kind in one.types.items()}
    text = ", ".join(name if name == field else f"{name}={field}" for name, field in pairs)
    set_properties(diagram.node(step), {"variabelen": text})
    undeclare(diagram, step, frozenset(name for name, _ in before) - {name for name, _ in pairs})
    for name, field in pairs:
        kind = _KINDS.get(known[field].type, "str") if field in known else types.get(field, "str")
        declare(diagram, name, kind, step)


def _set_ways(diagram: EditableDiagram, element: Element, flows: list[Flow], given: Given) -> None:
    chooses = "anders" in given
    if chooses and element.get("default") != given["anders"]:
        element.set("default", given["anders"])
    for number, flow in enumerate(flows, start=1):
        found = diagram.flow(flow.id)
        if f"weg_{number}" in given and given[f"weg_{number}"] != flow.name:
            found.set("name", given[f"weg_{number}"])
        elif len(flows) > 1 and not given.get(f"weg_{number}"):
            found.attrib.pop("name", None)
        if chooses:
            condition = "" if flow.id == given["anders"] else given.get(f"als_{number}") or ""
            diagram.set_condition(found, usable(condition, f"als_{number}"))
        if given.get(f"naar_{number}"):
            lead_to(diagram, flow.id, given[f"naar_{number}"])


def usable(source: str, question: str) -> str:
    """The expression, when it compiles; else the mistake is said at the question."""
    if source:
        try:
            compile_expression(source)
        except ExpressionError as error:
            raise InvalidInput(fields=[FieldError(question, str(error))]) from error
    return source


__all__ = ["change_step", "insert_beside", "insert_event", "insert_new_step", "insert_way", "usable"]
