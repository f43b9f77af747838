"""What an event waits for or gives: a moment, a message, a signal, an escalation."""

from lxml import etree

from service.engine.editing.diagram import EditableDiagram
from service.engine.xml import BPMN, Element, local_name


def set_event(diagram: EditableDiagram, node: Element, kind: str, value: str) -> None:
    """What an event waits for or gives: the moment of a timer, the name of a message or the code of an escalation."""
    definition = node.find(f"{BPMN}{kind}EventDefinition")
    if definition is None:
        for old in [one for one in node if str(one.tag).endswith("EventDefinition")]:
            node.remove(old)
        definition = diagram.add(f"{kind}EventDefinition", node, id=diagram.free_id(f"ed_{node.get('id')}"))
    if kind == "timer":
        _set_moment(diagram, definition, value)
    elif kind in ("message", "signal", "escalation"):
        definition.set(f"{kind}Ref", _reference(diagram, kind, value))


def _set_moment(diagram: EditableDiagram, definition: Element, value: str) -> None:
    old = [one for one in definition if isinstance(one.tag, str) and local_name(one).startswith("time")]
    if old and (old[0].text or "").strip() == value:
        return
    wanted = "timeDuration" if value.lstrip("\"'").startswith("P") else "timeDate"
    for one in old:
        definition.remove(one)
    diagram.expression(definition, wanted, value)


def _reference(diagram: EditableDiagram, kind: str, name: str) -> str:
    """The id of a message, signal or escalation with this name, made when there is none."""
    key = "escalationCode" if kind == "escalation" else "name"
    for one in diagram.root.iterfind(f"{BPMN}{kind}"):
        if one.get(key) == name:
            return str(one.get("id"))
    prefix = "msg" if kind == "message" else kind
    made = etree.Element(f"{BPMN}{kind}", {"id": diagram.free_id(f"{prefix}_{name}"), "name": name})
    made.set(key, name)
    diagram.add_root(made)
    return str(made.get("id"))
