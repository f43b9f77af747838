"""An example under way: where it stands, its tasks, its clock, its steps back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.deadlines import local_date
from service.domain.errors import Conflict, DomainError, FieldError, InvalidInput
from service.forms import field_states
from service.usecases.ways import drafts
from service.usecases.ways.shapes import DraftView
from service.usecases.ways.trying import again as starting_again
from service.usecases.ways.trying import dry_run_reads, dry_runs
from service.usecases.ways.trying.scenarios import ProposedLine, propose
from service.usecases.ways.trying.shapes import DryRunView, TryTaskForm
from service.web import posted
from service.web.errors import status_of
from service.web.form_view import form_view
from service.web.opening import actor, factory, page, reading
from service.web.task_views import states_json
from service.web.trial_faults import broken_at
from service.web.way_trial_views import ADDRESS, address_of

pages = Blueprint("way_trial_steps", __name__)
RUN = f"{ADDRESS}/<int:number>"
Answer = Response | str | tuple[str, int]


@pages.get(RUN)
@login_required
def trial(key: str, number: int) -> str:
    """Where an example stands; `na` counts what was there before the last step, so that the rest is news."""
    return trial_page(key, number)


def trial_page(key: str, number: int, refused: DomainError | None = None) -> str:
    """Where an example stands, and what was refused."""
    run = dry_run_reads.view(factory(), actor(), key, number)
    lines, sent = _before(run)
    with reading() as work:
        draft = drafts.get_draft(work, key)
        return page(
            work,
            "werkwijzen/proberen/proef.html",
            draft=draft,
            proposed=_proposed(draft, run),
            run=run,
            clock_day=local_date(run.now),
            shown=_shown(run),
            news=run.log[lines:],
            sent_before=sent,
            seen=f"{len(run.log)}.{len(run.messages)}",
            refused=refused,
            problems=[{"href": f"#{one.path}", "message": one.message} for one in (refused.fields if refused else ())],
            broken=broken_at(key, refused),
            filled=request.form,
        )


def _proposed(draft: DraftView, run: DryRunView) -> Mapping[str, Sequence[ProposedLine]]:
    """What may be demanded of a scenario of this example, by kind; nothing when it cannot be kept."""
    if not draft.may_edit or run.outdated:
        return {}
    found: dict[str, list[ProposedLine]] = {}
    for one in propose(factory(), actor(), draft.key, run.number):
        found.setdefault(one.kind, []).append(one)
    return found


def _before(run: DryRunView) -> tuple[int, int]:
    """How many lines and messages there were before the last step; without one nothing is news."""
    lines, _, sent = request.args.get("na", "").partition(".")
    counted, mailed = posted.typed_key(lines), posted.typed_key(sent)
    return len(run.log) if counted is None else counted, len(run.messages) if mailed is None else mailed


def _shown(run: DryRunView) -> str:
    """The drawing that is open: where the first task is, else where something runs."""
    asked = request.args.get("diagram", "")
    candidates = [asked, *(task.process_key for task in run.tasks), *(one.process_key for one in run.places)]
    known = {one.process_key for one in run.places}
    return next((one for one in candidates if one in known), "")


@pages.get(f"{RUN}/diagram/<process_key>.bpmn")
@login_required
def diagram(key: str, number: int, process_key: str) -> Response:
    found = starting_again.get_drawing(factory(), actor(), key, number, process_key)
    return Response(found, mimetype="application/xml")


def _revision() -> int:
    return posted.typed_key(request.form.get("_revisie", "")) or 0


def _onward(key: str, number: int, place: str = "") -> Response:
    seen = request.form.get("_gezien", "")
    return redirect(f"{address_of(key)}/{number}{f'?na={seen}' if seen else ''}{place}")


def _step(key: str, number: int, act: Callable[[int], object]) -> Answer:
    """Do a step; what was refused is told on the page, which stands where it stood."""
    try:
        act(_revision())
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        return trial_page(key, number, refused), status_of(refused)
    return _onward(key, number, "#net")


@pages.post(f"{RUN}/verder")
@login_required
def jump(key: str, number: int) -> Answer:
    return _step(key, number, lambda revision: dry_runs.jump(factory(), actor(), key, number, revision))


@pages.post(f"{RUN}/naar")
@login_required
def jump_to(key: str, number: int) -> Answer:
    def act(revision: int) -> None:
        day = posted.typed_day(request.form.get("dag", ""))
        if day is None:
            raise InvalidInput(fields=[FieldError("dag", "Vul een dag in, bijvoorbeeld 24-12-2026.")])
        dry_runs.jump(factory(), actor(), key, number, revision, day)

    return _step(key, number, act)


@pages.post(f"{RUN}/handeling/<action>")
@login_required
def act(key: str, number: int, action: str) -> Answer:
    return _step(key, number, lambda revision: dry_runs.act(factory(), actor(), key, number, revision, action))


@pages.post(f"{RUN}/terug")
@login_required
def undo(key: str, number: int) -> Answer:
    """One step back; nothing is news then."""
    try:
        dry_runs.undo(factory(), actor(), key, number, _revision())
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        return trial_page(key, number, refused), status_of(refused)
    flash("De laatste stap is teruggedraaid.", "ok")
    return redirect(f"{address_of(key)}/{number}")


@pages.post(f"{RUN}/opnieuw")
@login_required
def again(key: str, number: int) -> Answer:
    """The same start on what the draft is now."""
    try:
        made = starting_again.begin_again(factory(), actor(), key, number)
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        return trial_page(key, number, refused), status_of(refused)
    flash("De proef is opnieuw begonnen, met dezelfde antwoorden bij de start. De eerdere staat nog in de lijst.", "ok")
    return redirect(f"{address_of(key)}/{made}")


@pages.post(f"{RUN}/weg")
@login_required
def discard(key: str, number: int) -> Response:
    dry_runs.discard(factory(), actor(), key, number)
    flash("De proef is weggegooid.", "ok")
    return redirect(address_of(key))


@pages.get(f"{RUN}/taken/<int:task_id>")
@login_required
def task(key: str, number: int, task_id: int) -> Answer:
    """The form of a task as people will see it, with answers proposed."""
    try:
        found = dry_run_reads.task_form(factory(), actor(), key, number, task_id)
    except Conflict as gone:
        return trial_page(key, number, gone), status_of(gone)
    return _task_page(key, number, found)


def _task_page(
    key: str,
    number: int,
    found: TryTaskForm,
    data: Mapping[str, Any] | None = None,
    refused: DomainError | None = None,
) -> str:
    run = dry_run_reads.view(factory(), actor(), key, number)
    given = found.data if data is None else data
    with reading() as work:
        return page(
            work,
            "werkwijzen/proberen/taak.html",
            draft=drafts.get_draft(work, key),
            run=run,
            task=found.task,
            documentation=found.documentation,
            form=form_view(found.form, given, found.scope, refused.fields if refused else ()),
            days=(found.task.due_on - local_date(run.now)).days,
            as_role=request.form.get("_rol") or found.task.role,
            refused=refused,
            broken=broken_at(key, refused),
        )


@pages.post(f"{RUN}/taken/<int:task_id>")
@login_required
def complete(key: str, number: int, task_id: int) -> Answer:
    """Send the answers, or first add a row or work out which questions are asked."""
    try:
        found = dry_run_reads.task_form(factory(), actor(), key, number, task_id)
    except Conflict as gone:
        return trial_page(key, number, gone), status_of(gone)
    raw = posted.answers(found.form)
    if action := posted.page_action():
        return _task_page(key, number, found, posted.with_rows(raw, action))
    role = request.form.get("_rol") or None
    try:
        dry_runs.complete(factory(), actor(), key, number, _revision(), task_id, raw, role)
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        return _task_page(key, number, found, raw, refused), status_of(refused)
    return _onward(key, number, "#net")


@pages.post(f"{RUN}/taken/<int:task_id>/velden")
@login_required
def task_fields(key: str, number: int, task_id: int) -> dict[str, Any]:
    """Which questions are asked with these answers; keeps nothing."""
    try:
        found = dry_run_reads.task_form(factory(), actor(), key, number, task_id)
    except Conflict:
        return {"states": {}}  # done meanwhile: the page is on its way to the next
    return {"states": states_json(field_states(found.form, posted.answers(found.form), found.scope))}
