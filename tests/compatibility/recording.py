"""Instances as a release saved them, kept for good: a newer service and a newer engine must take their next step.

For a new release, once its diagrams are final:

    python -m tests.compatibility.recording landelijk-2

writes fixtures/landelijk-2.zip: the diagrams, the saved states, and for each what it says and what its next step does.
Earlier files are never written again.
"""

import itertools
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

from service.engine import EngineError, Library, Outcome, ProcessModel, ReleaseFiles, Runner, Snapshot
from service.ports import ElementRef
from tests.engine.world import MONDAY, Step
from tests.process.world import NATIONAL, SETTINGS, Domain, catalogue, national

FIXTURES = Path(__file__).parent / "fixtures"
# "Was this level open before?" is not a choice: it follows from the way the walk has gone.
REMEMBERED = "al_open"
# How many values of everything are tried, after how many steps, and how many states of a process are kept.
VARIANTS, STEPS, STATES = 8, (4, 0, 2, 1, 7), 4


def library_of(diagrams: Mapping[str, bytes], models: Mapping[str, ProcessModel]) -> Library:
    """The diagrams of a release, with every building block that they name."""
    return Library(lambda _release: ReleaseFiles(1, "bewaard", diagrams, {}), catalogue(models.values()))


def looks(outcome: Outcome) -> dict[str, Any]:
    """What a state says, as far as the service reads it."""
    return {
        "status": outcome.status,
        "result": outcome.result,
        "open": sorted([task.element_id, task.due_on.isoformat()] for task in outcome.open_tasks),
        "messages": sorted(outcome.messages),
        "due": outcome.next_due_at.isoformat() if outcome.next_due_at else None,
        "active": sorted(list(pair) for pair in outcome.active),
    }


@dataclass
class Tape:
    """A step that answers building blocks, and remembers what it answered."""

    now: datetime
    settings: Mapping[str, Any]
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def step(self, answer: Any) -> Step:
        return Step(now=self.now, answer=answer, settings=self.settings)

    def replay(self) -> Step:
        """The step with the answers of the tape."""
        return self.step(lambda _name, _parameters, element: self.answers[element.element_id])


def take(runner: Runner, snapshot: Snapshot, action: Mapping[str, Any], step: Step) -> Outcome:
    """Do what an action says to a saved state."""
    found: Outcome | None
    match action["kind"]:
        case "task":
            tasks = runner.inspect(snapshot, step).open_tasks
            spiff_id = next(task.spiff_id for task in tasks if task.element_id == action["element"])
            found = runner.complete(snapshot, spiff_id, action["values"], step)
        case "clock":
            found = runner.fire_due(snapshot, step)
        case _:
            found = runner.send(snapshot, action["message"], step)
    if found is None:
        raise LookupError(f"nothing waits for {action['message']}")
    return found


class Recorder:
    """One process, driven for some steps with the n-th value of everything."""

    def __init__(self, library: Library, models: Mapping[str, ProcessModel], key: str, variant: int) -> None:
        self.runner, self.models, self.key, self.variant = Runner(library), models, key, variant
        self.settings = {key: values[variant % len(values)] for key, values in SETTINGS.items()}
        self.now = MONDAY

    def pick(self, name: str, owner: ProcessModel) -> Any:
        """The value of this variant for a variable, as its own process compares it."""
        if name == REMEMBERED:
            return False
        domain = Domain(owner, {})
        options = domain.values(name, self.now.date().isoformat())
        return Random(f"{self.variant} {name}").choice(options)  # noqa: S311 - the same draw every time

    def answering(self, tape: Tape) -> Step:
        def answer(_name: str, _parameters: Mapping[str, Any], element: ElementRef) -> Mapping[str, Any]:
            owner = self.models[element.process_key]
            node = owner.nodes[element.element_id]
            tape.answers[node.id] = {field: self.pick(variable, owner) for variable, field in node.takes}
            return tape.answers[node.id]

        return tape.step(answer)

    def record(self, steps: int) -> tuple[bytes, dict[str, Any]] | None:
        """The state after some steps, with what it says and its next step; None when it ended before."""
        model = self.models[self.key]
        data = {name: self.pick(name, model) for name in model.start_variables}
        outcome = self.runner.start(1, self.key, data, self.answering(Tape(self.now, self.settings)))
        for _ in range(steps):
            if outcome.status != "running":
                return None
            outcome = self._go_on(outcome, Tape(self.now, self.settings))[1]
        if outcome.status != "running":
            return None
        tape = Tape(self.now, self.settings)
        action, after = self._go_on(outcome, tape)
        kept = {"now": tape.now.isoformat(), "settings": tape.settings, "answers": tape.answers, "action": action}
        return outcome.state, {"process": self.key, "looks": looks(outcome), **kept, "after": looks(after)}

    def _go_on(self, outcome: Outcome, tape: Tape) -> tuple[dict[str, Any], Outcome]:
        action = self._action(outcome)
        if action["kind"] == "clock" and outcome.next_due_at is not None:
            self.now = max(self.now, outcome.next_due_at)
        tape.now = self.now
        return action, take(self.runner, Snapshot(1, self.key, outcome.state), action, self.answering(tape))

    def _action(self, outcome: Outcome) -> dict[str, Any]:
        if outcome.next_due_at is not None and (self.variant == VARIANTS - 1 or not outcome.open_tasks):
            return {"kind": "clock"}
        if not outcome.open_tasks:
            return {"kind": "message", "message": outcome.messages[0]}
        task = outcome.open_tasks[0]
        owner = self.models[task.process_key]
        values = {field: self.pick(variable, owner) for variable, field in owner.nodes[task.element_id].takes}
        return {"kind": "task", "element": task.element_id, "values": values}


def states(library: Library, models: Mapping[str, ProcessModel]) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Every process in a few states, each somewhere else in the diagram."""
    for key in sorted(models):
        seen: list[Any] = []
        for variant, steps in itertools.product(range(VARIANTS), STEPS):
            found = None
            with suppress(EngineError):  # made-up answers may contradict each other
                found = Recorder(library, models, key, variant).record(steps)
            if found is None or found[1]["looks"]["active"] in seen or len(seen) == STATES:
                continue
            seen.append(found[1]["looks"]["active"])
            yield f"{key}-{len(seen)}", *found


def write(name: str, target: Path) -> int:
    """Record the national diagrams as they are now; returns how many states."""
    models = national()
    diagrams = {key: (NATIONAL / f"{key}.bpmn").read_bytes() for key in models}
    described: dict[str, Any] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for key, content in diagrams.items():
            archive.writestr(f"diagrams/{key}.bpmn", content)
        for label, state, about in states(library_of(diagrams, models), models):
            archive.writestr(f"states/{label}", state)
            described[label] = about
        about = {"release": name, "spiffworkflow": version("spiffworkflow"), "states": described}
        archive.writestr("states.json", json.dumps(about, indent=1))
    return len(described)


if __name__ == "__main__":
    file = FIXTURES / f"{sys.argv[1]}.zip"
    if file.exists():
        raise SystemExit(f"{file.name} is there already: what was released does not change.")
    print(f"{write(sys.argv[1], file)} states in {file.name}")  # noqa: T201 - a command for a developer
