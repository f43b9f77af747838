"""What the gate says: every mistake at its element, in a sentence that also says what to do."""

from dataclasses import dataclass, field
from typing import Literal

from service.engine.model import ProcessModel
from service.engine.xml import BPMN, Element

Severity = Literal["fout", "advies"]


@dataclass(frozen=True)
class Finding:
    """One mistake (`fout`: may not run) or remark (`advies`) about an element of a file; `line` counts from 1."""

    file: str
    element: str | None
    name: str | None
    line: int | None
    rule: str
    severity: Severity
    message: str


@dataclass
class Report:
    """The findings of one file while it is checked."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    where: dict[str, Element] = field(default_factory=dict)
    source: bytes = b""

    def add(self, rule: str, message: str, element: Element | str | None = None, severity: Severity = "fout") -> None:
        """Note a finding at an element, given as XML or as its id."""
        found = self.where.get(element) if isinstance(element, str) else element
        known = found.get("id") if found is not None else element if isinstance(element, str) else None
        name = found.get("name") if found is not None else None
        line = found.sourceline if found is not None else None
        self.findings.append(Finding(self.file, known, name, line, rule, severity, message))

    def advise(self, rule: str, message: str, element: Element | str | None = None) -> None:
        """Note a remark that does not stop the diagram."""
        self.add(rule, message, element, "advies")

    @property
    def failed(self) -> bool:
        """Whether there is a mistake among the findings."""
        return any(finding.severity == "fout" for finding in self.findings)


@dataclass
class Diagram:
    """A file that could be read: its XML, its process, its model and the findings so far."""

    report: Report
    root: Element
    process: Element
    model: ProcessModel
    source: bytes

    def element(self, node_id: str) -> Element | None:
        """The XML of an element of the process."""
        return self.report.where.get(node_id)

    @property
    def key(self) -> str:
        """The process id."""
        return self.model.key


def bpmn_elements(root: Element) -> list[Element]:
    """All elements of BPMN itself, in the order of the file."""
    return list(root.iter(f"{BPMN}*"))
