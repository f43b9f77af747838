"""The scheduler: the clock's tick, the mail, and at the start a look at what runs (ARCHITECTURE 1.6)."""

from collections.abc import Callable
from threading import Event
from typing import Any

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from service.usecases.mails import deliver
from service.usecases.mandates import look_after_decisions
from service.usecases.reconcile import reconcile
from service.usecases.ticking import fire_due
from service.usecases.ways import migration_work
from service.usecases.work import WorkFactory

log = structlog.get_logger(__name__)


class Scheduler:
    """Repeats the tick and the mail in the background of this process; jobs live in memory only.

    Rounds that were missed are run once, and never two of a kind at a time in one process. Several processes may do
    the same: an instant fires once. Mail and the moving of many cases have rounds of their own, so that they hold up no
    timer.
    """

    def __init__(self, factory: WorkFactory) -> None:
        self._factory, self._stopping = factory, Event()
        self._background: Any = BackgroundScheduler(timezone="UTC")
        for run in (run_tick, run_mail, run_migrations):
            self._background.add_job(
                run,
                "interval",
                args=[factory, self._stopping.is_set],
                seconds=factory.services.settings.tick_seconds,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )

        self._background.add_job(
            run_owners, "interval", args=[factory], hours=1, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        self._background.start()

    def reconcile_once(self) -> None:
        """Compare what runs with its states, beside the first ticks and requests: a big service starts at once."""
        self._background.add_job(run_reconcile, args=[self._factory], misfire_grace_time=None)

    def get_jobs(self) -> list[Any]:
        """What is repeated, as APScheduler knows it."""
        return list(self._background.get_jobs())

    def shutdown(self, wait: bool = True) -> None:
        """Stop after the instant or the mail that is under way; the rest is for whoever is next."""
        self._stopping.set()
        self._background.shutdown(wait=wait)


def start_scheduler(factory: WorkFactory) -> Scheduler:
    """Tick and send mail until `shutdown`."""
    scheduler = Scheduler(factory)
    scheduler.start()
    return scheduler


def run_reconcile(factory: WorkFactory) -> None:
    """Look at every running instance, unless another process is doing so; whatever goes wrong, the service goes on."""
    try:
        with factory.services.database.alone("reconcile") as mine:
            if not mine:
                return
            report = reconcile(factory)
    except Exception:
        log.exception("reconcile_failed")
        return
    log.info("reconcile", examined=report.examined, repaired=report.repaired, incidents=report.incidents)


def run_tick(factory: WorkFactory, stopping: Callable[[], bool] = lambda: False) -> None:
    """One tick; whatever goes wrong, the next one comes."""
    try:
        report = fire_due(factory, stopping)
    except Exception:
        log.exception("tick_failed")
        return
    if report.fired or report.failed:
        log.info("tick", fired=report.fired, failed=report.failed)


def run_migrations(factory: WorkFactory, stopping: Callable[[], bool] = lambda: False) -> None:
    """Move the cases that wait in rounds; whatever goes wrong, the next round comes."""
    try:
        done = migration_work.run(factory, stopping)
    except Exception:
        log.exception("migrations_failed")
        return
    if done:
        log.info("migrations", done=done)


def run_owners(factory: WorkFactory) -> None:
    """Look for decisions and municipalities without an owner, unless another process is doing so."""
    try:
        with factory.services.database.alone("owners") as mine:
            missing = look_after_decisions(factory) if mine else 0
    except Exception:
        log.exception("owners_failed")
        return
    if missing:
        log.warning("escalation_owners_missing", missing=missing)


def run_mail(factory: WorkFactory, stopping: Callable[[], bool] = lambda: False) -> None:
    """One round of the outbox; whatever goes wrong, the next one comes."""
    try:
        delivery = deliver(factory, stopping=stopping)
    except Exception:
        log.exception("mail_failed")
        return
    if delivery.sent or delivery.failed:
        log.info("mail", sent=delivery.sent, not_sent=delivery.failed)
