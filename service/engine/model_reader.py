"""From the XML of one diagram to a ProcessModel. It trusts the gate and so only reads; it judges nothing."""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.engine.model import HUMAN_KINDS, SUBJECTS, Flow, Lane, NodeModel, ProcessModel, Variable
from service.engine.scalars import TYPES, kept
from service.engine.xml import BPMN, SPIFF, Element, documentation, local_name, properties

NODE_KINDS = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
        "userTask",
        "manualTask",
        "task",
        "serviceTask",
        "exclusiveGateway",
        "parallelGateway",
        "subProcess",
        "callActivity",
    }
)
VARIABLE = "variabele."
OPERATOR = "ret."


def role_key(label: str) -> str:
    """The role of a lane label: `Gemeente / inkoop` → `gemeente_inkoop`."""
    return re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")


def read_variable(name: str, text: str) -> Variable:
    """`type; set by[; first value]` → Variable; raises ValueError."""
    parts = [part.strip() for part in text.split(";", 2)]
    if len(parts) < 2 or parts[0] not in TYPES:
        raise ValueError(f"variable {name}: expected `type; set by[; first value]`, found {text!r}")
    sources = tuple(source.strip().partition(".")[0] for source in parts[1].split(",") if source.strip())
    if len(parts) == 2:
        return Variable(name, parts[0], sources)
    try:
        first = ast.literal_eval(parts[2])
    except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError(f"variable {name}: the first value {parts[2]!r} cannot be read") from error
    return Variable(name, parts[0], sources, kept(name, first, parts[0]))


def read_variables(process: Element) -> dict[str, Variable]:
    """All declared variables of a process, in the order of the file."""
    declared = {name: text for name, text in properties(process).items() if name.startswith(VARIABLE)}
    return {name[len(VARIABLE) :]: read_variable(name[len(VARIABLE) :], text) for name, text in declared.items()}


def taken(text: str) -> tuple[tuple[str, str], ...]:
    """`a, b=field` → (("a", "a"), ("b", "field"))."""
    pairs = (item.strip().partition("=") for item in text.split(",") if item.strip())
    return tuple((name.strip(), field.strip() or name.strip()) for name, _, field in pairs)


def node_elements(process: Element) -> Iterator[tuple[Element, str | None]]:
    """Every node of a process with the id of the sub-process that holds it."""
    for element in process.iter(f"{BPMN}*"):
        if local_name(element) in NODE_KINDS:
            parent = element.getparent()
            yield element, parent.get("id") if local_name(parent) == "subProcess" else None


class _Reader:
    def __init__(self, root: Element) -> None:
        self.process = root.find(f"{BPMN}process")
        if self.process is None:
            raise ValueError("the file holds no process")
        self.messages = {found.get("id"): found.get("name") for found in root.iter(f"{BPMN}message", f"{BPMN}signal")}
        self.lane_of = {
            (reference.text or "").strip(): lane.get("name", "")
            for lane in self.process.iter(f"{BPMN}lane")
            for reference in lane.iterfind(f"{BPMN}flowNodeRef")
        }
        self.elements = {element.get("id"): (element, inside) for element, inside in node_elements(self.process)}

    def model(self) -> ProcessModel:
        process = self.process
        labels = [lane.get("name", "") for lane in process.iter(f"{BPMN}lane")]
        subject = properties(process).get("onderwerp", "zaak")
        return ProcessModel(
            key=process.get("id", ""),
            name=process.get("name") or process.get("id", ""),
            documentation=documentation(process),
            subject=SUBJECTS.get(subject, subject),
            variables=read_variables(process),
            lanes=tuple(Lane(role_key(label), label) for label in labels),
            nodes={node_id: self.node(element, inside) for node_id, (element, inside) in self.elements.items()},
            flows=tuple(self.flows()),
        )

    def flows(self) -> Iterator[Flow]:
        defaults = {element.get("default") for element, _ in self.elements.values()} - {None}
        for flow in self.process.iter(f"{BPMN}sequenceFlow"):
            condition = flow.findtext(f"{BPMN}conditionExpression")
            yield Flow(
                id=flow.get("id", ""),
                source=flow.get("sourceRef", ""),
                target=flow.get("targetRef", ""),
                name=flow.get("name", ""),
                condition=condition.strip() if condition is not None else None,
                is_default=flow.get("id") in defaults,
            )

    def label(self, element: Element, inside: str | None) -> str:
        """The lane of a node; a boundary event without one takes its host's, a node its sub-process's."""
        seen = 0
        while element is not None and seen < 20:
            if element.get("id") in self.lane_of:
                return str(self.lane_of[element.get("id")])
            element, inside = self.elements.get(element.get("attachedToRef") or inside, (None, None))
            seen += 1
        return ""

    def node(self, element: Element, inside: str | None) -> NodeModel:
        kind, found = local_name(element), properties(element)
        default_form = element.get("id") if kind == "userTask" else None
        return NodeModel(
            id=element.get("id", ""),
            kind=kind,
            name=element.get("name") or element.get("id", ""),
            role=role_key(self.label(element, inside)),
            form=found.get("formulier", default_form) if kind in HUMAN_KINDS else None,
            documentation=documentation(element),
            calls=element.get("calledElement"),
            phase=found.get("fase"),
            mandatory=found.get("verplicht"),
            due=found.get("vervalt"),
            takes=taken(found.get("variabelen", "")),
            result=found.get("resultaat"),
            attached_to=element.get("attachedToRef"),
            interrupting=element.get("cancelActivity", "true") != "false",
            answered_at_start=found.get("start_beantwoord") == "ja",
            inside=inside,
            item=_item(element),
            **self.event(element),
            **_operator(element),
        )

    def event(self, element: Element) -> dict[str, Any]:
        for child in element.iterfind(f"{BPMN}*"):
            name = local_name(child)
            if name.endswith("EventDefinition"):
                reference = child.get("messageRef") or child.get("signalRef")
                return {
                    "event": name.removesuffix("EventDefinition"),
                    "message": self.messages.get(reference),
                    "timer": _timer(child),
                }
        return {}


def _timer(definition: Element) -> str | None:
    parts = [part for part in definition.iterfind(f"{BPMN}*") if local_name(part).startswith("time")]
    return (parts[0].text or "").strip() if parts else None


def _item(element: Element) -> str | None:
    item = element.find(f"{BPMN}multiInstanceLoopCharacteristics/{BPMN}inputDataItem")
    return item.get("id") if item is not None else None


def _operator(element: Element) -> Mapping[str, Any]:
    operator = element.find(f"{BPMN}extensionElements/{SPIFF}serviceTaskOperator")
    if operator is None:
        return {}
    parameters = operator.iterfind(f"{SPIFF}parameters/{SPIFF}parameter")
    return {
        "handler": operator.get("id", "").removeprefix(OPERATOR),
        "parameters": tuple((found.get("id", ""), found.get("value", "")) for found in parameters),
    }


def read_process(root: Element) -> ProcessModel:
    """The model of the (one) process in a parsed file; raises ValueError."""
    return _Reader(root).model()
