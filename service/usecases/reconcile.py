"""Putting right what no longer agrees with the states of the instances, after a crash, a restore or a slip of a hand.

The state that the engine keeps is what counts: the columns and tasks that pages and sweeps read are written anew from
it. What cannot be put right by that becomes an incident; nothing is changed then.
"""

from dataclasses import dataclass
from typing import NoReturn

import structlog
from sqlalchemy import exists, select

from service.domain.actors import SYSTEM
from service.models import Case, Incident, ProcessInstance, Task
from service.usecases.agreement import Deviation, Examined, examine, examine_running, name_of
from service.usecases.bookkeeping import book
from service.usecases.incidents import record_incident
from service.usecases.instances import lock
from service.usecases.steps import Step, write_event
from service.usecases.sweeps import watch_unwatched
from service.usecases.ticking import MAX_TRIES
from service.usecases.work import Work, WorkFactory

log = structlog.get_logger(__name__)


@dataclass
class ReconcileReport:
    """What was looked at, put right and left to people, in numbers of instances."""

    examined: int = 0
    repaired: int = 0
    incidents: int = 0


def reconcile(factory: WorkFactory) -> ReconcileReport:
    """Compare every running instance with its state and repair it, one per transaction; safe beside other workers."""
    report, last = ReconcileReport(), 0
    while True:
        with factory.read(SYSTEM) as work:
            batch = [(found.instance.id, bool(found.deviations)) for found in examine_running(work, last)]
        if not batch:
            break
        last, _ = batch[-1]
        report.examined += len(batch)
        for instance_id, deviates in batch:
            if deviates:
                _settle(factory, instance_id, report)
    report.repaired += _end_tasks_of_ended(factory)
    report.incidents += _name_the_given_up(factory)
    report.repaired += watch_unwatched(factory)
    if report.repaired or report.incidents:
        log.warning("reconciled", repaired=report.repaired, incidents=report.incidents)
    return report


class _Blocked(Exception):
    """What deviates cannot be put right from the state."""

    def __init__(self, message: str, found: Deviation) -> None:
        super().__init__(message)
        self.message, self.found = message, found


def _settle(factory: WorkFactory, instance_id: int, report: ReconcileReport) -> None:
    try:
        report.repaired += _repair(factory, instance_id)
    except _Blocked as blocked:
        cause = f"{blocked.found.kind}: {blocked.found.cause}"
        record_incident(factory.services, blocked.message, cause, instance_id=instance_id)
        report.incidents += 1
    except Exception as error:
        message = "Een proces klopt niet met zijn bewaarde stand en kon niet hersteld worden. Er wordt naar gekeken."
        record_incident(factory.services, message, f"{type(error).__name__}: {error}", instance_id=instance_id)
        report.incidents += 1


def _repair(factory: WorkFactory, instance_id: int) -> bool:
    """Write columns and tasks anew from the state; False when it was right after all."""
    with factory.write(SYSTEM) as work:
        instance = work.session.get_one(ProcessInstance, instance_id)
        lock(work, work.session.get(Case, instance.case_id) if instance.case_id else None, instance)
        work.session.refresh(instance)
        if instance.status != "running":
            return False
        found = examine(work, instance)
        if not found.deviations:
            return False
        if found.blocking or found.outcome is None:
            _refuse(work, found)
        _put_back(work, found)
        book(work, instance, found.outcome, Step(work, instance, lambda _origin, _command: None))
        texts = "; ".join(deviation.text for deviation in found.deviations)
        write_event(work, instance, "incident", f"Hersteld: bij {name_of(work, instance)} {texts}.", automatic=True)
        log.warning("instance_repaired", instance=instance_id, what=[d.kind for d in found.deviations])
    return True


def _refuse(work: Work, found: Examined) -> NoReturn:
    worst = next(deviation for deviation in found.deviations if deviation.blocking)
    text = f"Bij {name_of(work, found.instance)} {worst.text}. De zaak staat stil op dit punt; er wordt naar gekeken."
    raise _Blocked(text, worst)


def _put_back(work: Work, found: Examined) -> None:
    """Take back the cancelling of a task that the process still waits for, and give it the day it had."""
    wanted = {opened.spiff_id: opened for opened in found.outcome.open_tasks} if found.outcome else {}
    query = select(Task).where(Task.instance_id == found.instance.id, Task.completed_at.is_(None))
    for task in work.session.scalars(query):
        if (opened := wanted.get(task.spiff_id)) is not None:
            task.cancelled_at = task.ended_at = None
            if opened.held_on is None:
                task.due_on, task.paused_until = opened.due_on, None
                task.due_why, task.due_term = opened.due_why or task.due_why, opened.due_term or task.due_term
    work.session.flush()


def _end_tasks_of_ended(factory: WorkFactory) -> int:
    """Tasks that stayed on the worklist after their process ended; returns of how many processes."""
    with factory.write(SYSTEM) as work:
        query = select(Task).join(ProcessInstance, ProcessInstance.id == Task.instance_id)
        left = list(work.session.scalars(query.where(Task.ended_at.is_(None), ProcessInstance.status != "running")))
        for task in left:
            task.cancelled_at = task.ended_at = work.now
        return len({task.instance_id for task in left})


def _name_the_given_up(factory: WorkFactory) -> int:
    """An instance that is not tried any more must have somebody looking at it."""
    known = exists().where(Incident.instance_id == ProcessInstance.id, Incident.resolved_at.is_(None))
    query = select(ProcessInstance).where(
        ProcessInstance.status == "running", ProcessInstance.tries >= MAX_TRIES, ~known
    )
    with factory.read(SYSTEM) as work:
        stuck = [(instance.id, name_of(work, instance)) for instance in work.session.scalars(query)]
    for instance_id, name in stuck:
        message = f"Een termijn van {name} is niet verwerkt en wordt niet meer geprobeerd. Er wordt naar gekeken."
        record_incident(factory.services, message, f"{MAX_TRIES} tries failed", instance_id=instance_id)
    return len(stuck)
