"""What is written down after every step: the instance, its open tasks, the steps of the case, the end of an episode."""

from typing import Any

from sqlalchemy import select

from service.domain.due_dates import agreed
from service.domain.expressions import compile_expression
from service.domain.incident import NO_HOLDER
from service.domain.labels import label
from service.engine import OpenTask, Outcome
from service.models import Case, CaseStep, Commitment, Episode, Incident, ProcessInstance, Task
from service.usecases.assignment import Assignment, resolve
from service.usecases.emergency_days import stretched_days
from service.usecases.incidents import resolve_for_instance, resolve_for_task
from service.usecases.links import REVIEW, THEME
from service.usecases.notifications import notify_new_task, settle_task
from service.usecases.outcomes import finish_case
from service.usecases.steps import Step, write_event
from service.usecases.work import Work

# A task whose due date is further away than this is shown as planned, not yet as work to do.
PLANNED_WORKING_DAYS = 10


def book(work: Work, instance: ProcessInstance, outcome: Outcome, step: Step) -> None:
    """Write the outcome of a step to the tables that pages and sweeps read."""
    phases = _phases(work, instance)
    if instance.tries and instance.next_due_at != outcome.next_due_at:
        # The instant that would not go through is gone: what is due next starts with a clean slate.
        instance.tries, instance.retry_at = 0, None
        resolve_for_instance(work.session, instance.id, work.now)
    instance.state, instance.status, instance.result = outcome.state, outcome.status, outcome.result
    instance.next_due_at, instance.messages = outcome.next_due_at, list(outcome.messages)
    instance.active = [list(pair) for pair in outcome.active]
    if outcome.status != "running":
        instance.ended_at = work.now
    _book_tasks(work, instance, outcome, step)
    same = outcome.status == "running" and instance.episode_number is not None and phases == outcome.phases
    if phases is not None and not same:
        _book_phases(work, step, outcome)


def _book_tasks(work: Work, instance: ProcessInstance, outcome: Outcome, step: Step) -> None:
    """Open what became open, cancel what is gone without having been completed."""
    known = {task.spiff_id: task for task in step.open_tasks if task.ended_at is None}
    now_open = {task.spiff_id for task in outcome.open_tasks}
    for spiff_id, task in known.items():
        if spiff_id not in now_open:
            task.cancelled_at = task.ended_at = work.now
            settle_task(work, task.id)
            if task.has_incident:
                resolve_for_task(work.session, task.id, work.now)
    for opened in outcome.open_tasks:
        if opened.spiff_id in known:
            known[opened.spiff_id].variables = _scalars(opened)
        else:
            _open_task(work, instance, opened, step)


def _scalars(opened: OpenTask) -> dict[str, Any]:
    return dict(opened.data)


def _open_task(work: Work, instance: ProcessInstance, opened: OpenTask, step: Step) -> None:
    who = resolve(work, opened.role, step.place)
    task = _new_task(work, instance, opened, step, who)
    work.session.add(task)
    work.session.flush()
    work.opened_tasks.append(task)
    if who.is_nobody:
        report_nobody(work, instance, task)
    elif who.account_id is not None and task.startable_on <= work.today:
        # A planned task is not yet work: its reminder says so in time.
        notify_new_task(work, task)


def _new_task(work: Work, instance: ProcessInstance, opened: OpenTask, step: Step, who: Assignment) -> Task:
    place = step.place
    return Task(
        instance_id=instance.id,
        case_id=instance.case_id,
        attempt_id=instance.attempt_id,
        region_id=place.region_id,
        team_id=place.team_id,
        municipality_id=place.municipality_id,
        director_id=place.case.process_director_id if place.case else None,
        spiff_id=opened.spiff_id,
        process_key=opened.process_key,
        element_id=opened.element_id,
        name=opened.name,
        role=opened.role,
        form_id=opened.form_id,
        mandatory=opened.mandatory,
        due_on=opened.due_on,
        due_why=opened.due_why or _named_before(work, instance, opened, step),
        due_term=opened.due_term or None,
        stretched_days=stretched_days(step, opened),
        startable_on=max(work.today, step.working_days(-PLANNED_WORKING_DAYS, opened.due_on)),
        opened_at=work.now,
        assignee_id=who.account_id,
        substitute_for_id=who.substitute_for_id,
        pool_role=who.pool_role,
        pool_organisation_id=who.pool_organisation_id,
        variables=_scalars(opened),
        subject_text=_subject_text(work, instance),
    )


