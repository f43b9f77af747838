"""Messages to the one who is logged in, and in a demonstration the post that went out."""

from flask import Blueprint, flash, redirect
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import NotFound
from service.usecases.inbox import list_notifications, mark_read
from service.usecases.mails import list_mail
from service.web.opening import factory, page, reading, writing

pages = Blueprint("messages", __name__)


@pages.get("/berichten")
@login_required
def messages() -> str:
    with reading() as work:
        return page(work, "berichten.html", messages=list_notifications(work))


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


@pages.get("/postvak")
@login_required
def mailbox() -> str:
    if not factory().services.settings.demo:
        raise NotFound
    with reading() as work:
        return page(work, "postvak.html", mails=list_mail(work))
