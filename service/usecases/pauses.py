"""Suspending, resuming and extending a case or the term of one task: as often as needed, each time with its reason.

Promises move, facts do not: due dates and armed timers go along by working days of the region; what happened, what was
agreed with others (a meeting, the dates in the plan) and the term of an escalation stay where they are.
"""

from datetime import date, time

from sqlalchemy import select

from service.domain.deadlines import dutch_date, local_instant
from service.domain.errors import Conflict, NotAllowed
from service.domain.pausing import ensure_clear, ensure_days, ensure_reason, in_words
from service.domain.permissions import may_direct
from service.engine import Scope
from service.models import Case, Pause, ProcessInstance, Task
from service.usecases import instances
from service.usecases.notifications import notify_assignment
from service.usecases.scoping import case_facts, get_full_case, get_visible_task
from service.usecases.steps import Step, write_event
from service.usecases.suspension import SPARED, Because, config_of, hold, move, release, suspended_days
from service.usecases.watches import shift_watches
from service.usecases.work import Work

_MIDNIGHT = time(0)
_EVERYTHING = Scope(spared=SPARED)
_NOT_HERE = (
    "De termijn van een escalatie loopt door. Alleen de bestuurlijke escalatiehouder kan hem verlengen, "
    "op de pagina van de escalatie."
)


def suspend(work: Work, number: str, until_on: date, reason: str, motivation: str = "") -> None:
    """Suspend a case until a day; an emergency only with a motivation, which the manager gets to see."""
    case = _directed(work, number)
    if case.paused_until is not None:
        raise Conflict(f"Deze zaak is al gepauzeerd tot {dutch_date(case.paused_until)}.")
    ensure_clear(work.today, until_on, reason, motivated=bool(motivation.strip()) or not case.emergency)
    running = _ensure_running(work, case)
    for pause in _open_pauses(work, case.id):
        _end(work, pause, work.today, "De hele zaak wordt gepauzeerd.")
    _open(work, case, until_on, reason, motivation)
    case.paused_until = until_on
    if not sum(hold(work, instance, case, until_on, _EVERYTHING) for instance in running):
        raise Conflict("Er loopt nu geen termijn die gepauzeerd kan worden.")
    text = f"De zaak is gepauzeerd tot {dutch_date(until_on)}."
    if case.emergency:
        text += f" Het is een spoedzaak. Motivering: {motivation.strip()}"
    # A manager reads that it stands still, and of an emergency why it may; the reason is for who knows the case.
    write_event(work, running[0], "status", text)
    _log(work, running[0], f"Reden van de pauze: {reason.strip()}")
    if case.emergency:
        _tell_manager(work, running[0], until_on)


def resume(work: Work, number: str, reason: str) -> None:
    """Resume a suspended case today."""
    case = _directed(work, number)
    ensure_reason(reason)
    pause = next((one for one in _open_pauses(work, case.id) if one.task_id is None), None)
    if pause is None:
        raise Conflict("Deze zaak is niet gepauzeerd.")
    _end(work, pause, work.today, reason)


def extend(work: Work, number: str, working_days: int, reason: str) -> None:
    """Give the whole case more time: every due date and armed timer moves, save those of an escalation."""
    case = _directed(work, number)
    ensure_days(working_days, reason)
    lines = [
        line
        for instance in _ensure_running(work, case)
        for line in move(work, instance, working_days, _EVERYTHING, Because(reason.strip()))
    ]
    if not lines:
        raise Conflict("Er loopt nu geen termijn die verlengd kan worden.")
    shift_watches(work, case, working_days)
    _log(work, None, f"Alle termijnen zijn {in_words(working_days)} verlengd. Reden: {reason.strip()}", case.id)


def suspend_task(work: Work, task_id: int, until_on: date, reason: str) -> None:
    """Suspend the term of one task."""
    task, case, instance = _directed_task(work, task_id)
    ensure_clear(work.today, until_on, reason)
    if task.paused_until is not None:
        raise Conflict(f"Deze termijn is al gepauzeerd tot {dutch_date(task.paused_until)}.")
    _open(work, case, until_on, reason, "", task)
    hold(work, instance, case, until_on, _of(task))
    _log(
        work,
        instance,
        f"De termijn van «{task.name}» is gepauzeerd tot {dutch_date(until_on)}. Reden: {reason.strip()}",
    )


def resume_task(work: Work, task_id: int, reason: str) -> None:
    """Resume the term of one task today."""
    task, case, _ = _directed_task(work, task_id)
    ensure_reason(reason)
    if case.paused_until is not None:
        raise Conflict("De hele zaak is gepauzeerd. Hervat de zaak; dan loopt ook deze termijn weer.")
    pause = next((one for one in _open_pauses(work, case.id) if one.task_id == task.id), None)
    if pause is None:
        raise Conflict("Deze termijn is niet gepauzeerd.")
    _end(work, pause, work.today, reason)


def extend_task(work: Work, task_id: int, working_days: int, reason: str) -> None:
    """Give one task more time; its reminders and expiry move with it."""
    task, _, instance = _directed_task(work, task_id)
    _extend_one(work, task, instance, working_days, reason)


