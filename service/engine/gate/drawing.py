"""Remarks about what people see: labels and shapes. They never stop a diagram."""

from service.engine.gate.finding import Diagram
from service.engine.xml import BPMNDI

_NAMED = ("userTask", "manualTask", "task", "serviceTask", "callActivity", "subProcess")


def check_drawing(diagram: Diagram) -> None:
    """Everything a reader needs has a label and a shape."""
    shapes = {shape.get("bpmnElement") for shape in diagram.root.iter(f"{BPMNDI}BPMNShape")}
    if not shapes:
        text = "Het diagram heeft geen tekening. Open het in de editor en laat het tekenen."
        diagram.report.advise("tekening", text, diagram.process)
    for node in diagram.model.nodes.values():
        if shapes and node.id not in shapes:
            diagram.report.advise("tekening", "Dit element is niet getekend. Voeg het toe aan de tekening.", node.id)
        _label(diagram, node.id, node.kind)


def _label(diagram: Diagram, node_id: str, kind: str) -> None:
    element = diagram.element(node_id)
    if element is None or element.get("name"):
        return
    branches = sum(flow.source == node_id for flow in diagram.model.flows)
    if kind in _NAMED:
        diagram.report.advise("label", "Dit element heeft geen naam. Schrijf wat er gebeurt.", node_id)
    elif kind == "exclusiveGateway" and branches > 1:
        diagram.report.advise("label", "Deze gateway heeft geen vraag. Schrijf welke keuze hier valt.", node_id)
