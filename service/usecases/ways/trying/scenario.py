"""A scenario as a file of the way of working: a walk, and what must hold on it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from service.usecases.work import AMSTERDAM

KIND, FOLDER = "scenario", "scenarios"
MAX_STEPS, MAX_EXPECTED = 150, 200
NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")
_KEYS = frozenset({"id", "naam", "bewijst", "proces", "begin", "antwoorden", "vult_aan", "stappen", "verwacht"})
# What a step is known by, and what else it may say.
_STEPS: Mapping[str, frozenset[str]] = {
    "taak": frozenset({"naam", "proces", "over", "rol", "antwoorden"}),
    "klok": frozenset(),
    "wacht_op": frozenset({"hoogstens"}),
    "handeling": frozenset(),
}
_WAITS = frozenset({"taak", "escalatie", "bericht", "einde"})
# What must hold, by what each line needs and may say.
_EXPECTED: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "einden": (frozenset({"proces", "resultaat"}), frozenset()),
    "taken": (frozenset({"taak"}), frozenset({"rol", "binnen"})),
    "berichten": (frozenset({"soort"}), frozenset({"rol", "op"})),
    "escalaties": (frozenset({"niveau"}), frozenset({"op", "na", "binnen"})),
}


class ScenarioDefinitionError(ValueError):
    """A scenario that cannot be read; `problems` are Dutch sentences."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(self.problems))


@dataclass(frozen=True)
class Scenario:
    """A walk through one process from a fixed instant; `fills_in`: what it does not name, it does with examples.

    `expected` by einden, taken, berichten and escalaties: see `_EXPECTED`.
    """

    id: str
    name: str
    proves: str
    process: str
    begins_at: datetime
    answers: Mapping[str, Any]
    fills_in: bool
    steps: Sequence[Mapping[str, Any]]
    expected: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


def scenarios_of(files: Mapping[tuple[str, str], bytes]) -> dict[str, bytes]:
    """The scenarios among files, by id."""
    return {name: content for (kind, name), content in files.items() if kind == KIND}


def read_scenario(name: str, content: bytes) -> Scenario:
    """Read a file; raises ScenarioDefinitionError with every mistake."""
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ScenarioDefinitionError(["Dit is geen JSON."]) from error
    if not isinstance(raw, dict):
        raise ScenarioDefinitionError(["Een scenario is een JSON-object met naam, bewijst, stappen en verwacht."])
    problems = [*_about(name, raw), *_steps(raw.get("stappen")), *_expectations(raw.get("verwacht", {}))]
    if problems:
        raise ScenarioDefinitionError(problems)
    begin = datetime.fromisoformat(raw["begin"])
    return Scenario(
        id=name,
        name=raw["naam"],
        proves=raw["bewijst"],
        process=raw["proces"],
        begins_at=begin if begin.tzinfo else begin.replace(tzinfo=AMSTERDAM),
        answers=raw.get("antwoorden", {}),
        fills_in=raw.get("vult_aan", False) is True,
        steps=raw["stappen"],
        expected=raw.get("verwacht", {}),
    )


def write_scenario(scenario: Scenario) -> bytes:
    """The same as a file."""
    raw = {
        "id": scenario.id,
        "naam": scenario.name,
        "bewijst": scenario.proves,
        "proces": scenario.process,
        "begin": scenario.begins_at.astimezone(AMSTERDAM).isoformat(),
        "antwoorden": dict(scenario.answers),
        **({"vult_aan": True} if scenario.fills_in else {}),
        "stappen": [dict(step) for step in scenario.steps],
        "verwacht": {key: [dict(line) for line in lines] for key, lines in scenario.expected.items() if lines},
    }
    return (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()


def _about(name: str, raw: Mapping[str, Any]) -> list[str]:
    problems = [f"«{key}» hoort niet in een scenario." for key in sorted(raw.keys() - _KEYS)]
    if not NAME.fullmatch(name) or raw.get("id", name) != name:
        problems.append("Het id is gelijk aan de naam van het bestand: kleine letters, cijfers en _.")
    problems += [f"«{key}» ontbreekt." for key in ("naam", "bewijst", "proces") if not _text(raw.get(key))]
    if not _instant(raw.get("begin")):
        problems.append("«begin» is een moment, zoals 2026-09-07T10:00.")
    if not isinstance(raw.get("antwoorden", {}), dict):
        problems.append("«antwoorden» zijn velden met hun waarde.")
    return problems


def _steps(raw: Any) -> list[str]:
    if not isinstance(raw, list) or len(raw) > MAX_STEPS:
        return [f"«stappen» is een lijst met hoogstens {MAX_STEPS} stappen."]
    return [f"Stap {number}: {text}" for number, step in enumerate(raw, 1) if (text := _wrong_step(step))]


def _wrong_step(step: Any) -> str:
    if not isinstance(step, dict):
        return "een stap is een object met taak, klok, wacht_op of handeling."
    kinds = [kind for kind in _STEPS if kind in step]
    if len(kinds) != 1 or step.keys() - {*kinds, *_STEPS[kinds[0]]}:
        return "een stap heeft precies één van taak, klok, wacht_op en handeling."
    value = step[kinds[0]]
    if kinds[0] == "wacht_op":
        waits = isinstance(value, dict) and len(value) == 1 and set(value) <= _WAITS and _text(*value.values())
        return "" if waits else "wacht_op noemt één taak, escalatie, bericht of einde."
    if kinds[0] == "klok" and value != "volgende" and not _instant(value):
        return "klok is «volgende» of een moment, zoals 2026-09-22T09:00."
    if not _text(value) or not isinstance(step.get("antwoorden", {}), dict):
        return "schrijf welke taak of handeling het is, met de antwoorden als velden."
    return ""


def _expectations(raw: Any) -> list[str]:
    if not isinstance(raw, dict) or raw.keys() - _EXPECTED.keys():
        return [f"«verwacht» heeft alleen {', '.join(_EXPECTED)}."]
    problems = []
    for kind, lines in raw.items():
        needed, extra = _EXPECTED[kind]
        if not isinstance(lines, list) or len(lines) > MAX_EXPECTED:
            problems.append(f"«{kind}» is een lijst.")
        elif any(not isinstance(line, dict) or not needed <= line.keys() <= needed | extra for line in lines):
            problems.append(f"Elke regel bij «{kind}» heeft {', '.join(sorted(needed))}.")
        elif any(not _text(*line.values()) for line in lines):
            problems.append(f"Bij «{kind}» staat een waarde die geen tekst is.")
    return problems


def _text(*values: Any) -> bool:
    return all(isinstance(value, str) and 0 < len(value.strip()) <= 400 for value in values)


def _instant(value: Any) -> bool:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True
