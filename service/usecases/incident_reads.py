"""One incident as its page shows it, with what can be done about it."""

from contextlib import suppress
from typing import Any

from service.domain.errors import NotFound
from service.domain.incident import ACTION, ROLE, TASK, TERM
from service.domain.permissions import may_operate
from service.engine import EngineError
from service.forms import Form, FormScope
from service.models import Incident, ProcessInstance, Task
from service.usecases import instances
from service.usecases.agreement import name_of
from service.usecases.endings import OVERVIEW
from service.usecases.incident_repairs import ensure_taken_on, kept_answers
from service.usecases.incident_values import show_values
from service.usecases.incidents import get_operable, get_row
from service.usecases.shapes import IncidentDetail, IncidentRow, TokenView, VariableView
from service.usecases.steps import Step
from service.usecases.task_forms import form_of
from service.usecases.work import Work

_HINTS = {
    TASK: "De taak wordt afgerond met de bewaarde antwoorden, namens wie ze gaf.",
    TERM: "De termijn wordt binnen enkele seconden opnieuw verwerkt.",
    ROLE: "Er wordt opnieuw gezocht naar iemand met deze rol.",
    ACTION: "Dit was een handeling van iemand anders: die kan het zelf opnieuw doen.",
}


def get_incident(work: Work, incident_id: int) -> IncidentDetail:
    """The incident; who does not operate the service gets it without anything to do."""
    incident, row = get_row(work, incident_id)
    if not may_operate(work.actor):
        return IncidentDetail(row, False, "", None, None, None)
    task = work.session.get(Task, incident.task_id) if incident.task_id else None
    kept = kept_answers(work, task.id) if task is not None else None
    tokens, variables = inside(work, incident, row) if row.open else ([], [])
    return IncidentDetail(
        row=row,
        may_operate=True,
        retry_hint=_HINTS[row.kind],
        task_id=task.id if task is not None and task.ended_at is None else None,
        task_name=task.name if task else None,
        entered_by=kept[1] if kept else None,
        ending=_ending(work, incident) if row.open else None,
        tokens=tokens,
        # Routing scalars are no case content, but nobody has to see them before somebody works on it.
        variables=variables if row.mine and row.kind == TERM else [],
    )


def get_answers(work: Work, incident_id: int) -> tuple[IncidentRow, Form, FormScope, dict[str, Any]]:
    """Form, scope and kept answers of the failed task, for who has taken the incident on."""
    incident, row = get_operable(work, incident_id)
    ensure_taken_on(row)
    if row.kind != TASK or not row.open:
        raise NotFound("Bij deze storing horen geen antwoorden die u kunt verbeteren.")
    task = work.session.get_one(Task, incident.task_id)
    form, scope = form_of(work, task)
    kept = kept_answers(work, task.id)
    return row, form, scope, dict(kept[0].data) if kept else {}


def _ending(work: Work, incident: Incident) -> str | None:
    instance = work.session.get(ProcessInstance, incident.instance_id) if incident.instance_id else None
    if instance is None or instance.status != "running":
        return None
    if instance.process_key == OVERVIEW and instance.case_id is not None:
        return "De hele procesregie stopt en de zaak wordt afgesloten, met alles wat ernaast loopt."
    return f"{name_of(work, instance)} stopt, met zijn open taken en termijnen."


def inside(work: Work, incident: Incident, row: IncidentRow) -> tuple[list[TokenView], list[VariableView]]:
    """Where its process stands and what that knows; empty when it does not run or cannot be read."""
    instance = work.session.get(ProcessInstance, incident.instance_id) if incident.instance_id else None
    if instance is None or instance.status != "running":
        return [], []
    step, here, runner = Step(work, instance, _nothing), instances.snapshot_of(instance), work.services.runner
    # A state that cannot be read is an incident of its own: then there is nothing to move.
    with suppress(EngineError):
        names = {
            key: model.name or key for key, model in work.services.library.get(instance.release_id).processes.items()
        }
        tokens = [
            TokenView(one.spiff_id, names.get(one.process_key, one.process_key), one.name, one.targets, one.refusal)
            for one in runner.tokens(here, step)
        ]
        known = runner.variables(here, row.process_key or instance.process_key, step)
        return tokens, show_values(known)
    return [], []


def _nothing(_origin: Step, _command: object) -> None:
    """Looking queues nothing."""
