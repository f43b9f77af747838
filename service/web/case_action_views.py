"""What the one who directs a case can do on its page; every action ends where it began."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError
from service.usecases import cases
from service.usecases.help_starts import record_help_started
from service.usecases.work import Work
from service.web.opening import writing
from service.web.posted import typed_day

pages = Blueprint("case_actions", __name__)


def _field(name: str) -> str:
    return request.form.get(name, "").strip()


def _account(name: str) -> int | None:
    given = _field(name)
    return int(given) if given.isdigit() else None


def _do(number: str, part: str, done: str, action: Callable[[Work], object]) -> Response:
    """Do it and go back to that part of the case; what is missing is said there."""
    try:
        with writing() as work:
            action(work)
    except DomainError as refused:
        if not refused.fields:
            raise
        flash(" ".join(error.message for error in refused.fields), "fout")
    else:
        flash(done, "ok")
    return redirect(f"/zaken/{number}#{part}")


@pages.post("/zaken/<number>/procesregisseur")
@login_required
def change_process_director(number: str) -> Response:
    account = _account("aan")
    if account is None:
        flash("Kies eerst wie de procesregie krijgt.", "fout")
        return redirect(f"/zaken/{number}#regie")
    done = "De procesregie is overgedragen."
    return _do(
        number, "regie", done, lambda work: cases.change_process_director(work, number, account, _field("reden"))
    )


@pages.post("/zaken/<number>/casusregisseur")
@login_required
def change_case_director(number: str) -> Response:
    account, name = _account("aan"), _field("naam") or None
    if account is None and name is None:
        flash("Kies wie de casusregie krijgt, of vul een naam in.", "fout")
        return redirect(f"/zaken/{number}#regie")
    done = "De casusregie is gewijzigd."
    return _do(
        number, "regie", done, lambda work: cases.change_case_director(work, number, account, name, _field("reden"))
    )


@pages.post("/zaken/<number>/notities")
@login_required
def add_note(number: str) -> Response:
    done = "De notitie is bewaard."
    return _do(number, "notities", done, lambda work: cases.add_note(work, number, _field("met"), _field("tekst")))


@pages.post("/zaken/<number>/planwijziging")
@login_required
def start_plan_change(number: str) -> Response:
    done = "De planwijziging is gestart. De eerste taak staat op de werklijst."
    return _do(number, "taken", done, lambda work: cases.start_plan_change(work, number))


@pages.post("/zaken/<number>/afschalen")
@login_required
def propose_scaling_down(number: str) -> Response:
    done = "Het voorstel om af te schalen is gedaan."
    return _do(number, "taken", done, lambda work: cases.propose_scaling_down(work, number))


@pages.post("/zaken/<number>/hulp-gestart")
@login_required
def help_started(number: str) -> Response:
    done, day = "Genoteerd: de hulp is gestart.", typed_day(_field("gestart_op"))
    return _do(number, "acties", done, lambda work: record_help_started(work, number, day))


@pages.post("/zaken/<number>/netwerk")
@login_required
def ask_network(number: str) -> Response:
    done = "De vraag aan het expertisenetwerk is gestart."
    return _do(number, "taken", done, lambda work: cases.ask_network(work, number))


@pages.post("/zaken/<number>/intrekken")
@login_required
def withdraw(number: str) -> Response:
    if not _field("door"):
        flash("Kies eerst wie de aanmelding intrekt.", "fout")
        return redirect(f"/zaken/{number}#acties")
    done = "De aanmelding is ingetrokken. De secretaris bevestigt dat aan de betrokkenen."
    return _do(number, "taken", done, lambda work: cases.withdraw(work, number, _field("door"), _field("reden")))
