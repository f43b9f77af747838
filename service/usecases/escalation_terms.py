"""More time for the decision of an escalation: nobody gives it but the administrator who owns the question.

A pause of the case leaves these terms alone. The administrative escalation owner of the responsible municipality
extends them, on the page of the escalation.
"""

from sqlalchemy import select

from service.domain.errors import Conflict, NotAllowed
from service.models import Case, Escalation, Task
from service.usecases.escalation_reads import get_escalation
from service.usecases.pauses import extend_decision
from service.usecases.work import Work

OWNER = "bestuurlijk_escalatiehouder"


def may_extend(work: Work, key: str) -> bool:
    """Whether the actor may give this decision more time now."""
    escalation, tasks = _asked(work, key)
    return escalation is not None and bool(tasks) and _owns(work, escalation)


def extend_escalation(work: Work, key: str, working_days: int, reason: str) -> None:
    """Give what is asked now more time: its due date, its reminders and its expiry move by working days."""
    get_escalation(work, key)
    escalation, tasks = _asked(work, key)
    if escalation is None or not _owns(work, escalation):
        raise NotAllowed("Alleen de bestuurlijke escalatiehouder van de gemeente kan deze termijn verlengen.")
    if not tasks:
        raise Conflict("Er loopt nu geen termijn van deze escalatie.")
    case = work.session.get_one(Case, escalation.case_id) if escalation.case_id is not None else None
    for task in tasks:
        extend_decision(work, task, case, working_days, reason)


def _asked(work: Work, key: str) -> tuple[Escalation | None, list[Task]]:
    """The escalation with what is asked of its ladder now; what comes after the decision has terms of its own."""
    escalation = work.session.scalars(select(Escalation).where(Escalation.key == key)).first()
    if escalation is None or escalation.instance_id is None:
        return None, []
    query = select(Task).where(
        Task.instance_id == escalation.instance_id, Task.process_key.like("ret_escalatie%"), Task.ended_at.is_(None)
    )
    return escalation, list(work.session.scalars(query.order_by(Task.id)))


def _owns(work: Work, escalation: Escalation) -> bool:
    return work.actor.system or escalation.municipality_id in work.actor.municipalities(OWNER)
