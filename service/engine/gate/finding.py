"""What the gate says: every mistake at its element, in a sentence that also says what to do."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from service.engine.model import ProcessModel
from service.engine.xml import BPMN, Element

Severity = Literal["fout", "advies"]
MAX_FINDINGS: Final = 300
_LONGEST: Final = 600
# Control characters, and marks that turn the direction of the text around them: a name must not hide what follows it.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]+")


def plain(text: str) -> str:
    """Text of a stranger's file in one line, without invisible characters and not endless."""
    return _INVISIBLE.sub(" ", text)[:_LONGEST].strip()


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
        if len(self.findings) >= MAX_FINDINGS:
            return
        found = self.where.get(element) if isinstance(element, str) else element
        known = found.get("id") if found is not None else element if isinstance(element, str) else None
        name = self._called(found) if found is not None else None
        line = found.sourceline if found is not None else None
        self.findings.append(
            Finding(self.file, known, plain(name) if name else name, line, rule, severity, plain(message))
        )

    def _called(self, found: Element) -> str | None:
        """What people call an element: its name, or for a flow without one where it comes from and goes to."""
        name: str | None = found.get("name")
        if name or found.tag != f"{BPMN}sequenceFlow":
            return name
        ends = [self.where.get(found.get(end, "")) for end in ("sourceRef", "targetRef")]
        names = [(one.get("name") or one.get("id") or "") if one is not None else "?" for one in ends]
        return f"de weg van «{names[0]}» naar «{names[1]}»"

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
