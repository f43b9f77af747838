"""Reviews of a placement: asking one without a case, and reading what two experts found."""

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import InvalidInput, NotAllowed
from service.domain.reviewing import KINDS
from service.usecases.review_requests import (
    MAX_REFERENCE,
    ReviewRequest,
    get_review_view,
    list_reviews,
    request_municipalities,
    request_review,
)
from service.web.opening import page, reading, writing

pages = Blueprint("reviews", __name__)


@pages.get("/toetsen")
@login_required
def reviews() -> str:
    with reading() as work:
        return page(work, "toetsen.html", reviews=list_reviews(work), may_ask=bool(request_municipalities(work)))


@pages.get("/toetsen/<key>")
@login_required
def review(key: str) -> str:
    with reading() as work:
        return page(work, "toets.html", review=get_review_view(work, key))


@pages.get("/toetsen/nieuw")
@login_required
def ask() -> str:
    return _form(ReviewRequest(), {})


@pages.post("/toetsen/nieuw")
@login_required
def send_in() -> Response | tuple[str, int]:
    named = ("gemeente", "soort", "leeftijd", "kenmerk", "voornemen")
    place, kind, age, reference, intention = (request.form.get(name, "").strip() for name in named)
    asked = ReviewRequest(place, kind, age, reference, intention, request.form.get("zonder_namen") == "ja")
    try:
        with writing() as work:
            key = request_review(work, asked).key
    except InvalidInput as refused:
        return _form(asked, {error.path: error.message for error in refused.fields}), 400
    flash("De toets is aangevraagd. U krijgt bericht als beide gedragsdeskundigen hebben geoordeeld.", "ok")
    return redirect(f"/toetsen/{key}")


def _form(asked: ReviewRequest, mistakes: dict[str, str]) -> str:
    with reading() as work:
        places = request_municipalities(work)
        if not places:
            raise NotAllowed(
                "U kunt geen toets aanvragen: uw regio toetst geen plaatsingen, of het past niet bij uw rol."
            )
        choices = [(place.value, place.label) for place in places]
        return page(
            work, "toets_aanvragen.html", asked=asked, places=choices, kinds=KINDS, mistakes=mistakes,
            longest=MAX_REFERENCE,
        )  # fmt: skip
