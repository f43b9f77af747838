"""Ids, flows and paths: everything the library would silently draw its own conclusions about."""

import re
from collections import Counter
from math import prod

from service.engine.gate.finding import Diagram
from service.engine.gate.graph import WAITING_KINDS, Scope, automatic_cycle, scopes
from service.engine.model import SIDE_END, Flow, NodeModel
from service.engine.model_reader import NODE_KINDS
from service.engine.xml import BPMN, BPMNDI, SPIFF, local_name, properties

MAX_NODES = 200
MAX_FAN_OUT = 16
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,79}")
_RESERVED = re.compile(
    r"(Start|End|Root)|.*\.(EndJoin|BoundaryEventSplit|BoundaryEventJoin)|(Start|End)EventSplit|__.*"
)
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_GATEWAYS = ("exclusiveGateway", "parallelGateway")
_HOSTS = ("userTask", "manualTask", "task", "subProcess", "callActivity")
_NO_DEFAULT = (
    "Deze keuze heeft geen weg voor alle andere gevallen. Kies de stroom die dan geldt en vink bij «Voorwaarde» aan: "
    "«In alle andere gevallen» (de standaardstroom)."
)
_NO_CONDITION = (
    "Deze stroom mist een voorwaarde. Kies bij «Voorwaarde» wanneer deze weg geldt, of vink aan: "
    "«In alle andere gevallen»."
)
ALLOWED_PROPERTY = "gebruikerstaak_toegestaan"


def check_ids(diagram: Diagram) -> None:
    """Ids are unique, readable by the library and free of its own names."""
    report, nodes = diagram.report, set(diagram.model.nodes)
    drawn = {id(element) for plane in diagram.root.iter(f"{BPMNDI}BPMNDiagram") for element in plane.iter()}
    found = [element for element in diagram.root.iter("*") if element.get("id") and id(element) not in drawn]
    own = Counter(element.get("id") for element in found if not element.tag.startswith(SPIFF))
    for element in found:
        element_id = element.get("id")
        if element.tag.startswith(SPIFF):
            if element_id in nodes:
                text = (
                    f"De id «{element_id}» is ook die van een bouwsteen of parameter. Geef het element een andere id."
                )
                report.add("id", text, element_id)
        elif own[element_id] > 1:
            report.add("id", f"De id «{element_id}» komt vaker voor. Geef elk element een eigen id.", element)
        elif local_name(element) in NODE_KINDS and (not _ID.fullmatch(element_id) or _RESERVED.fullmatch(element_id)):
            text = f"De id «{element_id}» is gereserveerd of onleesbaar. Kies kleine letters en onderstreepjes."
            report.add("id", text, element)
    _nameless(diagram)


def _nameless(diagram: Diagram) -> None:
    for element in diagram.process.iter(f"{BPMN}*"):
        if local_name(element) in NODE_KINDS | {"sequenceFlow"} and not element.get("id"):
            text = "Dit element heeft geen id en zou worden overgeslagen. Bewaar het diagram opnieuw in de editor."
            diagram.report.add("id", text, element)


def check_size(diagram: Diagram) -> bool:
    """Whether the process is small enough to be looked at any further."""
    if len(diagram.model.nodes) <= MAX_NODES and len(diagram.model.flows) <= 2 * MAX_NODES:
        return True
    text = f"Het proces heeft meer dan {MAX_NODES} elementen. Splits het met een aanroep van een ander proces."
    diagram.report.add("omvang", text, diagram.process)
    return False


def check_structure(diagram: Diagram) -> None:
    """Flows connect, every node is reached, every path ends."""
    for flow in diagram.model.flows:
        source, target = diagram.model.nodes.get(flow.source), diagram.model.nodes.get(flow.target)
        if source is None or target is None or source.inside != target.inside:
            text = "Deze stroom verbindt geen twee elementen van hetzelfde proces. Teken hem opnieuw."
            diagram.report.add("stroom", text, flow.id)
    for scope in scopes(diagram.model):
        _bounds(diagram, scope)
        for node in scope.nodes.values():
            _node(diagram, scope, node)
        _paths(diagram, scope)
        _branches(diagram, scope)


def _bounds(diagram: Diagram, scope: Scope) -> None:
    holder = diagram.element(scope.holder) if scope.holder else diagram.process
    what = "Het subproces" if scope.holder else "Het proces"
    if len(scope.of_kind("startEvent")) != 1:
        text = f"{what} heeft {len(scope.of_kind('startEvent'))} startgebeurtenissen. Teken er precies één."
        diagram.report.add("start", text, holder)
    if not scope.of_kind("endEvent"):
        diagram.report.add("einde", f"{what} heeft geen eindgebeurtenis. Teken er ten minste één.", holder)
    if prod(max(1, len(scope.outgoing(node.id))) for node in scope.of_kind("parallelGateway")) > MAX_FAN_OUT:
        text = f"{what} heeft te veel parallelle takken. Houd het bij {MAX_FAN_OUT}, of splits met een aanroep."
        diagram.report.add("takken", text, holder)


