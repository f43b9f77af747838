"""What one does with the worklist as a whole: divide tasks, keep filters."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import InvalidInput
from service.usecases import saved_filters
from service.usecases.saved_filters import list_filters, save_filter
from service.usecases.shapes import Division
from service.usecases.task_bulk import assign_many
from service.usecases.work import Work
from service.web.opening import actor, factory, page, reading, writing
from service.web.worklist_address import address, address_of, read_back, read_filter
from service.web.worklist_views import Refused, worklist_page

pages = Blueprint("worklist_actions", __name__)
_FILTERS = "/werklijst/filters"
_LARGEST_KEY = 2**31 - 1


@pages.post("/werklijst/toewijzen")
@login_required
def divide_tasks() -> Response | str | tuple[str, int]:
    """Give the chosen tasks to somebody; who was refused some sees which and why."""
    words = read_back(request.form.get("terug", ""))
    tasks = [key for text in request.form.getlist("taak") if (key := _key(text)) is not None]
    account, reason = request.form.get("account", ""), request.form.get("reden", "")
    try:
        done = assign_many(factory(), actor(), tasks, _key(account), reason)
    except InvalidInput as error:
        refused = Refused(error, "verdelen", {"account": account, "reden": reason}, tasks)
        with reading() as work:
            return worklist_page(work, words, refused=refused), 400
    if done.refused:
        return render_template("werklijst_verdeeld.html", done=done, said=_said(done), back=address(words))
    flash(_said(done), "ok")
    return redirect(address(words))


def _key(text: str) -> int | None:
    """A key as a form sends it; larger than a key can be is none."""
    return int(text) if text.isdecimal() and len(text) <= 10 and int(text) <= _LARGEST_KEY else None


def _said(done: Division) -> str:
    """How many went, and how many were there already."""
    parts = [f"{_tasks(len(done.assigned))} toegewezen aan {done.assignee}."] if done.assigned else []
    if done.unchanged:
        parts.append(f"{_tasks(len(done.unchanged))} al van {done.assignee}.")
    return " ".join(parts)


def _tasks(number: int) -> str:
    return "1 taak is" if number == 1 else f"{number} taken zijn"


@pages.get(_FILTERS)
@login_required
def show_filters() -> str:
    with reading() as work:
        return page(work, "werklijst_beheer.html", saved=list_filters(work), address_of=address_of)


@pages.post(_FILTERS)
@login_required
def keep_filter() -> Response | tuple[str, int]:
    """Keep the filter one looks at, under a name."""
    words = read_back(request.form.get("terug", ""))
    name, team = request.form.get("naam", ""), request.form.get("team", "")
    try:
        with writing() as work:
            save_filter(work, name, read_filter(words), team or None)
    except InvalidInput as error:
        with reading() as work:
            refused = Refused(error, "bewaren", {"naam": name, "team": team})
            return worklist_page(work, words, refused=refused), 400
    flash(f"Het filter «{' '.join(name.split())}» is bewaard. Het staat boven de werklijst.", "ok")
    return redirect(address(words))


@pages.post(f"{_FILTERS}/<int(max={_LARGEST_KEY}):filter_id>/naam")
@login_required
def rename_filter(filter_id: int) -> Response:
    name = request.form.get("naam", "")
    return _changed(lambda work: saved_filters.rename_filter(work, filter_id, name), "De naam is veranderd.")


@pages.post(f"{_FILTERS}/<int(max={_LARGEST_KEY}):filter_id>/omhoog")
@login_required
def raise_filter(filter_id: int) -> Response:
    return _changed(lambda work: saved_filters.move_filter(work, filter_id, -1), "Het filter staat een plaats hoger.")


@pages.post(f"{_FILTERS}/<int(max={_LARGEST_KEY}):filter_id>/omlaag")
@login_required
def lower_filter(filter_id: int) -> Response:
    return _changed(lambda work: saved_filters.move_filter(work, filter_id, 1), "Het filter staat een plaats lager.")


@pages.post(f"{_FILTERS}/<int(max={_LARGEST_KEY}):filter_id>/verwijderen")
@login_required
def delete_filter(filter_id: int) -> Response:
    return _changed(lambda work: saved_filters.delete_filter(work, filter_id), "Het filter is verwijderd.")


def _changed(act: Callable[[Work], None], said: str) -> Response:
    try:
        with writing() as work:
            act(work)
    except InvalidInput as error:
        flash(" ".join(field.message for field in error.fields), "fout")
    else:
        flash(said, "ok")
    return redirect(_FILTERS)
