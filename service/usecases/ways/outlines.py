"""A process of a draft as a list of steps, edited without drawing; the drawing follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.domain.errors import FieldError, InvalidInput, NotFound
from service.domain.expressions import ExpressionError, compile_expression
from service.engine import Flow, NodeModel, ProcessModel
from service.engine.editing import readable_models
from service.engine.editing.changes import Choice, add_choice, add_step, change_role, move_step, remove_step
from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.outline import OutlineStep, outline_of
from service.forms import Field, Form, validate
from service.forms.editing import slug
from service.usecases.ways.author_facts import AuthorFacts, get_author_facts
from service.usecases.ways.draft_files import read_file, save_file
from service.usecases.ways.form_drafts import own_scope
from service.usecases.ways.step_form import due_of, new_step_form, step_answers, step_form
from service.usecases.work import Work

_KINDS = {"janee": "bool", "getal": "int", "bedrag": "int", "datum": "date", "meerkeuze": "list", "lijst": "list"}


@dataclass(frozen=True)
class Outline:
    """A process as a list, with the revision it was read at."""

    model: ProcessModel
    steps: tuple[OutlineStep, ...]
    revision: int


def get_outline(work: Work, draft_key: str, process: str) -> Outline:
    """The steps of a process of a draft; raises NotFound, also for a file that cannot be read."""
    file = read_file(work, draft_key, "diagram", process)
    model = readable_models({process: file.content}).get(process)
    if model is None:
        raise NotFound("Dit diagram is niet te lezen. Open het in de editor, of zet het terug naar de vorige versie.")
    return Outline(model, outline_of(model), file.revision)


def questions_for_new(work: Work, draft_key: str, process: str) -> tuple[Form, dict[str, Any]]:
    """The questions about a new step."""
    outline, facts = get_outline(work, draft_key, process), get_author_facts(work, draft_key)
    return new_step_form(facts, outline.model.nodes.values()), {"soort": "userTask", "met_keuze": "nee"}


def questions_for_step(work: Work, draft_key: str, process: str, step: str) -> tuple[Form, dict[str, Any]]:
    """The questions about a step, with its present answers; raises NotFound."""
    model, facts = get_outline(work, draft_key, process).model, get_author_facts(work, draft_key)
    node, flows = _node(model, step)
    questions, given = step_form(facts, node, flows), step_answers(node, flows)
    asked = questions.field_names()
    return questions, {name: value for name, value in given.items() if name in asked and value not in (None, "")}


def insert_step(work: Work, draft_key: str, process: str, revision: int, flow: str, raw: Mapping[str, Any]) -> str:
    """A new step on a way, with a choice behind it when asked; gives its id."""
    questions, _ = questions_for_new(work, draft_key, process)
    given, facts = validate(questions, raw, own_scope()), get_author_facts(work, draft_key)
    made = ""

    def edit(diagram: EditableDiagram) -> None:
        nonlocal made
        role = facts.roles[given["rol"]]
        made = add_step(diagram, flow, given["soort"], slug(given["naam"]), given["naam"], role)
        _fill(diagram, made, given, facts)
        if given.get("met_keuze") == "ja":
            _take(diagram, made, [given["veld"]], facts, given.get("formulier"))
            condition = f'{given["veld"]} == "{given["waarde"]}"'
            choice = Choice(given["vraag"], given["waarde"], _usable(condition, "waarde"), given["ander_doel"])
            add_choice(diagram, made, slug(given["vraag"]), role, choice)

    _change(work, draft_key, process, revision, edit)
    return made


def save_step(work: Work, draft_key: str, process: str, revision: int, step: str, raw: Mapping[str, Any]) -> int:
    """Keep the answers about a step; gives the new revision."""
    questions, _ = questions_for_step(work, draft_key, process, step)
    given, facts = validate(questions, raw, own_scope()), get_author_facts(work, draft_key)
    node, flows = _node(get_outline(work, draft_key, process).model, step)

    def edit(diagram: EditableDiagram) -> None:
        element = diagram.node(step)
        element.set("name", given["naam"])
        diagram.set_text(element, given.get("uitleg") or "")
        if given.get("rol") and given["rol"] != node.role:
            change_role(diagram, step, facts.roles[given["rol"]])
        _fill(diagram, step, given, facts)
        if "antwoorden" in given:
            _take(diagram, step, given["antwoorden"] or [], facts, given.get("formulier"), node)
        _set_ways(diagram, element, flows, given)

    return _change(work, draft_key, process, revision, edit)


def move_to(work: Work, draft_key: str, process: str, revision: int, step: str, flow: str) -> int:
    """Put a step on another way; gives the new revision."""
    return _change(work, draft_key, process, revision, lambda diagram: move_step(diagram, step, flow))


def take_away(work: Work, draft_key: str, process: str, revision: int, step: str) -> int:
    """Take a step away; gives the new revision."""
    return _change(work, draft_key, process, revision, lambda diagram: remove_step(diagram, step))


def _change(work: Work, draft_key: str, process: str, revision: int, edit: Callable[[EditableDiagram], None]) -> int:
    diagram = EditableDiagram(read_file(work, draft_key, "diagram", process).content)
    edit(diagram)
    return save_file(work, draft_key, "diagram", process, diagram.to_bytes(), revision)


def _node(model: ProcessModel, step: str) -> tuple[NodeModel, list[Flow]]:
    if step not in model.nodes:
        raise NotFound("Deze stap staat niet (meer) in het diagram. Ga terug naar de stappenlijst.")
    return model.nodes[step], [flow for flow in model.flows if flow.source == step]


def _fill(diagram: EditableDiagram, step: str, given: Mapping[str, Any], facts: AuthorFacts) -> None:
    element = diagram.node(step)
    values = {"formulier": given.get("formulier") or "", "resultaat": given.get("resultaat") or ""}
    asked = {name: value for name, value in values.items() if name in given}
    if due := due_of(given):
        asked["vervalt"] = _usable(due, "uitdrukking")
    if asked:
        diagram.set_properties(element, asked)
    if given.get("aanroep"):
        element.set("calledElement", given["aanroep"])
    if given.get("bouwsteen"):
        _operate(diagram, step, given, facts)


def _operate(diagram: EditableDiagram, step: str, given: Mapping[str, Any], facts: AuthorFacts) -> None:
    handler = next(one.handler for one in facts.handlers if one.handler.name == given["bouwsteen"])
    values = {
        one.name: (one.type, _usable(given.get(f"par_{one.name}") or "", f"par_{one.name}"))
        for one in handler.parameters
    }
    diagram.set_operator(diagram.node(step), handler.name, values)


def _take(
    diagram: EditableDiagram, step: str, fields: list[str], facts: AuthorFacts, form: str | None,
    node: NodeModel | None = None,
) -> None:  # fmt: skip
    """These answers go into the process, under the names they had."""
    names = {field: variable for variable, field in node.takes} if node else {}
    known: dict[str, Field] = {one.name: one for found in facts.forms if found.id == form for one in found.fields}
    pairs = [(names.get(field, field), field) for field in fields]
    text = ", ".join(name if name == field else f"{name}={field}" for name, field in pairs)
    diagram.set_properties(diagram.node(step), {"variabelen": text})
    for name, field in pairs:
        diagram.declare(name, _KINDS.get(known[field].type, "str") if field in known else "str", step)


def _set_ways(diagram: EditableDiagram, element: Any, flows: list[Flow], given: Mapping[str, Any]) -> None:
    if "anders" not in given:
        return
    element.set("default", given["anders"])
    for number, flow in enumerate(flows, start=1):
        found = diagram.flow(flow.id)
        found.set("name", given.get(f"weg_{number}") or "")
        condition = "" if flow.id == given["anders"] else given.get(f"als_{number}") or ""
        diagram.set_condition(found, _usable(condition, f"als_{number}"))


def _usable(source: str, question: str) -> str:
    """The expression, when it compiles; else the mistake is said at the question."""
    if source:
        try:
            compile_expression(source)
        except ExpressionError as error:
            raise InvalidInput(fields=[FieldError(question, str(error))]) from error
    return source
