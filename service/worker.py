"""The scheduler: the clock's tick, every few seconds, and at the start a look at what runs (ARCHITECTURE 1.6)."""

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from service.usecases.reconcile import reconcile
from service.usecases.ticking import tick
from service.usecases.work import WorkFactory

log = structlog.get_logger(__name__)


def start_scheduler(factory: WorkFactory) -> BackgroundScheduler:
    """Tick in the background of this process until it ends; jobs live in memory only.

    Ticks that were missed are run once, and never two at a time in one process. Several processes may tick: an
    instant fires once.
    """
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(
        run_tick,
        "interval",
        args=[factory],
        seconds=factory.services.settings.tick_seconds,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    return scheduler


def reconcile_at_start(scheduler: BackgroundScheduler, factory: WorkFactory) -> None:
    """Compare what runs with its states, once, beside the first ticks and requests: a big service starts at once."""
    scheduler.add_job(run_reconcile, args=[factory], misfire_grace_time=None)


def run_reconcile(factory: WorkFactory) -> None:
    """Look at every running instance; whatever goes wrong, the service goes on."""
    try:
        report = reconcile(factory)
    except Exception:
        log.exception("reconcile_failed")
        return
    log.info("reconcile", examined=report.examined, repaired=report.repaired, incidents=report.incidents)


def run_tick(factory: WorkFactory) -> None:
    """One tick; whatever goes wrong, the next one comes."""
    try:
        report = tick(factory)
    except Exception:
        log.exception("tick_failed")
        return
    if report.fired or report.failed or report.mails_failed:
        log.info("tick", fired=report.fired, failed=report.failed, sent=report.mails_sent, not_sent=report.mails_failed)
