"""The walk: every answer, every clock and every message, until every way was passed or a bound is reached."""

import itertools
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from service.engine.errors import EngineError
from service.engine.gate.trial.coverage import Coverage
from service.engine.gate.trial.options import Options
from service.engine.gate.trial.result import Stuck, Trial, reason_of
from service.engine.gate.trial.step import BEGIN, Tape, TrialStep
from service.engine.gate.trial.stubs import STUB_TASK
from service.engine.gate.values import results
from service.engine.library import Library
from service.engine.model import NodeModel
from service.engine.runner import Runner
from service.engine.values import OpenTask, Outcome, Snapshot
from service.ports import ElementRef

Values = Mapping[str, Any]
Act = Callable[[TrialStep], Outcome | None]


@dataclass(frozen=True)
class Bounds:
    """How far a walk goes; also when everything was passed it goes on for a while, to find what goes wrong."""

    steps: int = 3000
    least_states: int = 100
    answers: int = 40
    mistakes: int = 5


Functions = Mapping[str, Callable[..., Any]]
# Every set of answers to a task that its form accepts: the task, its element, values worth trying by field, functions.
Answers = Callable[[OpenTask, NodeModel, Mapping[str, Sequence[Any]], Functions], Iterator[Values]]


@dataclass(frozen=True)
class State:
    """A point in the walk, and how it got there; `called` are the building blocks that ran on the way."""

    outcome: Outcome | None
    now: datetime
    way: tuple[str, ...] = ()
    called: frozenset[str] = frozenset()


