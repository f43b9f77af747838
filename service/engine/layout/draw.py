"""Drawing a whole file: every pool below the one before, every sub-process inside its own box."""

from lxml import etree

from service.engine.layout.boxes import Box, covering
from service.engine.layout.geometry import BAND, give_boxes
from service.engine.layout.labels import expected, give_labels
from service.engine.layout.order import back_links, give_places
from service.engine.layout.plan import Link, Plan, read_plan
from service.engine.layout.router import Obstacle, Router
from service.engine.layout.sheet import Sheet
from service.engine.xml import BPMN, BPMNDI, Element

_LEFT, _TOP, _APART, _INSIDE = 160.0, 80.0, 60.0, 20.0
_BLACK_BOX = Box(0, 0, 600, 80)


def has_drawing(root: Element) -> bool:
    """Whether anything of the process is drawn."""
    return root.find(f".//{BPMNDI}BPMNShape") is not None


def draw(root: Element) -> None:
    """Draw everything anew in the file; what was drawn before goes."""
    for old in root.findall(f"{BPMNDI}BPMNDiagram"):
        root.remove(old)
    processes = {one.get("id"): one for one in root.iterfind(f"{BPMN}process")}
    collaboration = root.find(f"{BPMN}collaboration")
    pools = list(collaboration.iterfind(f"{BPMN}participant")) if collaboration is not None else []
    sheet = Sheet(root, collaboration if pools else next(iter(processes.values()), None))
    top = _TOP
    for pool in pools:
        process = processes.pop(pool.get("processRef"), None)
        top = _draw_pool(sheet, pool, process, top)
    for process in processes.values() if not pools else ():
        plan = plan_of(process, framed=False)
        sheet.draw_plan(plan, _LEFT, top)
        top += plan.frame.height + _APART
    if collaboration is not None:
        sheet.draw_messages(collaboration)
    etree.indent(sheet.diagram, level=1)


def _draw_pool(sheet: Sheet, pool: Element, process: Element | None, top: float) -> float:
    """Draw a pool with what is in it, or a closed one; gives where the next begins."""
    if process is None:
        sheet.shape(pool.get("id"), _BLACK_BOX.moved(_LEFT, top), horizontal=True)
        return top + _BLACK_BOX.height + _APART
    plan = plan_of(process, framed=True)
    sheet.shape(pool.get("id"), plan.frame.moved(_LEFT, top), horizontal=True)
    sheet.draw_plan(plan, _LEFT, top)
    return top + plan.frame.height + _APART + sheet.draw_notes(plan, _LEFT + BAND, top + plan.frame.height)


def plan_of(scope: Element, *, framed: bool) -> Plan:
    """Everything about the drawing of a process, from (0, 0)."""
    plan = read_plan(scope)
    _finish(plan, framed=framed)
    return plan


def _finish(plan: Plan, *, framed: bool) -> None:
    for node in plan.nodes.values():
        if node.inner is not None:
            _finish(node.inner, framed=False)
            frame = node.inner.frame
            node.box.width, node.box.height = frame.width + 2 * _INSIDE, frame.height + 2 * _INSIDE
    if not plan.nodes:
        plan.frame = Box(0, 0, 600, 200)
        return
    give_places(plan)
    give_boxes(plan, framed=framed)
    _give_ways(plan)
    give_labels(plan)
    outer = covering([plan.frame, *plan.labels.values()])
    plan.frame = Box(0, 0, outer.right, outer.bottom)


def _give_ways(plan: Plan) -> None:
    obstacles = {node.id: Obstacle(node.box, node.is_gateway, node.host, node.above) for node in plan.nodes.values()}
    router = Router(plan.frame, obstacles, [lane.box.y for lane in plan.lanes[1:]])
    for node in plan.nodes.values():
        if node.name and (node.is_gateway or node.kind.endswith("Event")):
            router.avoid(expected(node))
    back = back_links(plan)
    for link in sorted(plan.links, key=lambda one: _turn(plan, one, back)):
        plan.ways[link.id] = router.route(link.source, link.target)


def _turn(plan: Plan, link: Link, back: set[str]) -> tuple[bool, bool, bool, float]:
    """Straight and short ones first; those back last, around everything."""
    (x, y), (to_x, to_y) = plan.host_of(link.source).box.middle, plan.nodes[link.target].box.middle
    bends = abs(y - to_y) > 5
    return link.id in back, bends, bends and plan.nodes[link.source].host is None, abs(x - to_x) + abs(y - to_y)
