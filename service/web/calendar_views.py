"""«Mijn agenda»: secret addresses to follow due dates and meetings in one's own calendar, and those calendars."""

from flask import Blueprint, flash, make_response, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.actors import SYSTEM
from service.usecases.calendars import get_feed, list_links, make_link, revoke_link
from service.web.opening import factory, page, reading, writing

pages = Blueprint("calendars", __name__)
_FRESH_SECONDS = 900


@pages.get("/agenda")
@login_required
def show_links() -> str:
    with reading() as work:
        return page(work, "agenda.html", links=list_links(work), made=None, address="")


@pages.post("/agenda")
@login_required
def make() -> str:
    """Make an address or a new one; it is on this page and nowhere else."""
    team = request.form.get("team", "") or None
    with writing() as work:
        address = make_link(work, team)
    with reading() as work:
        return page(work, "agenda.html", links=list_links(work), made=team or "", address=address)


@pages.post("/agenda/intrekken")
@login_required
def revoke() -> Response:
    with writing() as work:
        revoke_link(work, request.form.get("team", "") or None)
    flash("Het adres is ingetrokken. Verwijder de agenda ook uit uw eigen programma.", "ok")
    return redirect("/agenda")


@pages.get("/agenda/<token>.ics")
def calendar(token: str) -> Response:
    """The calendar of a secret address; no log-in, for a calendar program has none."""
    with factory().read(SYSTEM) as work:
        body = get_feed(work, token)
    answer = make_response(body)
    answer.content_type = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = 'inline; filename="procesregie.ics"'
    answer.headers["Cache-Control"] = f"private, max-age={_FRESH_SECONDS}"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.add_etag()
    return answer.make_conditional(request)
