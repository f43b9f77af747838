"""A bounded exploration of one diagram: every answer, every clock, every message, until everything was passed.

Called processes are stubs. Every step goes through the saved state, as in the service itself.
"""

import itertools
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from service.engine import EngineError, Library, OpenTask, Outcome, ProcessModel, Runner, Snapshot
from service.ports import ElementRef
from tests.engine.world import MONDAY, Step, weekdays
from tests.process.world import SETTINGS, STUB_RESULT, STUB_TASK, Domain, catalogue, form_choices, release, results

# Also when everything was passed, the search goes on for a while: it may still run into an error.
MIN_STATES = 60
MAX_STATES = 3000
MAX_ANSWERS = 60
# "Was this level open before?" is not a choice: it follows from the way the walk has gone.
REMEMBERED = "al_open"


@dataclass
class Tape:
    """Which of its answers each handler call gives; `following` is the next combination to try."""

    picks: list[int]
    options: list[int] = field(default_factory=list)

    def pick(self, values: list[Any]) -> Any:
        place = len(self.options)
        self.options.append(len(values))
        return values[self.picks[place] if place < len(self.picks) else 0]

    def following(self) -> list[int] | None:
        picks = [*self.picks, *[0] * len(self.options)][: len(self.options)]
        for place in reversed(range(len(picks))):
            if picks[place] + 1 < self.options[place]:
                return [*picks[:place], picks[place] + 1]
        return None


@dataclass(frozen=True)
class State:
    """A point in the exploration: how it got there, and the handler calls it made on the way."""

    outcome: Outcome | None
    now: datetime
    path: tuple[str, ...] = ()
    called: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Action:
    """Something that can happen next."""

    label: str
    run: Callable[[Step], Outcome | None]
    now: datetime


@dataclass
class Coverage:
    """The flows and ends of a process that were passed."""

    model: ProcessModel
    flows: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)

    @property
    def missed(self) -> list[str]:
        ends = {node.id for node in self.model.nodes.values() if node.kind == "endEvent"}
        return sorted({found.id for found in self.model.flows} - self.flows) + sorted(ends - self.ends)

    def add(self, outcome: Outcome, before: Outcome | None) -> None:
        passed = [visit.element_id for visit in outcome.visited if visit.process_key == self.model.key]
        standing = before.active if before is not None else ()
        opened = sorted(element for key, element in outcome.active if (key, element) not in standing)
        for place, element in enumerate(passed):
            outgoing = [found for found in self.model.flows if found.source == element]
            if self.model.nodes[element].kind == "exclusiveGateway" and len(outgoing) > 1:
                # One way of a gateway may lead past the other: the first of them that was reached is the one taken.
                later = [*passed[place + 1 :], *opened]
                taken = [found for found in outgoing if found.target in later]
                outgoing = sorted(taken, key=lambda found: later.index(found.target))[:1]
            self.flows.update(found.id for found in outgoing)
            if self.model.nodes[element].kind == "endEvent":
                self.ends.add(element)


