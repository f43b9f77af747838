"""The rules of bpmnlint that ours do not have, through its port to Python; remarks about how a diagram reads.

A linter that is used twice keeps what it saw the first time, so every file gets a fresh one. Plug-ins are never looked
for: only the rules named here can run.
"""

from copy import deepcopy
from typing import Any, Final

from bpmn_io.bpmn_moddle import BpmnModdle
from bpmn_io.lint import Linter
from bpmn_io.lint.resolver.static_resolver import StaticResolver
from bpmn_io.lint.rules import (
    no_gateway_join_fork,
    no_overlapping_elements,
    superfluous_gateway,
    superfluous_termination,
)
from lxml import etree

from service.engine.gate.finding import Diagram
from service.engine.model_reader import NODE_KINDS
from service.engine.xml import BPMN, Element, local_name

_FACTORIES: Final = {
    "no-overlapping-elements": no_overlapping_elements.factory,
    "superfluous-gateway": superfluous_gateway.factory,
    "no-gateway-join-fork": no_gateway_join_fork.factory,
    "superfluous-termination": superfluous_termination.factory,
}
_CACHE: Final = {f"rule:bpmnlint/{name}": factory for name, factory in _FACTORIES.items()}
_SAID: Final = {
    "no-overlapping-elements": ("overlap", "Dit element ligt over een ander heen of buiten zijn kader. Schuif het."),
    "superfluous-gateway": ("overbodige_gateway", "Deze gateway heeft één weg erin en één eruit. Haal hem weg."),
    "no-gateway-join-fork": (
        "samen_en_splitsen",
        "Deze gateway voegt samen en splitst. Maak er twee gateways van, dan is te zien welke stroom waarheen gaat.",
    ),
    "superfluous-termination": (
        "overbodig_stoppen",
        "Dit stop-einde breekt niets af, want er is geen andere tak. Maak er een gewoon einde van.",
    ),
}
_UNREADABLE: Final = (
    "Het diagram verwijst naar iets dat er niet is ({0}). Teken het element opnieuw of haal de verwijzing weg."
)


def check_model(diagram: Diagram) -> None:
    """Remark on what the model says; a diagram that the linter cannot read is remarked upon as well."""
    try:
        read = BpmnModdle().from_xml(etree.tostring(_connected(diagram), encoding="unicode"))
        root: Any = read.root_element
        resolver: Any = StaticResolver(dict(_CACHE))
        found = Linter(resolver=resolver).lint(root, {"rules": dict.fromkeys(_FACTORIES, "warn")})
    except Exception as error:  # a port of a program that expects well-drawn diagrams
        text = f"Het model van dit diagram kan niet worden nagekeken ({type(error).__name__}). Bewaar het opnieuw."
        diagram.report.advise("model", text, diagram.process)
        return
    for missing in sorted({str(warning.value) for warning in read.warnings if warning.property and warning.value}):
        diagram.report.advise("model", _UNREADABLE.format(f"«{missing}»"), diagram.process)
    for name, reports in found.items():
        rule, text = _SAID.get(name, ("model", ""))
        for report in reports if text else ():
            if report.get("id"):
                diagram.report.advise(rule, text, str(report["id"]))


def _connected(diagram: Diagram) -> Element:
    """The file with every flow named at both its ends: the linter looks there, and not all programs write it."""
    root = deepcopy(diagram.root)
    nodes = {found.get("id"): found for found in root.iter(f"{BPMN}*") if local_name(found) in NODE_KINDS}
    for flow in diagram.model.flows:
        for end, tag in ((flow.source, "outgoing"), (flow.target, "incoming")):
            node = nodes.get(end)
            if node is not None and all(known.text != flow.id for known in node.iterfind(f"{BPMN}{tag}")):
                etree.SubElement(node, f"{BPMN}{tag}").text = flow.id
    return root
