"""The command bpmn check: put files through the gate before anybody runs them."""

import argparse
import json
import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import handlers
from service.cli.installation import Stop, open_services, read_settings
from service.domain.actors import SYSTEM
from service.engine.gate import Finding
from service.usecases.diagram_checks import (
    MISTAKE,
    Ground,
    check_over,
    gate_times,
    region_ground,
    shipped_ground,
)
from service.usecases.diagram_uploads import report
from service.usecases.work import WorkFactory

_SUFFIXES = (".bpmn", ".json")
# The words of the API.
_WORDS = {
    "file": "bestand", "element": "element", "name": "naam", "line": "regelnummer", "rule": "regel", "title": "titel",
    "severity": "ernst", "message": "melding",
}  # fmt: skip


def check_diagrams(options: argparse.Namespace) -> int:
    """Put files through the gate; exit code 1 when one may not run."""
    files = _read(options.bestanden)
    ground = _ground(options)
    findings = check_over(ground, files, trial=not options.zonder_proef)
    if options.json:
        print(json.dumps(_as_json(findings, gate_times(ground, files)), ensure_ascii=False, indent=2))
    else:
        _say(findings, files)
    return int(any(finding.severity == MISTAKE for finding in findings))


def _read(paths: list[Path]) -> dict[str, bytes]:
    if missing := [path for path in paths if not path.exists()]:
        raise Stop(f"Dit bestand bestaat niet: {missing[0]}")
    found = [file for path in paths for file in ([path] if path.is_file() else _within(path))]
    if not found:
        raise Stop(
            "Hier staan geen diagrammen (.bpmn) of formulieren (.json). Geef een ander bestand of een andere map."
        )
    return {str(file): file.read_bytes() for file in found}


def _within(folder: Path) -> list[Path]:
    found = (file for file in sorted(folder.rglob("*.*")) if file.suffix in _SUFFIXES and file.is_file())
    # Scenarios are no forms: `bpmn scenario` does them again.
    return [file for file in found if file.parent.name != "scenarios"]


def _ground(options: argparse.Namespace) -> Ground:
    """The national files of this installation, or what a region has: only that needs the database."""
    if not options.region:
        return shipped_ground(read_settings(options), handlers.catalogue())
    with WorkFactory(open_services(options)).read(SYSTEM) as work:
        return region_ground(work, options.region)


def _say(findings: list[Finding], files: Mapping[str, bytes]) -> None:
    for finding in findings:
        place = f":{finding.line}" if finding.line else ""
        about = f" {finding.element}:" if finding.element else ""
        print(f"{finding.file}{place}: {finding.severity}:{about} {finding.message} [{finding.rule}]")
    forms = sum(path.endswith(".json") for path in files)
    print(f"{len(files) - forms} diagrammen en {forms} formulieren bekeken, {len(findings)} bevindingen.")


def _as_json(findings: list[Finding], times: Mapping[str, float]) -> dict[str, Any]:
    """The findings, and the CPU time of the gate for each diagram by itself."""
    slowest = max(times, key=lambda path: times[path], default=None)
    found = report(findings)
    return {
        "magDraaien": found.may_run,
        "bevindingen": [{_WORDS[key]: value for key, value in vars(row).items()} for row in found.findings],
        "keurtijd": {
            "diagrammen": len(times),
            "mediaanMs": round(1000 * statistics.median(times.values())) if times else None,
            "slechtsteMs": round(1000 * times[slowest]) if slowest else None,
            "slechtste": slowest,
        },
    }