class Walk:
    """The exploration of one process."""

    def __init__(self, model: ProcessModel, models: Mapping[str, ProcessModel]) -> None:
        files = release(model, models)
        self.model = model
        self.library = Library(lambda _release: files, catalogue(models.values()))
        self.runner = Runner(self.library)
        self.processes = self.library.get(1).processes
        stubs = {key: found for key, found in self.processes.items() if key != model.key}
        self.domain = Domain(model, stubs)
        self.results = {key: results(models[key]) for key in self.processes}
        self.coverage = Coverage(model)
        self.errors: list[str] = []
        self.settings: Mapping[str, Any] = {}

    def go(self) -> None:
        """Explore with the one set of settings and then with the other, until an error or nothing is left."""
        for number in (0, 1):
            self.settings = {key: values[number] for key, values in SETTINGS.items()}
            queue: deque[State] = deque([State(None, MONDAY)])
            seen: set[Any] = set()
            while queue and len(seen) < (MAX_STATES if self.coverage.missed else MIN_STATES):
                state = queue.popleft()
                for action in self._actions(state):
                    queue.extend(after for after in self._try(state, action) if self._is_new(after, seen))
                if self.errors:
                    return

    def _try(self, state: State, action: Action) -> Iterator[State]:
        """Every way an action can go, by what the handlers answer."""
        picks: list[int] | None = []
        while picks is not None:
            tape, called = Tape(picks), set(state.called)
            try:
                outcome = action.run(self._step(action.now, tape, called))
            except EngineError as error:
                self.errors.append(f"{' > '.join((*state.path, action.label))}: {error}")
                return
            assert outcome is not None
            self.coverage.add(outcome, state.outcome)
            yield State(outcome, action.now, (*state.path, action.label), frozenset(called))
            picks = tape.following()

    def _step(self, now: datetime, tape: Tape, called: set[str]) -> Step:
        def answer(_name: str, _parameters: Mapping[str, Any], element: ElementRef) -> Mapping[str, Any]:
            node = self.processes[element.process_key].nodes[element.element_id]
            again = node.id in called
            called.add(node.id)
            values = {variable: self.domain.values(variable, _soon(now)) for variable, _ in node.takes}
            return {
                name: again if variable == REMEMBERED else tape.pick(values[variable]) for variable, name in node.takes
            }

        return Step(now=now, answer=answer, settings=self.settings)

    def _actions(self, state: State) -> Iterator[Action]:
        if state.outcome is None:
            yield from self._starts(state.now)
            return
        outcome, snapshot = state.outcome, Snapshot(1, self.model.key, state.outcome.state)
        for task in {found.element_id: found for found in outcome.open_tasks}.values():
            for values in itertools.islice(self._answers(task, state.now), MAX_ANSWERS):
                label = f"taak {task.element_id} {values or ''}".strip()
                yield Action(label, _complete(self.runner, snapshot, task.spiff_id, values), state.now)
        for name in outcome.messages:
            yield Action(f"bericht {name}", _send(self.runner, snapshot, name), state.now)
        if outcome.next_due_at is not None:
            now = max(state.now, outcome.next_due_at)
            yield Action("klok", lambda step: self.runner.fire_due(snapshot, step), now)

    def _starts(self, now: datetime) -> Iterator[Action]:
        names = self.model.start_variables
        options = [self.domain.values(name, now.date().isoformat()) for name in names]
        for combination in itertools.product(*options):
            data = dict(zip(names, combination, strict=True))
            yield Action(f"start {data}", _start(self.runner, self.model.key, data), now)

    def _answers(self, task: OpenTask, now: datetime) -> Iterator[dict[str, Any]]:
        node = self.processes[task.process_key].nodes[task.element_id]
        options: dict[str, list[Any]] = {}
        for variable, name in node.takes:
            offered = form_choices(node, name) if node.id != STUB_TASK else None
            if name == STUB_RESULT:
                options[name] = self.results[task.process_key]
            elif offered:
                options[name] = offered if variable in self.domain.deciding() else offered[:1]
            else:
                options[name] = self.domain.values(variable, _soon(now))
        for combination in itertools.product(*options.values()):
            yield dict(zip(options, combination, strict=True))

    def _is_new(self, state: State, seen: set[Any]) -> bool:
        outcome, deciding = state.outcome, self.domain.deciding()
        assert outcome is not None
        if outcome.status != "running":
            if outcome.result not in self.results[self.model.key]:
                self.errors.append(f"{' > '.join(state.path)}: ends without a result")
            return False
        data = sorted((task.element_id, _shown(task.data, deciding)) for task in outcome.open_tasks)
        key = (outcome.active, tuple(data), _shown(outcome.data, deciding), state.called if self._remembers else None)
        new = key not in seen
        seen.add(key)
        return new

    @property
    def _remembers(self) -> bool:
        return REMEMBERED in self.model.variables


def _complete(
    runner: Runner, snapshot: Snapshot, spiff_id: str, values: Mapping[str, Any]
) -> Callable[[Step], Outcome]:
    return lambda step: runner.complete(snapshot, spiff_id, values, step)


def _send(runner: Runner, snapshot: Snapshot, name: str) -> Callable[[Step], Outcome | None]:
    return lambda step: runner.send(snapshot, name, step)


def _start(runner: Runner, process_key: str, data: Mapping[str, Any]) -> Callable[[Step], Outcome]:
    return lambda step: runner.start(1, process_key, data, step)


def _soon(now: datetime) -> str:
    return weekdays(1, now.date().isoformat())


def _shown(data: Mapping[str, Any], names: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, repr(data[name])) for name in sorted(names) if name in data)
