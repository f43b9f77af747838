"""Messages to the one who is logged in, who read those of a case, and in a demonstration the post that went out."""

from typing import Any

from flask import Blueprint, flash, redirect
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import NotFound
from service.usecases.inbox import acknowledge, list_case_messages, list_notifications, mark_read
from service.usecases.mails import list_mail
from service.usecases.undelivered import may_see_undelivered
from service.usecases.work import Work
from service.web.opening import factory, page, reading, writing

pages = Blueprint("messages", __name__)


def message_page(work: Work, template: str, **data: Any) -> str:
    """A page about messages, with the links to the others."""
    return page(work, template, sees_undelivered=may_see_undelivered(work), **data)


@pages.get("/berichten")
@login_required
def messages() -> str:
    with reading() as work:
        return message_page(work, "berichten.html", messages=list_notifications(work))


@pages.post("/berichten/gelezen")
@login_required
def mark_all() -> Response:
    with writing() as work:
        mark_read(work, None)
    flash("Alle berichten staan op gelezen.", "ok")
    return redirect("/berichten")


@pages.post("/berichten/<int:message_id>/gelezen")
@login_required
def mark_one(message_id: int) -> Response:
    with writing() as work:
        mark_read(work, message_id)
    return redirect("/berichten")


@pages.post("/berichten/<int:message_id>/begrepen")
@login_required
def understood(message_id: int) -> Response:
    with writing() as work:
        acknowledge(work, message_id)
    flash("Bevestigd. De procesregisseur ziet dat u dit gelezen en begrepen hebt.", "ok")
    return redirect("/berichten")


@pages.get("/zaken/<number>/berichten")
@login_required
def case_messages(number: str) -> str:
    with reading() as work:
        return page(work, "zaak_berichten.html", number=number, messages=list_case_messages(work, number))


@pages.get("/postvak")
@login_required
def mailbox() -> str:
    if not factory().services.settings.demo:
        raise NotFound
    with reading() as work:
        return page(work, "postvak.html", mails=list_mail(work))