@dataclass
class Walk:
    """The trial of one process; `profiles` are settings of a region to walk with, one after the other.

    `library` holds the process with stubs for what it calls. `remembered` are values that a building block gives as
    true from its second call on: whether something was there already is no free choice.
    """

    library: Library
    options: Options
    answers: Answers
    profiles: Sequence[Mapping[str, Any]]
    remembered: frozenset[str] = frozenset()
    bounds: Bounds = field(default_factory=Bounds)

    def __post_init__(self) -> None:
        self.model = self.options.model
        self.processes = self.library.get(1).processes
        self.runner = Runner(self.library)
        self.coverage = Coverage(self.model)
        self.stuck: dict[tuple[str | None, str], Stuck] = {}
        self.settings: Mapping[str, Any] = {}
        self.steps = self.states = self.ended = 0
        self.whole = True

    def go(self) -> Trial:
        """Walk with every profile and tell what was found."""
        for number, settings in enumerate(self.profiles):
            if number == 0 or self.coverage.missed:
                self._explore(settings, self.bounds.steps * (number + 1) // len(self.profiles))
        return Trial(tuple(self.stuck.values()), self.coverage.missed, self.whole, self.states, self.ended)

    def _explore(self, settings: Mapping[str, Any], most: int) -> None:
        self.settings = settings
        queue, seen = deque([State(None, BEGIN)]), set[Any]()
        while queue and len(self.stuck) < self.bounds.mistakes:
            if self.steps >= most:
                self.whole = False
                break
            if not self.coverage.missed and len(seen) >= self.bounds.least_states:
                break
            state = queue.popleft()
            for label, now, act in self._actions(state):
                before = len(self.coverage.missed)
                for after in self._try(state, label, now, act, settings):
                    if self._is_new(after, seen):
                        # What led somewhere new goes first: it is likely to lead further.
                        (queue.appendleft if len(self.coverage.missed) < before else queue.append)(after)
        self.states += len(seen)

    def _try(self, state: State, label: str, now: datetime, act: Act, settings: Mapping[str, Any]) -> Iterator[State]:
        """Every way an action can go, by what the building blocks answer."""
        picks: list[int] | None = []
        while picks is not None:
            tape, called, way = Tape(picks), set(state.called), (*state.way, label)
            self.steps += 1
            try:
                outcome = act(TrialStep(now, self._answer(tape, called, now), settings))
            except EngineError as error:
                self._note(error, way)
                outcome = None
            if outcome is not None:
                self.coverage.add(outcome, state.outcome)
                yield State(outcome, now, way, frozenset(called))
            picks = tape.following()

    def _note(self, error: EngineError, way: tuple[str, ...]) -> None:
        element = error.element_id if error.process_key in (None, self.model.key) else None
        reason = reason_of(error)
        self.stuck.setdefault((element, reason), Stuck(element, reason, way))

    def _answer(self, tape: Tape, called: set[str], now: datetime) -> Callable[[ElementRef], Values]:
        def answer(element: ElementRef) -> Values:
            node = self.processes[element.process_key].nodes[element.element_id]
            again = node.id in called
            called.add(node.id)
            return {
                name: again if name in self.remembered else tape.pick(self.options.of(variable, now))
                for variable, name in node.takes
            }

        return answer

    def _actions(self, state: State) -> Iterator[tuple[str, datetime, Act]]:
        if state.outcome is None:
            yield from self._starts()
            return
        outcome, snapshot = state.outcome, Snapshot(1, self.model.key, state.outcome.state)
        for task in {found.element_id: found for found in outcome.open_tasks}.values():
            for values in itertools.islice(self._answers(task, state.now), self.bounds.answers):
                yield _task_label(task, values), state.now, _complete(self.runner, snapshot, task.spiff_id, values)
        for name in outcome.messages:
            yield f"bericht «{name}»", state.now, _send(self.runner, snapshot, name)
        if outcome.next_due_at is not None:
            now = max(state.now, outcome.next_due_at)
            yield f"de klok naar {now:%d-%m-%Y}", now, lambda step: self.runner.fire_due(snapshot, step)

    def _starts(self) -> Iterator[tuple[str, datetime, Act]]:
        names = self.model.start_variables
        combinations = itertools.product(*(self.options.of(name, BEGIN) for name in names))
        for combination in itertools.islice(combinations, self.bounds.answers):
            data = dict(zip(names, combination, strict=True))
            yield _label("start", data), BEGIN, _start(self.runner, self.model.key, data)

    def _answers(self, task: OpenTask, now: datetime) -> Iterator[Values]:
        node = self.processes[task.process_key].nodes[task.element_id]
        tried = {field: self.options.answers(task.process_key, variable, now) for variable, field in node.takes}
        if node.id != STUB_TASK:
            functions = TrialStep(now, lambda _element: {}, self.settings).functions
            yield from self.answers(task, node, tried, functions)
            return
        for combination in itertools.product(*tried.values()):
            yield dict(zip(tried, combination, strict=True))

    def _is_new(self, state: State, seen: set[Any]) -> bool:
        outcome = state.outcome
        if outcome is None or outcome.status != "running":
            self.ended += 1
            if outcome is not None and outcome.status == "completed" and outcome.result not in results(self.model):
                text = "het proces is afgelopen zonder resultaat"
                self.stuck.setdefault((None, text), Stuck(None, text, state.way))
            return False
        data = sorted((task.element_id, self.options.deciding_of(task.data)) for task in outcome.open_tasks)
        called = state.called if self.remembered & self.model.variables.keys() else None
        key = (outcome.active, tuple(data), self.options.deciding_of(outcome.data), called)
        new = key not in seen
        seen.add(key)
        return new


def _task_label(task: OpenTask, values: Values) -> str:
    return _label(f"taak «{task.name}»", values)


def _label(what: str, values: Values) -> str:
    shown = ", ".join(
        f"{name} = {'ja' if value is True else 'nee' if value is False else value}" for name, value in values.items()
    )
    return f"{what} ({shown[:120]})" if shown else what


def _start(runner: Runner, process_key: str, data: Values) -> Act:
    return lambda step: runner.start(1, process_key, data, step)


def _complete(runner: Runner, snapshot: Snapshot, spiff_id: str, values: Values) -> Act:
    return lambda step: runner.complete(snapshot, spiff_id, values, step)


def _send(runner: Runner, snapshot: Snapshot, name: str) -> Act:
    return lambda step: runner.send(snapshot, name, step)
