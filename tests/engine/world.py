"""A step context with plain functions, a catalogue of a few building blocks, and a runner over drawn diagrams."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from service.engine import Library, Limits, Outcome, ReleaseFiles, Runner, Snapshot
from service.ports import ElementRef, HandlerParameter

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 1, 12, 9, tzinfo=UTC)
Answer = Callable[[str, Mapping[str, Any], ElementRef], Mapping[str, Any]]


@dataclass(frozen=True)
class Block:
    """A building block as gate and engine see it."""

    name: str
    parameters: tuple[HandlerParameter, ...] = ()
    returns: tuple[str, ...] = ()
    summary: str = "Doet iets."
    subject: str = "proef"


BLOCKS = (
    Block("melden", (HandlerParameter("bericht", "str", True), HandlerParameter("uiterlijk", "date", False))),
    Block("tellen", (HandlerParameter("stap", "int", False),), ("aantal", "gestart_op", "klaar", "partijen")),
)


@dataclass(frozen=True)
class Blocks:
    """A catalogue."""

    blocks: tuple[Block, ...] = BLOCKS

    def find(self, name: str) -> Block | None:
        return next((block for block in self.blocks if block.name == name), None)

    def all(self) -> Iterable[Block]:
        return self.blocks


def weekdays(number: int, since: str) -> str:
    """Working days without holidays."""
    found, step = date.fromisoformat(since), 1 if number > 0 else -1
    for _ in range(abs(number)):
        found += timedelta(step)
        while found.weekday() > 4:
            found += timedelta(step)
    return found.isoformat()


def at(hour: int) -> Callable[[str], str]:
    """The instant of an hour on a day in Amsterdam, as ISO text with offset."""
    return lambda day: datetime.combine(date.fromisoformat(day), time(hour), AMSTERDAM).isoformat()


@dataclass
class Step:
    """One step: its instant, its day, what handlers answer, and the calls that were made."""

    now: datetime = MONDAY
    answer: Answer = lambda _name, _parameters, _element: {}
    day: date | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any], ElementRef]] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.day or self.now.astimezone(AMSTERDAM).date()

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        return {
            "termijn": lambda code, since: weekdays(int(code[1:3]), since),
            "werkdagen": weekdays,
            "vandaag": lambda: self.today.isoformat(),
            "om_herinnering": at(9),
            "om_verval": at(17),
            "eerste_van": min,
            "laatste_van": max,
            "kies": lambda condition, then, otherwise: then if condition else otherwise,
            "instelling": lambda key: self.settings[key],
            "aantal": len,
        }

    def call_handler(self, name: str, parameters: Mapping[str, Any], element: ElementRef) -> Mapping[str, Any]:
        self.calls.append((name, dict(parameters), element))
        return self.answer(name, parameters, element)


class Story:
    """One instance, step by step; every step goes through the saved state of the one before it."""

    def __init__(
        self, *diagrams: bytes, key: str = "proef", blocks: Blocks | None = None, limits: Limits | None = None
    ):
        named = {diagram.split(b'process id="')[1].split(b'"')[0].decode(): diagram for diagram in diagrams}
        self.files = ReleaseFiles(1, "proef-1", named, {})
        self.library = Library(lambda _release: self.files, blocks or Blocks())
        self.runner = Runner(self.library, limits)
        self.key = key
        self.outcome: Outcome

    def start(self, step: Step | None = None, answered: Mapping[str, Any] | None = None, **data: Any) -> Outcome:
        self.outcome = self.runner.start(1, self.key, data, step or Step(), answered)
        return self.outcome

    @property
    def snapshot(self) -> Snapshot:
        return Snapshot(1, self.key, self.outcome.state)

    def do(self, element_id: str, step: Step | None = None, **values: Any) -> Outcome:
        """Complete the (first) open task of an element."""
        task = next(task for task in self.outcome.open_tasks if task.element_id == element_id)
        self.outcome = self.runner.complete(self.snapshot, task.spiff_id, values, step or Step())
        return self.outcome

    def fire(self, step: Step | None = None) -> Outcome:
        """Fire what is due next, on the day of its instant."""
        due_at = self.outcome.next_due_at
        if step is None:
            assert due_at is not None
            step = Step(now=due_at)
        self.outcome = self.runner.fire_due(self.snapshot, step)
        return self.outcome

    def send(self, name: str, step: Step | None = None) -> Outcome | None:
        found = self.runner.send(self.snapshot, name, step or Step())
        if found is not None:
            self.outcome = found
        return found

    @property
    def open(self) -> list[str]:
        return [task.element_id for task in self.outcome.open_tasks]

    @property
    def passed(self) -> list[str]:
        return [visit.element_id for visit in self.outcome.visited]
