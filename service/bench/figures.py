"""Figures and how they come about: series of durations, statements counted, one list of results with their goals."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

# How much slower the largest worklist may be than the smallest and still be called flat.
FLAT = 1.5
_TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Figure:
    """One figure; `goal` is the most it may be, where there is a goal."""

    key: str
    text: str  # Dutch, for the table
    value: float
    unit: str
    goal: float | None = None

    @property
    def met(self) -> bool | None:
        return None if self.goal is None else self.value <= self.goal


@dataclass(frozen=True)
class Surroundings:
    """Where and when it was measured: without it nobody knows what a duration means."""

    database: str
    omvang: str
    begonnen: str
    duur_s: float
    kernen: int
    python: str
    belasting_begin: float
    belasting_eind: float


@dataclass
class Figures:
    """Everything that was measured, in order."""

    found: list[Figure] = field(default_factory=list)
    tell: Callable[[Figure], None] = lambda _figure: None  # hears of every figure as it comes

    def add(self, key: str, text: str, value: float, unit: str = "ms", goal: float | None = None) -> None:
        self.found.append(Figure(key, text, round(value, 3), unit, goal))
        self.tell(self.found[-1])

    def add_series(self, key: str, text: str, series: "Series", goal: float | None = None) -> None:
        """The median and the 95th percentile of a series; the goal is about the median."""
        self.add(f"{key}_p50_ms", f"{text}, mediaan", series.p50, goal=goal)
        self.add(f"{key}_p95_ms", f"{text}, p95", series.p95)

    def __getitem__(self, key: str) -> float:
        return next(figure.value for figure in self.found if figure.key == key)


@dataclass
class Series:
    """Durations in milliseconds."""

    values: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        return self._at(0.5)

    @property
    def p95(self) -> float:
        return self._at(0.95)

    def _at(self, part: float) -> float:
        ordered = sorted(self.values)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)]

    @contextmanager
    def timed(self) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.values.append((time.perf_counter() - began) * 1000)


def measure(times: int, act: Callable[[], object], warm: int = 3) -> Series:
    """How long something takes, after a few times that do not count."""
    series = Series()
    for _ in range(warm):
        act()
    for _ in range(times):
        with series.timed():
            act()
    return series


@dataclass
class Counted:
    """What went to the database."""

    statements: int = 0
    commits: int = 0
    commits_at: list[float] = field(default_factory=list)


@contextmanager
def counting(engine: Engine) -> Iterator[Counted]:
    """Count statements and commits of one engine; beginning and ending a transaction is no statement."""
    counted = Counted()

    def statement(_connection: Any, _cursor: Any, text: str, *_more: Any) -> None:
        counted.statements += not text.lstrip().upper().startswith(_TRANSACTION)

    def commit(_connection: Any) -> None:
        counted.commits += 1
        counted.commits_at.append(time.perf_counter())

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    try:
        yield counted
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "commit", commit)
