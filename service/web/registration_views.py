"""Registering a question: first the municipality, then the form; nothing is kept before it is sent."""

from typing import Any

from flask import Blueprint, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError, NotAllowed
from service.forms import field_states
from service.usecases.registrations import get_receipt, municipalities, register, start_registration
from service.usecases.shapes import RegistrationStart
from service.usecases.work import Work
from service.web import posted
from service.web.form_view import form_view
from service.web.opening import actor, page, reading, writing
from service.web.task_views import states_json

pages = Blueprint("registrations", __name__)
PUBLIC, STAFF = "/aanmelden", "/aanmeldingen/nieuw"
CHANNELS = {"telefoon": "Telefoon", "e-mail": "E-mail"}


@pages.get(PUBLIC)
def choose_municipality() -> Response | str:
    return _municipality_page(PUBLIC)


@pages.get(STAFF)
@login_required
def staff_municipality() -> Response | str:
    _ensure_secretary()
    return _municipality_page(STAFF)


def _municipality_page(base: str) -> Response | str:
    if chosen := request.args.get("gemeente", ""):
        return redirect(f"{base}/{chosen}")
    with reading() as work:
        asked = "gemeente" in request.args
        return page(work, "aanmelden/gemeente.html", municipalities=municipalities(work), base=base, asked=asked)


@pages.get(f"{PUBLIC}/<municipality>")
def registration_form(municipality: str) -> str:
    return _empty_form(municipality, PUBLIC)


@pages.get(f"{STAFF}/<municipality>")
@login_required
def staff_form(municipality: str) -> str:
    _ensure_secretary()
    return _empty_form(municipality, STAFF)


def _empty_form(municipality: str, base: str) -> str:
    with reading() as work:
        start = start_registration(work, municipality)
        return _form_page(work, start, base, {"gemeente_brp": start.municipality_key})


def _form_page(
    work: Work, start: RegistrationStart, base: str, data: dict[str, Any], refused: DomainError | None = None
) -> str:
    view = form_view(start.form, data, start.scope, refused.fields if refused else ())
    channels = CHANNELS if base == STAFF else {}
    acute = data.get("veiligheid_acuut") in ("ja", True)
    channel = request.form.get("_kanaal", "")
    return page(
        work, "aanmelden/formulier.html", start=start, form=view, base=base, channels=channels,
        channel=channel, acute=acute, refused=refused,
    )  # fmt: skip


@pages.post(f"{PUBLIC}/<municipality>")
def send_registration(municipality: str) -> Response | str | tuple[str, int]:
    return _send(municipality, PUBLIC, "webformulier")


@pages.post(f"{STAFF}/<municipality>")
@login_required
def send_staff_registration(municipality: str) -> Response | str | tuple[str, int]:
    _ensure_secretary()
    channel = request.form.get("_kanaal", "")
    return _send(municipality, STAFF, channel if channel in CHANNELS else "telefoon")


def _send(municipality: str, base: str, channel: str) -> Response | str | tuple[str, int]:
    with reading() as work:
        start = start_registration(work, municipality)
        raw, action = posted.answers(start.form), posted.page_action()
        if action:
            return _form_page(work, start, base, posted.with_rows(raw, action))
    try:
        with writing() as work:
            receipt = register(work, municipality, raw, channel=channel)
    except DomainError as refused:
        if not refused.fields:
            raise
        with reading() as work:
            return _form_page(work, start, base, raw, refused), 400
    return redirect(f"{PUBLIC}/ontvangen/{receipt.reference}")


@pages.post(f"{PUBLIC}/<municipality>/velden")
def shown_fields(municipality: str) -> dict[str, Any]:
    """Which fields these answers call for; nothing is kept."""
    with reading() as work:
        start = start_registration(work, municipality)
        return {"states": states_json(field_states(start.form, posted.answers(start.form), start.scope))}


@pages.get(f"{PUBLIC}/ontvangen/<reference>")
def received(reference: str) -> str:
    with reading() as work:
        return page(work, "aanmelden/ontvangen.html", receipt=get_receipt(work, reference))


def _ensure_secretary() -> None:
    if not actor().has("secretaris"):
        raise NotAllowed("Alleen de secretaris van een expertteam voert aanmeldingen in.")
