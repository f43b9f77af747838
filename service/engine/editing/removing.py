"""Taking steps and ways away: what came before goes on to what came after, and what nothing leads to goes along."""

from service.domain.errors import DomainError
from service.engine.editing.changes import bypass
from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.drawing import Drawing
from service.engine.editing.placing import close_gap
from service.engine.editing.routing import reroute
from service.engine.editing.settings import undeclare
from service.engine.editing.tidy import take
from service.engine.xml import Element, is_bpmn, local_name


class OnlyWay(DomainError):
    """A way that cannot be missed."""

    sentence = "Dit is de enige weg verder. Laat hem naar een andere stap gaan, of haal de stap zelf weg."


class LaneInUse(DomainError):
    """A lane with steps in it."""

    sentence = "In deze baan liggen nog stappen. Geef die eerst een andere rol."


def remove_step(diagram: EditableDiagram, step_id: str, kept_way: str | None = None) -> None:
    """Take a step away with the branches on its edge; of several ways on, one is kept and the others go."""
    node = diagram.node(step_id)
    kind, before, box = local_name(node), _reached(diagram), Drawing(diagram).box(step_id)
    loose: list[Element] = []
    if kind == "endEvent":
        _remove_end(diagram, step_id)
    elif kind != "boundaryEvent":
        loose = bypass(diagram, node, diagram.flow(kept_way) if kept_way else None)
    _remove_nodes(diagram, [node])
    _remove_loose(diagram, before)
    reroute(diagram, loose)
    if kind != "boundaryEvent":
        close_gap(diagram, box)


def remove_way(diagram: EditableDiagram, flow_id: str) -> None:
    """Take one of several ways away, with the steps that only it led to."""
    flow = diagram.flow(flow_id)
    if len(diagram.flows(source=flow.get("sourceRef"))) < 2:
        raise OnlyWay
    before = _reached(diagram)
    Drawing(diagram).forget(flow_id)
    diagram.disconnect(flow)
    _remove_loose(diagram, before)


def goes_along(content: bytes, step_id: str, kept_way: str | None) -> list[str]:
    """The names of the other steps that would go when a step is taken away; the file itself stays as it is."""
    diagram = EditableDiagram(content)
    before = {one.get("id"): one.get("name") or one.get("id") for one in diagram.nodes()}
    remove_step(diagram, step_id, kept_way)
    left = {one.get("id") for one in diagram.nodes()}
    return [name for node_id, name in before.items() if node_id not in left and node_id != step_id]


def remove_lane(diagram: EditableDiagram, lane_id: str) -> None:
    """Take an empty lane out."""
    lane = next((one for one in diagram.lanes() if one.get("id") == lane_id), None)
    if lane is None:
        return
    present = {one.get("id") for one in diagram.nodes()}
    if any((reference.text or "").strip() in present for reference in lane):
        raise LaneInUse
    group = lane.getparent()
    take(lane)
    if not any(is_bpmn(one) for one in group):
        take(group)
    Drawing(diagram).drop_lane(lane_id)


def _remove_end(diagram: EditableDiagram, step_id: str) -> None:
    """An end goes when whatever leads to it has another way."""
    for flow in diagram.flows(target=step_id):
        if len(diagram.flows(source=flow.get("sourceRef"))) < 2:
            raise OnlyWay
    for flow in diagram.flows(target=step_id):
        Drawing(diagram).forget(flow.get("id"))
        diagram.disconnect(flow)


def _reached(diagram: EditableDiagram) -> set[str]:
    """Everything that a beginning leads to, events on edges and what sub-processes hold included."""
    found: set[str] = set()
    queue = [one for one in diagram.nodes() if local_name(one) == "startEvent"]
    nodes = diagram.nodes()
    while queue:
        node = queue.pop()
        if node.get("id") in found:
            continue
        found.add(node.get("id"))
        queue += [one for one in nodes if one.get("attachedToRef") == node.get("id")]
        targets = {flow.get("targetRef") for flow in diagram.flows(source=node.get("id"))}
        queue += [one for one in nodes if one.get("id") in targets]
    return found


def _remove_loose(diagram: EditableDiagram, before: set[str]) -> None:
    """What could be reached before and cannot any more."""
    now = _reached(diagram)
    _remove_nodes(diagram, [one for one in diagram.nodes() if one.get("id") in before - now])
    diagram.list_ends()


def _remove_nodes(diagram: EditableDiagram, nodes: list[Element]) -> None:
    gone = {inner.get("id"): inner for node in nodes for inner in [node, *_held(diagram, node)]}
    attached = [one for one in diagram.nodes() if one.get("attachedToRef") in gone and one.get("id") not in gone]
    gone |= {one.get("id"): one for one in attached}
    drawing = Drawing(diagram)
    for flow in diagram.flows():
        if {flow.get("sourceRef"), flow.get("targetRef")} & gone.keys():
            drawing.forget(flow.get("id"))
            diagram.disconnect(flow)
    drawing.forget(*gone)
    for node_id, node in gone.items():
        diagram.leave_lanes(node_id)
        undeclare(diagram, node_id)
        if node.getparent() is not None:
            take(node)
    _remove_ties(diagram, set(gone))


def _held(diagram: EditableDiagram, node: Element) -> list[Element]:
    return [one for one in diagram.nodes() if one is not node and node in one.iterancestors()]


def _remove_ties(diagram: EditableDiagram, gone: set[str]) -> None:
    """Lines from texts to what is no longer there; the texts stay."""
    ties = [one for one in diagram.process.iter("{*}association")
            if {one.get("sourceRef"), one.get("targetRef")} & gone]  # fmt: skip
    for tie in ties:
        Drawing(diagram).forget(tie.get("id"))
        take(tie)
