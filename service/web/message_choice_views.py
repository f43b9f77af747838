"""How one hears, who stands in during an absence, and the mail that did not arrive."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError, InvalidInput
from service.domain.message import CHOSEN, FIXED, GROUPS, HOURS, MODES
from service.domain.retrying import MAX_TRIES
from service.usecases.absences import end_absence, find_people, find_substitutes, list_absences, record_absence
from service.usecases.preferences import get_email, get_preferences, save_preferences
from service.usecases.shapes import Choice
from service.usecases.undelivered import list_undelivered, send_again
from service.usecases.work import Work
from service.web.errors import status_of
from service.web.message_views import message_page
from service.web.opening import actor, reading, writing
from service.web.posted import typed_day

pages = Blueprint("message_choices", __name__)
_ABSENCE = "/berichten/afwezigheid"
_LARGEST_KEY = 2**31 - 1
Answer = str | Response | tuple[str, int]


def _key(text: str | None) -> int | None:
    found = int(text) if text and text.isdecimal() and len(text) < 11 else None
    return found if found is not None and found <= _LARGEST_KEY else None


def _field(
    name: str,
    label: str,
    value: object,
    refused: InvalidInput | None,
    choices: Sequence[Choice] = (),
    help_text: str = "",
) -> dict[str, Any]:
    """A field as the macros of forms want it."""
    error = next((one.message for one in refused.fields if one.path == name), "") if refused else ""
    return {
        "id": name, "path": name, "label": label, "value": value, "choices": choices, "help": help_text,
        "error": error, "optional": False,
    }  # fmt: skip


def _problems(refused: InvalidInput | None) -> list[dict[str, str]]:
    return [{"href": f"#{one.path}", "message": one.message} for one in refused.fields] if refused else []


@pages.get("/berichten/meldingen")
@login_required
def preferences() -> str:
    with reading() as work:
        chosen = get_preferences(work)
        return _preferences(work, chosen.mode, str(chosen.hour), chosen.in_app_only)


@pages.post("/berichten/meldingen")
@login_required
def choose() -> Answer:
    mode, hour, in_app = (
        request.form.get("wanneer", ""), request.form.get("uur", ""), request.form.getlist("alleenApp"),
    )  # fmt: skip
    try:
        with writing() as work:
            save_preferences(work, mode, _key(hour), in_app)
    except InvalidInput as refused:
        with reading() as work:
            return _preferences(work, mode, hour, in_app, refused), 400
    flash("Uw keuze is bewaard.", "ok")
    return redirect("/berichten/meldingen")


def _preferences(work: Work, mode: str, hour: str, in_app: Sequence[str], refused: InvalidInput | None = None) -> str:
    hours = [Choice(str(each), f"{each}.00 uur") for each in HOURS]
    modes = [Choice(code, label) for code, label in MODES.items()]
    groups = [Choice(code, GROUPS[code]) for code in CHOSEN]
    why = "Dit leest u dan alleen hier. Herinneringen ziet u pas als u inlogt."
    return message_page(
        work,
        "meldingen.html",
        refused=refused,
        problems=_problems(refused),
        email=get_email(work),
        wanneer=_field("wanneer", "Wanneer wilt u e-mail?", mode, refused, modes),
        uur=_field("uur", "Hoe laat komt de e-mail van de dag?", hour, refused, hours, "Alleen op werkdagen."),
        alleenApp=_field("alleenApp", "Wat hoeft u niet per e-mail te krijgen?", in_app, refused, groups, why),
        always=[GROUPS[group] for group in GROUPS if group in FIXED],
    )


@pages.get(_ABSENCE)
@login_required
def absence() -> str:
    with reading() as work:
        return _absence(work, _key(request.args.get("voor")) or actor().account_id or 0, {})


@pages.post(_ABSENCE)
@login_required
def record() -> Answer:
    given = {name: request.form.get(name, "").strip() for name in ("van", "totEnMet", "waarnemer")}
    person = _key(request.form.get("voor")) or actor().account_id or 0
    try:
        with writing() as work:
            days = typed_day(given["van"]), typed_day(given["totEnMet"])
            record_absence(work, person, *days, _key(given["waarnemer"]))
    except InvalidInput as refused:
        with reading() as work:
            return _absence(work, person, given, refused), 400
    flash("De afwezigheid is vastgelegd. De waarnemer krijgt bericht.", "ok")
    return redirect(_ABSENCE)


def _absence(work: Work, person: int, given: Mapping[str, str], refused: InvalidInput | None = None) -> str:
    people = find_people(work)
    substitutes = find_substitutes(work, person)
    return message_page(
        work,
        "afwezigheid.html",
        refused=refused,
        problems=_problems(refused),
        people=people,
        person=str(person),
        name=next((one.label for one in people if one.value == str(person)), ""),
        van=_field("van", "Eerste dag", given.get("van", ""), refused),
        totEnMet=_field("totEnMet", "Laatste dag", given.get("totEnMet", ""), refused),
        waarnemer=_field("waarnemer", "Wie neemt waar?", given.get("waarnemer", ""), refused, substitutes),
        absences=list_absences(work),
    )


@pages.post(f"{_ABSENCE}/<int:absence_id>/beeindigen")
@login_required
def end(absence_id: int) -> Response:
    with writing() as work:
        end_absence(work, absence_id)
    flash("De afwezigheid is beëindigd. Wat nog openstaat, is weer terug.", "ok")
    return redirect(_ABSENCE)


@pages.get("/berichten/niet-aangekomen")
@login_required
def undelivered() -> str:
    with reading() as work:
        return message_page(work, "niet_aangekomen.html", mails=list_undelivered(work), tries=MAX_TRIES)


@pages.post("/berichten/niet-aangekomen/<int:mail_id>/opnieuw")
@login_required
def again(mail_id: int) -> Response:
    try:
        with writing() as work:
            send_again(work, mail_id, request.form.get("adres", ""))
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        flash(" ".join(error.message for error in getattr(refused, "fields", ())) or refused.message, "fout")
    else:
        flash("De e-mail wordt nu opnieuw verstuurd. Komt hij weer niet aan, dan blijft hij hier staan.", "ok")
    return redirect("/berichten/niet-aangekomen")
