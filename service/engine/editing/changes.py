"""Changes of a process step by step, each with its drawing: add, add with a choice, move, remove."""

from dataclasses import dataclass

from service.domain.errors import DomainError
from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.drawing import Drawing
from service.engine.xml import BPMN, Element, local_name

KEPT_IN_PLACE = ("startEvent", "endEvent", "boundaryEvent", "subProcess")


class StepStays(DomainError):
    """A step that the list cannot take away or move."""

    sentence = "Een begin, een einde of een gebeurtenis op een rand verplaatst u in de tekening."


class SeveralWays(DomainError):
    """A step with more than one way out."""

    sentence = "Deze stap heeft meer wegen naar buiten. Haal eerst de andere wegen weg in de tekening."


@dataclass(frozen=True)
class Choice:
    """The choice after a new step: where the other way goes, and when it is taken."""

    question: str
    name: str
    condition: str
    target: str


def add_step(diagram: EditableDiagram, flow_id: str, kind: str, step_id: str, name: str, role: str) -> str:
    """A new step on a flow, in the lane of a role (its Dutch label); gives the id it got."""
    flow = diagram.flow(flow_id)
    new_id = diagram.free_id(step_id)
    diagram.add(kind, flow.getparent(), id=new_id, name=name)
    _place(diagram, new_id, role)
    _insert(diagram, new_id, flow)
    return new_id


def add_choice(diagram: EditableDiagram, after: str, gateway_id: str, role: str, choice: Choice) -> str:
    """A choice behind a step: on as before, unless the condition holds; gives the id of the choice."""
    (flow,) = diagram.flows(source=after)
    new_id = add_step(diagram, flow.get("id"), "exclusiveGateway", gateway_id, choice.question, role)
    (onward,) = diagram.flows(source=new_id)
    onward.set("name", "anders")
    diagram.node(new_id).set("default", onward.get("id"))
    other = diagram.connect(new_id, choice.target, name=choice.name, condition=choice.condition)
    Drawing(diagram).route(other)
    return new_id


def move_step(diagram: EditableDiagram, step_id: str, flow_id: str) -> None:
    """Take a step from where it is and put it on another flow; its own reminders go along in the file."""
    node, flow = diagram.node(step_id), diagram.flow(flow_id)
    if step_id in (flow.get("sourceRef"), flow.get("targetRef")):
        return
    _bypass(diagram, node)
    _insert(diagram, step_id, diagram.flow(flow_id))


def remove_step(diagram: EditableDiagram, step_id: str) -> None:
    """Take a step away with the branches on its edge; what came before goes on to what came after."""
    node = diagram.node(step_id)
    _bypass(diagram, node)
    attached = [one for one in diagram.nodes() if one.get("attachedToRef") == step_id]
    for event in attached:
        _remove_branch(diagram, event)
    _remove_node(diagram, node)
    diagram.list_ends()


def change_role(diagram: EditableDiagram, step_id: str, role: str) -> None:
    """Move a step to the lane of another role, and draw it there."""
    lane = diagram.lane_of(step_id)
    _place(diagram, step_id, role)
    now = diagram.lane_of(step_id)
    if now is lane:
        return
    drawing = Drawing(diagram)
    into = diagram.flows(target=step_id)
    out = diagram.flows(source=step_id)
    if drawing.exists and into and out:
        drawing.forget(step_id)
        drawing.put_on_flow(step_id, into[0].get("sourceRef"), out[0].get("targetRef"))
        _route(diagram, into + out)


def _place(diagram: EditableDiagram, step_id: str, role: str) -> None:
    lane, made = diagram.put_in_lane(step_id, role)
    if made and Drawing(diagram).exists:
        Drawing(diagram).add_lane(lane.get("id"))


def _insert(diagram: EditableDiagram, step_id: str, flow: Element) -> None:
    """Between the two ends of a flow; a condition stays on the first half, a default stays the default."""
    source, target = flow.get("sourceRef"), flow.get("targetRef")
    flow.set("targetRef", step_id)
    onward = diagram.connect(step_id, target)
    drawing = Drawing(diagram)
    if drawing.exists:
        drawing.put_on_flow(step_id, source, target)
        _route(diagram, [flow, onward])


def _bypass(diagram: EditableDiagram, node: Element) -> None:
    """Whatever came into a step goes on to what came after it."""
    if local_name(node) in KEPT_IN_PLACE:
        raise StepStays
    step_id = node.get("id")
    out = diagram.flows(source=step_id)
    if len(out) != 1:
        raise SeveralWays
    into = [flow for flow in diagram.flows(target=step_id) if flow.get("sourceRef") != step_id]
    for flow in into:
        flow.set("targetRef", out[0].get("targetRef"))
    out[0].getparent().remove(out[0])
    diagram.list_ends()
    drawing = Drawing(diagram)
    drawing.forget(out[0].get("id"))
    _route(diagram, into)


def _remove_branch(diagram: EditableDiagram, node: Element) -> None:
    """A node and whatever only it leads to."""
    for flow in diagram.flows(source=node.get("id")):
        target = diagram.node(flow.get("targetRef"))
        flow.getparent().remove(flow)
        Drawing(diagram).forget(flow.get("id"))
        if not diagram.flows(target=target.get("id")):
            _remove_branch(diagram, target)
    _remove_node(diagram, node)


def _remove_node(diagram: EditableDiagram, node: Element) -> None:
    for lane in diagram.lanes():
        for reference in lane.findall(f"{BPMN}flowNodeRef"):
            if (reference.text or "").strip() == node.get("id"):
                lane.remove(reference)
    diagram.undeclare(node.get("id"))
    node.getparent().remove(node)
    Drawing(diagram).forget(node.get("id"))


def _route(diagram: EditableDiagram, flows: list[Element]) -> None:
    for flow in flows:
        Drawing(diagram).route(flow)
