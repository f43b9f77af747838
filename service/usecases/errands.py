"""What the clock brings that belongs to people and not to a process.

Mandates that begin or end, who stands in for whom, questions without an answer, meetings without cases, and the daily
overviews.
"""

from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, or_

from service.usecases import empty_meetings, mandates, overviews, question_reminders, stand_ins
from service.usecases.incidents import record_incident
from service.usecases.work import Work, WorkFactory

_KINDS = (mandates, stand_ins, question_reminders, empty_meetings, overviews)
# Whose task it is and who is away is settled before anything is told.
_RUNS = {
    "een mandaat": mandates.change_hands,
    "een waarneming": stand_ins.change_guard,
    "een vraag": question_reminders.look_at_questions,
    "een overleg zonder zaken": empty_meetings.look_at_meetings,
    "een dagoverzicht": overviews.send_overviews,
}
log = structlog.get_logger(__name__)


def anything_due() -> ColumnElement[bool]:
    """Whether there is something to do, as part of a query that is given `now` and `today`."""
    return or_(*(kind.anything_due() for kind in _KINDS))


def next_due_at(work: Work) -> datetime | None:
    """When there is something to do next."""
    moments = (kind.next_due_at(work) for kind in _KINDS)
    return min((at for at in moments if at is not None), default=None)


def run(factory: WorkFactory) -> int:
    """Do what is due, and return how much; what fails is an incident and holds up neither the others nor a timer."""
    done = 0
    for what, act in _RUNS.items():
        try:
            done += act(factory)
        except Exception as error:
            log.exception("errand_failed", errand=what)
            message = f"Een taak van de klok lukte niet: {what}. Het wordt vanzelf opnieuw geprobeerd."
            record_incident(factory.services, message, f"{type(error).__name__}: {error}")
    return done
