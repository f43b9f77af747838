"""Changes of a process step by step, each with its drawing: add, move, another role, another kind."""

from service.domain.errors import DomainError
from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.drawing import Drawing
from service.engine.editing.placing import close_gap, cluster, draw_inside, place_behind, place_on_flow
from service.engine.editing.routing import reroute
from service.engine.editing.settings import drop_operator, set_properties
from service.engine.xml import BPMN, Element, local_name, properties

KEPT_IN_PLACE = ("startEvent", "endEvent", "boundaryEvent")
TASKS = ("userTask", "manualTask", "task", "serviceTask", "callActivity")
FOREIGN_TASKS = ("scriptTask", "sendTask", "receiveTask", "businessRuleTask")
_SIDE = "tak_klaar"


class StepStays(DomainError):
    """A step that the list cannot take away or move."""

    sentence = "Een begin, een einde of een gebeurtenis op een rand blijft bij de stap waar hij hoort."


class SeveralWays(DomainError):
    """A step with more than one way out."""

    sentence = "Deze stap heeft meer wegen naar buiten. Kies welke weg blijft, of verplaats de stappen erachter."


class OtherScope(DomainError):
    """A line that would cross the border of a sub-process."""

    sentence = "Een weg kan niet van binnen een subproces naar buiten of andersom. Kies een stap op dezelfde plaats."


def add_step(diagram: EditableDiagram, flow_id: str, kind: str, step_id: str, name: str, role: str) -> str:
    """A new step on a flow, in the lane of a role (its Dutch label); gives the id it got."""
    flow = diagram.flow(flow_id)
    new_id = diagram.free_id(step_id)
    made = diagram.add(kind, flow.getparent(), id=new_id, name=name)
    put_in_role(diagram, new_id, role)
    if kind == "subProcess":
        _fill(diagram, made, role)
    _insert(diagram, new_id, flow)
    if kind == "subProcess":
        draw_inside(diagram, new_id)
    return new_id


def _fill(diagram: EditableDiagram, holder: Element, role: str) -> None:
    """A new sub-process begins and ends; what it does is put between."""
    name = holder.get("id")
    begin = diagram.add("startEvent", holder, id=diagram.free_id(f"begin_{name}"), name="Begin").get("id")
    end = add_end_event(diagram, holder, f"{name}_klaar", "Klaar", _SIDE)
    for one in (begin, end):
        diagram.put_in_lane(one, role)
    diagram.connect(begin, end)


def add_end_event(diagram: EditableDiagram, parent: Element, wanted: str, name: str, result: str) -> str:
    """A new end with its result code, in no lane yet; gives its id."""
    made = diagram.add("endEvent", parent, id=diagram.free_id(wanted), name=name)
    set_properties(made, {"resultaat": result})
    return str(made.get("id"))


def add_end(diagram: EditableDiagram, after: str, name: str, result: str) -> str:
    """A new end behind a step, in its lane and drawn; nothing leads to it yet."""
    node = diagram.node(after)
    new_id = add_end_event(diagram, node.getparent(), f"einde_{result}", name, result)
    stay_in_lane(diagram, new_id, after)
    place_behind(diagram, new_id, after)
    return new_id


def stay_in_lane(diagram: EditableDiagram, node_id: str, other: str) -> None:
    """A new node lies in the lane of another, or of what that one is attached to."""
    lanes = [diagram.lane_of(other), diagram.lane_of(diagram.node(other).get("attachedToRef", ""))]
    lane = next((one for one in lanes if one is not None), None)
    if lane is not None:
        diagram.add("flowNodeRef", lane).text = node_id


def move_step(diagram: EditableDiagram, step_id: str, flow_id: str) -> None:
    """Take a step from where it is and put it on another flow; the events on its edge go along."""
    node, flow = diagram.node(step_id), diagram.flow(flow_id)
    if step_id in (flow.get("sourceRef"), flow.get("targetRef")):
        return
    if node.getparent() is not flow.getparent():
        raise OtherScope
    old, loose = Drawing(diagram).box(step_id), bypass(diagram, node)
    _insert(diagram, step_id, diagram.flow(flow_id))
    reroute(diagram, loose)
    if old is not None:
        close_gap(diagram, old)


def swap_with_next(diagram: EditableDiagram, step_id: str) -> None:
    """A step changes places with the one that follows it."""
    (onward,) = single(diagram.flows(source=step_id))
    follower = diagram.node(onward.get("targetRef"))
    if local_name(follower) in KEPT_IN_PLACE:
        raise StepStays
    (after,) = single(diagram.flows(source=follower.get("id")))
    move_step(diagram, step_id, after.get("id"))


