"""Trying a draft on an example: what can be tried, and the start of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import Conflict, DomainError, FieldError, InvalidInput, NotFound
from service.forms import field_states
from service.usecases.ways import drafts
from service.usecases.ways.shapes import DraftView
from service.usecases.ways.trying import dry_run_reads, dry_runs
from service.usecases.ways.trying.scenarios import list_scenarios
from service.usecases.ways.trying.shapes import Startable
from service.usecases.work import Work
from service.web import posted
from service.web.dates import AMSTERDAM, typed_date
from service.web.errors import status_of
from service.web.form_view import form_view
from service.web.opening import actor, factory, page, reading
from service.web.task_views import states_json
from service.web.trial_faults import broken_at

pages = Blueprint("way_trials", __name__)
ADDRESS = "/werkwijzen/ontwerpen/<key>/proberen"
Groups = Sequence[tuple[str, Sequence[Startable]]]


@dataclass(frozen=True)
class Filled:
    """What was filled in beside the form."""

    dag: str = ""
    tijd: str = ""


@pages.get(ADDRESS)
@login_required
def trials(key: str) -> str:
    """What can be tried, what was tried, and the scenarios."""
    with reading() as work:
        return trials_page(work, key)


def trials_page(work: Work, key: str, results: Mapping[str, Sequence[str]] | None = None) -> str:
    """The same, with what went otherwise in each scenario when they were just done again."""
    draft = drafts.get_draft(work, key)
    startable, obstacle = _startable(work, key)
    return page(
        work,
        "werkwijzen/proberen/lijst.html",
        draft=draft,
        groups=_grouped(draft, startable),
        obstacle=obstacle,
        runs=dry_run_reads.list_dry_runs(work, key),
        names={one.process_key: one.name for one in startable},
        trial=next((row for row in draft.history if row.kind == "geprobeerd"), None),
        scenarios=list_scenarios(work, key),
        results=results,
    )


def _startable(work: Work, key: str) -> tuple[Sequence[Startable], str]:
    """What can be tried, or what stops that."""
    try:
        return dry_run_reads.list_startable(work, key), ""
    except Conflict as refused:
        return (), refused.message


def _grouped(draft: DraftView, startable: Sequence[Startable]) -> Groups:
    own = {file.name for file in draft.files if file.kind == "diagram" and file.origin != "landelijk"}
    single = [one for one in startable if not one.whole]
    return (
        ("Alles samen", [one for one in startable if one.whole]),
        ("Eén proces dat anders is", [one for one in single if one.process_key in own]),
        ("Eén ander proces", [one for one in single if one.process_key not in own]),
    )


@pages.get(f"{ADDRESS}/nieuw")
@login_required
def new(key: str) -> str | Response:
    """The form that an example starts with, filled in already."""
    with reading() as work:
        try:
            start = _start(work, key, request.args.get("proces", ""))
        except Conflict:
            return redirect(address_of(key))  # that page says what stops it
        return _begin_page(work, key, start, dict(start.answers or {}), Filled(typed_date(work.today), "10:00"))


def address_of(key: str) -> str:
    """Where the dry runs of a draft are."""
    return ADDRESS.replace("<key>", key)


def _start(work: Work, key: str, process: str) -> Startable:
    found = next((one for one in dry_run_reads.list_startable(work, key) if one.process_key == process), None)
    if found is None:
        raise NotFound("Dit proces is niet te proberen. Kies een ander proces.")
    return found


def _begin_page(
    work: Work,
    key: str,
    start: Startable,
    data: Mapping[str, Any],
    filled: Filled,
    refused: DomainError | None = None,
) -> str:
    fields = refused.fields if refused else ()
    form = form_view(start.form, data, start.scope, fields) if start.form else None
    return page(
        work,
        "werkwijzen/proberen/nieuw.html",
        draft=drafts.get_draft(work, key),
        start=start,
        form=form,
        filled=filled,
        refused=refused,
        problems=form.problems if form else [{"href": f"#{one.path}", "message": one.message} for one in fields],
        broken=broken_at(key, refused),
    )


@pages.post(f"{ADDRESS}/nieuw")
@login_required
def begin(key: str) -> Response | str | tuple[str, int]:
    """Start it, or first work out which questions are asked."""
    filled = Filled(request.form.get("_dag", ""), request.form.get("_tijd", ""))
    with reading() as work:
        start = _start(work, key, request.form.get("_proces", ""))
        raw = posted.answers(start.form) if start.form else {}
        if action := posted.page_action():
            return _begin_page(work, key, start, posted.with_rows(raw, action), filled)
    try:
        answers = raw if start.form else None
        number = dry_runs.begin(factory(), actor(), key, start.process_key, answers, _first_moment(filled))
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        with reading() as work:
            return _begin_page(work, key, start, raw, filled, refused), status_of(refused)
    return redirect(f"{address_of(key)}/{number}")


def _first_moment(filled: Filled) -> datetime:
    day, hour = posted.typed_day(filled.dag), posted.typed_time(filled.tijd)
    wrong = [] if day else [FieldError("dag", "Vul de dag in als dag-maand-jaar, bijvoorbeeld 24-12-2026.")]
    wrong += [] if hour else [FieldError("tijd", "Vul de tijd in als uren en minuten, bijvoorbeeld 9:30.")]
    if day is None or hour is None:
        raise InvalidInput("Zo kan de proef niet beginnen.", wrong)
    return datetime.combine(day, hour, AMSTERDAM)


@pages.post(f"{ADDRESS}/nieuw/velden")
@login_required
def start_fields(key: str) -> dict[str, Any]:
    """Which questions of the start are asked with these answers; keeps nothing."""
    with reading() as work:
        start = _start(work, key, request.args.get("proces", ""))
        states = field_states(start.form, posted.answers(start.form), start.scope) if start.form else {}
        return {"states": states_json(states)}