def _named_before(work: Work, instance: ProcessInstance, opened: OpenTask, step: Step) -> str:
    """The reason for a due date that was not counted here: a date that the process had already."""
    node = work.services.library.get(instance.release_id).processes[opened.process_key].nodes[opened.element_id]
    names = compile_expression(node.due).names if node.due else ()
    named = [name for name in sorted(names) if opened.data.get(name) == opened.due_on.isoformat()]
    return agreed(opened.due_on, step.config.anchor_of(named[0]) if named else "")


def _subject_text(work: Work, instance: ProcessInstance) -> str | None:
    """What the task is about within the case; goal numbers and organisations, never people."""
    if instance.subject == THEME:
        return str(instance.start_data.get("escalatie_id") or "")
    if instance.subject == REVIEW:
        return str(instance.start_data.get("toets_id") or "")
    goal = str(instance.start_data.get("doel_id") or "")
    if goal:
        return goal.replace("-", " ")
    party = str(instance.start_data.get("partij_id") or "")
    commitment = work.session.get(Commitment, int(party)) if party.isdigit() else None
    return commitment.party if commitment else None


def report_nobody(work: Work, instance: ProcessInstance, task: Task) -> None:
    """Nobody fills this role: the task stays visible to the team, and the operator hears of it."""
    task.has_incident = True
    role = label("rol", task.role).lower()
    text = f"Voor de taak «{task.name}» is niemand aangewezen in de rol {role}. Wijs iemand toe."
    work.session.add(
        Incident(
            at=work.now, last_at=work.now, case_id=instance.case_id, instance_id=instance.id, task_id=task.id,
            process_key=task.process_key, element_id=task.element_id, handler=None, message=text,
            cause=f"{NO_HOLDER} {task.role}",
        )
    )  # fmt: skip
    write_event(work, instance, "incident", text, automatic=True)


def _phases(work: Work, instance: ProcessInstance) -> tuple[str, ...] | None:
    """The steps of the case that the instance stood in before this step; None for a process that has none."""
    nodes = work.services.library.get(instance.release_id).processes[instance.process_key].nodes
    if not any(node.phase for node in nodes.values()):
        return None
    before = (nodes[element] for key, element in instance.active if key == instance.process_key and element in nodes)
    return tuple(dict.fromkeys(node.phase for node in before if node.phase))


def _book_phases(work: Work, step: Step, outcome: Outcome) -> None:
    """Open and close the steps of the case as the overview moves on; at its end, close the episode."""
    case = step.case
    if case is None:
        return
    episode = step.episode()
    if step.instance.episode_number is None:
        step.instance.episode_number = episode.number
    if step.instance.episode_number == episode.number or outcome.status == "running":
        _move_steps(work, case, step.instance.episode_number, outcome.phases)
    if outcome.status != "running":
        _end_episode(work, case, step.instance.episode_number, outcome.result)
        if outcome.status == "completed":
            finish_case(step, outcome.result)


def _move_steps(work: Work, case: Case, episode_number: int, phases: tuple[str, ...]) -> None:
    query = select(CaseStep).where(
        CaseStep.case_id == case.id, CaseStep.episode_number == episode_number, CaseStep.ended_on.is_(None)
    )
    running = {row.phase: row for row in work.session.scalars(query)}
    for phase, row in running.items():
        if phase not in phases:
            row.ended_on = work.today
    for phase in phases:
        if phase not in running:
            work.session.add(
                CaseStep(case_id=case.id, episode_number=episode_number, phase=phase, started_on=work.today)
            )


def _end_episode(work: Work, case: Case, episode_number: int, result: str | None) -> None:
    query = select(Episode).where(Episode.case_id == case.id, Episode.number == episode_number)
    episode = work.session.scalars(query).one()
    _move_steps(work, case, episode_number, ())
    if episode.ended_on is None:
        episode.ended_on = work.today
    episode.result = episode.result or result
    newest = max(row.number for row in case.episodes)
    if episode_number == newest and result != "heropend":
        case.closed_on = case.closed_on or work.today