def _node(diagram: Diagram, scope: Scope, node: NodeModel) -> None:
    report, outgoing = diagram.report, scope.outgoing(node.id)
    if node.kind == "endEvent":
        _end(diagram, scope, node)
    elif not outgoing:
        report.add("doodlopend", "Hier loopt het pad dood. Teken een stroom naar het volgende element.", node.id)
    if len(outgoing) > 1 and node.kind not in _GATEWAYS:
        report.add("meer_stromen", "Hier vertrekken meer stromen. Zet er een gateway tussen.", node.id)
    if len({flow.target for flow in outgoing}) < len(outgoing):
        report.add("dubbele_stroom", "Twee stromen gaan naar hetzelfde element. Laat er één over.", node.id)
    if node.kind in ("startEvent", "boundaryEvent") and scope.incoming(node.id):
        report.add("stroom", "Hier mag geen stroom binnenkomen. Verleg hem.", node.id)
    if node.kind == "boundaryEvent":
        host = scope.nodes.get(node.attached_to or "")
        if host is None or host.kind not in _HOSTS:
            report.add(
                "rand", "Deze grensgebeurtenis zit nergens aan vast. Sleep haar op de rand van een taak.", node.id
            )
    _conditions(diagram, scope, node)


def _end(diagram: Diagram, scope: Scope, node: NodeModel) -> None:
    if scope.outgoing(node.id):
        diagram.report.add("stroom", "Na een einde gaat geen stroom verder. Haal de stroom weg.", node.id)
    if not node.result or not _CODE.fullmatch(node.result):
        text = f"Dit einde heeft geen resultaatcode. Vul «resultaat» in, of {SIDE_END} voor een zijtak."
        diagram.report.add("resultaat", text, node.id)
    elif scope.holder and node.result != SIDE_END:
        text = f"Een einde in een subproces heeft als resultaat {SIDE_END}. Zet de code op een einde van het proces."
        diagram.report.add("resultaat", text, node.id)


def _conditions(diagram: Diagram, scope: Scope, node: NodeModel) -> None:
    report, outgoing = diagram.report, scope.outgoing(node.id)
    if node.kind != "exclusiveGateway":
        for flow in outgoing:
            if flow.condition is not None:
                text = "Een voorwaarde werkt alleen na een exclusieve gateway. Zet er een gateway tussen."
                report.add("voorwaarde", text, flow.id)
        return
    if len(outgoing) == 1:
        _only_way(diagram, outgoing[0])
    elif outgoing:
        _ways(diagram, node, outgoing)


def _ways(diagram: Diagram, node: NodeModel, outgoing: list[Flow]) -> None:
    report = diagram.report
    if sum(flow.is_default for flow in outgoing) != 1:
        report.add("standaard", _NO_DEFAULT, node.id)
    for flow in outgoing:
        if flow.is_default and flow.condition is not None:
            report.add("voorwaarde", "De standaardstroom heeft geen voorwaarde. Haal de voorwaarde weg.", flow.id)
        if not flow.is_default and not flow.condition:
            report.add("voorwaarde", _NO_CONDITION, flow.id)


def _only_way(diagram: Diagram, flow: Flow) -> None:
    if flow.condition and not flow.is_default:
        text = (
            "Na deze gateway is er maar één weg, dus daar hoort geen voorwaarde bij. Haal haar weg, of teken «anders»."
        )
        diagram.report.add("voorwaarde", text, flow.id)


def _paths(diagram: Diagram, scope: Scope) -> None:
    reached = scope.reach(node.id for node in scope.of_kind("startEvent"))
    ends = {node.id for node in scope.of_kind("endEvent")}
    for node_id in scope.nodes:
        if node_id not in reached:
            diagram.report.add("onbereikbaar", "Dit element wordt nooit bereikt. Verbind het of haal het weg.", node_id)
        elif not scope.reach([node_id]) & ends:
            diagram.report.add(
                "geen_einde", "Vanaf hier is geen einde te bereiken. Teken een weg naar een einde.", node_id
            )
    cycle = automatic_cycle(scope)
    if cycle:
        text = f"Deze lus wacht nergens ({', '.join(cycle)}). Zet er een taak of een wachtmoment in."
        diagram.report.add("lus", text, cycle[0])


def _branches(diagram: Diagram, scope: Scope) -> None:
    for event in scope.of_kind("boundaryEvent"):
        element = diagram.element(event.id)
        allowed = properties(element).get(ALLOWED_PROPERTY, "").strip() if element is not None else ""
        if event.interrupting or allowed:
            continue
        waiting = [node_id for node_id in scope.reach([event.id]) if scope.nodes[node_id].kind in WAITING_KINDS]
        for node_id in sorted(waiting):
            text = (
                f"Deze stap ligt op een tak die niet onderbreekt («{event.name}») en houdt het hele proces tegen. "
                f"Maak de gebeurtenis onderbrekend, of geef een reden bij «{ALLOWED_PROPERTY}»."
            )
            diagram.report.add("zijtak", text, node_id)
