"""A called process as a stub: it starts with the same data, asks one question and ends with each of its results."""

from lxml import etree

from service.engine.gate.values import results
from service.engine.model import SIDE_END, UNSET, ProcessModel, Variable
from service.engine.xml import BPMN, SPIFF, Element

STUB_TASK, STUB_RESULT = "stub_taak", "stub_uitkomst"
_DUE = "werkdagen(1, vandaag())"


def stub(callee: ProcessModel, caller: ProcessModel) -> bytes:
    """The file of the stub; what the caller takes back is answered at its one task."""
    root = etree.Element(f"{BPMN}definitions", nsmap={"bpmn": BPMN[1:-1], "spiffworkflow": SPIFF[1:-1]})
    process = etree.SubElement(root, f"{BPMN}process", id=callee.key, name=callee.name, isExecutable="true")
    back = returned(callee, caller)
    declared = {f"variabele.{name}": _declared(found) for name, found in callee.variables.items() if found.from_start}
    for name in back:
        known = declared.get(f"variabele.{name}", f"{callee.variables[name].type}; {STUB_TASK}")
        declared[f"variabele.{name}"] = known.replace("; start", f"; start, {STUB_TASK}", 1)
    declared[f"variabele.{STUB_RESULT}"] = f"str; {STUB_TASK}"
    _properties(process, {"onderwerp": "zaak", **declared})
    etree.SubElement(process, f"{BPMN}startEvent", id="stub_begin")
    task = etree.SubElement(process, f"{BPMN}userTask", id=STUB_TASK, name=callee.name)
    taken = {"formulier": STUB_TASK, "vervalt": _DUE, "variabelen": ", ".join([STUB_RESULT, *back])}
    _properties(task, taken)
    _flow(process, "stub_begin", STUB_TASK)
    _ends(process, list(results(callee)) or [SIDE_END])
    return etree.tostring(root)


def _declared(variable: Variable) -> str:
    """As the callee declares it: with a first value nobody has to give it one."""
    first = list(variable.first) if isinstance(variable.first, tuple) else variable.first
    return f"{variable.type}; start" + ("" if variable.first is UNSET else f"; {first!r}")


def returned(callee: ProcessModel, caller: ProcessModel) -> list[str]:
    """The variables that a caller takes back from a callee."""
    calls = {node.id for node in caller.nodes.values() if node.calls == callee.key}
    declared = caller.variables.values()
    return [found.name for found in declared if calls & set(found.sources) and found.name in callee.variables]


def _ends(process: Element, codes: list[str]) -> None:
    source = STUB_TASK
    if len(codes) > 1:
        source = "stub_keuze"
        etree.SubElement(process, f"{BPMN}exclusiveGateway", id=source, default=f"f_stub_keuze__stub_{codes[0]}")
        _flow(process, STUB_TASK, source)
    for number, code in enumerate(codes):
        end = etree.SubElement(process, f"{BPMN}endEvent", id=f"stub_{code}")
        _properties(end, {"resultaat": code})
        _flow(process, source, f"stub_{code}", f'{STUB_RESULT} == "{code}"' if number else None)


def _properties(element: Element, values: dict[str, str]) -> None:
    group = etree.SubElement(etree.SubElement(element, f"{BPMN}extensionElements"), f"{SPIFF}properties")
    for name, value in values.items():
        etree.SubElement(group, f"{SPIFF}property", name=name, value=value)


def _flow(process: Element, source: str, target: str, condition: str | None = None) -> None:
    id_ = f"f_{source}__{target}"
    flow = etree.SubElement(process, f"{BPMN}sequenceFlow", id=id_, sourceRef=source, targetRef=target)
    if condition is not None:
        etree.SubElement(flow, f"{BPMN}conditionExpression").text = condition
