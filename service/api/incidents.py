"""/v1/incidenten: what went wrong, and what an operator does about it."""

from collections.abc import Callable
from typing import Any

from flask import g

from service.api.acting import once, reading, the_factory, writing
from service.api.document import Resource
from service.api.schemas.incidents import (
    BulkBody,
    BulkSchema,
    CorrectedBody,
    IncidentDetailSchema,
    IncidentPageSchema,
    IncidentQuery,
    IncidentSchema,
    KeptAnswersSchema,
    MoveBody,
    ReasonBody,
)
from service.domain.errors import FieldError, InvalidInput
from service.usecases import incident_repairs as repairs
from service.usecases.incident_bulk import BulkAct, in_bulk
from service.usecases.incident_reads import get_answers, get_incident
from service.usecases.incidents import get_row, page_of_incidents
from service.usecases.shapes import Choice, IncidentFilter

resource = Resource("incidenten", "Wat misging, voor de beheerder van de dienst")


def _do(incident: int, act: Callable[..., object], *args: Any) -> dict[str, Any]:
    """Do it once, and say how the incident stands."""

    def acted() -> dict[str, Any]:
        act(work, incident, *args)
        return {"id": incident}

    with writing() as work:
        once(work, acted)
    with reading() as work:
        return vars(get_row(work, incident)[1])


@resource.route("/incidenten")
@resource.doc(summary="Incidenten die u mag zien, nieuwste eerst")
@resource.arguments(IncidentQuery, location="query")
@resource.response(200, IncidentPageSchema)
def incidenten(query: dict[str, Any]) -> Any:
    with reading() as work:
        return page_of_incidents(work, IncidentFilter(**query))


@resource.route("/incidenten/<key:incident>")
@resource.doc(summary="Een incident, met waar het proces staat en waar het heen kan")
@resource.response(200, IncidentDetailSchema)
def een_incident(incident: int) -> Any:
    with reading() as work:
        found = get_incident(work, incident)
        tokens = [{**vars(one), "choices": [Choice(key, name) for key, name in one.targets]} for one in found.tokens]
        return {**vars(found), "tokens": tokens}


@resource.route("/incidenten/<key:incident>/bekijken", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Laten zien dat u dit incident bekijkt")
@resource.response(200, IncidentSchema)
def incident_bekijken(incident: int) -> Any:
    return _do(incident, repairs.take_on)


@resource.route("/incidenten/<key:incident>/nieuwe-poging", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Opnieuw proberen wat misging")
@resource.response(200, IncidentSchema)
def incident_opnieuw(incident: int) -> Any:
    return _do(incident, repairs.retry)


@resource.route("/incidenten/<key:incident>/antwoorden", methods=["POST"])
@resource.doc(summary="De bewaarde antwoorden openen om ze te verbeteren; dat komt in de geschiedenis van de zaak")
@resource.response(200, KeptAnswersSchema)
def incident_antwoorden(incident: int) -> Any:
    with writing() as work:
        repairs.log_answers_shown(work, incident)
        return {"answers": get_answers(work, incident)[3]}


@resource.route("/incidenten/<key:incident>/herstel", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Opnieuw proberen met verbeterde antwoorden of procesgegevens")
@resource.arguments(CorrectedBody)
@resource.response(200, IncidentSchema)
def incident_herstellen(body: dict[str, Any], incident: int) -> Any:
    if (body["answers"] is None) == (body["values"] is None):
        raise InvalidInput(fields=[FieldError("antwoorden", "Stuur antwoorden of procesgegevens mee, niet beide.")])
    if body["answers"] is not None:
        return _do(incident, repairs.retry_task_with, body["answers"])
    values = {name: str(value) for name, value in body["values"].items()}
    return _do(incident, repairs.retry_term_with, values, body["reason"])


@resource.route("/incidenten/<key:incident>/verplaatsing", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Het proces naar een andere taak verplaatsen")
@resource.arguments(MoveBody)
@resource.response(200, IncidentSchema)
def incident_verplaatsen(body: dict[str, Any], incident: int) -> Any:
    return _do(incident, repairs.move_token, body["token"], body["target"], body["reason"])


@resource.route("/incidenten/<key:incident>/beeindiging", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Het proces van dit incident beëindigen")
@resource.arguments(ReasonBody)
@resource.response(200, IncidentSchema)
def incident_beeindigen(body: dict[str, Any], incident: int) -> Any:
    return _do(incident, repairs.cancel, body["reason"])


@resource.route("/incidenten/<key:incident>/afhandeling", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een incident afhandelen zonder iets te veranderen")
@resource.arguments(ReasonBody)
@resource.response(200, IncidentSchema)
def incident_afhandelen(body: dict[str, Any], incident: int) -> Any:
    return _do(incident, repairs.settle, body["reason"])


@resource.route("/incidenten/samen", methods=["POST"])
@resource.doc(summary="Hetzelfde doen met veel incidenten, elk apart")
@resource.arguments(BulkBody)
@resource.response(200, BulkSchema)
def incidenten_samen(body: dict[str, Any]) -> Any:
    return in_bulk(the_factory(), g.actor, body.pop("ids")[:500], BulkAct(**body))
