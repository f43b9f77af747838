"""Trying a draft step by step: begin, look, complete, jump, undo, throw away."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, func, select

from service.db import take_turns
from service.domain.actors import SYSTEM, Actor
from service.domain.errors import Conflict, FieldError, InvalidInput
from service.models import DryRun
from service.usecases.ways.access import get_visible
from service.usecases.ways.trying import acting, files, looking, runs, starting
from service.usecases.ways.trying.beginnings import begun
from service.usecases.ways.trying.grounds import TryGround, ground_of
from service.usecases.ways.trying.sandbox import Sandbox, opened
from service.usecases.ways.trying.trials import note_trial
from service.usecases.work import AMSTERDAM, Work, WorkFactory

_MORNING = time(10)
# What nobody touched for a day goes; so do the oldest when there are very many.
LONGEST, MOST_RUNS = timedelta(days=1), 60
# A file for each step: so many steps can be taken back.
KEPT_STEPS, MOST_STEPS = 25, 150
Step = Mapping[str, Any]


def begin(
    factory: WorkFactory,
    actor: Actor,
    draft_key: str,
    process: str | None = None,
    answers: Mapping[str, Any] | None = None,
    start_on: date | datetime | None = None,
) -> int:
    """Start an example on what the draft is now; gives its number within the draft.

    `process`: one process by itself, else the whole case. `answers` to the form it starts with, else an example's.
    `start_on`: the instant it starts, or the day, at ten in the morning; else the next working day.
    """
    with factory.read(actor) as work:
        ground = ground_of(work, draft_key)
        day = start_on or work.services.regions.for_region(ground.region.key).working_days(1, work.today)
        now = day if isinstance(day, datetime) else datetime.combine(day, _MORNING, AMSTERDAM)
        if abs((now - work.now).days) > acting.FURTHEST.days:
            raise InvalidInput(fields=[FieldError("begint_op", "Kies een dag binnen vijf jaar van vandaag.")])
    key = process or starting.OVERVIEW
    with begun(factory.services, ground, now, on_case=key != starting.OVERVIEW) as file:
        with opened(factory.services, file, now, ground.content_hash) as box:
            given = acting.guarded(lambda: starting.start(box, ground.region.key, key, answers))
            step = {"begin": now.isoformat(), "proces": key, "antwoorden": given}
            entry = _entry(step, file.name, box)
        with factory.write(actor) as work:
            number, old = _keep(work, draft_key, ground, key, file.parent.name, entry), clear_old(work)
    for folder in old:
        files.remove_folder(files.folder_of(factory.services) / folder)
    files.remove_stale(factory.services, file)
    return number


def clear_old(work: Work) -> list[str]:
    """Forget what nobody touched for a day, and what is too much; gives the folders to take away."""
    rows = work.session.execute(select(DryRun.id, DryRun.folder, DryRun.touched_at).order_by(DryRun.id.desc())).all()
    old = [row for place, row in enumerate(rows) if place >= MOST_RUNS or row.touched_at < work.now - LONGEST]
    work.session.execute(delete(DryRun).where(DryRun.id.in_([row.id for row in old])))
    return [row.folder for row in old]


def _keep(work: Work, draft_key: str, ground: TryGround, process: str, folder: str, entry: Step) -> int:
    draft = get_visible(work, draft_key)
    take_turns(work.session, "proef")
    last = work.session.scalar(select(func.max(DryRun.number)).where(DryRun.draft_id == draft.id))
    run = DryRun(
        draft_id=draft.id, number=(last or 0) + 1, process_key=process, content_hash=ground.content_hash,
        folder=folder, steps=[entry], stands_at=datetime.fromisoformat(entry["nu"]), revision=1,
        began_by_id=work.actor.account_id, began_at=work.now, touched_at=work.now,
    )  # fmt: skip
    work.session.add(run)
    work.session.flush()
    return run.number


def _entry(step: Step, file: str, box: Sandbox) -> dict[str, Any]:
    """A step as it is kept: what was done, the file and clock after it, and what was passed on the way."""
    passed = [[visit.process_key, visit.element_id] for visit in box.visits]
    return {"stap": step, "bestand": file, "nu": box.clock.now().isoformat(), "langs": passed}


def complete(
    factory: WorkFactory,
    actor: Actor,
    draft_key: str,
    number: int,
    revision: int,
    task_id: int,
    answers: Mapping[str, Any],
    role: str | None = None,
) -> int:
    """Complete an open task as whoever would do it, or as the person of another role; InvalidInput as on its page."""

    def act(box: Sandbox) -> Step:
        task = acting.complete(box, task_id, answers, role)
        done = {"taak": task.element_id, "naam": task.name, "antwoorden": dict(answers)}
        return {**done, **({"over": task.subject_text} if task.subject_text else {}), **({"rol": role} if role else {})}

    return _step(factory, actor, draft_key, number, revision, act)


def act(factory: WorkFactory, actor: Actor, draft_key: str, number: int, revision: int, action: str) -> int:
    """Do something on the page of the case."""

    def do(box: Sandbox) -> Step:
        acting.act(box, action)
        return {"handeling": action}

    return _step(factory, actor, draft_key, number, revision, do)


def jump(
    factory: WorkFactory,
    actor: Actor,
    draft_key: str,
    number: int,
    revision: int,
    to: date | datetime | None = None,
) -> int:
    """Put the clock of the example at the next moment at which something happens, or further; all of it happens.

    A date means the end of that day.
    """
    target = _instant(to) if to is not None else None

    def do(box: Sandbox) -> Step:
        acting.jump(box, target)
        return {"klok": target.isoformat() if target else "volgende"}

    return _step(factory, actor, draft_key, number, revision, do)


def _instant(to: date | datetime) -> datetime:
    """An instant without a zone is Dutch time; a date is its end."""
    if not isinstance(to, datetime):
        return datetime.combine(to, time(23, 59), AMSTERDAM)
    return to if to.tzinfo is not None else to.replace(tzinfo=AMSTERDAM)


def _step(
    factory: WorkFactory,
    actor: Actor,
    draft_key: str,
    number: int,
    revision: int,
    do: Callable[[Sandbox], Step],
) -> int:
    """One step on a copy of the file, which is kept when nobody was first."""
    run = runs.read(factory, actor, draft_key, number)
    runs.ensure_same(run, revision)
    with files.next_file(runs.file_of(factory, run)) as file:
        with opened(factory.services, file, run.stands_at, run.content_hash) as box:
            entry = _entry(acting.guarded(lambda: do(box)), file.name, box)
            with box.factory.read(SYSTEM) as inside:
                over = looking.is_over(inside)
        with factory.write(actor) as work:
            made, passed = _advance(work, draft_key, number, revision, entry, over)
    for name in passed:
        files.remove(file.parent / name)
    return made


def _advance(
    work: Work, draft_key: str, number: int, revision: int, entry: dict[str, Any], over: bool
) -> tuple[int, list[str]]:
    """The new revision, and the files from too long ago to go back to."""
    run = runs.lock(work, draft_key, number)
    runs.ensure_same(run, revision)
    if len(run.steps) >= MOST_STEPS:
        raise Conflict(f"Een proef heeft hoogstens {MOST_STEPS} stappen. Bewaar hem als scenario, of begin opnieuw.")
    run.steps = [*run.steps, entry]
    return _moved(work, run, over), [one["bestand"] for one in run.steps[:-KEPT_STEPS]]


def _moved(work: Work, run: DryRun, over: bool) -> int:
    run.revision, run.touched_at = run.revision + 1, work.now
    run.stands_at = datetime.fromisoformat(run.steps[-1]["nu"])
    if over and run.ended_at is None:
        run.ended_at = work.now
        note_trial(work, run)
    return run.revision


def undo(factory: WorkFactory, actor: Actor, draft_key: str, number: int, revision: int) -> int:
    """Take back the last step; Conflict when nothing was done yet."""
    with factory.write(actor) as work:
        run = runs.lock(work, draft_key, number)
        runs.ensure_same(run, revision)
        if len(run.steps) < 2:
            raise Conflict("Er is nog geen stap gezet om ongedaan te maken.")
        gone, run.steps = run.steps[-1], run.steps[:-1]
        before = files.folder_of(factory.services) / run.folder / run.steps[-1]["bestand"]
        if not before.exists():
            raise Conflict("Zo ver terug kan deze proef niet. Begin opnieuw om daar te komen.")
        made = _moved(work, run, over=False)
    files.remove(files.folder_of(factory.services) / run.folder / gone["bestand"])
    return made


def discard(factory: WorkFactory, actor: Actor, draft_key: str, number: int) -> None:
    """Throw an example away with everything in it."""
    with factory.write(actor) as work:
        run = runs.lock(work, draft_key, number)
        folder = files.folder_of(factory.services) / run.folder
        work.session.delete(run)
    files.remove_folder(folder)
