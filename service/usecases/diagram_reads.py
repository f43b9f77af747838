"""Where a case is in its diagrams, as marks on the drawing and in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select, union

from service.domain.errors import NotFound
from service.domain.permissions import CaseView
from service.engine import NodeModel, ProcessModel
from service.models import Case, Event, ProcessInstance
from service.usecases import scoping
from service.usecases.shapes import DiagramView
from service.usecases.timelines import lines_of
from service.usecases.work import Work

OVERVIEW = "ret_procesregie"
# A manager sees how far a case is, not what is being worked on in it.
TERMS_PREFIXES = (OVERVIEW, "ret_escalatie")
# A step that failed, or that somebody took upon them, is named in the history without being done.
NOT_DONE = ("incident", "taak_toegewezen")
STEPS = frozenset(
    {"userTask", "manualTask", "task", "serviceTask", "callActivity", "subProcess", "intermediateCatchEvent"}
)


def get_diagram(work: Work, number: str, process_key: str) -> bytes:
    """The BPMN XML of one process in the release that the case runs on; NotFound when it has no such process."""
    case, view = scoping.get_visible_case(work, number)
    release = work.services.library.get(case.release_id)
    hidden = view is not CaseView.FULL and not process_key.startswith(TERMS_PREFIXES)
    if hidden or process_key not in release.processes:
        raise NotFound("Dit diagram is niet gevonden, of is niet voor u.")
    return release.xml(process_key)


def diagrams(work: Work, case: Case, view: CaseView, running: Sequence[ProcessInstance]) -> Sequence[DiagramView]:
    """One view per process in which something is active, the overview first; a finished case shows the overview."""
    models = work.services.library.get(case.release_id).processes
    active: defaultdict[str, set[str]] = defaultdict(set)
    for instance in running:
        for process_key, element_id in instance.active:
            active[process_key].add(element_id)
    keys = {OVERVIEW, *active} if OVERVIEW in models else set(active)
    if view is not CaseView.FULL:
        keys = {key for key in keys if key.startswith(TERMS_PREFIXES)}
    done = _done(work, case)
    ordered = sorted(keys & models.keys(), key=lambda key: (key != OVERVIEW, models[key].name))
    return [view_of(models[key], active.get(key, set()), done.get(key, set())) for key in ordered]


def _done(work: Work, case: Case) -> Mapping[str, set[str]]:
    """The elements that the history of the case names, per process."""
    query = select(Event.process_key, Event.element_id).where(
        Event.element_id.is_not(None), Event.kind.not_in(NOT_DONE)
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for process_key, element_id in work.session.execute(union(*(query.where(part) for part in lines_of(case)))):
        found[process_key or ""].add(element_id or "")
    return found


def view_of(model: ProcessModel, active: set[str], done: set[str]) -> DiagramView:
    """Where something stands in a process, and which of its steps were done."""
    marked = [node for node in model.nodes.values() if node.id in active and node.kind in STEPS]
    finished = [node for node in model.nodes.values() if node.id in done - active and node.kind in STEPS]
    return DiagramView(
        process_key=model.key,
        title=model.name,
        active=[node.id for node in marked],
        text=_words(model, [node for node in marked if not _holds_another(node, marked)], finished),
        done=[node.id for node in finished],
    )


def _holds_another(node: NodeModel, marked: Iterable[NodeModel]) -> bool:
    """Whether the element only frames another that is active: «Traject» says nothing beside «Monitoren»."""
    return any(other.inside == node.id for other in marked)


def _words(model: ProcessModel, here: Sequence[NodeModel], finished: Sequence[NodeModel]) -> list[str]:
    lanes = {lane.role: lane.label for lane in model.lanes}
    sentences = [f"Hier bent u: «{node.name}»{_who(node, lanes)}." for node in here]
    if not here:
        sentences.append("Dit proces loopt nu niet.")
    if finished:
        sentences.append(f"Gedaan: {_listed(finished)}.")
    upcoming = _next(model, here)
    if upcoming:
        sentences.append(f"Daarna kan volgen: {_listed(upcoming)}.")
    return sentences


def _who(node: NodeModel, lanes: Mapping[str, str]) -> str:
    return f" ({lanes[node.role]})" if node.is_human and node.role in lanes else ""


def _listed(nodes: Iterable[NodeModel]) -> str:
    return ", ".join(f"«{node.name}»" for node in nodes)


def _next(model: ProcessModel, here: Sequence[NodeModel]) -> list[NodeModel]:
    """The first steps for people, or steps of the overview, that may follow on where the case is."""
    seen, found = {node.id for node in here}, []
    queue = [node.id for node in here]
    while queue:
        current = queue.pop(0)
        for flow in model.flows:
            if flow.source != current or flow.target in seen:
                continue
            seen.add(flow.target)
            node = model.nodes.get(flow.target)
            if node is not None and (node.is_human or node.kind == "callActivity"):
                found.append(node)
            else:
                queue.append(flow.target)
    return found
