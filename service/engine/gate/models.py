"""From readable XML to something that can be checked: one executable process and its variables."""

from copy import deepcopy
from functools import lru_cache

from service.engine.gate.finding import Diagram, Report, bpmn_elements
from service.engine.model import ProcessModel
from service.engine.model_reader import VARIABLE, read_process, read_variable
from service.engine.values import ReleaseFiles
from service.engine.xml import BPMN, SPIFF, Element, local_name, parse_xml

_STAND_INS = {
    **dict.fromkeys(
        ("scriptTask", "sendTask", "receiveTask", "businessRuleTask", "implicitThrowEvent"), "intermediateThrowEvent"
    ),
    **dict.fromkeys(("inclusiveGateway", "complexGateway"), "exclusiveGateway"),
    "eventBasedGateway": "parallelGateway",
    **dict.fromkeys(("transaction", "adHocSubProcess"), "subProcess"),
}


def build(report: Report, root: Element | None, expected: str) -> Diagram | None:
    """The diagram of a file, or None with the reason in the report; `expected` is the process id the file name says."""
    if root is None:
        return None
    for element in bpmn_elements(root):
        if element.get("id"):
            report.where.setdefault(element.get("id"), element)
    process = _process(report, root)
    if process is None:
        return None
    if not process.get("id"):
        report.add("proces", "Het proces heeft geen id. Geef het de naam van het bestand.", process)
        process.set("id", expected)
    elif process.get("id") != expected:
        text = f"Het proces heet «{process.get('id')}» en het bestand «{expected}». Geef ze dezelfde naam."
        report.add("procesnaam", text, process)
    _drop_unreadable_variables(report, process)
    return Diagram(report, root, process, read_process(_with_stand_ins(root)), report.source)


def _with_stand_ins(root: Element) -> Element:
    """The same with something in the place of nodes that are refused: else every flow to them would seem loose."""
    if not any(local_name(element) in _STAND_INS for element in root.iter(f"{BPMN}*")):
        return root
    copied = deepcopy(root)
    for element in copied.iter(f"{BPMN}*"):
        stand_in = _STAND_INS.get(local_name(element))
        if stand_in is not None:
            element.tag = f"{BPMN}{stand_in}"
    return copied


def _process(report: Report, root: Element) -> Element | None:
    """The one executable process; when there are others or none, the largest is looked at all the same."""
    processes = root.findall(f"{BPMN}process")
    if not processes:
        report.add("proces", "Het bestand heeft geen proces. Teken een begin, taken en een einde.", root)
        return None
    if len(processes) > 1:
        text = "Een bestand heeft precies één proces. Zet de andere pools in een eigen bestand, of haal ze weg."
        report.add("proces", text, processes[1])
    chosen = max(processes, key=lambda found: (found.get("isExecutable") == "true", len(found)))
    if chosen.get("isExecutable") != "true":
        text = "Het proces is niet uitvoerbaar. Zet «uitvoerbaar» (isExecutable) aan bij het proces."
        report.add("proces", text, chosen)
    for other in processes:
        if other is not chosen:
            root.remove(other)
    return chosen


def _drop_unreadable_variables(report: Report, process: Element) -> None:
    for group in process.iterfind(f"{BPMN}extensionElements/{SPIFF}properties"):
        for found in group.findall(f"{SPIFF}property"):
            name = found.get("name", "")
            if not name.startswith(VARIABLE):
                continue
            try:
                read_variable(name[len(VARIABLE) :], found.get("value", ""))
            except ValueError:
                text = (
                    f"De variabele «{name[len(VARIABLE) :]}» is niet te lezen. Schrijf: soort; herkomst; beginwaarde. "
                    "Soorten zijn str, int, bool, date en list; de beginwaarde mag weg."
                )
                report.add("variabele", text, process)
                group.remove(found)


def read_base(base: ReleaseFiles | None) -> dict[str, ProcessModel]:
    """The models of the release below; it has passed the gate before."""
    models = [_model(data) for data in (base.diagrams.values() if base is not None else ())]
    return {model.key: model for model in models}


@lru_cache(maxsize=256)
def _model(data: bytes) -> ProcessModel:
    """Read once for each content: an editor asks for findings after every change of one file among many."""
    return read_process(parse_xml(data))
