"""Trying a draft step by step: begin, look, complete, jump, undo, throw away."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select

from service.db import take_turns
from service.domain.actors import SYSTEM, Actor
from service.domain.errors import Conflict, NotFound
from service.domain.labels import label
from service.models import Account, DryRun, WayDraft
from service.usecases.task_forms import form_of
from service.usecases.task_reads import documentation_of
from service.usecases.ways.access import get_locked, get_visible
from service.usecases.ways.drafts import hash_of
from service.usecases.ways.trying import acting, files, looking, starting
from service.usecases.ways.trying.grounds import TryGround, ground_of
from service.usecases.ways.trying.samples import sample_for_task
from service.usecases.ways.trying.sandbox import Sandbox, opened
from service.usecases.ways.trying.shapes import DryRunRow, DryRunView, Startable, TryStep, TryTaskForm
from service.usecases.work import AMSTERDAM, Work, WorkFactory

_MORNING = time(10)
Step = Mapping[str, Any]


def list_startable(work: Work, draft_key: str) -> list[Startable]:
    """The processes of a draft that can be tried, the whole case first; Conflict when the gate finds mistakes."""
    ground = ground_of(work, draft_key)
    with (
        files.for_a_look(work.services, ground.region, ground.files) as file,
        opened(work.services, file, work.now, ground.content_hash) as box,
    ):
        return starting.startable(box, ground.region.key)


def begin(
    factory: WorkFactory,
    actor: Actor,
    draft_key: str,
    process: str | None = None,
    answers: Mapping[str, Any] | None = None,
    start_on: date | None = None,
) -> int:
    """Start an example on what the draft is now; gives its number within the draft.

    `process`: one process by itself, else the whole case. `answers` to the form it starts with, else an example's.
    `start_on`: the day it starts, at ten in the morning; else the next working day.
    """
    with factory.read(actor) as work:
        ground = ground_of(work, draft_key)
        day = start_on or work.services.regions.for_region(ground.region.key).working_days(1, work.today)
    now = datetime.combine(day, _MORNING, AMSTERDAM)
    key = process or starting.OVERVIEW
    with files.begun(factory.services, ground.region, ground.files) as file:
        with opened(factory.services, file, now, ground.content_hash) as box:
            given = starting.start(box, ground.region.key, key, answers)
            step = {"begin": now.isoformat(), "proces": key, "antwoorden": given}
            entry = _entry(step, file.name, box)
        with factory.write(actor) as work:
            return _keep(work, draft_key, ground, key, file.parent.name, entry)


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


def list_dry_runs(work: Work, draft_key: str) -> list[DryRunRow]:
    """The dry runs of a draft, newest first."""
    draft = get_visible(work, draft_key)
    content = hash_of(work, draft)
    query = select(DryRun, Account.name).outerjoin(Account, Account.id == DryRun.began_by_id)
    query = query.where(DryRun.draft_id == draft.id).order_by(DryRun.number.desc())
    return [
        DryRunRow(
            number=run.number,
            process_key=run.process_key,
            began_at=run.began_at,
            began_by=name,
            stands_at=run.stands_at,
            steps=len(run.steps) - 1,
            outdated=run.content_hash != content,
            reached_end=run.ended_at is not None,
            mine=run.began_by_id == work.actor.account_id,
        )
        for run, name in work.session.execute(query)
    ]


def view(factory: WorkFactory, actor: Actor, draft_key: str, number: int) -> DryRunView:
    """Where an example stands."""
    with factory.read(actor) as work:
        draft, run = _find(work, draft_key, number)
        outdated = hash_of(work, draft) != run.content_hash
        work.session.expunge(run)
    with _opened(factory, run) as box, box.factory.read(SYSTEM) as inside:
        return _view(inside, draft_key, run, outdated)


def _view(work: Work, draft_key: str, run: DryRun, outdated: bool) -> DryRunView:
    passed = _passed(run)
    number, status = looking.standing(work)
    ended = looking.ends(work, passed)
    due = acting.next_due_at(work)
    return DryRunView(
        number=run.number,
        draft_key=draft_key,
        process_key=run.process_key,
        process_name=work.services.library.get(1).processes[run.process_key].name,
        revision=run.revision,
        now=run.stands_at,
        began_at=run.began_at,
        next_at=due,
        next_text=looking.next_text(work, due),
        status="klaar" if looking.is_over(work) else "loopt",
        outdated=outdated,
        can_undo=len(run.steps) > 1,
        case_number=number,
        status_label=label("status", status) if status else "",
        places=looking.places(work, passed),
        tasks=looking.open_tasks(work),
        messages=looking.messages(work),
        escalations=looking.escalations(work),
        log=looking.log(work),
        steps=_told(run),
        ends=ended,
        actions=looking.actions(work),
        roles=looking.roles(work),
    )


def _passed(run: DryRun) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in run.steps:
        for process_key, element_id in entry["langs"]:
            if element_id not in found.setdefault(process_key, []):
                found[process_key].append(element_id)
    return found


def _told(run: DryRun) -> list[TryStep]:
    return [
        TryStep(number, starting.in_words(entry["stap"]), datetime.fromisoformat(entry["nu"]))
        for number, entry in enumerate(run.steps)
    ]


def task_form(factory: WorkFactory, actor: Actor, draft_key: str, number: int, task_id: int) -> TryTaskForm:
    """What is needed to show an open task, with answers proposed."""
    run = _read(factory, actor, draft_key, number)
    with _opened(factory, run) as box, box.factory.read(SYSTEM) as inside:
        task = acting.open_task(inside, task_id)
        form, scope = form_of(inside, task)
        return TryTaskForm(
            task=looking.one_task(inside, task),
            documentation=documentation_of(inside, task) or form.explanation,
            form=form,
            scope=scope,
            data=sample_for_task(inside, task),
            revision=run.revision,
        )


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
    target = to if isinstance(to, datetime) or to is None else datetime.combine(to, time(23, 59), AMSTERDAM)

    def do(box: Sandbox) -> Step:
        acting.jump(box, target)
        return {"klok": target.isoformat() if target else "volgende"}

    return _step(factory, actor, draft_key, number, revision, do)


def _step(
    factory: WorkFactory,
    actor: Actor,
    draft_key: str,
    number: int,
    revision: int,
    do: Callable[[Sandbox], Step],
) -> int:
    """One step on a copy of the file, which is kept when nobody was first."""
    run = _read(factory, actor, draft_key, number)
    _ensure_same(run, revision)
    with files.next_file(_file(factory, run)) as file:
        with opened(factory.services, file, run.stands_at, run.content_hash) as box:
            entry = _entry(do(box), file.name, box)
            with box.factory.read(SYSTEM) as inside:
                over = looking.is_over(inside)
        with factory.write(actor) as work:
            return _advance(work, draft_key, number, revision, entry, over)


def _advance(work: Work, draft_key: str, number: int, revision: int, entry: dict[str, Any], over: bool) -> int:
    run = _lock(work, draft_key, number)
    _ensure_same(run, revision)
    run.steps = [*run.steps, entry]
    return _moved(work, run, over)


def _moved(work: Work, run: DryRun, over: bool) -> int:
    run.revision, run.touched_at = run.revision + 1, work.now
    run.stands_at = datetime.fromisoformat(run.steps[-1]["nu"])
    if over and run.ended_at is None:
        run.ended_at = work.now
        starting.note_trial(work, run)
    return run.revision


def undo(factory: WorkFactory, actor: Actor, draft_key: str, number: int, revision: int) -> int:
    """Take back the last step; Conflict when nothing was done yet."""
    with factory.write(actor) as work:
        run = _lock(work, draft_key, number)
        _ensure_same(run, revision)
        if len(run.steps) < 2:
            raise Conflict("Er is nog geen stap gezet om ongedaan te maken.")
        gone, run.steps = run.steps[-1], run.steps[:-1]
        made = _moved(work, run, over=False)
    files.remove(files.folder_of(factory.services) / run.folder / gone["bestand"])
    return made


def discard(factory: WorkFactory, actor: Actor, draft_key: str, number: int) -> None:
    """Throw an example away with everything in it."""
    with factory.write(actor) as work:
        run = _lock(work, draft_key, number)
        folder = files.folder_of(factory.services) / run.folder
        work.session.delete(run)
    files.remove_folder(folder)


def _find(work: Work, draft_key: str, number: int) -> tuple[WayDraft, DryRun]:
    draft = get_visible(work, draft_key)
    query = select(DryRun).where(DryRun.draft_id == draft.id, DryRun.number == number)
    run = work.session.scalars(query).first()
    if run is None:
        raise NotFound("Deze proef is er niet (meer). Begin een nieuwe proef.")
    return draft, run


def _read(factory: WorkFactory, actor: Actor, draft_key: str, number: int) -> DryRun:
    """A dry run to look at, after its unit of work is over."""
    with factory.read(actor) as work:
        _, run = _find(work, draft_key, number)
        work.session.expunge(run)
    return run


def _lock(work: Work, draft_key: str, number: int) -> DryRun:
    get_locked(work, draft_key)
    _, run = _find(work, draft_key, number)
    work.session.refresh(run, with_for_update=True)
    return run


def _ensure_same(run: DryRun, revision: int) -> None:
    if run.revision != revision:
        raise Conflict(
            "In deze proef is intussen een stap gezet, in een ander venster of door een ander. Uw stap is niet gedaan. "
            "Ververs de pagina en kijk waar de proef nu staat."
        )


def _file(factory: WorkFactory, run: DryRun) -> Any:
    return files.existing(factory.services, run.folder, run.steps[-1]["bestand"])


def _opened(factory: WorkFactory, run: DryRun) -> Any:
    return opened(factory.services, _file(factory, run), run.stands_at, run.content_hash)
