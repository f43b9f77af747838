"""Errors as problem+json, with the only table that turns a domain error into a status."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response, request
from werkzeug.exceptions import HTTPException

from service.api.acting import the_factory
from service.domain import errors
from service.usecases.unexpected import note_unexpected

STATUS: Mapping[type[errors.DomainError], int] = {
    errors.InvalidInput: 400,
    errors.NotLoggedIn: 401,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.StepFailed: 500,
    # Anything else a person can do something about clashes with how things stand now.
    errors.DomainError: 409,
}
TITLES: Mapping[int, tuple[str, str]] = {
    400: ("ongeldige-invoer", "De invoer klopt niet"),
    401: ("niet-ingelogd", "Geen geldig token"),
    403: ("niet-toegestaan", "Dit mag u niet doen"),
    404: ("niet-gevonden", "Niet gevonden"),
    405: ("methode-niet-toegestaan", "Deze methode kan hier niet"),
    409: ("conflict", "Dit kan nu niet"),
    413: ("te-groot", "De inhoud is te groot"),
    415: ("verkeerde-inhoudssoort", "Stuur de inhoud als application/json"),
    429: ("te-vaak", "Te veel verzoeken"),
    500: ("storing", "Er ging iets mis"),
}
MEDIA_TYPE = "application/problem+json"
UNEXPECTED = (
    "Er ging iets mis bij ons. Er is niets half gedaan. Probeer het later opnieuw of meld het aan de beheerder."
)


def problem(status: int, detail: str | None = None, fields: list[dict[str, str]] | None = None) -> Response:
    """One error as application/problem+json; `fouten` has every mistaken field at once."""
    code, title = TITLES.get(status, ("fout", "Dit verzoek kan niet"))
    body: dict[str, Any] = {"type": f"urn:procesregie:fout:{code}", "title": title, "status": status}
    if detail:
        body["detail"] = detail
    if fields:
        body["fouten"] = fields
    response = Response(json.dumps(body, ensure_ascii=False), status, mimetype=MEDIA_TYPE)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="procesregie"'
    return response


def of_error(error: Exception) -> Response:
    """The answer to any error of an API view; what was not foreseen says nothing about the inside."""
    if isinstance(error, errors.DomainError):
        return _of_domain(error)
    if isinstance(error, HTTPException):
        return of_http(error)
    note_unexpected(the_factory().services, error, request.endpoint)
    return problem(500, UNEXPECTED)


def _of_domain(error: errors.DomainError) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return problem(status, error.message, [{"veld": one.path, "melding": one.message} for one in error.fields])


def of_http(error: HTTPException) -> Response:
    """The answer to an error of routing or parsing."""
    status = error.code or 500
    if status == 422:
        status = 400
    mistakes = list(_mistakes(getattr(error, "data", {}).get("messages")))
    detail = errors.InvalidInput.sentence if mistakes else _DETAILS.get(status)
    response = problem(status, detail, mistakes)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


_DETAILS: Mapping[int, str] = {
    400: "Dit verzoek is niet te lezen. Stuur geldige JSON.",
    404: "Dit adres bestaat niet. Kijk in /v1/openapi.json welke adressen er zijn.",
    405: "Dit adres bestaat, maar niet met deze methode. De kop Allow noemt wat wel kan.",
    429: "U stuurt te veel verzoeken achter elkaar. Wacht even en probeer het opnieuw.",
    500: UNEXPECTED,
}


def _mistakes(messages: Any) -> Iterator[dict[str, str]]:
    """What webargs found, flattened; the outermost key is the place it looked (json, query)."""
    if not isinstance(messages, Mapping):
        return
    for place, found in messages.items():
        if place == "json" and not isinstance(found, Mapping):
            yield {"veld": "", "melding": "De inhoud is geen geldige JSON."}
            continue
        yield from _flattened("", found)


def _flattened(path: str, found: Any) -> Iterator[dict[str, str]]:
    if isinstance(found, Mapping):
        for key, inner in found.items():
            step = "" if key == "_schema" else str(key)
            yield from _flattened(".".join(part for part in (path, step) if part), inner)
        return
    for message in found if isinstance(found, list) else [found]:
        yield {"veld": path, "melding": str(message)}
