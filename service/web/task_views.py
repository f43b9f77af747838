"""One task: what is asked, the form, the draft that is never lost, completing it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import Conflict, DomainError, NotFound, StepFailed
from service.forms import field_states
from service.usecases.escalation_reads import list_escalations
from service.usecases.review_requests import review_of_task
from service.usecases.scoping import get_visible_case
from service.usecases.shapes import EscalationView, TaskDetail
from service.usecases.task_marks import is_unread, mark_seen
from service.usecases.task_reads import get_task
from service.usecases.tasks import complete, save_draft
from service.usecases.work import Work
from service.web import posted
from service.web.answers import read_back
from service.web.errors import status_of
from service.web.form_view import form_view
from service.web.opening import page, reading, writing

pages = Blueprint("tasks", __name__)


@pages.get("/taken/<int:task_id>")
@login_required
def show_task(task_id: int) -> str:
    with reading() as work:
        task = get_task(work, task_id)
        news = is_unread(work, task_id)
        shown = form_page(work, task, dict(task.data)) if task.status == "open" else closed_page(work, task)
    # Only the first time: whoever reads a page again takes no lock.
    if news:
        with writing() as work:
            mark_seen(work, task_id)
    return shown


def form_page(work: Work, task: TaskDetail, data: dict[str, Any], refused: DomainError | None = None) -> str:
    """The open task with these answers, and with what is wrong with them."""
    fields = refused.fields if refused else ()
    view = form_view(task.form, data, task.scope, fields)
    own = {error.path: error.message for error in fields}
    asked = find_decision(work, task)
    judged = review_of_task(work, task.row.id)
    return page(work, "taak.html", task=task, form=view, refused=refused, own_errors=own, asked=asked, review=judged)


def find_decision(work: Work, task: TaskDetail) -> EscalationView | None:
    """The escalation that this task decides on: its owner reads the question beside the form."""
    if task.row.role not in ("ambtelijk", "bestuurlijk"):
        return None
    return next((found for found in list_escalations(work) if found.task_id == task.row.id), None)


def closed_page(work: Work, task: TaskDetail) -> str:
    """A completed or lapsed task, read back with all its versions."""
    lines = read_back(task.form, task.submission or {}, task.scope)
    versions = [(version, read_back(task.form, version.data, task.scope)) for version in task.history]
    return page(work, "taak_klaar.html", task=task, lines=lines, versions=versions)


@pages.post("/taken/<int:task_id>")
@login_required
def complete_task(task_id: int) -> Response | str | tuple[str, int]:
    """Send the answers, or first add a row or work out which questions are asked."""
    with reading() as work:
        task = get_task(work, task_id)
    raw, action = posted.answers(task.form), posted.page_action()
    if action:
        return _redraw(task_id, posted.with_rows(raw, action), keep=raw)
    try:
        with writing() as work:
            done = complete(work, task_id, raw, on_behalf=posted.on_behalf())
    except Conflict as conflict:
        return _too_late(task, raw, conflict), 409
    except DomainError as refused:
        # A failed step says that the answers are kept: so they are, with or without scripts.
        if not refused.fields and not isinstance(refused, StepFailed):
            raise
        return _redraw(task_id, raw, keep=raw, refused=refused), status_of(refused)
    flash(f"Klaar: «{task.row.name}» is afgerond.", "ok")
    return redirect(_onward(done.case_number))


def _onward(number: str | None) -> str:
    """To the case, for who may see it: a decision maker or buyer goes back to the worklist."""
    if number is None:
        return "/werklijst"
    with reading() as work:
        try:
            get_visible_case(work, number)
        except NotFound:
            return "/werklijst"
    return f"/zaken/{number}"


def _redraw(task_id: int, data: dict[str, Any], keep: dict[str, Any], refused: DomainError | None = None) -> str:
    with writing() as work:
        save_draft(work, task_id, keep)
        return form_page(work, get_task(work, task_id), data, refused)


def _too_late(task: TaskDetail, raw: dict[str, Any], conflict: Conflict) -> str:
    """Who was first, and everything the slower one typed."""
    return render_template(
        "taak_te_laat.html", task=task, conflict=conflict, lines=read_back(task.form, raw, task.scope)
    )


@pages.post("/taken/<int:task_id>/concept")
@login_required
def keep_draft(task_id: int) -> dict[str, Any]:
    """Save what is typed so far; answers which fields are shown now and when it was saved."""
    with writing() as work:
        task = get_task(work, task_id)
        raw = posted.answers(task.form)
        save_draft(work, task_id, raw)
        states = field_states(task.form, raw, task.scope)
        return {"states": states_json(states), "saved_at": work.now.isoformat()}


def states_json(states: Any) -> dict[str, dict[str, bool]]:
    """The field states for the page's script."""
    return {name: {"shown": state.shown, "required": state.required} for name, state in states.items()}
