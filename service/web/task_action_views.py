"""What one can do with a task besides completing it: claim, release, assign, correct."""

from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError
from service.forms import field_states
from service.usecases.corrections import correct
from service.usecases.task_reads import get_task
from service.usecases.tasks import assign, claim, release
from service.web import posted
from service.web.form_view import form_view
from service.web.opening import page, reading, writing
from service.web.task_views import states_json

pages = Blueprint("task_actions", __name__)


@pages.post("/taken/<int:task_id>/oppakken")
@login_required
def claim_task(task_id: int) -> Response:
    with writing() as work:
        claim(work, task_id)
    flash("U hebt de taak opgepakt. Hij staat nu op uw werklijst.", "ok")
    return redirect(f"/taken/{task_id}")


@pages.post("/taken/<int:task_id>/teruggeven")
@login_required
def release_task(task_id: int) -> Response:
    with writing() as work:
        release(work, task_id)
    flash("U hebt de taak teruggegeven. Iemand anders kan hem oppakken.", "ok")
    return redirect("/werklijst")


@pages.post("/taken/<int:task_id>/toewijzen")
@login_required
def assign_task(task_id: int) -> Response:
    account = request.form.get("aan", "")
    if not account.isdigit():
        flash("Kies eerst aan wie u de taak geeft.", "fout")
        return redirect(f"/taken/{task_id}#toewijzen")
    with writing() as work:
        assign(work, task_id, int(account), request.form.get("reden", "").strip())
    flash("De taak is toegewezen.", "ok")
    return redirect("/werklijst")


@pages.get("/taken/<int:task_id>/corrigeren")
@login_required
def show_correction(task_id: int) -> str:
    with reading() as work:
        task = get_task(work, task_id)
        view = form_view(task.form, task.submission or {}, task.scope)
        return page(work, "taak_corrigeren.html", task=task, form=view, reason="", refused=None)


@pages.post("/taken/<int:task_id>/corrigeren")
@login_required
def correct_task(task_id: int) -> Response | str | tuple[str, int]:
    with reading() as work:
        task = get_task(work, task_id)
    raw, reason, refused = posted.answers(task.form), request.form.get("_reden", "").strip(), None
    if not posted.page_action():
        try:
            with writing() as work:
                correct(work, task_id, raw, reason)
        except DomainError as error:
            refused = error
        else:
            flash("De correctie is bewaard. De eerdere versie blijft te lezen.", "ok")
            return redirect(f"/taken/{task_id}")
    data = posted.with_rows(raw, posted.page_action())
    view = form_view(task.form, data, task.scope, refused.fields if refused else ())
    with reading() as work:
        drawn = page(work, "taak_corrigeren.html", task=task, form=view, reason=reason, refused=refused)
    return (drawn, 400) if refused else drawn


@pages.post("/taken/<int:task_id>/velden")
@login_required
def shown_fields(task_id: int) -> dict[str, Any]:
    """Which fields these answers call for; nothing is kept."""
    with reading() as work:
        task = get_task(work, task_id)
        return {"states": states_json(field_states(task.form, posted.answers(task.form), task.scope))}
