"""Scenarios done again before a way of working may count, in a process of its own that may be killed."""

import base64
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from service.engine.gate import Finding
from service.usecases.children import Limits, run_child
from service.usecases.ways.contents import Files, behaviour
from service.usecases.ways.trying.holding import Difference
from service.usecases.ways.trying.playing import PlayGround
from service.usecases.ways.trying.scenario import KIND, Scenario, ScenarioDefinitionError, read_scenario, scenarios_of
from service.usecases.ways.trying.starting import in_words

# Above this layer: it needs the building blocks. Only its name is known here.
_CHILD: Final = "service.rehearsal"
CPU_SECONDS: Final = 20  # for each scenario
MEMORY_BYTES: Final = 1024**3


def rehearse(config_dir: Path, ground: PlayGround, scenarios: Sequence[str]) -> dict[str, list[Difference] | None]:
    """What goes otherwise in each of these scenarios of `ground.files`, by id; None for one that was broken off."""
    left, found = list(scenarios), dict[str, list[Difference] | None]()
    while left:
        with tempfile.TemporaryDirectory(prefix="procesregie-") as folder:
            limits = Limits(CPU_SECONDS, MEMORY_BYTES, len(left))
            for line in run_child(_CHILD, limits, _request(config_dir, ground, left, folder)):
                found[line["scenario"]] = [Difference(**one) for one in line["differences"]]
        unfinished = [name for name in left if name not in found]
        # The first without an answer is the one that was being done when it ended; the others get another turn.
        found.update(dict.fromkeys(unfinished[:1]))
        left = unfinished[1:]
    return found


def _request(config_dir: Path, ground: PlayGround, scenarios: Sequence[str], folder: str) -> bytes:
    request = {
        "config": str(config_dir),
        "folder": folder,
        "files": _encoded(ground.files),
        "under": _encoded(ground.under),
        "region": asdict(ground.region),
        "scenarios": list(scenarios),
    }
    return json.dumps(request).encode()


def _encoded(files: Files) -> list[list[str]]:
    return [[kind, name, base64.b64encode(content).decode()] for (kind, name), content in files.items()]


def decoded(rows: Sequence[Sequence[str]]) -> dict[tuple[str, str], bytes]:
    """The files of a request."""
    return {(kind, name): base64.b64decode(content) for kind, name, content in rows}


def read_findings(files: Files) -> list[Finding]:
    """What is wrong in the scenarios as they are written."""
    found = []
    for (kind, name), content in files.items():
        if kind == KIND:
            try:
                read_scenario(name, content)
            except ScenarioDefinitionError as wrong:
                found += [_finding(name, None, "scenario_gelezen", problem) for problem in wrong.problems[:5]]
    return found


def play_all(config_dir: Path, ground: PlayGround, national: Mapping[str, bytes]) -> list[tuple[str, Finding]]:
    """What goes otherwise, for the author, with the id of its scenario; `national` guard every region, by id."""
    if not national and not scenarios_of(ground.files):
        return []
    together, kept = {**scenarios_of(ground.files), **national}, behaviour(ground.files)
    playable = replace(ground, files={**kept, **{(KIND, name): data for name, data in together.items()}})
    found: list[tuple[str, Finding]] = []
    for name, differences in rehearse(config_dir, playable, sorted(together)).items():
        scenario = read_scenario(name, together[name])
        rule = "landelijk_scenario" if name in national else "scenario"
        if differences is None:
            text = f"Scenario «{scenario.name}» duurde te lang en is gestopt. Maak het korter, of het proces kleiner."
            found.append((name, _finding(name, None, rule, text)))
        for one in differences or ():
            file = one.process_key if ("diagram", one.process_key or "") in kept else None
            found.append((name, _finding(name, one.element_id, rule, _sentence(scenario, one, rule), file)))
    return found


def _sentence(scenario: Scenario, one: Difference, rule: str) -> str:
    where = ""
    if one.step is not None:
        step = scenario.steps[one.step - 1] if one.step else {}
        where = f"Stap {one.step} ({in_words(step)}): " if one.step else "Bij het begin: "
    if rule == "landelijk_scenario":
        head = f"Landelijke waarborg «{scenario.name}» gaat verloren. {scenario.proves}"
        return f"{head} {where}{one.message} Breng dit terug; deze waarborg geldt in elke regio."
    head = f"Scenario «{scenario.name}» loopt anders."
    return f"{head} {where}{one.message} Herstel het ontwerp, of loop de proef opnieuw als het zo bedoeld is."


def _finding(name: str, element: str | None, rule: str, message: str, process: str | None = None) -> Finding:
    file = f"{process}.bpmn" if process else f"scenarios/{name}.json"
    return Finding(file, element, None, None, rule, "fout", message)
