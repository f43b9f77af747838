"""Incidents: something unexpected that was rolled back; visible until it works again or somebody resolves it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from service.domain.errors import NotAllowed, NotFound
from service.domain.incident import KINDS, NO_HOLDER, RESOLUTIONS, ROLE, TASK, TERM, kind_of
from service.domain.permissions import INCIDENT_READERS, may_operate
from service.engine import EngineError
from service.models import Account, Case, Incident, ProcessInstance, RegistrationAttempt, Task
from service.usecases.shapes import IncidentFilter, IncidentPage, IncidentRow
from service.usecases.work import Services, Work

_Handler, _Resolver = aliased(Account), aliased(Account)


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
                    process_key=instance.process_key if instance else None, message=message, cause=cause,
                )
            )  # fmt: skip
        session.commit()


def list_incidents(work: Work, wanted: IncidentFilter | None = None) -> Sequence[IncidentRow]:
    """The incidents the actor may see, newest first; a team's without their technical side."""
    return page_of_incidents(work, wanted or IncidentFilter(limit=200)).rows


def page_of_incidents(work: Work, wanted: IncidentFilter) -> IncidentPage:
    """One page with the counts and choices of its filters."""
    conditions = [_visible(work), *_asked(work, wanted)]
    if wanted.after.isdecimal():
        conditions.append(Incident.id < int(wanted.after[:18]))
    found = work.session.execute(_query().where(*conditions).limit(wanted.limit + 1)).all()
    rows = [_row(work, one) for one in found[: wanted.limit]]
    open_ = _joined(select(func.count())).where(_visible(work), Incident.resolved_at.is_(None))
    return IncidentPage(
        rows=rows,
        next=str(rows[-1].id) if len(found) > wanted.limit else None,
        count_open=work.session.scalar(open_) or 0,
        handlers=_distinct(work, Incident.handler) if may_operate(work.actor) else (),
        processes=_distinct(work, Incident.process_key),
    )


def get_row(work: Work, incident_id: int) -> tuple[Incident, IncidentRow]:
    """One incident the actor may see; everything else is NotFound."""
    found = work.session.execute(_query().where(_visible(work), Incident.id == incident_id)).first()
    if found is None:
        raise NotFound("Deze storing is niet gevonden, of is niet voor u.")
    return found.Incident, _row(work, found)


def get_operable(work: Work, incident_id: int) -> tuple[Incident, IncidentRow]:
    """An open incident on which the actor, an operator, may act."""
    incident, row = get_row(work, incident_id)
    if not may_operate(work.actor):
        raise NotAllowed("Alleen de beheerder van de dienst kan hier iets aan doen.")
    return incident, row


def resolve_for_instance(session: Session, instance_id: int, at: datetime) -> None:
    """The instance moves again: its incidents are over."""
    _resolve(session, at, Incident.instance_id == instance_id, Incident.task_id.is_(None))


def resolve_for_task(session: Session, task_id: int, at: datetime) -> None:
    """The task was done after all, or got somebody, or is gone: its incidents are over."""
    _resolve(session, at, Incident.task_id == task_id)


def resolve_no_holder(session: Session, task_id: int, at: datetime) -> None:
    """The task has somebody now."""
    _resolve(session, at, Incident.task_id == task_id, Incident.cause.startswith(NO_HOLDER))


def resolve_for_handler(session: Session, instance_id: int, handler: str, at: datetime) -> None:
    """What a sweep could not do for this instance worked after all."""
    _resolve(session, at, Incident.instance_id == instance_id, Incident.handler == handler)


def _resolve(session: Session, at: datetime, *which: ColumnElement[bool]) -> None:
    query = update(Incident).where(Incident.resolved_at.is_(None), *which)
    session.execute(query.values(resolved_at=at, resolution="vanzelf"))


def _visible(work: Work) -> ColumnElement[bool]:
    if may_operate(work.actor):
        return true()
    teams = work.actor.teams(*INCIDENT_READERS)
    return or_(Case.team_id.in_(teams), RegistrationAttempt.team_id.in_(teams)) if teams else false()


