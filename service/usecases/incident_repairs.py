"""What an operator can do about an incident; every act is a line in the history of the case, with its reason."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from service.domain.deadlines import local_date
from service.domain.errors import Conflict, FieldError, InvalidInput
from service.domain.incident import ACTION, ROLE, TERM
from service.models import Account, Case, Draft, Incident, ProcessInstance, Task
from service.usecases import instances, tasks
from service.usecases.assignment import resolve as find_holder
from service.usecases.endings import end_instance
from service.usecases.incident_values import read_values
from service.usecases.incidents import get_operable
from service.usecases.mandates import give
from service.usecases.shapes import IncidentRow
from service.usecases.steps import Step, write_event
from service.usecases.work import Work

CHANNEL = "herstel van een storing"


def take_on(work: Work, incident_id: int) -> None:
    """The actor looks at it; the people of the case see who."""
    incident, row = _open(work, incident_id)
    if not row.mine:
        incident.handled_by_id, incident.handled_at = work.actor.account_id, work.now
        _log(work, incident, f"{work.actor.name} bekijkt de storing bij «{row.element_name}».")


def let_go(work: Work, incident_id: int) -> None:
    """The actor leaves it to another operator."""
    incident, row = _open(work, incident_id)
    if row.mine:
        incident.handled_by_id = incident.handled_at = None
        _log(work, incident, f"{work.actor.name} bekijkt de storing bij «{row.element_name}» niet meer.")


def retry(work: Work, incident_id: int) -> None:
    """Do again what failed: complete the task with the kept answers, give the term to the next tick, find somebody."""
    incident, row = _open(work, incident_id)
    if row.kind == ACTION:
        raise Conflict("Dit was een handeling van iemand anders. Vraag die persoon om het opnieuw te doen.")
    instance = _running(work, incident)
    if row.kind == TERM:
        instance.tries, instance.retry_at, incident.last_at = 0, None, work.now
        _log(work, incident, f"De termijn bij «{row.element_name}» wordt opnieuw geprobeerd.")
    elif row.kind == ROLE:
        _find_somebody(work, incident, instance)
    else:
        _complete(work, incident, row, None)


def retry_task_with(work: Work, incident_id: int, raw: Mapping[str, Any]) -> None:
    """Complete the failed task with corrected answers, on behalf of who gave them."""
    incident, row = _open(work, incident_id)
    ensure_taken_on(row)
    _complete(work, incident, row, raw)


def retry_term_with(work: Work, incident_id: int, values: Mapping[str, str], reason: str) -> None:
    """Put declared scalars of the process right and let the term be tried again by the next tick."""
    incident, row = _open(work, incident_id)
    ensure_taken_on(row)
    _ensure_reason(reason)
    if row.kind != TERM:
        raise Conflict("Bij deze storing horen geen gegevens van het proces. Verbeter de antwoorden bij de taak.")
    instance, runner = _running(work, incident), work.services.runner
    process_key = row.process_key or instance.process_key
    known = runner.variables(instances.snapshot_of(instance), process_key, Step(work, instance, _nothing))
    given = read_values(known, values)
    instances.apply(
        work, instance, lambda step: runner.correct(instances.snapshot_of(instance), process_key, given, step)
    )
    instance.tries, instance.retry_at = 0, None
    names = ", ".join(sorted(given))
    _log(work, incident, f"Gegevens van het proces zijn verbeterd ({names}). Reden: {reason.strip()}")
    _close(work, incident, "gecorrigeerd", reason)


def log_answers_shown(work: Work, incident_id: int) -> None:
    """The operator opens the answers of the failed task to put them right: that is case content, so it is recorded."""
    incident, row = _open(work, incident_id)
    ensure_taken_on(row)
    text = f"{work.actor.name} heeft de antwoorden bij «{row.element_name}» geopend om de storing te herstellen."
    _log(work, incident, text)


def move_token(work: Work, incident_id: int, token: str, target: str, reason: str) -> None:
    """Move the process to another user task; building blocks in between are not run."""
    incident, _ = _open(work, incident_id)
    _ensure_reason(reason)
    instance, runner = _running(work, incident), work.services.runner
    standing = runner.tokens(instances.snapshot_of(instance), Step(work, instance, _nothing))
    found = next((one for one in standing if one.spiff_id == token), None)
    if found is None:
        raise Conflict("Het proces staat intussen ergens anders. Ververs de pagina.")
    if target not in dict(found.targets):
        raise Conflict(found.refusal or "Naar die taak kan het proces niet veilig verplaatst worden.")
    here = instances.snapshot_of(instance)
    instances.apply(work, instance, lambda step: runner.move(here, token, target, step))
    where = f"van «{found.name}» naar «{dict(found.targets)[target]}»"
    _log(work, incident, f"Het proces is verplaatst {where}. Reden: {reason.strip()}")
    _close(work, incident, "verplaatst", reason)


def cancel(work: Work, incident_id: int, reason: str) -> None:
    """End the process of the incident, with what belongs to it; that cannot be undone."""
    incident, row = _open(work, incident_id)
    _ensure_reason(reason)
    instance = _running(work, incident)
    end_instance(work, instance)
    _log(work, incident, f"«{row.process_name}» is beëindigd na een storing. Reden: {reason.strip()}")
    query = select(Incident).where(Incident.instance_id == instance.id, Incident.resolved_at.is_(None))
    for one in work.session.scalars(query):
        _close(work, one, "beeindigd", reason)


def settle(work: Work, incident_id: int, reason: str) -> None:
    """Mark an incident as dealt with; nothing else changes."""
    incident, row = _open(work, incident_id)
    _ensure_reason(reason)
    _log(work, incident, f"De storing bij «{row.element_name}» is afgehandeld. {reason.strip()}")
    _close(work, incident, "afgehandeld", reason)


def kept_answers(work: Work, task_id: int) -> tuple[Draft, str] | None:
    """What was typed last for a task, with who typed it."""
    query = select(Draft, Account.name).join(Account, Account.id == Draft.account_id).where(Draft.task_id == task_id)
    found = work.session.execute(query.order_by(Draft.saved_at.desc(), Draft.id.desc())).first()
    return (found[0], found[1]) if found else None


def _complete(work: Work, incident: Incident, row: IncidentRow, raw: Mapping[str, Any] | None) -> None:
    task = work.session.get_one(Task, incident.task_id)
    _running(work, incident)
    work.session.refresh(task)
    if task.ended_at is not None:
        raise Conflict("Deze taak staat niet meer open. U kunt de storing afhandelen.")
    kept = kept_answers(work, task.id)
    if raw is None and kept is None:
        raise Conflict("Er zijn geen antwoorden bewaard. Vraag de behandelaar om de taak opnieuw af te ronden.")
    actor = work.session.get(Account, incident.actor_id) if incident.actor_id else None
    name = actor.name if actor else kept[1] if kept else work.actor.name
    answered_on = local_date(kept[0].saved_at) if kept else None
    given = dict(raw) if raw is not None else dict(kept[0].data) if kept else {}
    tasks.finish(work, task, given, tasks.OnBehalf(name, CHANNEL, answered_on))
    work.session.refresh(incident)
    how = "met verbeterde antwoorden" if raw is not None else "met dezelfde antwoorden"
    _log(work, incident, f"«{task.name}» is na een storing alsnog afgerond, {how} van {name}.")
    _close(work, incident, "gecorrigeerd" if raw is not None else "opnieuw", None)


def _find_somebody(work: Work, incident: Incident, instance: ProcessInstance) -> None:
    task = work.session.get_one(Task, incident.task_id)
    who = find_holder(work, task.role, Step(work, instance, _nothing).place)
    if who.is_nobody:
        raise Conflict("Nog steeds vervult niemand deze rol. Laat de regiobeheerder eerst iemand aanwijzen.")
    give(work, task, who)
    _log(work, incident, f"Voor de taak «{task.name}» is nu iemand aangewezen.")
    _close(work, incident, "toegewezen", None)


def _open(work: Work, incident_id: int) -> tuple[Incident, IncidentRow]:
    incident, row = get_operable(work, incident_id)
    if not row.open:
        raise Conflict("Deze storing is al afgehandeld.")
    return incident, row


def _running(work: Work, incident: Incident) -> ProcessInstance:
    instance = work.session.get(ProcessInstance, incident.instance_id) if incident.instance_id else None
    if instance is None or instance.status != "running":
        raise Conflict("Het proces van deze storing loopt niet (meer). U kunt de storing afhandelen.")
    instances.lock(work, work.session.get(Case, instance.case_id) if instance.case_id else None, instance)
    work.session.refresh(instance)
    return instance


def ensure_taken_on(row: IncidentRow) -> None:
    """Who changes data of a case has said so first."""
    if not row.mine:
        raise Conflict("Neem de storing eerst op u: dan ziet iedereen dat u ermee bezig bent.")


def _ensure_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(fields=[FieldError("reden", "Schrijf op waarom u dit doet.")])


def _close(work: Work, incident: Incident, resolution: str, note: str | None) -> None:
    incident.resolved_at, incident.resolved_by_id = work.now, work.actor.account_id
    incident.resolution, incident.resolution_note = resolution, (note or "").strip() or None


def _log(work: Work, incident: Incident, text: str) -> None:
    instance = work.session.get(ProcessInstance, incident.instance_id) if incident.instance_id else None
    event = write_event(work, instance, "incident", text, case_id=incident.case_id)
    event.process_key, event.element_id, event.data = (
        incident.process_key,
        incident.element_id,
        {"storing": incident.id},
    )


def _nothing(_origin: Step, _command: object) -> None:
    """Looking queues nothing."""
