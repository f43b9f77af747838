"""The interface description, OpenAPI 3.1 at /v1/openapi.json, and the blueprint that all resources are made of."""

from collections.abc import Mapping, Sequence
from typing import Any

import flask_smorest
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from marshmallow import RAISE, Schema
from webargs.flaskparser import FlaskParser
from werkzeug.routing import IntegerConverter, Map

from service.api import problem
from service.api.acting import identify
from service.api.fields import MAX_WHOLE, Instant, Rows, Text, Whole, Wire
from service.usecases.commands import MAX_KEY

VERSION = "1.0.0"
PREFIX = "/v1"
_PROBLEM = "Probleem"
_HEADERS = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "description": "Een eigen sleutel per opdracht. Hetzelfde verzoek met dezelfde sleutel geeft hetzelfde antwoord.",
    "schema": {"type": "string", "maxLength": MAX_KEY},
}
_IN_PATH = {
    "nummer": "Het nummer van de zaak, zoals RET-2026-005",
    "sleutel": "De sleutel uit de lijst",
    "referentie": "De code die na het aanmelden is gegeven",
    "taak": "Het nummer van de taak",
    "bericht": "Het nummer van het bericht",
    "afwezigheid": "Het nummer van de afwezigheid",
    "mail": "Het nummer van de e-mail",
    "incident": "Het nummer van het incident",
    "filter": "Het nummer van het filter",
    "vraag": "Het nummer van de vraag",
    "soort": "diagram, form of scenario",
    "bestand": "De id van het proces, formulier of scenario",
    "proef": "Het nummer van de proef",
    "scenario": "De id van het scenario",
    "overleg": "Het nummer van het overleg",
    "ronde": "Het nummer van de ronde",
    "reeks": "Het nummer van de reeks overleggen",
}
_ERRORS = {400: "Invoer", 401: "Token", 403: "Recht", 404: "Vindplaats", 409: "Stand", 500: "Storing"}


class FieldErrorSchema(Wire):
    """One mistake at one field."""

    name = "Veldfout"
    veld = Text()
    melding = Text()


class ProblemSchema(Wire):
    """An error (RFC 9457); `fouten` names every mistaken field at once."""

    name = _PROBLEM
    type = Text(required=True)
    title = Text(required=True)
    status = Whole(required=True)
    detail = Text()
    fouten = Rows(FieldErrorSchema)


class KeyConverter(IntegerConverter):
    """The number of a task or message; larger than a key can be is an address that does not exist."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=MAX_WHOLE)


class Parser(FlaskParser):
    """Invalid input is 400, never 422; a parameter that we do not know is a mistake, not noise."""

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE, "json": RAISE}


class Resource(flask_smorest.Blueprint):
    """A group of resources: errors as problem+json, every operation described with the errors it can give."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, description: str, *, public: bool = False) -> None:
        super().__init__(name, __name__, url_prefix=PREFIX, description=description)
        self.public = public
        self.before_request(lambda: identify(public=public))
        self.register_error_handler(Exception, problem.of_error)
        # By its number: else the pages, which have one for theirs, would answer.
        self.register_error_handler(429, problem.of_error)

    def add_url_rule(self, rule: str, endpoint: Any = None, view_func: Any = None, *args: Any, **options: Any) -> None:
        """Register a view; its name becomes the operation id."""
        errors = {status: {"$ref": f"#/components/responses/{name}"} for status, name in _ERRORS.items()}
        secured: dict[str, Any] = {"security": [{}, {"token": []}]} if self.public else {}
        described = self.doc(operationId=_camel(view_func.__name__), responses=errors, **secured)(view_func)
        named = [key for key in _IN_PATH if f"{key}>" in rule]
        options["parameters"] = [{"name": key, "in": "path", "description": _IN_PATH[key]} for key in named]
        super().add_url_rule(rule, endpoint, described, *args, **options)

    def response(self, *args: Any, **options: Any) -> Any:
        """The answer of a view, with the headers that every answer has."""
        return super().response(*args, headers=_HEADERS, **options)

    def idempotent(self, view_func: Any) -> Any:
        """Describe that the view answers the same to the same Idempotency-Key."""
        return self.doc(parameters=["IdempotencyKey"])(view_func)


class Description(flask_smorest.Api):
    """The description of the interface; errors are told by the resources themselves, not for the whole application."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Pages answer their own errors in their own way."""

    def _register_responses(self) -> None:
        components = self.spec.components
        components.header("API-Version", {"description": "De versie van deze API", "schema": {"type": "string"}})
        components.parameter("IdempotencyKey", "header", _IDEMPOTENCY_KEY)
        for status, name in _ERRORS.items():
            content = {problem.MEDIA_TYPE: {"schema": ProblemSchema}}
            described = {"description": problem.TITLES[status][1], "content": content, "headers": _HEADERS}
            components.response(name, described)

    def _register_pagination_header(self) -> None:
        """Pages say in their body what follows."""


def describe(app: Flask, resources: Sequence[Resource], contact: Mapping[str, str]) -> None:
    """Register the resources and serve their description."""
    app.config.update(
        API_TITLE="Procesregie",
        API_VERSION=VERSION,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS=_options(contact),
    )
    app.url_map.converters["key"] = KeyConverter
    description = Description(app, spec_kwargs={"marshmallow_plugin": MarshmallowPlugin(_schema_name)})
    description.register_field(Instant, "string", "date-time")
    bearer = {"type": "http", "scheme": "bearer", "description": "Een token van een account van deze dienst."}
    description.spec.components.security_scheme("token", bearer)
    for resource in resources:
        description.register_blueprint(resource)


def _options(contact: Mapping[str, str]) -> dict[str, Any]:
    return {
        "info": {
            "description": _ABOUT,
            "contact": dict(contact),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/", "description": "Deze installatie"}],
        "security": [{"token": []}],
    }


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _schema_name(schema: type[Schema] | Schema) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return str(getattr(kind, "name", "") or kind.__name__.removesuffix("Schema"))


_ABOUT = (
    "Zaken van regionale expertteams jeugd: aanmelden, taken afronden, zaken en escalaties volgen. "
    "U ziet alleen wat bij uw rol hoort; al het andere bestaat voor u niet (404). "
    "Datums zijn 2026-11-24, momenten zijn in UTC met Z."
)
