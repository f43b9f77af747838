"""Models of the diagrams of a draft, as far as they can be read."""

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from service.engine.editing.diagram import EditableDiagram
from service.engine.model import NodeModel, ProcessModel
from service.engine.model_reader import read_process, role_key
from service.engine.xml import documentation, local_name, parse_xml


def readable_models(diagrams: Mapping[str, bytes]) -> dict[str, ProcessModel]:
    """The model of every diagram that can be read, by process id; the gate says what is wrong with the others."""
    found: dict[str, ProcessModel] = {}
    for key, data in diagrams.items():
        try:
            found[key] = read_process(parse_xml(data))
        except (etree.XMLSyntaxError, ValueError):
            continue
    return found


def whole_model(content: bytes) -> ProcessModel | None:
    """The model of a diagram with also the steps of kinds that may not be used; None when it cannot be read."""
    model = readable_models({"": content}).get("")
    if model is None:
        return None
    diagram = EditableDiagram(content)
    nodes = {}
    for element in diagram.nodes():
        node_id, lane = element.get("id"), diagram.lane_of(element.get("id"))
        parent = element.getparent()
        strange = NodeModel(
            id=node_id,
            kind=local_name(element),
            name=element.get("name") or node_id,
            role=role_key(lane.get("name", "")) if lane is not None else "",
            documentation=documentation(element),
            attached_to=element.get("attachedToRef"),
            inside=parent.get("id") if parent is not diagram.process else None,
        )
        nodes[node_id] = model.nodes.get(node_id, strange)
    return replace(model, nodes=nodes)
