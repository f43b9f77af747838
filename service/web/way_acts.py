"""What pages of ways of working share: an act with its outcome on the next page, and pages that may not be there."""

from collections.abc import Callable

from flask import current_app, flash, redirect
from werkzeug.wrappers import Response

from service.domain.errors import DomainError
from service.usecases.work import Work
from service.web.errors import status_of
from service.web.opening import writing


def do(address: str, done: str, act: Callable[[Work], object]) -> Response:
    """Do it and go to a page; what is missing is said there, each on its own."""
    try:
        with writing() as work:
            act(work)
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        say(refused)
    else:
        flash(done, "ok")
    return redirect(address)


def say(refused: DomainError) -> None:
    """Put everything that was refused on the next page."""
    for message in [error.message for error in refused.fields] or [refused.message]:
        flash(message, "fout")


def has_page(path: str) -> bool:
    """Whether an address leads somewhere: parts of the service that are not there get no link."""
    return current_app.url_map.bind("").test(path, method="GET")
