"""Incidents: something unexpected that was rolled back; visible until it works again or somebody resolves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.domain.errors import NotFound
from service.domain.permissions import DIRECTING
from service.models import Case, Incident, ProcessInstance, RegistrationAttempt
from service.usecases.work import Services, Work

_SHOWN = 200


@dataclass(frozen=True)
class IncidentView:
    """One incident; `cause` is English, for the operator, and only filled for the service itself."""

    id: int
    case_number: str | None
    message: str
    cause: str | None
    at: datetime
    last_at: datetime
    tries: int
    open: bool
    may_retry: bool


def record_incident(
    services: Services,
    message: str,
    cause: str,
    *,
    instance_id: int | None = None,
    element_id: str | None = None,
    handler: str | None = None,
) -> None:
    """Write an incident in a transaction of its own; the same one again counts a try.

    `message` is Dutch and says what it means, `cause` is English and says what happened.
    """
    now = services.clock.now()
    with services.database.write() as session:
        known = session.scalars(
            select(Incident).where(
                Incident.instance_id == instance_id, Incident.cause == cause, Incident.resolved_at.is_(None)
            )
        ).first()
        if known is not None:
            known.tries, known.last_at = known.tries + 1, now
        else:
            instance = session.get(ProcessInstance, instance_id) if instance_id is not None else None
            session.add(
                Incident(
                    at=now, last_at=now, case_id=instance.case_id if instance else None,
                    instance_id=instance.id if instance else None, element_id=element_id, handler=handler,
                    message=message, cause=cause,
                )
            )  # fmt: skip
        session.commit()


def list_incidents(work: Work, *, open_only: bool = True) -> Sequence[IncidentView]:
    """The incidents in cases of the actor's teams, newest first; all of them for the service itself."""
    query = (
        select(Incident, Case.number, ProcessInstance.status).outerjoin(Case, Case.id == Incident.case_id)
        .outerjoin(ProcessInstance, ProcessInstance.id == Incident.instance_id)
        .outerjoin(RegistrationAttempt, RegistrationAttempt.id == ProcessInstance.attempt_id)
        .order_by(Incident.last_at.desc(), Incident.id.desc()).limit(_SHOWN)
    )  # fmt: skip
    if open_only:
        query = query.where(Incident.resolved_at.is_(None))
    if not work.actor.system:
        teams = work.actor.teams(*DIRECTING)
        query = query.where(Case.team_id.in_(teams) | RegistrationAttempt.team_id.in_(teams))
    return [
        IncidentView(
            row.id, number, row.message, row.cause if work.actor.system else None, row.at, row.last_at, row.tries,
            row.resolved_at is None, row.resolved_at is None and status == "running",
        )
        for row, number, status in work.session.execute(query)
    ]  # fmt: skip


def retry(work: Work, incident_id: int) -> None:
    """Let the clock's tick try the instance of this incident again."""
    incident = _get(work, incident_id)
    instance = work.session.get(ProcessInstance, incident.instance_id) if incident.instance_id else None
    if instance is not None:
        instance.tries, instance.retry_at = 0, None
    incident.last_at = work.now


def resolve(work: Work, incident_id: int) -> None:
    """Mark an incident as dealt with."""
    _get(work, incident_id).resolved_at = work.now


def resolve_for_instance(session: Session, instance_id: int, at: datetime) -> None:
    """The instance moves again: its incidents are over."""
    still_open = (Incident.instance_id == instance_id, Incident.resolved_at.is_(None), Incident.task_id.is_(None))
    session.execute(update(Incident).where(*still_open).values(resolved_at=at))


def _get(work: Work, incident_id: int) -> Incident:
    if incident_id not in {view.id for view in list_incidents(work, open_only=False)}:
        raise NotFound
    return work.session.get_one(Incident, incident_id)
