"""Claiming what is due: the earliest instance whose case nobody else holds, with the rows that its step needs first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import undefer

from service.domain.retrying import MAX_TRIES
from service.models import Case, ProcessInstance, Region, RegistrationAttempt
from service.usecases.work import Work

FIRABLE = (
    ProcessInstance.status == "running",
    ProcessInstance.next_due_at.is_not(None),
    ProcessInstance.tries < MAX_TRIES,
)


@dataclass(frozen=True)
class Due:
    """An instance with something due at an instant; `tries` is how often that failed."""

    instance_id: int
    case_id: int | None
    at: datetime
    tries: int
    instance: ProcessInstance | None = None  # loaded when it is claimed


class GoneMeanwhile(Exception):
    """Somebody was first, between the look and the lock."""


def _earliest(query: Any) -> Any:
    """What is due now, earliest first; put together once, since a tick comes every second."""
    return (
        query.where(*FIRABLE, ProcessInstance.next_due_at <= bindparam("now"))
        .where(or_(ProcessInstance.retry_at.is_(None), ProcessInstance.retry_at <= bindparam("now")))
        .order_by(ProcessInstance.next_due_at, ProcessInstance.id)
        .limit(1)
    )


DUE: Select[Any] = _earliest(
    select(ProcessInstance.id, ProcessInstance.case_id, ProcessInstance.next_due_at, ProcessInstance.tries)
)
_FREE_CASE = _earliest(
    select(ProcessInstance.case_id).join(Case, Case.id == ProcessInstance.case_id)
).with_for_update(of=Case, skip_locked=True, key_share=True)  # fmt: skip
# The registration of a case is not needed to remind somebody, and it is large.
_WHOLE = _earliest(
    select(ProcessInstance, Case, RegistrationAttempt, Region)
    .outerjoin(Case, Case.id == ProcessInstance.case_id)
    .outerjoin(
        RegistrationAttempt,
        and_(RegistrationAttempt.id == ProcessInstance.attempt_id, ProcessInstance.case_id.is_(None)),
    )
    .outerjoin(Region, Region.id == func.coalesce(Case.region_id, RegistrationAttempt.region_id))
    .options(undefer(ProcessInstance.state))
)
_OF_CASE = _WHOLE.where(ProcessInstance.case_id == bindparam("case_id"))
_LONE = _WHOLE.where(ProcessInstance.case_id.is_(None)).with_for_update(
    of=ProcessInstance, skip_locked=True, key_share=True
)


def first_due(work: Work) -> Due | None:
    """What is due first; nothing is held."""
    row = work.session.execute(DUE, {"now": work.now}).first()
    return Due(row.id, row.case_id, row.next_due_at, row.tries) if row else None


def claim(work: Work) -> Due | None:
    """The earliest due instance whose case, or which itself, nobody else holds; held until the transaction ends.

    Raises GoneMeanwhile when somebody else did what was due before the lock was given.
    """
    if work.services.database.is_sqlite:
        # A transaction that writes holds the whole database from its beginning.
        return _load(work, _WHOLE)
    head = first_due(work)
    if head is None:
        return None
    kinds = (_claim_case, _claim_lone) if head.case_id is not None else (_claim_lone, _claim_case)
    return kinds[0](work) or kinds[1](work)


def _claim_lone(work: Work) -> Due | None:
    return _load(work, _LONE)


def _claim_case(work: Work) -> Due | None:
    case_id = work.session.execute(_FREE_CASE, {"now": work.now}).scalar()
    if case_id is None:
        return None
    # Until its lock was given another worker may have moved the case on: look again, now that nobody can.
    due = _load(work, _OF_CASE, case_id=case_id)
    if due is None:
        raise GoneMeanwhile
    return due


def _load(work: Work, query: Any, **more: int) -> Due | None:
    row = work.session.execute(query, {"now": work.now, **more}).first()
    if row is None:
        return None
    instance: ProcessInstance = row[0]
    if instance.next_due_at is None:
        return None
    return Due(instance.id, instance.case_id, instance.next_due_at, instance.tries, instance)
