"""That the help really started, told by who directs the case on the day it happens and not at the next check (R056)."""

from datetime import date

from sqlalchemy import select

from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed
from service.domain.permissions import may_direct
from service.models import Case, Episode
from service.usecases import instances
from service.usecases.monitoring import note_help_started
from service.usecases.plans import find_valid_plan
from service.usecases.scoping import case_facts, get_full_case
from service.usecases.work import Work

OVERVIEW = "ret_procesregie"


def record_help_started(work: Work, number: str, started_on: date | None) -> None:
    """Note the first day of the fitting help; process and case director may. Alarms about it end.

    Raises InvalidInput for a day to come or before the plan, Conflict without a plan or a running case.
    """
    case = get_full_case(work, number)
    if not may_direct(work.actor, case_facts(work, case)) and work.actor.account_id != case.case_director_id:
        raise NotAllowed
    instances.lock(work, case)
    overview = next(iter(instances.running(work, case.id, OVERVIEW)), None)
    if overview is None or not awaits_start(work, case):
        raise Conflict("Er geldt nu geen plan waarvan de hulp nog moet starten.")
    if started_on is None or started_on > work.today:
        message = "Vul de dag in waarop de hulp is gestart, vandaag of eerder. Bijvoorbeeld 24-11-2026."
        raise InvalidInput(fields=[FieldError("gestart_op", message)])
    if started_on < case.opened_on:
        message = "Deze dag ligt voor de aanmelding. Vul in wanneer de hulp uit dit plan is gestart."
        raise InvalidInput(fields=[FieldError("gestart_op", message)])
    instances.apply(work, overview, lambda step: note_help_started(step, started_on))


def awaits_start(work: Work, case: Case) -> bool:
    """Whether a plan holds of which no help has started yet."""
    newest = select(Episode).where(Episode.case_id == case.id).order_by(Episode.number.desc()).limit(1)
    episode = work.session.scalars(newest).first()
    started = episode is None or episode.help_started_on is not None
    return not started and find_valid_plan(work.session, case.id) is not None
