"""Pauses that end by themselves: part of the tick, in the order of their instants among everything that is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select

from service.domain.actors import SYSTEM
from service.domain.errors import Overtaken
from service.models import Pause
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


def end(factory: WorkFactory, pause: DuePause) -> bool:
    """End it in a transaction of its own; a failure is an incident, and is tried again after an hour."""
    try:
        with factory.write(SYSTEM) as work:
            return end_by_itself(work, pause.id)
    except Overtaken:
        return False
    except Exception as error:
        log.error("pause_not_ended", pause=pause.id, error=repr(error))
        message = "Een zaak kon na een pauze niet worden hervat. De termijnen staan nog stil."
        record_incident(factory.services, message, f"pause {pause.id}: {type(error).__name__}: {error}")
        with factory.write(SYSTEM) as work:
            work.session.get_one(Pause, pause.id).resume_at = work.now + _AGAIN
        return False
