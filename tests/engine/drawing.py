"""Small diagrams for tests, written as the elements and flows they consist of."""

import itertools
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="def_1" targetNamespace="https://test">'
)
TOMORROW = "werkdagen(1, vandaag())"


def properties(values: Mapping[str, str | None], extra: str = "") -> str:
    """The extension elements of an element."""
    found = "".join(
        f"<spiffworkflow:property name={quoteattr(name)} value={quoteattr(value)} />"
        for name, value in values.items()
        if value is not None
    )
    group = f"<spiffworkflow:properties>{found}</spiffworkflow:properties>" if found else ""
    return f"<bpmn:extensionElements>{group}{extra}</bpmn:extensionElements>" if group or extra else ""


def element(tag: str, id: str, body: str = "", **attributes: str) -> str:
    """Any BPMN element."""
    rest = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f'<bpmn:{tag} id="{id}" name="{id}"{rest}>{body}</bpmn:{tag}>'


def start(id: str = "begin") -> str:
    return element("startEvent", id)


def end(id: str = "einde", result: str | None = "klaar", body: str = "") -> str:
    return element("endEvent", id, properties({"resultaat": result}) + body)


def terminate(id: str = "einde", result: str = "klaar") -> str:
    return end(id, result, f'<bpmn:terminateEventDefinition id="stop_{id}" />')


def user(id: str, due: str | None = TOMORROW, takes: str | None = None, body: str = "", **more: str) -> str:
    found = {"formulier": id, "vervalt": due, "variabelen": takes, **more}
    return element("userTask", id, properties(found) + body)


def service(id: str, handler: str, takes: str | None = None, extra: str = "", **parameters: str) -> str:
    given = "".join(
        f'<spiffworkflow:parameter id="{name}" type="str" value={quoteattr(value)} />'
        for name, value in parameters.items()
    )
    operator = (
        f'<spiffworkflow:serviceTaskOperator id="ret.{handler}" resultVariable="_{id}">'
        f"<spiffworkflow:parameters>{given}</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator>"
    )
    return element("serviceTask", id, properties({"variabelen": takes}, operator + extra))


def xor(id: str, default: str | None = None) -> str:
    return element("exclusiveGateway", id, **({"default": default} if default else {}))


def parallel(id: str) -> str:
    return element("parallelGateway", id)


def call(id: str, process: str, phase: str | None = None) -> str:
    return element("callActivity", id, properties({"fase": phase}), calledElement=process)


def sub_process(id: str, *content: str) -> str:
    return element("subProcess", id, "".join(content))


def timer(expression: str, kind: str = "timeDate") -> str:
    return (
        f'<bpmn:timerEventDefinition id="klok"><bpmn:{kind} xsi:type="bpmn:tFormalExpression">{escape(expression)}'
        f"</bpmn:{kind}></bpmn:timerEventDefinition>"
    )


def message(name: str) -> str:
    return f'<bpmn:messageEventDefinition id="post" messageRef="msg_{name}" />'


def boundary(id: str, host: str, definition: str, interrupting: bool = True, extra: str = "") -> str:
    definition = definition.replace('id="klok"', f'id="klok_{id}"').replace('id="post"', f'id="post_{id}"')
    cancel = "true" if interrupting else "false"
    return element("boundaryEvent", id, extra + definition, attachedToRef=host, cancelActivity=cancel)


def catch(id: str, definition: str) -> str:
    return element("intermediateCatchEvent", id, definition)


def flow(source: str, target: str, condition: str | None = None) -> str:
    rule = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{escape(condition)}</bpmn:conditionExpression>'
        if condition is not None
        else ""
    )
    id = f"f_{source}__{target}"
    return f'<bpmn:sequenceFlow id="{id}" sourceRef="{source}" targetRef="{target}">{rule}</bpmn:sequenceFlow>'


def chain(*ids: str) -> str:
    return "".join(flow(source, target) for source, target in itertools.pairwise(ids))


def many(collection: str, item: str, sequential: bool = False) -> str:
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{"true" if sequential else "false"}">'
        f"<bpmn:loopDataInputRef>{collection}</bpmn:loopDataInputRef>"
        f'<bpmn:inputDataItem id="{item}" name="{item}" /></bpmn:multiInstanceLoopCharacteristics>'
    )


def diagram(
    key: str,
    *content: str,
    variables: Mapping[str, str] | None = None,
    messages: Iterable[str] = (),
    lanes: Mapping[str, Iterable[str]] | None = None,
    extra: str = "",
) -> bytes:
    """A file with one process; `extra` stands between the process and the end of the file."""
    declared: dict[str, str | None] = {"onderwerp": "zaak"}
    declared |= {f"variabele.{name}": text for name, text in (variables or {}).items()}
    drawn = "".join(
        f'<bpmn:lane id="lane_{key}_{number}" name={quoteattr(label)}>'
        + "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)
        + "</bpmn:lane>"
        for number, (label, nodes) in enumerate((lanes or {}).items())
    )
    lane_set = f'<bpmn:laneSet id="lanes_{key}">{drawn}</bpmn:laneSet>' if drawn else ""
    posts = "".join(f'<bpmn:message id="msg_{name}" name="{name}" />' for name in messages)
    body = properties(declared) + lane_set + "".join(content)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{HEAD}<bpmn:process id="{key}" name="{key}" isExecutable="true">'
        f"{body}</bpmn:process>{posts}{extra}</bpmn:definitions>"
    ).encode()
