"""Ending a process by hand when it cannot go on: with it end the facts that would wait for it for ever."""

from sqlalchemy import select

from service.domain.escalation import OPEN
from service.models import Case, Episode, Escalation, ProcessInstance, Stall
from service.usecases import instances
from service.usecases.outcomes import finish_case
from service.usecases.steps import Step
from service.usecases.work import Work

OVERVIEW = "ret_procesregie"
ENDED = "beeindigd_bij_storing"
_CLOSED = "afgesloten"


def end_instance(work: Work, instance: ProcessInstance) -> None:
    """End it; with the overview of a case end the processes beside it, and the case is closed."""
    case = work.session.get(Case, instance.case_id) if instance.case_id else None
    ending = [instance]
    if case is not None and instance.process_key == OVERVIEW:
        ending += [one for one in instances.running(work, case.id) if one.id != instance.id]
        _close_case(work, case, instance)
    for one in ending:
        instances.cancel(work, one, ENDED)
        _let_facts_go(work, one)


def _close_case(work: Work, case: Case, instance: ProcessInstance) -> None:
    newest = select(Episode).where(Episode.case_id == case.id).order_by(Episode.number.desc()).limit(1)
    work.session.scalars(newest).one().result = ENDED
    finish_case(Step(work, instance, lambda _origin, _command: None), _CLOSED)


def _let_facts_go(work: Work, instance: ProcessInstance) -> None:
    stalls = select(Stall).where(Stall.instance_id == instance.id, Stall.closed_on.is_(None))
    for stall in work.session.scalars(stalls):
        stall.closed_on, stall.result = work.today, ENDED
    escalations = select(Escalation).where(Escalation.instance_id == instance.id, Escalation.status.in_(OPEN))
    for escalation in work.session.scalars(escalations):
        escalation.status, escalation.closed_on, escalation.result = "vervallen", work.today, ENDED
