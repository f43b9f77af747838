"""/v1/taken/toewijzingen and /v1/filters: the worklist for many."""

from typing import Any

from flask import g

from service.api.acting import once, reading, the_factory, writing
from service.api.document import Resource
from service.api.schemas.worklist import (
    DivisionBody,
    DivisionSchema,
    FilterBody,
    FilterListSchema,
    FilterSchema,
)
from service.usecases import saved_filters
from service.usecases.shapes import TaskFilter
from service.usecases.task_bulk import assign_many
from service.usecases.task_marks import mark_seen
from service.usecases.work import Work

resource = Resource("werkverdeling", "Taken verdelen, en filters van de werklijst")


@resource.route("/taken/toewijzingen", methods=["POST"])
@resource.doc(
    summary="Veel taken met één reden aan iemand geven",
    description=(
        "Elke taak wordt apart toegewezen: wat niet kan staat met de reden in `geweigerd`, de rest is gedaan. "
        "Nog eens versturen kan geen kwaad: een taak die al van deze persoon is, verandert niet."
    ),
)
@resource.arguments(DivisionBody)
@resource.response(200, DivisionSchema)
def taken_toewijzen(body: dict[str, Any]) -> Any:
    return assign_many(the_factory(), g.actor, body["tasks"], body["account"], body["reason"])


@resource.route("/taken/<key:taak>/gelezen", methods=["POST"])
@resource.doc(summary="Een taak als gelezen merken")
@resource.response(204)
def taak_gelezen(taak: int) -> None:
    with writing() as work:
        mark_seen(work, taak)


@resource.route("/filters")
@resource.doc(summary="Uw bewaarde filters en die van uw teams, elk met hoeveel taken het vindt")
@resource.response(200, FilterListSchema)
def filters() -> Any:
    with reading() as work:
        return {"rows": saved_filters.list_filters(work)}


@resource.route("/filters", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een filter bewaren, voor uzelf of voor uw team")
@resource.arguments(FilterBody)
@resource.response(201, FilterSchema)
def filter_bewaren(body: dict[str, Any]) -> Any:
    with writing() as work:
        kept = once(work, lambda: _keep(work, body))
        return saved_filters.get_filter(work, kept["id"])


def _keep(work: Work, body: dict[str, Any]) -> dict[str, Any]:
    return {"id": saved_filters.save_filter(work, body["name"], TaskFilter(**body["wanted"]), body["team"] or None)}


@resource.route("/filters/<key:filter>", methods=["DELETE"])
@resource.doc(summary="Een bewaard filter verwijderen")
@resource.response(204)
def filter_verwijderen(filter: int) -> None:
    with writing() as work:
        saved_filters.delete_filter(work, filter)
