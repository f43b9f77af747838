"""The scheduler: nothing but the clock's tick, every few seconds (ARCHITECTURE 1.6)."""

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

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


def run_tick(factory: WorkFactory) -> None:
    """One tick; whatever goes wrong, the next one comes."""
    try:
        report = tick(factory)
    except Exception:
        log.exception("tick_failed")
        return
    if report.fired or report.failed or report.mails_failed:
        log.info("tick", fired=report.fired, failed=report.failed, sent=report.mails_sent, not_sent=report.mails_failed)
