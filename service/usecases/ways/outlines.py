"""A process of a draft as a list of steps, edited without drawing; the drawing follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.domain.errors import NotFound
from service.engine import Flow, NodeModel, ProcessModel
from service.engine.editing import changes, removing, whole_model
from service.engine.editing.diagram import EditableDiagram, members
from service.engine.editing.outline import OutlineStep, outline_of
from service.engine.layout import draw
from service.forms import Form, validate
from service.usecases.ways.author_facts import get_author_facts
from service.usecases.ways.draft_files import read_file
from service.usecases.ways.form_drafts import own_scope
from service.usecases.ways.new_step_form import new_event_form, new_step_form, new_way_form
from service.usecases.ways.process_form import change_process, process_answers, process_form
from service.usecases.ways.step_changes import (
    change_step,
    insert_beside,
    insert_event,
    insert_new_step,
    insert_way,
)
from service.usecases.ways.step_form import step_answers, step_form
from service.usecases.ways.undoing import save_change
from service.usecases.work import Work

Edit = Callable[[EditableDiagram], None]


@dataclass(frozen=True)
class OutlineLane:
    """A lane of the process; `steps` counts what lies in it."""

    id: str
    name: str
    steps: int


@dataclass(frozen=True)
class Outline:
    """A process as a list, with the revision it was read at."""

    model: ProcessModel
    steps: tuple[OutlineStep, ...]
    lanes: tuple[OutlineLane, ...]
    revision: int


@dataclass(frozen=True)
class NewPlace:
    """Where something new comes: `kind` is weg (on a way), naast (beside a step), rand (on its edge), tak (a way)."""

    kind: str
    at: str


def get_outline(work: Work, draft_key: str, process: str) -> Outline:
    """The steps of a process of a draft; raises NotFound, also for a file that cannot be read."""
    file = read_file(work, draft_key, "diagram", process)
    model = whole_model(file.content)
    if model is None:
        raise NotFound("Dit diagram is niet te lezen. Open het in de editor, of zet het terug naar de vorige versie.")
    lanes = EditableDiagram(file.content).lanes()
    drawn = tuple(
        OutlineLane(one.get("id", ""), one.get("name", ""), sum(name in model.nodes for name in members(one)))
        for one in lanes
    )
    return Outline(model, outline_of(model), drawn, file.revision)


def questions_for_new(work: Work, draft_key: str, process: str, place: NewPlace) -> tuple[Form, dict[str, Any]]:
    """The questions about something new; raises NotFound when the place is not there (any more)."""
    model, facts = get_outline(work, draft_key, process).model, get_author_facts(work, draft_key)
    first = {"soort": "userTask", "met_keuze": "nee", "vanaf": "vandaag()"}
    if place.kind == "weg":
        flow = next((one for one in model.flows if one.id == place.at), None)
        inside = model.nodes[flow.source].inside if flow and flow.source in model.nodes else None
        return new_step_form(facts, model, inside), first
    node, _ = _node(model, place.at)
    if place.kind == "naast":
        return new_step_form(facts, model, node.inside, beside=True), first
    if place.kind == "rand":
        given = {"gebeurtenis": "timer", "onderbreekt": "nee", "daarna": "bouwsteen", "vanaf": "vandaag()"}
        return new_event_form(facts, model, node), given
    return new_way_form(model, node), {}


def questions_for_step(work: Work, draft_key: str, process: str, step: str) -> tuple[Form, dict[str, Any]]:
    """The questions about a step, with its present answers; raises NotFound."""
    model, facts = get_outline(work, draft_key, process).model, get_author_facts(work, draft_key)
    node, flows = _node(model, step)
    return _asked(step_form(facts, model, node, flows), step_answers(model, node, flows))


def questions_for_process(work: Work, draft_key: str, process: str) -> tuple[Form, dict[str, Any]]:
    """The questions about the process as a whole."""
    return _asked(process_form(), process_answers(EditableDiagram(_content(work, draft_key, process))))


def _asked(questions: Form, given: Mapping[str, Any]) -> tuple[Form, dict[str, Any]]:
    asked = questions.field_names()
    return questions, {name: value for name, value in given.items() if name in asked and value not in (None, "")}


def insert_step(work: Work, draft_key: str, process: str, revision: int, flow: str, raw: Mapping[str, Any]) -> str:
    """A new step on a way, with a choice behind it when asked; gives its id."""
    return insert_new(work, draft_key, process, revision, NewPlace("weg", flow), raw)


def insert_new(work: Work, draft_key: str, process: str, revision: int, place: NewPlace, raw: Mapping[str, Any]) -> str:
    """Something new at a place; gives the id of the step it is about."""
    questions, _ = questions_for_new(work, draft_key, process, place)
    given, facts = validate(questions, raw, own_scope()), get_author_facts(work, draft_key)
    made = place.at

    def edit(diagram: EditableDiagram) -> None:
        nonlocal made
        if place.kind == "weg":
            made = insert_new_step(diagram, place.at, given, facts)
        elif place.kind == "naast":
            made = insert_beside(diagram, place.at, given, facts)
        elif place.kind == "rand":
            made = insert_event(diagram, place.at, given, facts)
        else:
            insert_way(diagram, place.at, given)

    _change(work, draft_key, process, revision, edit, f"«{given.get('naam') or given.get('weg') or 'Weg'}» toevoegen")
    return made


def save_step(work: Work, draft_key: str, process: str, revision: int, step: str, raw: Mapping[str, Any]) -> int:
    """Keep the answers about a step; gives the new revision."""
    model, facts = get_outline(work, draft_key, process).model, get_author_facts(work, draft_key)
    node, flows = _node(model, step)
    given = validate(step_form(facts, model, node, flows), raw, own_scope(), strict=False)

    def edit(diagram: EditableDiagram) -> None:
        change_step(diagram, node, flows, given, facts)

    return _change(work, draft_key, process, revision, edit, f"«{node.name}» wijzigen")


def save_process(work: Work, draft_key: str, process: str, revision: int, raw: Mapping[str, Any]) -> int:
    """Keep the answers about the process as a whole; gives the new revision."""
    given = validate(process_form(), raw, own_scope())
    return _change(work, draft_key, process, revision, lambda one: change_process(one, given), "het proces wijzigen")


def move_to(work: Work, draft_key: str, process: str, revision: int, step: str, flow: str) -> int:
    """Put a step on another way; gives the new revision."""
    what = f"«{_name(work, draft_key, process, step)}» verplaatsen"
    return _change(work, draft_key, process, revision, lambda one: changes.move_step(one, step, flow), what)


def swap(work: Work, draft_key: str, process: str, revision: int, step: str, *, later: bool) -> int:
    """A step changes places with the next one, or with the one before; gives the new revision."""

    def edit(diagram: EditableDiagram) -> None:
        first = step if later else diagram.flows(target=step)[0].get("sourceRef")
        changes.swap_with_next(diagram, first)

    what = f"«{_name(work, draft_key, process, step)}» {'later' if later else 'eerder'} zetten"
    return _change(work, draft_key, process, revision, edit, what)


def take_away(work: Work, draft_key: str, process: str, revision: int, step: str, kept: str | None = None) -> int:
    """Take a step away, of several ways on only `kept` stays; gives the new revision."""
    what = f"«{_name(work, draft_key, process, step)}» weghalen"
    return _change(work, draft_key, process, revision, lambda one: removing.remove_step(one, step, kept), what)


def find_losses(work: Work, draft_key: str, process: str, step: str, kept: str | None) -> list[str]:
    """The names of the other steps that would go as well."""
    return removing.goes_along(_content(work, draft_key, process), step, kept)


def take_way_away(work: Work, draft_key: str, process: str, revision: int, flow: str) -> int:
    """Take one of several ways away, with what only it led to; gives the new revision."""
    return _change(work, draft_key, process, revision, lambda one: removing.remove_way(one, flow), "een weg weghalen")


def add_lane(work: Work, draft_key: str, process: str, revision: int, role: str) -> int:
    """A lane for a role; gives the new revision. Raises NotFound for a role that does not exist."""
    label = get_author_facts(work, draft_key).roles.get(role)
    if label is None:
        raise NotFound("Kies een rol uit de lijst.")
    return _change(work, draft_key, process, revision, lambda one: _add(one, label), f"baan «{label}» toevoegen")


def _add(diagram: EditableDiagram, label: str) -> None:
    changes.add_lane(diagram, label)


def change_lane(work: Work, draft_key: str, process: str, revision: int, lane: str, role: str) -> int:
    """A lane goes to another role, with all its steps; without a role an empty lane is taken away."""
    label = get_author_facts(work, draft_key).roles.get(role)
    if label is None:
        return _change(
            work, draft_key, process, revision, lambda one: removing.remove_lane(one, lane), "een baan weghalen"
        )
    return _change(
        work, draft_key, process, revision, lambda one: changes.rename_lane(one, lane, label), "een baan wijzigen"
    )


def draw_anew(work: Work, draft_key: str, process: str, revision: int) -> int:
    """Draw the whole process again; gives the new revision."""
    return _change(work, draft_key, process, revision, lambda one: draw(one.root), "opnieuw tekenen")


def _change(work: Work, draft_key: str, process: str, revision: int, edit: Edit, what: str) -> int:
    diagram = EditableDiagram(_content(work, draft_key, process))
    edit(diagram)
    return save_change(work, draft_key, "diagram", process, diagram.to_bytes(), revision, what)


def _content(work: Work, draft_key: str, process: str) -> bytes:
    return read_file(work, draft_key, "diagram", process).content


def _name(work: Work, draft_key: str, process: str, step: str) -> str:
    return _node(get_outline(work, draft_key, process).model, step)[0].name


def _node(model: ProcessModel, step: str) -> tuple[NodeModel, list[Flow]]:
    if step not in model.nodes:
        raise NotFound("Deze stap staat niet (meer) in het diagram. Ga terug naar de stappenlijst.")
    return model.nodes[step], [flow for flow in model.flows if flow.source == step]
