"""Reading the histories: which lines there are, what each does, and the form data that go with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from service.usecases.work import AMSTERDAM

NOON = time(12, 0)


@dataclass(frozen=True)
class Line:
    """One line of a history, at its instant; `action` says what it stands for."""

    case: str
    at: datetime
    step: str
    action: "StepAction"
    raw: Mapping[str, Any]

    @property
    def automatic(self) -> bool:
        return bool(self.raw.get("automatisch"))

    @property
    def missed(self) -> bool:
        return bool(self.raw.get("gemist"))

    @property
    def goal(self) -> str | None:
        """The key of the goal a check is about; None when the line names none."""
        number = self.raw.get("doel")
        return f"doel-{number}" if number is not None else None


@dataclass(frozen=True)
class StepAction:
    """What a kind of line does: register, complete a task or everything before it, act on the case page, or expect."""

    task: str | None = None
    until: str | None = None
    register: bool = False
    page: str | None = None
    remember: str | None = None
    expect: str | None = None
    every: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)
    takes: Mapping[str, str] = field(default_factory=dict)  # field of the form ← field of the line


@dataclass(frozen=True)
class CaseScript:
    """One case of the demo: its facts, its lines and its form data.

    `later` are the lines from the one on for which a part of the service is needed that does not exist yet: they are
    not played, but what they name is left to them.
    """

    number: str
    facts: Mapping[str, Any]
    lines: Sequence[Line]
    later: Sequence[Line]
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Script:
    """All of it; `reference` is where the clock stands afterwards."""

    reference: datetime
    cases: Sequence[CaseScript]
    standard: Mapping[str, Mapping[str, Any]]


def read_script(folder: Path) -> Script:
    """Read `casussen*.yaml` (histories) and `gegevens*.yaml` (form data) from a folder."""
    histories = _load(folder / "casussen.yaml")
    running = [raw for path in sorted(folder.glob("casussen_*.yaml")) for raw in _load(path)["casussen"]]
    data = _merged(_load(path) for path in sorted(folder.glob("gegevens*.yaml")))
    actions = {name: StepAction(**_action(raw)) for name, raw in data["stappen"].items()}
    cases = [_case(raw, actions, data["casussen"].get(raw["id"], {})) for raw in (*histories["casussen"], *running)]
    return Script(
        reference=_instant(histories["peildatum"], histories["peiltijd"]), cases=cases, standard=data["standaard"]
    )


def _load(path: Path) -> Any:
    # The C loader reads the same YAML, ten times as quick.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def _merged(parts: Any) -> dict[str, Any]:
    merged: dict[str, Any] = {"stappen": {}, "standaard": {}, "casussen": {}}
    for part in parts:
        for name, values in part.items():
            for key, value in values.items():
                if key in merged[name]:
                    raise ValueError(f"demo data: {name}.{key} stands in two files")
                merged[name][key] = value
    return merged


_KEYS = {
    "taak": "task",
    "tot": "until",
    "aanmelden": "register",
    "zaakpagina": "page",
    "onthouden": "remember",
    "verwacht": "expect",
    "allemaal": "every",
    "gegevens": "answers",
    "neemt_over": "takes",
}


def _action(raw: Mapping[str, Any] | None) -> dict[str, Any]:
    return {_KEYS[key]: value for key, value in (raw or {}).items()}


def _case(raw: Mapping[str, Any], actions: Mapping[str, StepAction], answers: Mapping[str, Any]) -> CaseScript:
    lines = [
        Line(raw["id"], _instant(item["datum"], item.get("tijd")), item["stap"], actions[item["stap"]], item)
        for item in raw["historie"]
    ]
    stops_at = (raw.get("later_nodig") or {}).get("vanaf")
    played = next((n for n, line in enumerate(lines) if line.step == stops_at), len(lines))
    return CaseScript(raw["id"], raw, lines[:played], lines[played:], answers)


def _instant(day: date | str, moment: str | None) -> datetime:
    on = day if isinstance(day, date) else date.fromisoformat(day)
    at = time.fromisoformat(moment) if moment else NOON
    return datetime.combine(on, at, AMSTERDAM)