def single(flows: list[Element]) -> list[Element]:
    """Exactly one way; raises SeveralWays."""
    if len(flows) != 1:
        raise SeveralWays
    return flows


def change_role(diagram: EditableDiagram, step_id: str, role: str) -> None:
    """Move a step to the lane of another role, and draw it there."""
    lane = diagram.lane_of(step_id)
    put_in_role(diagram, step_id, role)
    for other in cluster(diagram, step_id):
        if diagram.lane_of(other) is lane:
            diagram.put_in_lane(other, role)
    drawing, inside = Drawing(diagram), diagram.node(step_id).getparent() is not diagram.process
    into, out = diagram.flows(target=step_id), diagram.flows(source=step_id)
    if diagram.lane_of(step_id) is lane or drawing.box(step_id) is None or inside or not into:
        return
    old = drawing.box(step_id)
    place_on_flow(diagram, step_id, nearest(diagram, into).get("sourceRef"), out[0].get("targetRef") if out else "")
    reroute(diagram, into + out)
    close_gap(diagram, old)


def nearest(diagram: EditableDiagram, into: list[Element]) -> Element:
    """Of the flows to a step, the one that comes straight from the left and not back from further on."""
    drawing = Drawing(diagram)
    target = drawing.box(into[0].get("targetRef"))

    def away(flow: Element) -> float:
        box = drawing.box(flow.get("sourceRef"))
        return target.x - box.right if target and box and box.right <= target.x else 1e9

    return min(into, key=away)


def change_kind(diagram: EditableDiagram, step_id: str, kind: str) -> None:
    """Another kind of task with the same name and place; what only the old kind knew goes."""
    node = diagram.node(step_id)
    if local_name(node) == kind:
        return
    node.tag = f"{BPMN}{kind}"
    for name in ("script", "ioSpecification", "standardLoopCharacteristics"):
        for child in node.findall(f"{BPMN}{name}"):
            node.remove(child)
    for name in ("calledElement", "scriptFormat", "implementation", "operationRef", "messageRef", "triggeredByEvent"):
        node.attrib.pop(name, None)
    if kind != "serviceTask":
        drop_operator(node)
    if kind not in ("userTask", "manualTask", "task"):
        set_properties(node, dict.fromkeys({"formulier", "vervalt"} & properties(node).keys(), ""))


def add_lane(diagram: EditableDiagram, role: str) -> str:
    """A lane for a role; gives its id, also when it was there."""
    lane, made = diagram.lane_for(role)
    if made and Drawing(diagram).exists:
        Drawing(diagram).add_lane(lane.get("id"))
    return str(lane.get("id"))


def rename_lane(diagram: EditableDiagram, lane_id: str, role: str) -> None:
    """A lane, and all that lies in it, goes to another role."""
    next(one for one in diagram.lanes() if one.get("id") == lane_id).set("name", role)


def put_in_role(diagram: EditableDiagram, step_id: str, role: str) -> None:
    """Put a step in the lane of a role; a lane that is made for it is drawn."""
    lane, made = diagram.put_in_lane(step_id, role)
    if made and Drawing(diagram).exists:
        Drawing(diagram).add_lane(lane.get("id"))


def _insert(diagram: EditableDiagram, step_id: str, flow: Element) -> None:
    """Between the two ends of a flow; a condition stays on the first half, a default stays the default."""
    source, target = flow.get("sourceRef"), flow.get("targetRef")
    flow.set("targetRef", step_id)
    onward = diagram.connect(step_id, target)
    place_on_flow(diagram, step_id, source, target)
    reroute(diagram, [flow, onward])


def bypass(diagram: EditableDiagram, node: Element, kept: Element | None = None) -> list[Element]:
    """Whatever came into a step goes on to what came after it, along the way that is kept; gives what to draw anew."""
    if local_name(node) in KEPT_IN_PLACE:
        raise StepStays
    step_id = node.get("id")
    (out,) = [kept] if kept is not None else single(diagram.flows(source=step_id))
    into = [flow for flow in diagram.flows(target=step_id) if flow.get("sourceRef") != step_id]
    for flow in into:
        flow.set("targetRef", out.get("targetRef"))
    Drawing(diagram).forget(out.get("id"))
    diagram.disconnect(out)
    return into
