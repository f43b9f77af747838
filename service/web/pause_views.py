"""Suspending, resuming and extending: a case, one term, the decision of an escalation; each ends where it began."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError
from service.usecases import pauses
from service.usecases.emergency_terms import answer_stretch
from service.usecases.escalation_terms import extend_escalation
from service.usecases.task_reads import get_task
from service.usecases.work import Work
from service.web.errors import status_of
from service.web.opening import reading, writing
from service.web.posted import typed_day

pages = Blueprint("pauses", __name__)


def _field(name: str) -> str:
    return request.form.get(name, "").strip()


def _days() -> int:
    """The working days that were typed; what is no number counts as none, and is refused with the rest."""
    given = _field("werkdagen")
    return int(given) if given.isdecimal() and len(given) < 5 else 0


def _until() -> date:
    """The day that was typed; what is no day counts as long ago, and is refused with the rest."""
    return typed_day(_field("tot")) or date.min


def _do(address: str, done: str, act: Callable[[Work], object]) -> Response:
    try:
        with writing() as work:
            act(work)
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        flash(" ".join(error.message for error in refused.fields) or refused.message, "fout")
    else:
        flash(done, "ok")
    return redirect(address)


@pages.post("/zaken/<number>/pauze")
@login_required
def suspend(number: str) -> Response:
    done = "De zaak is gepauzeerd. Er vervalt niets, en na de pauze schuift alles op."
    return _do(
        f"/zaken/{number}#termijnen",
        done,
        lambda work: pauses.suspend(work, number, _until(), _field("reden"), _field("motivering")),
    )


@pages.post("/zaken/<number>/hervatting")
@login_required
def resume(number: str) -> Response:
    done = "De zaak is hervat. Alle termijnen zijn opgeschoven."
    return _do(f"/zaken/{number}#termijnen", done, lambda work: pauses.resume(work, number, _field("reden")))


@pages.post("/zaken/<number>/verlenging")
@login_required
def extend(number: str) -> Response:
    done = "Alle termijnen zijn verlengd."
    return _do(f"/zaken/{number}#termijnen", done, lambda work: pauses.extend(work, number, _days(), _field("reden")))


@pages.post("/taken/<int:task_id>/termijn")
@login_required
def change_term(task_id: int) -> Response:
    """Extend, suspend or resume the term of one task; which one is the button that was used."""
    with reading() as work:
        number = get_task(work, task_id).row.case_number
    address, reason = f"/zaken/{number}#termijnen" if number else f"/taken/{task_id}", _field("reden")
    if _field("doen") == "hervatten":
        done = "De termijn loopt weer."
        return _do(address, done, lambda work: pauses.resume_task(work, task_id, reason))
    if _field("doen") == "pauzeren":
        done = "De termijn is gepauzeerd."
        return _do(address, done, lambda work: pauses.suspend_task(work, task_id, _until(), reason))
    done = "De termijn is verlengd."
    return _do(address, done, lambda work: pauses.extend_task(work, task_id, _days(), reason))


@pages.post("/taken/<int:task_id>/spoedtermijn")
@login_required
def answer_emergency(task_id: int) -> Response:
    """An earlier day for an emergency, or why it can wait; what is no day counts as long ago, and is refused."""
    earlier_on = _until() if _field("tot") else None
    done = "Vastgelegd. De nieuwe datum of uw uitleg staat in de tijdlijn van de zaak."
    return _do(f"/taken/{task_id}", done, lambda work: answer_stretch(work, task_id, earlier_on, _field("motivering")))


@pages.post("/escalaties/<key>/verlengen")
@login_required
def extend_decision(key: str) -> Response:
    done = "De termijn van de escalatie is verlengd."
    return _do(f"/escalaties/{key}", done, lambda work: extend_escalation(work, key, _days(), _field("reden")))
