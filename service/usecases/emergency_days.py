"""How long an emergency really waits: weekends and holidays make working days into many days (pitfall 12)."""

from datetime import date

from service.domain.due_dates import is_emergency
from service.engine import OpenTask
from service.usecases.steps import Step

MEETING = "T06"


def stretched_days(step: Step, opened: OpenTask) -> int | None:
    """The days an emergency term takes from today; None when it is no emergency, or no longer than the region wants."""
    if not is_emergency(opened.due_term):
        return None
    bound = step.config.emergency_bound(opened.due_term, step.today)
    return (opened.due_on - step.today).days if opened.due_on > bound else None


def meeting_bound(step: Step) -> date:
    """The last day on which the meeting of an emergency asks nobody why it is so late."""
    attempt = step.attempt
    received_on = attempt.received_on if attempt is not None else step.the_case().opened_on
    return step.config.emergency_bound(MEETING, received_on)
