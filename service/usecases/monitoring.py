"""Watching the plan: a check per goal in its own rhythm, two calls with the family (R103-R108)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from service.domain.deadlines import dutch_date
from service.domain.labels import label
from service.domain.stall import (
    CHECK_LATE,
    ENDED,
    HELP_LATE,
    NO_HELP,
    TASK_LATE,
    all_reached,
    goal_goes_on,
    stall_rule,
)
from service.models import CheckIn, FamilyCall, Goal, PlanVersion, ProcessInstance, Stall
from service.usecases.commitments import drop_parties
from service.usecases.escalations import was_escalated
from service.usecases.plan_rows import as_date
from service.usecases.plans import find_valid_plan, get_valid_plan
from service.usecases.side_processes import CALL, CHECK, running
from service.usecases.stalls import close_stalls
from service.usecases.steps import Step
from service.usecases.watches import unwatch, watch_plan

CALLS = ("zes_weken", "drie_maanden")


@dataclass(frozen=True)
class CheckRecorded:
    """What the diagram routes on after a check."""

    rule: str
    day: date
    goes_on: bool


def update_watch(step: Step, from_on: date) -> None:
    """Start checks for goals that have none, call the family at the first adoption, end what was dropped.

    Goals that stay keep their checks and dates: a new version forgives no delay.
    """
    plan = get_valid_plan(step)
    keys = {goal.key for goal in plan.goals}
    checks = running(step, CHECK)
    watched = {str(check.start_data.get("doel_id")) for check in checks}
    for check in checks:
        goal_key = str(check.start_data.get("doel_id"))
        if goal_key not in keys:
            step.cancel(check.id, "doel_vervallen")
    _drop_stalls(step, keys, {task.key for task in plan.tasks})
    for goal in plan.goals:
        if goal.key not in watched and _last_state(step, goal.key) not in ENDED:
            _start_check(step, goal, from_on)
    drop_parties(step, plan)
    watch_plan(step, plan)
    _start_calls(step)


def check_rhythm(step: Step, goal_key: str) -> tuple[int, bool]:
    """The rhythm of this goal in working days (0: the plan gives none), and whether bridging is active.

    Bridging is active as long as the help itself has not started.
    """
    plan = find_valid_plan(step.session, step.the_case().id)
    goal = next((g for g in plan.goals if g.key == goal_key), None) if plan else None
    bridging = plan is not None and bool(plan.bridging) and step.episode().help_started_on is None
    return goal.rhythm_days if goal else 0, bridging


def record_check(step: Step, goal_key: str) -> CheckRecorded:
    """Store the check, move the tasks of the goal, and say what follows from it."""
    answers, plan, case = step.answers("checkin"), get_valid_plan(step), step.the_case()
    state = str(answers.get("stand") or "")
    earlier = [state for state in (_last_state(step, goal_key),) if state is not None]
    started_on = as_date(answers.get("hulp_gestart_op"))
    step.session.add(
        CheckIn(
            case_id=case.id, episode_number=step.episode().number, goal_key=goal_key, plan_id=plan.id,
            recorded_on=step.today, state=state, obstacles=list(answers.get("belemmering") or ()),
            waiting_weeks=answers.get("wachttijd_actueel"), bridging_works=answers.get("overbrugging_werkt"),
            safety_worse=bool(answers.get("veiligheid_gewijzigd")), help_started_on=started_on,
        )
    )  # fmt: skip
    step.session.flush()
    _move_tasks(step, plan, answers)
    note_help_started(step, started_on)
    watch_plan(step, plan)
    step.event("taak_afgerond", f"Voortgang van {goal_key.replace('-', ' ')}: {label('stand', state).lower()}.")
    rule = stall_rule(state, earlier, answers.get("overbrugging_werkt"))
    if not rule:
        _end_late_check(step, goal_key)
    if all_reached([_last_state(step, goal.key) for goal in plan.goals]):
        step.send("afschalen_voorgesteld")
    return CheckRecorded(rule, step.today, goal_goes_on(state))


def record_family_call(step: Step) -> None:
    """Store what the family itself said; that the help has started is a fact of the plan."""
    answers = step.answers("gezin_bellen")
    kind = str(step.instance.start_data.get("belmoment_soort") or "")
    step.session.add(
        FamilyCall(
            case_id=step.the_case().id, episode_number=step.episode().number, kind=kind, recorded_on=step.today,
            data=answers, still_fits=answers.get("past_nog"), help_started=answers.get("hulp_gestart"),
        )
    )  # fmt: skip
    note_help_started(step, as_date(answers.get("hulp_gestart_op")))
    fits = label("antwoord", answers.get("past_nog")).lower() or "niet gevraagd"
    step.event(
        "taak_afgerond", f"Belmoment met het gezin ({label('belmoment', kind).lower()}). Past het plan nog: {fits}."
    )


def note_help_started(step: Step, started_on: date | None) -> None:
    """The first day on which fitting help really started counts for the episode (R056)."""
    episode = step.episode()
    if started_on is None or (episode.help_started_on is not None and episode.help_started_on <= started_on):
        return
    if episode.help_started_on is None:
        step.event("stap", f"De passende hulp is gestart, op {dutch_date(started_on)}.")
    episode.help_started_on = started_on
    unwatch(step, HELP_LATE, NO_HELP)
    close_stalls(step, (HELP_LATE,), None, "hulp_gestart", with_escalation=True)


def _start_check(step: Step, goal: Goal, from_on: date) -> None:
    data = {"doel_id": goal.key, "vanaf": from_on.isoformat()}
    step.start_process(CHECK, data, join_key=f"check:{goal.key}:{from_on.isoformat()}")


def _start_calls(step: Step) -> None:
    """Twice in an episode, counted from its first adoption, and never again in it."""
    episode = step.episode()
    known = set(
        step.session.scalars(
            select(ProcessInstance.join_key).where(
                ProcessInstance.case_id == step.the_case().id, ProcessInstance.process_key == CALL
            )
        )
    )
    first = (episode.first_adopted_on or step.today).isoformat()
    for kind in CALLS:
        join_key = f"belmoment:{episode.number}:{kind}"
        if join_key not in known:
            step.start_process(CALL, {"belmoment_soort": kind, "eerste_vaststelling_op": first}, join_key=join_key)


def _drop_stalls(step: Step, goals: set[str], tasks: set[str]) -> None:
    """What is about a goal or task that the plan no longer has, needs no judgement."""
    query = select(Stall).where(Stall.case_id == step.the_case().id, Stall.closed_on.is_(None))
    for stall in step.session.scalars(query).all():
        dropped_goal = stall.target.startswith("doel-") and stall.target not in goals
        if dropped_goal or (stall.rule == TASK_LATE and stall.target not in tasks):
            close_stalls(step, (stall.rule,), stall.target, "doel_vervallen", with_escalation=True)


def _last_state(step: Step, goal_key: str) -> str | None:
    """What the newest check of a goal in this episode said."""
    query = select(CheckIn.state).where(
        CheckIn.case_id == step.the_case().id,
        CheckIn.goal_key == goal_key,
        CheckIn.episode_number == step.episode().number,
    )
    return step.session.scalars(query.order_by(CheckIn.id.desc()).limit(1)).first()


def _move_tasks(step: Step, plan: PlanVersion, answers: Mapping[str, Any]) -> None:
    by_key = {task.key: task for task in plan.tasks}
    for row in answers.get("taken_stand") or ():
        task = by_key.get(str(row.get("kenmerk")))
        if task is None:
            continue
        task.state = str(row.get("stand") or task.state)
        task.done_on = step.today if task.state == "klaar" else None
        new = as_date(row.get("nieuwe_datum"))
        if task.state != "open":
            result = "alsnog_gedaan" if task.state == "klaar" else "doel_vervallen"
            close_stalls(step, (TASK_LATE,), task.key, result, with_escalation=True)
        elif new is not None and new != task.due_on:
            # Bringing it forward is no delay.
            task.due_on, task.moved = new, task.moved + (new > task.due_on)


def _end_late_check(step: Step, goal_key: str) -> None:
    """A check that came after all needs no judgement; what went up the ladder is left to people."""
    stalls = step.session.scalars(
        select(Stall).where(
            Stall.case_id == step.the_case().id, Stall.rule == CHECK_LATE, Stall.target == goal_key,
            Stall.closed_on.is_(None),
        )
    ).all()  # fmt: skip
    if not any(was_escalated(step, stall) for stall in stalls):
        close_stalls(step, (CHECK_LATE,), goal_key, "alsnog_ingevuld")
