"""Diagrams that were drawn for another engine: what of it means nothing here, and what to choose in its place.

Nothing is taken out: the drawing and the settings of the other package are kept when the diagram is saved again.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lxml import etree

from service.engine.gate.finding import Diagram
from service.engine.xml import BPMN, SPIFF, Element, is_bpmn, local_name

_PACKAGES: Final = {
    "http://camunda.org/schema/1.0/bpmn": "Camunda 7",
    "http://camunda.org/schema/zeebe/1.0": "Camunda 8",
    "http://flowable.org/bpmn": "Flowable",
    "http://activiti.org/bpmn": "Activiti",
    "http://www.signavio.com": "Signavio",
    "http://www.bizagi.com/bpmn20": "Bizagi",
    "http://www.jboss.org/drools": "jBPM",
}
# Colours, versions of a modeller and the like: they say nothing about what happens.
_HARMLESS: Final = (
    "http://bpmn.io/schema/bpmn",
    "http://www.omg.org/spec/BPMN/non-normative/color",
    "http://camunda.org/schema/modeler",
    "http://www.w3.org/",
    "http://www.omg.org/spec/",
)
_DELEGATES: Final = frozenset({"class", "delegateExpression", "expression", "type", "topic", "taskDefinition"})
_WORK: Final = {
    **dict.fromkeys(("formKey", "formRef", "formData", "formDefinition", "userTaskForm", "formProperty"), "form"),
    **dict.fromkeys(("assignee", "candidateUsers", "candidateGroups", "owner", "assignmentDefinition"), "role"),
    **dict.fromkeys(("dueDate", "followUpDate", "taskSchedule", "priorityDefinition"), "due"),
    **dict.fromkeys(("executionListener", "taskListener", "executionListeners", "taskListeners"), "listener"),
    **dict.fromkeys(("inputOutput", "ioMapping", "in", "out", "inputParameter", "resultVariable"), "data"),
    **dict.fromkeys(("calledElement", "calledElementBinding", "processRef"), "call"),
    **dict.fromkeys(("decisionRef", "calledDecision", "script", "scriptFormat"), "decision"),
}
_DO: Final = {
    "delegate": "roept een {package}-delegate aan ({value}); kies een bouwsteen",
    "form": "toont een formulier van {package} ({value}); kies hier een formulier of maak het",
    "role": "is in {package} toegewezen aan {value}; sleep het element in de baan van de rol die het doet",
    "due": "heeft een termijn van {package} ({value}); vul hier de termijn in",
    "listener": "heeft een luisteraar van {package} ({value}); zet er een servicetaak met een bouwsteen voor of na",
    "data": "geeft gegevens door op de manier van {package} ({value}); kies hier de variabelen",
    "call": "roept een proces aan op de manier van {package} ({value}); kies hier het proces",
    "decision": "gebruikt een beslisregel of script van {package} ({value}); teken de keuze met een gateway",
}
_KINDS: Final = {
    "process": "Het proces", "participant": "De pool", "sequenceFlow": "De stroom", "startEvent": "Het begin",
    "endEvent": "Het einde", "boundaryEvent": "De grensgebeurtenis", "callActivity": "De aanroep",
    "subProcess": "Het subproces", "exclusiveGateway": "De gateway", "parallelGateway": "De gateway",
}  # fmt: skip


def calls_delegate(element: Element) -> str | None:
    """The package whose delegate a service task calls in the place of a building block."""
    if element.find(f"{BPMN}extensionElements/{SPIFF}serviceTaskOperator") is not None:
        return None
    return next((package for package, name, _value in _settings(element) if name in _DELEGATES), None)


def check_foreign(diagram: Diagram) -> None:
    """Name what to replace, element by element; what is only technical is told once for the whole process."""
    technical: dict[str, set[str]] = defaultdict(set)
    for element in diagram.process.iter(f"{BPMN}*"):
        if not element.get("id"):
            continue
        said: dict[str, tuple[str, str]] = {}
        for package, name, value in _settings(element):
            kind = "delegate" if name in _DELEGATES else _WORK.get(name)
            if kind is None:
                technical[package].add(name)
            else:
                said.setdefault(kind, (package, value))
        for kind, (package, value) in said.items():
            what = _DO[kind].format(package=package, value=f"«{value[:80]}»" if value else "zonder naam")
            calls = kind == "delegate" and local_name(element) == "serviceTask" and calls_delegate(element)
            add = diagram.report.add if calls else diagram.report.advise
            add("bouwsteen" if calls else "ander_pakket", f"{_called(element)} {what}.", element)
    for package, names in sorted(technical.items()):
        text = (
            f"Het diagram heeft instellingen van {package} ({', '.join(sorted(names)[:6])}). "
            "Ze blijven bewaard, maar doen hier niets; u hoeft niets te doen."
        )
        diagram.report.advise("ander_pakket", text, diagram.process)


def _called(element: Element) -> str:
    kind = local_name(element)
    what = _KINDS.get(kind, "De gebeurtenis" if kind.endswith("Event") else "De taak")
    return f"{what} «{element.get('name') or element.get('id')}»"


def _settings(element: Element) -> Iterator[tuple[str, str, str]]:
    """Package, name and value of everything another package has put on an element itself."""
    for key, value in element.attrib.items():
        package = _package(str(key))
        if package is not None:
            yield package, etree.QName(key).localname, value
    for group in element.iterfind(f"{BPMN}extensionElements"):
        for child in group:
            package = None if is_bpmn(child) or str(child.tag).startswith(SPIFF) else _package(str(child.tag))
            if package is not None:
                yield package, local_name(child), _value(child)


def _package(qualified: str) -> str | None:
    space = qualified[1:].partition("}")[0] if qualified.startswith("{") else ""
    if not space or space.startswith(_HARMLESS):
        return None
    return _PACKAGES.get(space, "een ander pakket")


_TELLING: Final = (
    "type", "formId", "formKey", "assignee", "candidateGroups", "dueDate", "class", "delegateExpression",
    "expression", "processId", "decisionId",
)  # fmt: skip


def _value(child: Element) -> str:
    """What a person would recognise of an extension element: its most telling attribute."""
    return next((child.get(name) for name in _TELLING if child.get(name)), "")
