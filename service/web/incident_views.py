"""Incidents: what went wrong, who looks at it, and what an operator does about it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError, InvalidInput
from service.domain.incident import KINDS
from service.domain.permissions import may_operate
from service.forms import field_states
from service.usecases import incident_repairs as repairs
from service.usecases.incident_bulk import ACTS, BulkAct, choices, in_bulk
from service.usecases.incident_reads import get_answers, get_incident
from service.usecases.incidents import page_of_incidents
from service.usecases.shapes import IncidentFilter
from service.usecases.work import Work
from service.web import posted
from service.web.errors import status_of
from service.web.form_view import form_view
from service.web.opening import actor, factory, page, reading, writing
from service.web.task_views import states_json

pages = Blueprint("incidents", __name__)
_STATES = {"open": "Open", "opgelost": "Opgelost", "alles": "Alles"}


def _field(name: str) -> str:
    return request.form.get(name, "").strip()


def read_filter(args: Mapping[str, str]) -> IncidentFilter:
    """The filter of an address; what it does not know counts as not asked."""
    state = args.get("toon", "open")
    return IncidentFilter(
        state=state if state in _STATES else "open",
        kind=args.get("soort", ""),
        handler=args.get("bouwsteen", ""),
        process=args.get("proces", ""),
        case_number=args.get("zaak", ""),
        mine=args.get("mijn") == "1",
        after=args.get("na", ""),
    )


@pages.get("/incidenten")
@login_required
def incidents() -> str:
    wanted = read_filter(request.args)
    asked = {key: value for key, value in request.args.items() if value and key != "na"}
    with reading() as work:
        found = page_of_incidents(work, wanted)
        return page(
            work, "incidenten.html", found=found, filter=wanted, asked=asked, states=_STATES, kinds=KINDS,
            operates=may_operate(actor()), acts=ACTS, offered=choices(work, found.rows),
        )  # fmt: skip


@pages.get("/incidenten/<int:incident_id>")
@login_required
def incident(incident_id: int) -> str:
    with reading() as work:
        return page(work, "incident.html", found=get_incident(work, incident_id))


@pages.post("/incidenten/samen")
@login_required
def act_on_many() -> Response:
    """Do the same with every incident that was ticked."""
    ids = [int(number) for number in request.form.getlist("storing") if number.isdigit()]
    if not ids:
        flash("Kies eerst een of meer storingen.", "fout")
        return redirect("/incidenten")
    wanted = BulkAct(_field("doen"), _field("reden"), _field("doel"), _field("gegeven"), _field("waarde"))
    report = in_bulk(factory(), actor(), ids, wanted)
    if report.done:
        flash(f"Gedaan bij {report.done} van {len(ids)} storingen.", "ok")
    for refusal in report.refusals[:10]:
        flash(refusal, "fout")
    return redirect("/incidenten")


def _do(incident_id: int, done: str, act: Callable[[Work], object]) -> Response:
    """Do it and go back to the incident; what is missing is said there."""
    try:
        with writing() as work:
            act(work)
    except InvalidInput as refused:
        flash(" ".join(error.message for error in refused.fields) or refused.message, "fout")
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        flash(refused.message, "fout")
    else:
        flash(done, "ok")
    return redirect(f"/incidenten/{incident_id}")


@pages.post("/incidenten/<int:incident_id>/oppakken")
@login_required
def take_on(incident_id: int) -> Response:
    done = "U bekijkt deze storing. Op de zaakpagina staat uw naam erbij."
    return _do(incident_id, done, lambda work: repairs.take_on(work, incident_id))


@pages.post("/incidenten/<int:incident_id>/loslaten")
@login_required
def let_go(incident_id: int) -> Response:
    return _do(incident_id, "Een ander kan de storing oppakken.", lambda work: repairs.let_go(work, incident_id))


@pages.post("/incidenten/<int:incident_id>/opnieuw")
@login_required
def retry(incident_id: int) -> Response:
    done = "Het is opnieuw geprobeerd. Een termijn wordt binnen enkele seconden verwerkt."
    return _do(incident_id, done, lambda work: repairs.retry(work, incident_id))


@pages.post("/incidenten/<int:incident_id>/variabelen")
@login_required
def correct_variables(incident_id: int) -> Response:
    values = {name.removeprefix("v."): value for name, value in request.form.items() if name.startswith("v.")}
    done = "De gegevens zijn verbeterd. De termijn wordt binnen enkele seconden opnieuw verwerkt."
    return _do(incident_id, done, lambda work: repairs.retry_term_with(work, incident_id, values, _field("reden")))


@pages.post("/incidenten/<int:incident_id>/verplaatsen")
@login_required
def move(incident_id: int) -> Response:
    token, _, target = _field("naar").partition(" ")
    done = "Het proces is verplaatst. De nieuwe taak staat op de werklijst."
    return _do(incident_id, done, lambda work: repairs.move_token(work, incident_id, token, target, _field("reden")))


@pages.post("/incidenten/<int:incident_id>/beeindigen")
@login_required
def cancel(incident_id: int) -> Response:
    done = "Het proces is beëindigd."
    return _do(incident_id, done, lambda work: repairs.cancel(work, incident_id, _field("reden")))


@pages.post("/incidenten/<int:incident_id>/afhandelen")
@login_required
def settle(incident_id: int) -> Response:
    done = "De storing is afgehandeld."
    return _do(incident_id, done, lambda work: repairs.settle(work, incident_id, _field("reden")))


@pages.post("/incidenten/<int:incident_id>/antwoorden")
@login_required
def show_answers(incident_id: int) -> str:
    """Open the answers of the failed task; that is recorded, so it takes a button and not an address."""
    with writing() as work:
        repairs.log_answers_shown(work, incident_id)
        return _answers_page(work, incident_id, None, None)


@pages.post("/incidenten/<int:incident_id>/herstellen")
@login_required
def retry_with_answers(incident_id: int) -> Response | str | tuple[str, int]:
    """Complete the failed task with corrected answers, or first add a row."""
    with reading() as work:
        raw = posted.answers(get_answers(work, incident_id)[1])
        if action := posted.page_action():
            return _answers_page(work, incident_id, posted.with_rows(raw, action), None)
    try:
        with writing() as work:
            repairs.retry_task_with(work, incident_id, raw)
    except DomainError as refused:
        with reading() as work:
            return _answers_page(work, incident_id, raw, refused), status_of(refused)
    flash("De taak is alsnog afgerond met de verbeterde antwoorden.", "ok")
    return redirect(f"/incidenten/{incident_id}")


@pages.post("/incidenten/<int:incident_id>/velden")
@login_required
def shown_fields(incident_id: int) -> dict[str, Any]:
    """Which fields these answers call for; nothing is kept."""
    with reading() as work:
        _, form, scope, _ = get_answers(work, incident_id)
        return {"states": states_json(field_states(form, posted.answers(form), scope))}


def _answers_page(work: Work, incident_id: int, given: dict[str, Any] | None, refused: DomainError | None) -> str:
    row, form, scope, kept = get_answers(work, incident_id)
    view = form_view(form, kept if given is None else given, scope, refused.fields if refused else ())
    return page(work, "incident_antwoorden.html", row=row, form=view, refused=refused)
