"""From a refused action to a page that says what happened and how to go on; the only status table of the pages."""

from pathlib import Path

from flask import Blueprint, Flask, current_app, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, TooManyRequests
from werkzeug.exceptions import NotFound as UnknownAddress
from werkzeug.wrappers import Response

from service.domain import errors as domain
from service.usecases.unexpected import note_unexpected
from service.web.opening import factory

_STATUS: tuple[tuple[type[domain.DomainError], int], ...] = (
    (domain.NotFound, 404),
    (domain.NotAllowed, 403),
    (domain.Conflict, 409),
    (domain.StepFailed, 500),
    (domain.DomainError, 400),
)
_TITLES = {
    400: "Dit kan zo niet",
    403: "Dit mag u niet doen",
    404: "Niet gevonden",
    405: "Dit kan zo niet",
    409: "Dit is intussen veranderd",
    429: "Even wachten",
    500: "Er ging iets mis",
}


def init_app(app: Flask) -> None:
    app.register_error_handler(UnknownAddress, _unknown_address)
    app.register_error_handler(MethodNotAllowed, _unknown_address)
    app.register_error_handler(CSRFError, _stale_page)
    app.register_error_handler(TooManyRequests, _too_many)
    app.register_error_handler(InternalServerError, _unexpected)


def attach(pages: Blueprint) -> None:
    """Let these pages, and not the API, answer a refused action with a page."""
    pages.register_error_handler(domain.NotLoggedIn, _log_in)
    pages.register_error_handler(domain.DomainError, _refused)


def status_of(error: domain.DomainError) -> int:
    """The HTTP status of a refused action."""
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def _page(status: int, message: str) -> tuple[str, int]:
    return render_template("fout.html", title=_TITLES.get(status, _TITLES[500]), message=message, status=status), status


def _refused(error: domain.DomainError) -> tuple[str, int] | tuple[dict[str, str], int]:
    status = status_of(error)
    if request.accept_mimetypes.best == "application/json":
        return {"melding": error.message}, status
    return _page(status, " ".join([error.message, *(field.message for field in error.fields)]))


def _log_in(_error: domain.NotLoggedIn) -> Response:
    return redirect("/inloggen")


def _unknown_address(error: HTTPException) -> tuple[str, int] | HTTPException:
    if request.path.startswith("/v1"):
        return error
    return _page(
        error.code or 404, "Deze pagina bestaat niet (meer). Controleer het adres, of begin opnieuw vanaf de werklijst."
    )


def _stale_page(_error: CSRFError) -> tuple[str, int] | tuple[dict[str, str], int]:
    message = "De pagina stond te lang open. Ga terug, laad de pagina opnieuw en probeer het nog eens."
    if request.accept_mimetypes.best == "application/json":
        return {"melding": message}, 400
    return _page(400, message)


def _unexpected(error: InternalServerError) -> Response | InternalServerError:
    """A page that needs nothing: whatever failed may be what every other page needs too."""
    if request.path.startswith("/v1"):
        return error
    note_unexpected(factory().services, error.original_exception or error, request.endpoint)
    page = Path(current_app.static_folder or "") / "storing.html"
    return Response(page.read_text(encoding="utf-8"), 500, mimetype="text/html")


def _too_many(error: TooManyRequests) -> Response:
    made = Response(_page(429, error.description or "")[0], 429)
    made.headers["Retry-After"] = str(error.retry_after or 60)
    return made
