"""From readable XML to something that can be checked: one executable process and its variables."""

from service.engine.gate.finding import Diagram, Report, bpmn_elements
from service.engine.model import ProcessModel
from service.engine.model_reader import VARIABLE, read_process, read_variable
from service.engine.values import ReleaseFiles
from service.engine.xml import BPMN, SPIFF, Element, parse_xml


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
    if process.get("id") != expected:
        text = f"Het proces heet «{process.get('id')}» en het bestand «{expected}». Geef ze dezelfde naam."
        report.add("procesnaam", text, process)
    source = report.source
    _drop_unreadable_variables(report, process)
    return Diagram(report, root, process, read_process(root), source)


def _process(report: Report, root: Element) -> Element | None:
    processes = root.findall(f"{BPMN}process")
    executable = [found for found in processes if found.get("isExecutable") == "true"]
    if len(executable) != 1 or len(processes) != 1:
        text = "Een bestand heeft precies één uitvoerbaar proces (isExecutable). Verdeel of verwijder de andere."
        report.add("proces", text, processes[0] if processes else root)
        return None
    if not executable[0].get("id"):
        report.add("proces", "Het proces heeft geen id. Geef het de naam van het bestand.", executable[0])
        return None
    return executable[0]


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
    models = [read_process(parse_xml(data)) for data in (base.diagrams.values() if base is not None else ())]
    return {model.key: model for model in models}
