"""The clock's tick: whatever is due happens, in order of its instant, each in a transaction of its own."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from service.domain.actors import SYSTEM
from service.domain.errors import StepFailed
from service.models import ProcessInstance
from service.usecases.incidents import record_incident, resolve_for_instance
from service.usecases.instances import fire
from service.usecases.mails import deliver
from service.usecases.work import Work, WorkFactory

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
# After this many failures it stays an incident, until somebody lets it be tried again.
MAX_TRIES = len(BACK_OFF) + 1

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


@dataclass(frozen=True)
class _Due:
    instance_id: int
    at: datetime
    tries: int


class TimerStuck(RuntimeError):
    """An instance was fired and is still due at the same instant."""


@dataclass
class _Round:
    factory: WorkFactory
    report: TickReport = field(default_factory=TickReport)
    lost: set[int] = field(default_factory=set)  # another worker was quicker: leave these to the next tick

    def run(self) -> TickReport:
        while (due := self._next()) is not None:
            try:
                self.report.fired += self._fire(due)
            except (OperationalError, StaleDataError):
                # A lost race costs no try.
                self.lost.add(due.instance_id)
            except Exception as error:
                self._back_off(due, error)
                self.report.failed += 1
        delivery = deliver(self.factory)
        self.report.mails_sent, self.report.mails_failed = delivery.sent, delivery.failed
        return self.report

    def _next(self) -> _Due | None:
        with self.factory.read(SYSTEM) as work:
            instance = ProcessInstance
            query = (
                select(instance.id, instance.next_due_at, instance.tries)
                .where(*_firable(), instance.next_due_at <= work.now, instance.id.not_in(self.lost))
                .where(or_(instance.retry_at.is_(None), instance.retry_at <= work.now))
                .order_by(instance.next_due_at, instance.id).limit(1)
            )  # fmt: skip
            row = work.session.execute(query).first()
        return _Due(row.id, row.next_due_at, row.tries) if row else None

    def _fire(self, due: _Due) -> bool:
        """Fire one instant; False when another worker did it meanwhile."""
        with self.factory.write(SYSTEM) as work:
            fire(work, due.instance_id, due.at)
            instance = work.session.get_one(ProcessInstance, due.instance_id)
            if instance.status == "running" and instance.next_due_at == due.at:
                raise TimerStuck(f"instance {due.instance_id} is still due at {due.at.isoformat()}")
            if due.tries:
                instance.tries, instance.retry_at = 0, None
                resolve_for_instance(work.session, due.instance_id, work.now)
            return work.counted_day is not None

    def _back_off(self, due: _Due, error: Exception) -> None:
        """Try again later and let the others go on; a broken step has recorded its incident already."""
        log.error("timer_failed", instance=due.instance_id, due_at=due.at.isoformat(), error=repr(error))
        if not isinstance(error, StepFailed):
            message = "Een termijn kon niet verwerkt worden. De zaak staat waar hij stond; er wordt naar gekeken."
            cause = f"{type(error).__name__}: {error}"
            record_incident(self.factory.services, message, cause, instance_id=due.instance_id)
        with self.factory.write(SYSTEM) as work:
            instance = work.session.get_one(ProcessInstance, due.instance_id)
            instance.tries += 1
            instance.retry_at = work.now + BACK_OFF[min(instance.tries, len(BACK_OFF)) - 1]


def tick(factory: WorkFactory) -> TickReport:
    """Fire everything that is due now, earliest instant first, then send the outbox.

    May run in several processes at once. A failure is recorded and tried again after 1 minute, 10 minutes and an
    hour; it never holds up another instance.
    """
    return _Round(factory).run()


def next_due_at(work: Work) -> datetime | None:
    """The first instant at which a tick has something to do; None when nothing waits for the clock."""
    first = work.session.scalar(select(func.min(ProcessInstance.next_due_at)).where(*_firable(), _no_retry()))
    again = work.session.scalars(select(ProcessInstance).where(*_firable(), ProcessInstance.retry_at.is_not(None)))
    waiting = [max(i.next_due_at, i.retry_at) for i in again if i.next_due_at and i.retry_at]
    return min([*waiting, *([first] if first else [])], default=None)


def _firable() -> tuple[ColumnElement[bool], ...]:
    return (
        ProcessInstance.status == "running",
        ProcessInstance.next_due_at.is_not(None),
        ProcessInstance.tries < MAX_TRIES,
    )


def _no_retry() -> ColumnElement[bool]:
    return ProcessInstance.retry_at.is_(None)
