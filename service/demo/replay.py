"""Playing the histories: everything in one chronological stream, and what falls due on the way fires in order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from service.adapters.clock import FrozenClock
from service.demo.acting import Acting
from service.demo.defects import DemoDefect
from service.demo.expectations import expect, expect_ending
from service.demo.script import NOON, Line, Script, read_script
from service.usecases.clocks import keep_clock_at
from service.usecases.open_work import OpenWork, list_open_work
from service.usecases.ticking import next_due_at, tick
from service.usecases.work import AMSTERDAM, Work, WorkFactory

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DemoReport:
    """What was replayed."""

    cases: int
    lines: int
    tasks: int
    fired: int


def load_demo(factory: WorkFactory, folder: Path, progress: Progress | None = None) -> DemoReport:
    """Replay all histories up to the reference date; then the service's clock runs on from there.

    Raises DemoDefect when a history cannot be replayed: that is a mistake in the service or the data, never skipped.
    """
    script = read_script(folder)
    report = _Replay(factory, script, progress or (lambda _done, _all: None)).run()
    keep_clock_at(factory, script.reference)
    return report


class _Replay:
    def __init__(self, factory: WorkFactory, script: Script, progress: Progress) -> None:
        first = min(line.at for case in script.cases for line in case.lines)
        self.clock = FrozenClock(first)
        self.factory = WorkFactory(replace(factory.services, clock=self.clock))
        self.script, self.progress = script, progress
        self.acting = {case.number: Acting(self.factory, case, script.standard) for case in script.cases}
        self.waiting = sorted((line for case in script.cases for line in case.lines), key=lambda line: line.at)
        self.total, self.tasks, self.fired = len(self.waiting), 0, 0

    def run(self) -> DemoReport:
        while (moment := self._next()) is not None:
            at, act = moment
            if at > self.clock.now():
                self.clock.set(at)
            act()
        self.clock.set(self.script.reference)
        self._tick()
        for acting in self.acting.values():
            expect_ending(self.factory, acting.script, acting.number)
        return DemoReport(len(self.script.cases), self.total, self.tasks, self.fired)

    def _next(self) -> tuple[datetime, Callable[[], None]] | None:
        """The earliest thing to happen: a timer, else an unnamed task on its due date, else a line."""
        moments: list[tuple[datetime, int, Callable[[], None]]] = []
        with self.factory.read() as work:
            due = next_due_at(work)
            unnamed = self._unnamed(work)
        if due is not None:
            moments.append((due, 0, self._tick))
        if unnamed is not None:
            number, task_id, at = unnamed
            moments.append((at, 1, lambda: self._complete_unnamed(number, task_id)))
        if self.waiting:
            moments.append((self.waiting[0].at, 2, self._line))
        moments = [moment for moment in moments if moment[0] <= self.script.reference]
        if not moments:
            return None
        at, _, act = min(moments, key=lambda moment: (moment[0], moment[1]))
        return at, act

    def _tick(self) -> None:
        report = tick(self.factory)
        self.fired += report.fired
        if report.failed:
            raise DemoDefect(f"{report.failed} step(s) failed at {self.clock.now().isoformat()}: see the incidents")

    def _unnamed(self, work: Work) -> tuple[str, int, datetime] | None:
        """The first open task that no line names, at noon of its due date; not in a case that stopped before that."""
        for task in list_open_work(work):
            acting = self._acting(task.case_number)
            if acting is None or self._is_reserved(acting, task):
                continue
            at = datetime.combine(task.due_on, NOON, AMSTERDAM)
            later = acting.script.later
            if not later or max(at, self.clock.now()) < later[0].at:
                return acting.script.number, task.task_id, at
        return None

    def _acting(self, number: str) -> Acting | None:
        return next((acting for acting in self.acting.values() if acting.number == number), None)

    def _is_reserved(self, acting: Acting, task: OpenWork) -> bool:
        """Whether a coming line completes this task itself, or says that it was missed."""
        missed = task.task_id in acting.missed
        coming = [line for line in self.waiting if line.case == acting.script.number]
        for line in (*coming, *acting.script.later):
            if not _is_about(line, task):
                continue
            # The main line waits for its history. A check or a call that is due before that is another one.
            return missed or line.missed or task.main_line or line.at.date() <= task.due_on
        return missed

    def _complete_unnamed(self, number: str, task_id: int) -> None:
        self.acting[number].complete(task_id)
        self.tasks += 1

    def _line(self) -> None:
        line = self.waiting.pop(0)
        acting = self.acting[line.case]
        if line.missed:
            acting.note_missed(line, lambda task: _is_about(line, task))
        if not line.automatic:
            self.tasks += acting.play(line, lambda task: _is_about(line, task))
        expect(self.factory, line, acting.number)
        self.progress(self.total - len(self.waiting), self.total)


def _is_about(line: Line, task: OpenWork) -> bool:
    if line.action.task != task.element_id:
        return False
    goal = line.goal
    return goal is None or task.subject == goal.replace("-", " ")
