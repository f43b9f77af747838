"""The check an operator can run: what in the database cannot be right, with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from service.domain.labels import label
from service.models import Account, Case, Episode, Escalation, Incident, ProcessInstance, Stall, Task
from service.usecases.agreement import Examined, examine_all, name_of, subject_of
from service.usecases.ticking import MAX_TRIES
from service.usecases.work import Work

OVERVIEW = "ret_procesregie"
REPAIR = "Draai: procesregie db reconcile."
ASK = "Kijk bij de incidenten wat er gebeurde en meld het aan de beheerder van de dienst."


@dataclass(frozen=True)
class Fault:
    """Something that is not as it must be; `message` is one Dutch line: what, where and what to do."""

    kind: str
    message: str


def find_faults(work: Work) -> Iterator[Fault]:
    """Everything that is wrong now; reads only. Looks at every running instance, so it takes a while."""
    yield from _cases_without_process(work)
    yield from _tasks_of_ended(work)
    yield from _stalls_without_process(work)
    yield from _escalations_without_process(work)
    yield from _tasks_of_inactive(work)
    yield from _given_up(work)
    for found in examine_all(work):
        yield from _deviations(work, found)


def _deviations(work: Work, found: Examined) -> Iterator[Fault]:
    where = f"{subject_of(work, found.instance)}: bij {name_of(work, found.instance)}" if found.deviations else ""
    for deviation in found.deviations:
        yield Fault(deviation.kind, f"{where} {deviation.text}. {ASK if found.blocking else REPAIR}")


def _cases_without_process(work: Work) -> Iterator[Fault]:
    """The newest episode of a case runs, or has a result."""
    newer, running = aliased(Episode), _runs(and_(ProcessInstance.case_id == Case.id, _is_overview()))
    query = (
        select(Case.number).join(Episode, Episode.case_id == Case.id)
        .where(Episode.result.is_(None), ~running)
        .where(~exists().where(newer.case_id == Case.id, newer.number > Episode.number)).order_by(Case.id)
    )  # fmt: skip
    for number in work.session.scalars(query):
        yield Fault("zaak_zonder_proces", f"Zaak {number}: er loopt geen procesregie en er is geen uitkomst. {ASK}")


def _tasks_of_ended(work: Work) -> Iterator[Fault]:
    query = select(Task, ProcessInstance).join(ProcessInstance, ProcessInstance.id == Task.instance_id)
    query = query.where(Task.ended_at.is_(None), ProcessInstance.status != "running").order_by(Task.id)
    for task, instance in work.session.execute(query):
        what = f"de taak «{task.name}» staat open, maar {name_of(work, instance)} is afgelopen"
        yield Fault("taak_zonder_proces", f"{subject_of(work, instance)}: {what}. {REPAIR}")


def _stalls_without_process(work: Work) -> Iterator[Fault]:
    query = select(Case.number, Stall.rule).join(Case, Case.id == Stall.case_id)
    query = query.where(Stall.closed_on.is_(None), ~_runs(ProcessInstance.id == Stall.instance_id)).order_by(Stall.id)
    for number, rule in work.session.execute(query):
        what = f"het stagnatiealarm «{label('regel', rule)}» staat open, maar niemand wordt gevraagd het te beoordelen"
        yield Fault("stagnatie_zonder_proces", f"Zaak {number}: {what}. {ASK}")


def _escalations_without_process(work: Work) -> Iterator[Fault]:
    running = _runs(ProcessInstance.id == Escalation.instance_id)
    query = select(Escalation.key).where(Escalation.closed_on.is_(None), ~running).order_by(Escalation.id)
    for key in work.session.scalars(query):
        yield Fault("escalatie_zonder_proces", f"Escalatie {key}: zij staat open, maar er loopt geen besluit. {ASK}")


def _tasks_of_inactive(work: Work) -> Iterator[Fault]:
    query = (
        select(Task, Account.name, ProcessInstance).join(Account, Account.id == Task.assignee_id)
        .join(ProcessInstance, ProcessInstance.id == Task.instance_id)
        .where(Task.ended_at.is_(None), Account.active.is_(False)).order_by(Task.id)
    )  # fmt: skip
    for task, name, instance in work.session.execute(query):
        what = f"de taak «{task.name}» staat op naam van {name}, die niet meer kan inloggen"
        todo = "Wijs hem op de werklijst aan iemand anders toe."
        yield Fault("taak_van_niemand", f"{subject_of(work, instance)}: {what}. {todo}")


def _given_up(work: Work) -> Iterator[Fault]:
    known = exists().where(Incident.instance_id == ProcessInstance.id, Incident.resolved_at.is_(None))
    query = select(ProcessInstance).where(ProcessInstance.status == "running", ProcessInstance.tries >= MAX_TRIES)
    for instance in work.session.scalars(query.where(~known).order_by(ProcessInstance.id)):
        what = f"een termijn van {name_of(work, instance)} wordt niet meer geprobeerd, en dat is niet gemeld"
        yield Fault("stil_gestopt", f"{subject_of(work, instance)}: {what}. {REPAIR}")


def _is_overview() -> ColumnElement[bool]:
    return ProcessInstance.process_key == OVERVIEW


def _runs(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(which, ProcessInstance.status == "running")