def _asked(work: Work, wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    states = {"open": Incident.resolved_at.is_(None), "opgelost": Incident.resolved_at.is_not(None)}
    found: list[ColumnElement[bool]] = [states[wanted.state]] if wanted.state in states else []
    if wanted.kind in KINDS:
        found.append(_of_kind(work, wanted.kind))
    if wanted.handler and may_operate(work.actor):
        found.append(Incident.handler == wanted.handler)
    if wanted.process:
        found.append(Incident.process_key == wanted.process)
    if wanted.case_number:
        found.append(Case.number == wanted.case_number.strip().upper())
    if wanted.mine:
        found.append(Incident.handled_by_id == work.actor.account_id)
    return found


def _of_kind(work: Work, kind: str) -> ColumnElement[bool]:
    nobody, stuck = Incident.cause.startswith(NO_HOLDER), _stuck(work)
    return {
        TASK: and_(Incident.task_id.is_not(None), ~nobody),
        ROLE: and_(Incident.task_id.is_not(None), nobody),
        TERM: and_(Incident.task_id.is_(None), stuck),
    }.get(kind, and_(Incident.task_id.is_(None), ~stuck))


def _stuck(work: Work) -> ColumnElement[bool]:
    """An instant of the instance was due and did not go through."""
    instance = ProcessInstance
    late = or_(instance.tries > 0, func.coalesce(instance.next_due_at <= work.now, false()))
    return and_(func.coalesce(instance.status == "running", false()), late)


def _joined(query: Any) -> Any:
    return (
        query.select_from(Incident)
        .outerjoin(Case, Case.id == Incident.case_id)
        .outerjoin(ProcessInstance, ProcessInstance.id == Incident.instance_id)
        .outerjoin(RegistrationAttempt, RegistrationAttempt.id == ProcessInstance.attempt_id)
    )


def _query() -> Any:
    return (
        _joined(
            select(
                Incident, Case.number, RegistrationAttempt.reference, ProcessInstance, Task.name.label("task"),
                _Handler.name.label("handled_by"), _Resolver.name.label("resolved_by"),
            )
        )
        .outerjoin(Task, Task.id == Incident.task_id)
        .outerjoin(_Handler, _Handler.id == Incident.handled_by_id)
        .outerjoin(_Resolver, _Resolver.id == Incident.resolved_by_id)
        .order_by(Incident.id.desc())
    )  # fmt: skip


def _distinct(work: Work, column: Any) -> list[str]:
    query = _joined(select(column).distinct()).where(_visible(work), column.is_not(None))
    return sorted(work.session.scalars(query))


def _row(work: Work, found: Any) -> IncidentRow:
    incident, instance = found.Incident, found.ProcessInstance
    technical, is_open = may_operate(work.actor), incident.resolved_at is None
    running = instance is not None and instance.status == "running"
    late = running and bool(instance.tries or (instance.next_due_at and instance.next_due_at <= work.now))
    kind = kind_of(incident.cause, has_task=incident.task_id is not None, timer_stuck=late)
    process_name, element_name = _names(work, incident, instance)
    return IncidentRow(
        id=incident.id,
        subject=f"Zaak {found.number}" if found.number else f"Aanmelding {found.reference}" if found.reference else "",
        case_number=found.number,
        kind=kind,
        kind_label=KINDS[kind],
        process_key=incident.process_key or (instance.process_key if instance else None),
        process_name=process_name,
        element_id=incident.element_id if technical else None,
        element_name=found.task or element_name,
        handler=incident.handler if technical else None,
        message=incident.message,
        cause=incident.cause if technical else None,
        at=incident.at,
        last_at=incident.last_at,
        tries=incident.tries,
        open=is_open,
        handled_by=found.handled_by,
        mine=incident.handled_by_id is not None and incident.handled_by_id == work.actor.account_id,
        may_retry=technical and is_open and running and kind in (TASK, TERM, ROLE),
        **_ending(found),
    )


def _ending(found: Any) -> dict[str, Any]:
    """How it ended; nothing while it is open."""
    incident = found.Incident
    ended = incident.resolved_at is not None
    return {
        "resolved_at": incident.resolved_at,
        "resolved_by": found.resolved_by,
        "resolution": RESOLUTIONS.get(incident.resolution or "vanzelf") if ended else None,
        "note": incident.resolution_note,
    }


def _names(work: Work, incident: Incident, instance: ProcessInstance | None) -> tuple[str, str]:
    """Process and element in words; their ids where the release says nothing about them."""
    key, element = incident.process_key or (instance.process_key if instance else ""), incident.element_id or ""
    if instance is None:
        return key, element
    with suppress(EngineError, KeyError):
        model: Mapping[str, Any] = work.services.library.get(instance.release_id).processes
        node = model[key].nodes.get(element)
        return model[key].name or key, (node.name if node else "") or element
    return key, element
