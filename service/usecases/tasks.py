"""Doing the work of the worklist: draft, claim, release, assign, complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, select

from service.domain.deadlines import dutch_date, local_date
from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed, TaskAlreadyCompleted, TaskNotOpen
from service.domain.permissions import OUTSIDER_LANES, is_own_task, may_act_for, may_assign, may_claim, may_complete
from service.forms import validate
from service.models import Account, Case, Draft, Notification, ProcessInstance, Submission, Task
from service.usecases import instances
from service.usecases.assignment import find_candidates
from service.usecases.incidents import resolve_for_task, resolve_no_holder
from service.usecases.notifications import notify_new_task, settle_task
from service.usecases.placement_reviews import ensure_other_person
from service.usecases.scoping import get_locked_task, get_visible_task, task_facts
from service.usecases.steps import write_event
from service.usecases.task_forms import form_of
from service.usecases.work import BrokenStep, Work


@dataclass(frozen=True)
class OnBehalf:
    """Namens: whose answer this is, how it came in and when it was given."""

    name: str
    channel: str | None = None
    answered_on: date | None = None


@dataclass(frozen=True)
class Completion:
    """What came of completing a task."""

    case_number: str | None
    next_task_ids: tuple[int, ...]


def save_draft(work: Work, task_id: int, data: Mapping[str, Any]) -> datetime:
    """Keep what was typed, complete or not; one draft per task and person."""
    task, _ = _open_task(work, task_id)
    draft = find_draft(work, task.id)
    if draft is None:
        draft = Draft(task_id=task.id, account_id=work.actor.account_id, data={}, saved_at=work.now)
        work.session.add(draft)
    draft.data, draft.saved_at = dict(data), work.now
    return work.now


def find_draft(work: Work, task_id: int) -> Draft | None:
    """The actor's own draft of a task."""
    query = select(Draft).where(Draft.task_id == task_id, Draft.account_id == work.actor.account_id)
    return work.session.scalars(query).first()


def claim(work: Work, task_id: int) -> None:
    """Take a task out of the pool."""
    task, case = _open_task(work, task_id)
    if task.assignee_id == work.actor.account_id:
        return
    if task.assignee_id is not None:
        raise Conflict(
            f"Deze taak is al van {_name(work, task.assignee_id)}. Vraag de secretaris om hem over te zetten."
        )
    if not may_claim(work.actor, task_facts(task, case)) and not may_assign(work.actor, task_facts(task, case)):
        raise NotAllowed
    ensure_other_person(work, task, work.actor.account_id)
    task.assignee_id, task.claimed_at = work.actor.account_id, work.now
    if task.has_incident:
        resolve_no_holder(work.session, task.id, work.now)
    log_task(work, task, f"{work.actor.name} heeft de taak «{task.name}» opgepakt.")


def release(work: Work, task_id: int) -> None:
    """Put a task back in its pool."""
    task, case = _open_task(work, task_id)
    if task.assignee_id != work.actor.account_id and not may_assign(work.actor, task_facts(task, case)):
        raise NotAllowed
    if task.pool_role is None and task.pool_organisation_id is None:
        raise Conflict(
            "Deze taak hoort bij een persoon en kan niet terug naar een groep. Wijs hem aan iemand anders toe."
        )
    task.assignee_id = task.substitute_for_id = task.claimed_at = None
    log_task(work, task, f"De taak «{task.name}» is teruggelegd.")


def assign(work: Work, task_id: int, account_id: int, reason: str, *, tell: bool = True) -> None:
    """Give a task to somebody, with the reason; a decision of an official stays with its lane's holders.

    Without `tell` the caller tells them: who gives a pile of tasks sends one message.
    """
    task, case = _open_task(work, task_id)
    if not may_assign(work.actor, task_facts(task, case)):
        raise NotAllowed
    if not reason.strip():
        raise InvalidInput(fields=[FieldError("reden", "Schrijf waarom de taak naar iemand anders gaat.")])
    account = work.session.get(Account, account_id)
    if account is None or not account.active or account_id not in {a.id for a in find_candidates(work, task, case)}:
        raise InvalidInput(fields=[FieldError("persoon", "Kies iemand uit de lijst.")])
    ensure_other_person(work, task, account.id)
    task.assignee_id, task.substitute_for_id, task.claimed_at = account.id, None, work.now
    text = f"De taak «{task.name}» is toegewezen aan {account.name}. Reden: {reason.strip()}"
    log_task(work, task, text, "taak_toegewezen")
    if task.has_incident:
        resolve_no_holder(work.session, task.id, work.now)
    if tell:
        notify_new_task(work, task)


def complete(
    work: Work,
    task_id: int,
    raw: Mapping[str, Any],
    *,
    on_behalf: OnBehalf | None = None,
    strict: bool = True,
) -> Completion:
    """Complete a task: may this actor, is the form valid, run to the next wait; all or nothing."""
    task, case = get_locked_task(work, task_id)
    _ensure_open(work, task)
    _ensure_may_complete(work, task, case, on_behalf)
    ensure_other_person(work, task, work.actor.account_id)
    return finish(work, task, raw, on_behalf, strict=strict)