def extend_decision(work: Work, task: Task, case: Case | None, working_days: int, reason: str) -> None:
    """Give the decision of an escalation more time, also of a theme; who calls this has seen that the actor may."""
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    instances.lock(work, case, instance)
    work.session.refresh(task)
    if task.ended_at is not None:
        raise Conflict("Hierover is al besloten.")
    _extend_one(work, task, instance, working_days, reason)


def end_by_itself(work: Work, pause_id: int) -> bool:
    """End a pause whose day has come, as of that day however late it is noticed; False when somebody was first."""
    pause = work.session.get_one(Pause, pause_id)
    instances.lock(work, work.session.get_one(Case, pause.case_id))
    work.session.refresh(pause)
    if pause.ended_at is not None or pause.resume_at > work.now:
        return False
    work.counted_day = pause.until_on
    _end(work, pause, pause.until_on, "De afgesproken dag is aangebroken.")
    return True


def end_for(work: Work, case: Case, reason: str) -> None:
    """End whatever pause there is because of something that cannot wait."""
    for pause in _open_pauses(work, case.id):
        _end(work, pause, work.today, reason)


def _extend_one(work: Work, task: Task, instance: ProcessInstance, working_days: int, reason: str) -> None:
    ensure_days(working_days, reason)
    move(work, instance, working_days, _of(task), Because(reason.strip()))
    due = f"Nieuwe datum: {dutch_date(task.due_on)}."
    _log(
        work,
        instance,
        f"De termijn van «{task.name}» is {in_words(working_days)} verlengd. {due} Reden: {reason.strip()}",
    )


def _end(work: Work, pause: Pause, on: date, reason: str) -> None:
    case = work.session.get_one(Case, pause.case_id)
    task = work.session.get_one(Task, pause.task_id) if pause.task_id is not None else None
    pause.ended_at, pause.ended_on, pause.ended_by_id = work.now, on, work.actor.account_id
    pause.end_reason, pause.working_days = reason.strip(), suspended_days(config_of(work, case), pause.started_on, on)
    why = Because(f"Pauze: {pause.reason}", pause.id)
    if task is None:
        case.paused_until = None
        shift_watches(work, case, pause.working_days)
        running, scope, what = instances.running(work, case.id), _EVERYTHING, "De zaak"
    else:
        running = [] if task.ended_at else [work.session.get_one(ProcessInstance, task.instance_id)]
        scope, what = _of(task), f"De termijn van «{task.name}»"
    for instance in running:
        release(work, instance, case, on, scope, why)
    moved = f"Alles schoof {in_words(pause.working_days)} op." if pause.working_days else "Er schoof niets op."
    write_event(work, None, "status", f"{what} is hervat op {dutch_date(on)}. {moved}", case_id=case.id)
    _log(work, None, f"Reden van het hervatten: {reason.strip()}", case.id)


def _open(work: Work, case: Case, until_on: date, reason: str, motivation: str, task: Task | None = None) -> None:
    work.session.add(
        Pause(
            case_id=case.id, task_id=task.id if task else None, started_at=work.now, started_on=work.today,
            started_by_id=work.actor.account_id, until_on=until_on, resume_at=local_instant(until_on, _MIDNIGHT),
            reason=reason.strip(), motivation=motivation.strip() or None,
        )
    )  # fmt: skip


def _open_pauses(work: Work, case_id: int) -> list[Pause]:
    query = select(Pause).where(Pause.case_id == case_id, Pause.ended_at.is_(None)).order_by(Pause.id)
    return list(work.session.scalars(query))


def _directed(work: Work, number: str) -> Case:
    case = get_full_case(work, number)
    if not may_direct(work.actor, case_facts(work, case)):
        raise NotAllowed
    instances.lock(work, case)
    return case


def _directed_task(work: Work, task_id: int) -> tuple[Task, Case, ProcessInstance]:
    task, case = get_visible_task(work, task_id)
    if case is None:
        raise Conflict("Een termijn kan pas verschuiven als de aanmelding een zaak is.")
    if task.process_key in SPARED:
        raise NotAllowed(_NOT_HERE)
    _directed(work, case.number)
    work.session.refresh(task)
    if task.ended_at is not None:
        raise Conflict("Deze taak staat niet meer open.")
    return task, case, work.session.get_one(ProcessInstance, task.instance_id)


def _ensure_running(work: Work, case: Case) -> list[ProcessInstance]:
    running = instances.running(work, case.id)
    if not running:
        raise Conflict("In deze zaak loopt niets meer.")
    return running


def _of(task: Task) -> Scope:
    return Scope(spiff_ids=frozenset({task.spiff_id}))


def _log(work: Work, instance: ProcessInstance | None, text: str, case_id: int | None = None) -> None:
    write_event(work, instance, "pauze", text, case_id=case_id)


def _tell_manager(work: Work, instance: ProcessInstance, until_on: date) -> None:
    step = Step(work, instance, lambda _origin, _command: None)
    subject = f"pauze:{work.now.isoformat()}"
    notify_assignment(work, instance, step.resolve("manager"), "spoed_gepauzeerd", due_on=until_on, subject=subject)
