"""The levels of the ladder: opened once, owned by the responsible municipality, decided, and back into the plan."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from service.domain.escalation import (
    APPROVAL,
    NO_SOLUTION,
    answers_waiting_task,
    grants_financing,
    outcome,
    split_cause,
)
from service.domain.labels import label
from service.domain.plan import OPEN_LINE, assign_keys
from service.models import BridgingTask, Escalation, PlanTask, PlanVersion, Signal, Task
from service.usecases.escalation_owners import get_owner
from service.usecases.escalations import LAPSED, get_escalation, make_question
from service.usecases.plan_rows import as_date, copy_plan, next_number, used_keys
from service.usecases.plans import CONCEPT, adopt, find_valid_plan
from service.usecases.references import display_name
from service.usecases.steps import Step

LEVELS = {"ambtelijk": "open_ambtelijk", "bestuurlijk": "open_bestuurlijk"}
APPROVAL_TASKS = ("goedkeuren", "wijziging_goedkeuren")
FINANCING_TASKS = ("financieren",)


def record_preparation(step: Step, key: str) -> None:
    """Put the prepared question in place of the generated one; who has the decision open is told."""
    escalation, answers = get_escalation(step.session, key), step.answers("escalatie_voorbereiden")
    escalation.question = str(answers.get("beslisvraag") or escalation.question)
    escalation.question_prepared = True
    escalation.tried, escalation.consequence = answers.get("geprobeerd"), answers.get("gevolg_niets_doen")
    escalation.summary, escalation.family_informed = answers.get("samenvatting_min"), answers.get("gezin_geinformeerd")
    step.event("escalatie", "De beslisvraag voor de escalatie is voorbereid.")
    for level, status in LEVELS.items():
        if escalation.status == status:
            due_on = _due_on(step, level)
            step.notify_roles("beslisvraag_voorbereid", [level], due_on=due_on, subject=f"escalatie:{key}")


def _due_on(step: Step, level: str) -> date | None:
    """When the decision that is open at this level is due, as it stands now."""
    open_here = Task.case_id == step.the_case().id, Task.role == level, Task.ended_at.is_(None)
    return step.session.scalars(select(Task.due_on).where(*open_here).order_by(Task.id.desc())).first()


_TERMS = {"ambtelijk": "T19", "bestuurlijk": "T20"}


def open_level(step: Step, key: str, level: str) -> tuple[bool, Escalation]:
    """Open a level once; returns whether it was open before. Its owner is that of the responsible municipality."""
    escalation = get_escalation(step.session, key)
    opened = escalation.official_opened_on if level == "ambtelijk" else escalation.administrative_opened_on
    if opened is not None:
        return True, escalation
    owner = get_owner(step, level).account_id
    if level == "ambtelijk":
        escalation.official_opened_on, escalation.official_owner_id = step.today, owner
    else:
        escalation.administrative_opened_on, escalation.administrative_owner_id = step.today, owner
    escalation.status = LEVELS[level]
    if not escalation.question_prepared and step.case is not None:
        escalation.question = make_question(step, escalation)
    term = _TERMS[level] + (".spoed" if step.instance.start_data.get("spoed") else "")
    due_on, why = step.term(term, step.today), step.config.explain_term(term, step.today)
    step.notify_roles(f"escalatie_geopend_{level}", [level], due_on=due_on, why=why, subject=f"escalatie:{key}")
    by_itself = escalation.start_mode == "automatisch" and level == "ambtelijk"
    text = f"De {level}e escalatie is geopend bij de verantwoordelijke gemeente."
    step.event("escalatie", text, automatic=by_itself)
    return False, escalation


def record_decision(step: Step, key: str, level: str) -> str:
    """Store the decision; one about approval or financing takes the place of the task that waits for it."""
    escalation, answers = get_escalation(step.session, key), step.answers(f"{level}_besluiten")
    decision = str(answers.get("besluit") or "")
    escalation.decision, escalation.decided_level, escalation.decided_on = decision, level, step.today
    escalation.motivation = answers.get("motivering")
    executor = answers.get("uitvoering_door")
    escalation.executor = display_name(step.session, executor) if executor else None
    escalation.execute_by = as_date(answers.get("uiterlijk"))
    escalation.status = "besloten"
    causes = [c.cause for c in escalation.causes if c.closed_on is None]
    if step.case is not None and grants_financing(decision, causes):
        _grant_lines(step)
    if step.case is not None and answers_waiting_task(decision, causes):
        _answer_waiting_tasks(step, decision, causes)
    _tell_decided(step, key, decision)
    step.event("besluit", f"{label('niveau', level)} besluit: {label('besluit', decision).lower()}.")
    return outcome(decision)


def _tell_decided(step: Step, key: str, decision: str) -> None:
    """The process director hears it: what went on to the administrator, or what is to be put in the plan by when."""
    subject = f"escalatie:{key}"
    if decision == "doorzetten_bestuurlijk":
        step.notify_roles("escalatie_doorgezet", ["procesregisseur"], subject=subject)
    elif decision != "geen_oplossing":
        # Without a solution there is nothing to put in the plan: the task that follows says what there is to do.
        due_on = step.term("T21", step.today)
        step.notify_roles("escalatiebesluit", ["procesregisseur"], due_on=due_on, subject=subject)


def close_escalation(step: Step, key: str, result: str) -> None:
    """Close it with this result; without a solution the signal and the bridging are kept, process direction goes on."""
    escalation = get_escalation(step.session, key)
    if escalation.closed_on is not None:
        return
    escalation.closed_on, escalation.result, escalation.status = step.today, result, result
    for cause in escalation.causes:
        cause.closed_on = cause.closed_on or step.today
    if result == NO_SOLUTION:
        _keep_signal(step, escalation)
    elif result == LAPSED:
        _tell_lapsed(step, escalation)
    step.event("escalatie", f"De escalatie is gesloten: {label('resultaat', result).lower()}.")


def put_decision_in_plan(step: Step, key: str) -> None:
    """Make the decision a task in a new version; without a valid plan, lay it beside the concept."""
    escalation, answers = get_escalation(step.session, key), step.answers("verwerken")
    if escalation.closed_on is not None:
        return
    valid = find_valid_plan(step.session, step.the_case().id)
    changed = [_add_task(step, plan, escalation) for plan in _open_concepts(step)]
    if valid is not None:
        version = _next_version(step, valid, answers)
        changed.append(_add_task(step, version, escalation))
        adopt(step, version)
        version.shared_on = as_date(answers.get("terugkoppeling_gezin"))
        step.event("plan", f"Het besluit is een taak geworden in versie {version.number} van het plan.")
    else:
        step.event("plan", "Het besluit ligt naast het plan dat gemaakt wordt; er geldt nog geen plan.")
    escalation.status = escalation.result = "verwerkt"
    escalation.closed_on = step.today
    for cause in escalation.causes:
        cause.closed_on = cause.closed_on or step.today
    step.session.flush()


def _open_concepts(step: Step) -> list[PlanVersion]:
    query = select(PlanVersion).where(PlanVersion.case_id == step.the_case().id, PlanVersion.status.in_(CONCEPT))
    return list(step.session.scalars(query))


def _next_version(step: Step, valid: PlanVersion, answers: Mapping[str, Any]) -> PlanVersion:
    version = PlanVersion(
        case_id=valid.case_id,
        episode_number=step.episode().number,
        number=next_number(step.session, valid.case_id),
        status="concept",
        instance_id=step.instance.id,
        change=answers.get("planwijziging"),
        created_at=step.now,
        created_by_id=step.actor.account_id,
    )
    step.session.add(version)
    step.session.flush()
    copy_plan(step.session, valid, version)
    return version


def _add_task(step: Step, plan: PlanVersion, escalation: Escalation) -> PlanTask:
    """The task goes with the goal it was escalated for, else with the first goal."""
    targets = [split_cause(c.cause)[1] for c in escalation.causes]
    keys = [goal.key for goal in plan.goals]
    goal_key = next((target for target in targets if target in keys), keys[0] if keys else "")
    task = PlanTask(
        position=len(plan.tasks) + 1,
        key=assign_keys([{}], "taak", used_keys(step.session, plan.case_id, PlanTask), ())[0],
        goal_key=goal_key,
        description=f"Besluit uitvoeren: {label('besluit', escalation.decision).lower()}",
        role="uitvoering besluit",
        responsible=escalation.executor or "nog te bepalen",
        due_on=escalation.execute_by or step.term("T21", step.today),
    )
    plan.tasks.append(task)
    step.session.flush()
    return task


def _grant_lines(step: Step) -> None:
    plans = [*_open_concepts(step), find_valid_plan(step.session, step.the_case().id)]
    for plan in plans:
        for line in plan.financing if plan else ():
            if line.state == OPEN_LINE or line.state == "afgewezen":
                line.state, line.decided_on = "toegekend", step.today


def _answer_waiting_tasks(step: Step, decision: str, causes: list[str]) -> None:
    """Only the tasks the decision is about; any other decision that waits goes on waiting."""
    elements: list[str] = []
    if grants_financing(decision, causes):
        elements += FINANCING_TASKS
    if APPROVAL in {split_cause(cause)[0] for cause in causes}:
        elements += APPROVAL_TASKS
    query = select(Task.instance_id).where(
        Task.case_id == step.the_case().id, Task.ended_at.is_(None), Task.element_id.in_(elements)
    )
    for instance_id in dict.fromkeys(step.session.scalars(query)):
        step.send("besluit_uit_escalatie", instance_id=instance_id)


def _keep_signal(step: Step, escalation: Escalation) -> None:
    answers = step.answers("signaal_vastleggen") or step.answers("thema_signaal")
    step.session.add(
        Signal(
            region_id=escalation.region_id, case_id=escalation.case_id, escalation_id=escalation.id,
            noted_on=step.today, level=str(answers.get("niveau") or "bovenregionaal"),
            themes=list(answers.get("thema") or ()), text=str(answers.get("signaal") or ""),
        )
    )  # fmt: skip
    if step.case is None:
        return
    plan = find_valid_plan(step.session, step.case.id) or next(iter(_open_concepts(step)), None)
    if plan is not None:
        _add_bridging(plan, answers.get("overbrugging") or ())


def _add_bridging(plan: PlanVersion, rows: Sequence[Mapping[str, Any]]) -> None:
    """What helps while there is no solution, in the plan that holds."""
    for row in rows:
        plan.bridging.append(
            BridgingTask(
                position=len(plan.bridging) + 1, description=str(row.get("taak") or ""),
                owner=str(row.get("eigenaar") or ""), due_on=date.fromisoformat(str(row["datum"])),
            )
        )  # fmt: skip


def _tell_lapsed(step: Step, escalation: Escalation) -> None:
    levels = {"ambtelijk": escalation.official_opened_on, "bestuurlijk": escalation.administrative_opened_on}
    for level in [name for name, opened in levels.items() if opened is not None]:
        step.notify_roles("escalatie_vervallen", [level], subject=f"escalatie:{escalation.key}")
