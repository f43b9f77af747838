"""The clock's tick: whatever is due happens, in order of its instant, each in a transaction of its own.

Any number of processes may tick at once. Each claims a case with something due, by locking its row and skipping the
rows that others hold; within the case the earliest instance is fired. So two instances of one case never step at
the same time, nobody waits for another worker, and whoever dies gives back what it held, undone.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import bindparam, exists, func, select

from service.db import was_overtaken
from service.domain.actors import SYSTEM
from service.domain.deadlines import local_date
from service.domain.errors import Overtaken
from service.domain.retrying import MAX_TRIES, retry_delay
from service.models import Pause, ProcessInstance
from service.usecases import claiming, errands, sweeps
from service.usecases.claiming import DUE, FIRABLE, Due
from service.usecases.incidents import resolve_for_instance
from service.usecases.instances import fire
from service.usecases.mails import deliver
from service.usecases.pause_endings import end, first_due, next_ending
from service.usecases.work import BrokenStep, ToldFailure, Work, WorkFactory, record_broken

__all__ = ["MAX_INSTANTS", "MAX_TRIES", "TickReport", "TimerStuck", "fire_due", "next_due_at", "tick"]

# No case has this many instants due at once, not after a year of standing still: its timers keep arming in the past.
MAX_INSTANTS = 300

log = structlog.get_logger(__name__)


@dataclass
class TickReport:
    """What one tick did: instants fired, steps that failed, mails sent and not sent."""

    fired: int = 0
    failed: int = 0
    mails_sent: int = 0
    mails_failed: int = 0

    def add(self, other: "TickReport") -> None:
        self.fired += other.fired
        self.failed += other.failed
        self.mails_sent += other.mails_sent
        self.mails_failed += other.mails_failed


class TimerStuck(RuntimeError):
    """An instance was fired and is still due at the same instant, or its case fires on and on."""


def tick(factory: WorkFactory) -> TickReport:
    """Fire everything that is due now, earliest instant first, then send the outbox.

    A failure is recorded and tried again after 1 minute, 10 minutes and an hour, each and up to a fifth more; it
    never holds up another instance.
    """
    report = fire_due(factory)
    delivery = deliver(factory)
    report.mails_sent, report.mails_failed = delivery.sent, delivery.failed
    return report


def fire_due(factory: WorkFactory, stopping: Callable[[], bool] = lambda: False) -> TickReport:
    """Fire what is due and nobody else is busy with; `stopping` ends the round between two instants."""
    round_ = _Round(factory)
    if round_.anything_due():
        if round_.errands:
            round_.report.fired += errands.run(factory)
        while not stopping() and round_.go_on():
            pass
    return round_.report


def next_due_at(work: Work) -> datetime | None:
    """The first instant at which a tick has something to do; None when nothing waits for the clock."""
    first = work.session.scalar(
        select(func.min(ProcessInstance.next_due_at)).where(*FIRABLE, ProcessInstance.retry_at.is_(None))
    )
    moments = select(ProcessInstance.next_due_at, ProcessInstance.retry_at)
    again = work.session.execute(moments.where(*FIRABLE, ProcessInstance.retry_at.is_not(None)))
    waiting = [max(due_at, retry_at) for due_at, retry_at in again if due_at and retry_at]
    others = (first, next_ending(work), sweeps.next_look(work), errands.next_due_at(work))
    return min([*waiting, *(one for one in others if one)], default=None)


_ANYTHING = select(
    DUE.with_only_columns(ProcessInstance.id).exists(),
    exists().where(Pause.ended_at.is_(None), Pause.resume_at <= bindparam("now")),
    sweeps.anything_due(),
    errands.anything_due(),
)


@dataclass
class _Round:
    factory: WorkFactory
    report: TickReport = field(default_factory=TickReport)
    fired: Counter[int | None] = field(default_factory=Counter)  # by case
    pauses: bool = False  # whether one has to end
    sweeping: bool = False  # whether something has to be looked at
    errands: bool = False  # whether somebody goes away or comes back, or an overview leaves

    def anything_due(self) -> bool:
        """Looked at in one statement that writes nothing: mostly nothing is."""
        with self.factory.read(SYSTEM) as work:
            found = work.session.execute(_ANYTHING, {"now": work.now, "today": local_date(work.now)}).one()
        _, self.pauses, self.sweeping, self.errands = found
        return any(found)

    def go_on(self) -> bool:
        """Fire one instant, end one pause or look at one thing; False when nothing is due that could be had."""
        if self.pauses and self._end_pause():
            self.report.fired, self.sweeping = self.report.fired + 1, True  # what waited in the case may be due now
            return True
        if self.sweeping and self._sweep():
            return True
        try:
            with self.factory.write(SYSTEM) as work:
                due = claiming.claim(work)
                fired = self._fire(work, due) if due else False
        except claiming.GoneMeanwhile:
            return True
        except Overtaken:
            # A lost race costs no try; whoever won it is at work, so this round is over.
            log.info("tick_overtaken")
            return False
        if due and fired:
            self.report.fired += 1
            self.fired[due.case_id] += 1
        return due is not None

    def _end_pause(self) -> bool:
        """End the first pause whose day has come, unless something was due before it."""
        with self.factory.read(SYSTEM) as work:
            head, pause = claiming.first_due(work), first_due(work)
        self.pauses = pause is not None
        if pause is None or (head is not None and head.at < pause.at):
            return False
        return end(self.factory, head.at if head else None)

    def _sweep(self) -> bool:
        """Look at the first thing whose moment has come, unless an instant was due before it or with it."""
        with self.factory.read(SYSTEM) as work:
            head, watch = claiming.first_due(work), sweeps.first_due(work)
        self.sweeping = watch is not None
        if watch is None or (head is not None and head.at <= watch.at):
            return False
        looked = sweeps.sweep_one(self.factory)
        self.report.fired += looked.done
        self.report.failed += looked.failed
        return looked.done or looked.failed

    def _fire(self, work: Work, due: Due) -> bool:
        """Fire one claimed instant and keep what came of it: its effects, or that it failed."""
        savepoint = work.session.begin_nested()
        try:
            self._step(work, due)
            savepoint.commit()
        except Exception as error:
            if was_overtaken(error):
                raise
            savepoint.rollback()
            _back_off(work, due, error)
            self.report.failed += 1
            return False
        return work.counted_day is not None

    def _step(self, work: Work, due: Due) -> None:
        instance = due.instance or work.session.get_one(ProcessInstance, due.instance_id)
        fire(work, instance, due.at)
        if instance.status == "running" and instance.next_due_at == due.at:
            raise TimerStuck(f"instance {due.instance_id} is still due at {due.at.isoformat()}")
        if due.case_id is not None and self.fired[due.case_id] >= MAX_INSTANTS:
            raise TimerStuck(f"more than {MAX_INSTANTS} instants of one case in one tick")
        if due.tries:
            instance.tries, instance.retry_at = 0, None
            resolve_for_instance(work.session, due.instance_id, work.now)


def _back_off(work: Work, due: Due, error: Exception) -> None:
    """Try again later and let the others go on; the incident is written with it, so neither comes without the other."""
    log.error("timer_failed", instance=due.instance_id, due_at=due.at.isoformat(), error=repr(error))
    broken = error
    if not isinstance(broken, BrokenStep):
        broken = BrokenStep(error, instance_id=due.instance_id, case_id=due.case_id)
    if broken.instance_id is None or work.session.get(ProcessInstance, broken.instance_id) is None:
        # It broke in what it was about to start; what waits to do so again is this instance.
        broken.instance_id = due.instance_id
    record_broken(work, broken)
    instance = work.session.get_one(ProcessInstance, due.instance_id)
    # What people can mend is tried every hour until they did; anything else is left to the operator in the end.
    most = MAX_TRIES - 1 if isinstance(broken.cause, ToldFailure) else MAX_TRIES
    instance.tries = min(instance.tries + 1, most)
    instance.retry_at = work.now + retry_delay(f"timer:{due.instance_id}", instance.tries)
