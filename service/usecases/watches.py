"""What the clock must look at that has no timer in a diagram: tasks of the plan, the start of the help (R106, R108).

Set when a plan holds and whenever one of its facts changes; `sweeps` does the looking.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select

from service.domain.deadlines import local_date
from service.domain.stall import HELP_LATE, NO_HELP, TASK_LATE
from service.models import Case, Commitment, Episode, PlanTask, PlanVersion, Region, Watch
from service.settings import RegionConfig
from service.usecases.steps import Step
from service.usecases.work import Work


def watch_plan(step: Step, plan: PlanVersion) -> None:
    """Watch what this version promises; a promise that stays as it was keeps its moment, or stays found."""
    known = {(watch.rule, watch.target): watch for watch in _watches(step.work, plan.case_id)}
    wanted = _wanted(step, plan)
    for place, old in known.items():
        if place not in wanted:
            step.session.delete(old)
    for (rule, target), (promise, due_at) in wanted.items():
        watch = known.get((rule, target))
        if watch is None:
            watch = Watch(case_id=plan.case_id, rule=rule, target=target, promise="")
            step.session.add(watch)
        if watch.promise != promise:
            # What was late before anybody watched it is found now, and its terms count from today.
            watch.promise, watch.due_at = promise, max(due_at, _now(step))
            watch.tries, watch.retry_at = 0, None
    step.session.flush()


def unwatch(step: Step, *rules: str) -> None:
    """Stop watching: what these rules are about has happened; without rules, the case has ended."""
    chosen = [Watch.rule.in_(rules)] if rules else []
    step.session.execute(delete(Watch).where(Watch.case_id == step.the_case().id, *chosen))


def shift_watches(work: Work, case: Case, working_days: int) -> None:
    """Look later: the terms of the case moved by so many working days."""
    config = work.services.regions.for_region(work.session.get_one(Region, case.region_id).key)
    for watch in _watches(work, case.id):
        if watch.due_at is not None and working_days:
            watch.due_at = config.calendar.expiry_at(config.working_days(working_days, local_date(watch.due_at)))


def late_at(config: RegionConfig, task: PlanTask) -> datetime:
    """When an open task of the plan is so late that it is a stall."""
    return config.calendar.expiry_at(config.working_days(int(config.setting("stall.task_days")), task.due_on))


def start_days(step: Step, plan: PlanVersion) -> Sequence[date]:
    """The days on which help should start: as the plan expects, else as the provider promised; earliest first."""
    promised = {
        commitment.organisation_id: commitment.possible_start_on
        for commitment in step.session.scalars(
            select(Commitment).where(
                Commitment.plan_id == plan.id, Commitment.kind == "toezegging", Commitment.withdrawn_on.is_(None)
            )
        )
    }
    days = (provider.expected_start_on or promised.get(provider.organisation_id) for provider in plan.providers)
    return sorted({day for day in days if day is not None})


def start_due_at(config: RegionConfig, day: date) -> datetime:
    """The end of the day on which help should have started; in a weekend, of the next working day."""
    return config.calendar.expiry_at(config.calendar.roll_on(day))


def _wanted(step: Step, plan: PlanVersion) -> dict[tuple[str, str], tuple[str, datetime]]:
    """What to watch, each with its promise and its moment."""
    config, episode = step.config, step.episode()
    found = {(TASK_LATE, task.key): _task(step, episode, task) for task in plan.tasks if task.state == "open"}
    if episode.help_started_on is not None:
        return found
    if days := start_days(step, plan):
        promise = f"{episode.number}:{','.join(day.isoformat() for day in days)}"
        found[HELP_LATE, ""] = (promise, start_due_at(config, days[0]))
    first = episode.first_adopted_on or step.today
    found[NO_HELP, ""] = (
        f"{episode.number}:{first.isoformat()}",
        config.calendar.expiry_at(config.term_date("T22", first)),
    )
    return found


def _task(step: Step, episode: Episode, task: PlanTask) -> tuple[str, datetime]:
    """A task that was put off too often is looked at straight away, and its new date in its own time."""
    often = task.moved >= int(step.setting("stall.task_moves"))
    promise = f"{episode.number}:{task.due_on.isoformat()}:{task.moved}"
    return promise, _now(step) if often else late_at(step.config, task)


def _now(step: Step) -> datetime:
    """The instant this step counts for: of what was done in arrears, the end of its own day."""
    late = step.today < local_date(step.now)
    return step.config.calendar.expiry_at(step.today) if late else step.now


def _watches(work: Work, case_id: int) -> Sequence[Watch]:
    return work.session.scalars(select(Watch).where(Watch.case_id == case_id).order_by(Watch.id)).all()
