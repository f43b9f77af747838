"""The interface for other systems, /v1: Dutch resources over the same use cases as the pages."""

from flask import Flask, Response, request
from werkzeug.routing import RequestRedirect

from service.api import (
    acting,
    case_actions,
    cases,
    diagram_checks,
    drafts,
    dry_runs,
    escalations,
    incidents,
    meetings,
    message_choices,
    migrations,
    municipalities,
    notifications,
    pace,
    pauses,
    problem,
    progress,
    regions,
    registrations,
    tasks,
    terms,
    ways,
    worklist,
)
from service.api.document import PREFIX, VERSION, describe
from service.usecases.work import WorkFactory

RESOURCES = (
    municipalities.resource,
    registrations.resource,
    cases.resource,
    case_actions.resource,
    tasks.resource,
    worklist.resource,
    escalations.resource,
    notifications.resource,
    message_choices.resource,
    pauses.resource,
    progress.resource,
    meetings.resource,
    incidents.resource,
    diagram_checks.resource,
    terms.resource,
    regions.resource,
    ways.resource,
    drafts.resource,
    dry_runs.resource,
    migrations.resource,
)
DESCRIPTION = f"{PREFIX}/openapi.json"


def init_app(app: Flask, factory: WorkFactory) -> None:
    """Put the interface on the application."""
    settings = factory.services.settings
    acting.install(app, factory)
    pace.limit(app, settings.api_requests_per_minute, _is_ours)
    contact = {"name": settings.contact_name, "url": settings.contact_url, "email": settings.contact_email}
    describe(app, RESOURCES, contact)
    app.before_request(_unknown_address)
    app.after_request(_headers)


def _is_ours() -> bool:
    return request.path == PREFIX or request.path.startswith(f"{PREFIX}/")


def _unknown_address() -> Response | None:
    """An address or method that does not exist is told here: no resource of ours is asked for it."""
    error = request.routing_exception
    if error is None or not _is_ours():
        return None
    # No redirects to an address that looks like it: what is not there is not there.
    return problem.problem(404) if isinstance(error, RequestRedirect) else problem.of_http(error)


def _headers(response: Response) -> Response:
    if _is_ours():
        response.headers["API-Version"] = VERSION
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if request.path == DESCRIPTION:
            response.headers["Access-Control-Allow-Origin"] = "*"
    return response
