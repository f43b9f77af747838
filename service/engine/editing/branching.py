"""Ways beside each other: choices, things that happen at the same time, and what happens on the edge of a step."""

from dataclasses import dataclass

from service.engine.editing.changes import (
    OtherScope,
    add_end,
    add_end_event,
    add_step,
    nearest,
    put_in_role,
    stay_in_lane,
)
from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.events import set_event
from service.engine.editing.placing import place_behind, place_below, place_on_edge
from service.engine.editing.routing import reroute
from service.engine.xml import Element, local_name


@dataclass(frozen=True)
class Ending:
    """A new end of the process: its name and its result code."""

    name: str
    result: str


@dataclass(frozen=True)
class Choice:
    """The choice after a new step: where the other way goes (a step or a new end), and when it is taken."""

    question: str
    name: str
    condition: str
    target: str | Ending


@dataclass(frozen=True)
class EdgeEvent:
    """What happens on the edge of a step: `kind` is timer, message, signal or escalation."""

    name: str
    kind: str
    value: str
    interrupting: bool


def add_choice(diagram: EditableDiagram, after: str, gateway_id: str, role: str, choice: Choice) -> str:
    """A choice behind a step: on as before, unless the condition holds; gives the id of the choice."""
    (flow,) = diagram.flows(source=after)
    return add_choice_on(diagram, flow.get("id"), gateway_id, role, choice)


def add_choice_on(diagram: EditableDiagram, flow_id: str, gateway_id: str, role: str, choice: Choice) -> str:
    """A choice on a flow; the way that was there stays for all other cases."""
    new_id = add_step(diagram, flow_id, "exclusiveGateway", gateway_id, choice.question, role)
    (onward,) = diagram.flows(source=new_id)
    onward.set("name", "anders")
    diagram.node(new_id).set("default", onward.get("id"))
    add_way(diagram, new_id, choice.target, name=choice.name, condition=choice.condition)
    return new_id


def add_way(
    diagram: EditableDiagram, source: str, target: str | Ending, *, name: str = "", condition: str = ""
) -> Element:
    """One more way out of a step, to a step or to a new end."""
    goal = add_end(diagram, source, target.name, target.result) if isinstance(target, Ending) else target
    _ensure_same_scope(diagram, source, goal)
    flow = diagram.connect(source, goal, name=name, condition=condition)
    reroute(diagram, [flow])
    return flow


def lead_to(diagram: EditableDiagram, flow_id: str, target: str) -> None:
    """A way leads to another step from now on."""
    flow = diagram.flow(flow_id)
    if flow.get("targetRef") == target:
        return
    _ensure_same_scope(diagram, flow.get("sourceRef"), target)
    flow.set("targetRef", target)
    diagram.list_ends()
    reroute(diagram, [flow])


def add_beside(diagram: EditableDiagram, step_id: str, kind: str, new_id: str, name: str, role: str) -> str:
    """A new step that happens at the same time as a step; gives its id.

    When the step stands on its own between a split and a join already, those are used.
    """
    step = diagram.node(step_id)
    into, out = diagram.flows(target=step_id), diagram.flows(source=step_id)
    split = _gateway(diagram, into, "sourceRef")
    join = _gateway(diagram, out, "targetRef")
    if split is None or join is None:
        split, join = _surround(diagram, step, role)
    made = diagram.free_id(new_id)
    diagram.add(kind, step.getparent(), id=made, name=name)
    put_in_role(diagram, made, role)
    place_below(diagram, made, step_id)
    reroute(diagram, [diagram.connect(split, made), diagram.connect(made, join)])
    return made


def _gateway(diagram: EditableDiagram, flows: list[Element], end: str) -> str | None:
    """The parallel gateway at the other end of the only flow."""
    if len(flows) != 1:
        return None
    node = diagram.node(flows[0].get(end))
    return str(node.get("id")) if local_name(node) == "parallelGateway" else None


def _surround(diagram: EditableDiagram, step: Element, role: str) -> tuple[str, str]:
    step_id = step.get("id")
    into, (out,) = diagram.flows(target=step_id), diagram.flows(source=step_id)
    first = nearest(diagram, into)
    lane = diagram.lane_of(step_id)
    role = lane.get("name", "") if lane is not None else role
    if len(into) > 1:  # a split would wait for all of them: first they come together
        merge = add_step(diagram, first.get("id"), "exclusiveGateway", f"verder_{step_id}", "Hier komt het samen", role)
        for flow in into:
            if flow is not first:
                lead_to(diagram, flow.get("id"), merge)
        (first,) = diagram.flows(source=merge)
    split = add_step(diagram, first.get("id"), "parallelGateway", f"tegelijk_{step_id}", "Tegelijk", role)
    join = add_step(diagram, out.get("id"), "parallelGateway", f"samen_{step_id}", "Alles klaar", role)
    return split, join


def add_edge_event(diagram: EditableDiagram, host_id: str, event_id: str, event: EdgeEvent) -> str:
    """Something that happens on the edge of a step; where it leads is added as its way. Gives its id."""
    host, made = diagram.node(host_id), diagram.free_id(event_id)
    node = diagram.add("boundaryEvent", host.getparent(), id=made, name=event.name)
    node.set("attachedToRef", host_id)
    if not event.interrupting:
        node.set("cancelActivity", "false")
    stay_in_lane(diagram, made, host_id)
    set_event(diagram, node, event.kind, event.value)
    place_on_edge(diagram, made, host_id)
    return made


def add_after_event(diagram: EditableDiagram, event_id: str, kind: str, name: str, ending: Ending) -> str:
    """A step that an event on an edge leads to, with its own end behind it; gives the id of the step."""
    event = diagram.node(event_id)
    made = diagram.free_id(f"{event_id}_actie")
    diagram.add(kind, event.getparent(), id=made, name=name)
    stay_in_lane(diagram, made, event_id)
    place_behind(diagram, made, event_id)
    first = diagram.connect(event_id, made)
    end = add_end_event(diagram, event.getparent(), f"{event_id}_einde", ending.name, ending.result)
    stay_in_lane(diagram, end, event_id)
    place_behind(diagram, end, made, below=False)
    reroute(diagram, [first, diagram.connect(made, end)])
    return made


def _ensure_same_scope(diagram: EditableDiagram, source: str, target: str) -> None:
    if diagram.node(source).getparent() is not diagram.node(target).getparent():
        raise OtherScope
