"""Diagrams that somebody sends in only to hear what the gate finds: they are checked and kept nowhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.errors import FieldError, InvalidInput, NotAllowed
from service.domain.permissions import may_operate
from service.domain.ways import may_see_releases
from service.engine.gate import Finding
from service.engine.gate.rules import RULES
from service.usecases.diagram_checks import MISTAKE, check_files, get_region
from service.usecases.work import Work

MAX_FILES = 40
MAX_FILE = 600 * 1024


@dataclass(frozen=True)
class FindingRow:
    """A finding as others see it; `title` is the name of its rule."""

    file: str
    element: str | None
    name: str | None
    line: int | None
    rule: str
    title: str
    severity: str
    message: str


@dataclass(frozen=True)
class DiagramReport:
    """Everything that was found; `may_run` when there is no mistake among it."""

    may_run: bool
    findings: Sequence[FindingRow]


def report(findings: Iterable[Finding]) -> DiagramReport:
    """Findings with the names of their rules."""
    rows = [FindingRow(**vars(found), title=RULES[found.rule].title) for found in findings]
    return DiagramReport(all(row.severity != MISTAKE for row in rows), rows)


def check_upload(
    work: Work, files: Sequence[tuple[str, bytes]], region_key: str | None = None, *, trial: bool = False
) -> DiagramReport:
    """Check named files for a region or nationally; raises NotAllowed for who does not work on diagrams."""
    region_id = get_region(work, region_key).id if region_key else None
    if not (may_see_releases(work.actor, region_id) or may_operate(work.actor)):
        raise NotAllowed("U kunt geen diagrammen laten keuren. Vraag de beheerder van de regio.")
    named = {name.strip(): data for name, data in files}
    if len(named) < len(files) or "" in named:
        raise InvalidInput(fields=[FieldError("bestand", "Geef elk bestand een eigen naam, zoals ret_triage.bpmn.")])
    if len(named) > MAX_FILES:
        raise InvalidInput(fields=[FieldError("bestand", f"Stuur hooguit {MAX_FILES} bestanden tegelijk.")])
    return report(check_files(work, named, region_key, trial=trial))
