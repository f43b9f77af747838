"""Pauses that end by themselves: part of the tick, in the order of their instants among everything that is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select

from service.domain.actors import SYSTEM
from service.domain.errors import Overtaken
from service.models import Case, Pause
from service.usecases.incidents import record_incident
from service.usecases.pauses import end_by_itself
from service.usecases.work import Work, WorkFactory

_AGAIN = timedelta(hours=1)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class DuePause:
    """A pause whose day has come."""

    id: int
    at: datetime


def first_due(work: Work) -> DuePause | None:
    """The pause that should end first, of those that should end by now."""
    query = select(Pause.id, Pause.resume_at).where(Pause.ended_at.is_(None), Pause.resume_at <= work.now)
    row = work.session.execute(query.order_by(Pause.resume_at, Pause.id).limit(1)).first()
    return DuePause(row.id, row.resume_at) if row else None


def next_ending(work: Work) -> datetime | None:
    """When the first of all pauses ends."""
    return work.session.scalar(select(func.min(Pause.resume_at)).where(Pause.ended_at.is_(None)))


def end(factory: WorkFactory, not_after: datetime | None) -> bool:
    """End the first pause that should end by then (None: by now), of a case that nobody else holds.

    It is a transaction of its own. A failure is an incident, and is tried again after an hour.
    """
    claimed: int | None = None
    try:
        with factory.write(SYSTEM) as work:
            claimed = _claim(work, not_after)
            return claimed is not None and end_by_itself(work, claimed)
    except Overtaken:
        return False
    except Exception as error:
        log.error("pause_not_ended", pause=claimed, error=repr(error))
        message = "Een zaak kon na een pauze niet worden hervat. De termijnen staan nog stil."
        record_incident(factory.services, message, f"pause {claimed}: {type(error).__name__}: {error}")
        with factory.write(SYSTEM) as work:
            if claimed is not None:
                work.session.get_one(Pause, claimed).resume_at = work.now + _AGAIN
        return False


def _claim(work: Work, not_after: datetime | None) -> int | None:
    """The pause to end; its case stays locked until the transaction ends."""
    query = select(Pause.id).where(Pause.ended_at.is_(None), Pause.resume_at <= (not_after or work.now))
    query = query.join(Case, Case.id == Pause.case_id).order_by(Pause.resume_at, Pause.id).limit(1)
    return work.session.scalar(query.with_for_update(of=Case, skip_locked=True, key_share=True))