def finish(
    work: Work, task: Task, raw: Mapping[str, Any], on_behalf: OnBehalf | None, *, strict: bool = True
) -> Completion:
    """Complete an open, locked task that the actor may complete; what was typed is kept when the step breaks."""
    _ensure_running(task)
    form, scope = form_of(work, task)
    data = validate(form, raw, scope, strict=strict)
    task.completed_at = task.ended_at = work.now
    task.completed_by_id = work.actor.account_id
    store_submission(work, task, data, on_behalf)
    try:
        instance = instances.complete(work, task, data)
    except BrokenStep as broken:
        broken.entered = raw
        raise
    _clear_away(work, task)
    if task.has_incident:
        resolve_for_task(work.session, task.id, work.now)
    log_task(work, task, f"«{task.name}» is afgerond.", "taak_afgerond", on_behalf or _instead_of(work, task))
    number = work.session.get_one(Case, instance.case_id).number if instance.case_id else None
    return Completion(number, tuple(sorted(opened.id for opened in work.opened_tasks if opened.ended_at is None)))


def _instead_of(work: Work, task: Task) -> OnBehalf | None:
    """In whose stead a substitute did it, for the history."""
    away = task.substitute_for_id if task.assignee_id == work.actor.account_id else None
    return OnBehalf(_name(work, away)) if away is not None else None


_LEFT = select(
    exists().where(Draft.task_id == bindparam("task")),
    exists().where(Notification.task_id == bindparam("task"), Notification.read_at.is_(None)),
)


def _clear_away(work: Work, task: Task) -> None:
    """Leave no draft and no unread message of a task that is done."""
    drafts, unread = work.session.execute(_LEFT, {"task": task.id}).one()
    if drafts:
        work.session.execute(delete(Draft).where(Draft.task_id == task.id))
    if unread:
        settle_task(work, task.id)


def store_submission(work: Work, task: Task, data: Mapping[str, Any], on_behalf: OnBehalf | None) -> Submission:
    """Keep the answers of a task, for good."""
    submission = Submission(
        instance_id=task.instance_id,
        case_id=task.case_id,
        attempt_id=task.attempt_id,
        task_id=task.id,
        element_id=task.element_id,
        form_id=task.form_id,
        data=dict(data),
        submitted_at=work.now,
        submitted_by_id=work.actor.account_id,
        on_behalf_of=on_behalf.name if on_behalf else None,
        channel=on_behalf.channel if on_behalf else None,
        answered_on=(on_behalf.answered_on if on_behalf else None) or work.today,
    )
    work.session.add(submission)
    work.answered[task.instance_id, task.form_id] = submission
    return submission


def _open_task(work: Work, task_id: int) -> tuple[Task, Case | None]:
    task, case = get_visible_task(work, task_id)
    _ensure_open(work, task)
    return task, case


def _ensure_open(work: Work, task: Task) -> None:
    if task.completed_at is not None:
        who = _name(work, task.completed_by_id) if task.completed_by_id else "iemand anders"
        raise TaskAlreadyCompleted(
            f"Deze taak is al afgerond, door {who} op {dutch_date(local_date(task.completed_at))}."
        )
    if task.ended_at is not None:
        raise TaskNotOpen("Deze taak is vervallen. Kijk op de zaakpagina wat er nu loopt.")


def _ensure_running(task: Task) -> None:
    if task.paused_until is not None:
        raise Conflict(
            f"De termijn van deze taak is gepauzeerd tot {dutch_date(task.paused_until)}. "
            "Hervat op de zaakpagina eerst de zaak of deze termijn."
        )


def _ensure_may_complete(work: Work, task: Task, case: Case | None, on_behalf: OnBehalf | None) -> None:
    facts = task_facts(task, case)
    if not may_complete(work.actor, facts):
        if task.assignee_id is not None and may_assign(work.actor, facts):
            raise NotAllowed(
                f"Deze taak is van {_name(work, task.assignee_id)}. Wijs hem eerst toe aan uzelf, met een reden."
            )
        raise NotAllowed
    own = is_own_task(work.actor, facts) and task.role not in ("melder", "vrager")
    if not own and not work.actor.system and on_behalf is None:
        raise InvalidInput(
            fields=[FieldError("namens", "Vul in namens wie u dit invult, hoe en wanneer u het antwoord kreeg.")]
        )
    if on_behalf is not None and task.role not in OUTSIDER_LANES and not may_act_for(work.actor, facts):
        raise InvalidInput(fields=[FieldError("namens", "Deze taak kunt u niet namens een ander afronden.")])


def _name(work: Work, account_id: int | None) -> str:
    return work.session.get_one(Account, account_id).name if account_id is not None else "iemand anders"


def log_task(
    work: Work, task: Task, text: str, kind: str = "taak_toegewezen", on_behalf: OnBehalf | None = None
) -> None:
    """Write a line about a task in the history of its case."""
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    event = write_event(work, instance, kind, text, on_behalf_of=on_behalf.name if on_behalf else None)
    event.process_key, event.element_id, event.data = task.process_key, task.element_id, {"taak": task.id}
