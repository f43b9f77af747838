"""Looking at dry runs: what can be tried, which there are, where one stands, a task of it with its form."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from service.domain.actors import SYSTEM, Actor
from service.domain.labels import label
from service.models import Account, DryRun
from service.usecases.task_forms import form_of
from service.usecases.task_reads import documentation_of
from service.usecases.ticking import next_due_at
from service.usecases.ways.access import get_visible
from service.usecases.ways.contents import draft_set
from service.usecases.ways.trying import acting, looking, moments, runs, starting
from service.usecases.ways.trying.beginnings import begun
from service.usecases.ways.trying.grounds import ground_of, tried_hash
from service.usecases.ways.trying.samples import sample_for_task
from service.usecases.ways.trying.sandbox import RELEASE, opened
from service.usecases.ways.trying.scopes import settled
from service.usecases.ways.trying.shapes import DryRunRow, DryRunView, Startable, TryStep, TryTaskForm
from service.usecases.work import Work, WorkFactory


def list_startable(work: Work, draft_key: str) -> list[Startable]:
    """The processes of a draft that can be tried, the whole case first; Conflict when the gate finds mistakes."""
    ground = ground_of(work, draft_key)
    with (
        begun(work.services, ground, work.now, kept=False) as file,
        opened(work.services, file, work.now, ground.content_hash) as box,
    ):
        return starting.startable(box, ground.region.key)


def list_dry_runs(work: Work, draft_key: str) -> list[DryRunRow]:
    """The dry runs of a draft, newest first."""
    draft = get_visible(work, draft_key)
    content = tried_hash(draft_set(work, draft))
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
        draft, run = runs.find(work, draft_key, number)
        outdated = tried_hash(draft_set(work, draft)) != run.content_hash
        work.session.expunge(run)
    with runs.opened_at(factory, run) as box, box.factory.read(SYSTEM) as inside:
        found = _view(inside, draft_key, run, outdated)
    return replace(found, next_what=moments.foresee(factory, run)) if found.next_at is not None else found


def _view(work: Work, draft_key: str, run: DryRun, outdated: bool) -> DryRunView:
    passed = _passed(run)
    number, status = looking.standing(work)
    ended = looking.ends(work, passed)
    due = next_due_at(work)
    return DryRunView(
        number=run.number,
        draft_key=draft_key,
        process_key=run.process_key,
        process_name=work.services.library.get(RELEASE).processes[run.process_key].name,
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
    run = runs.read(factory, actor, draft_key, number)
    with runs.opened_at(factory, run) as box, box.factory.read(SYSTEM) as inside:
        task = acting.open_task(inside, task_id)
        form, scope = form_of(inside, task)
        return TryTaskForm(
            task=looking.one_task(inside, task),
            documentation=documentation_of(inside, task) or form.explanation,
            form=form,
            scope=settled(form, scope),
            data=sample_for_task(inside, task),
            revision=run.revision,
        )
