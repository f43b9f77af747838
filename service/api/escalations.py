"""/v1/escalaties: decision questions, for who has to decide and for who asked."""

from typing import Any

from service.api.acting import once, reading, writing
from service.api.document import Resource
from service.api.schemas.cases import EventPageSchema
from service.api.schemas.plans import (
    EscalationListSchema,
    EscalationQuery,
    EscalationSchema,
    LapseBody,
    ThemeBody,
    ThemeStartedSchema,
)
from service.usecases import escalation_reads, escalations, themes

resource = Resource("escalaties", "Beslisvragen met hun termijn")


@resource.route("/escalaties")
@resource.doc(summary="Escalaties die u mag zien, nieuwste eerst")
@resource.arguments(EscalationQuery, location="query")
@resource.response(200, EscalationListSchema)
def escalaties(query: dict[str, Any]) -> Any:
    with reading() as work:
        return {"rows": escalation_reads.list_escalations(work, **query)}


@resource.route("/escalaties", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een thema voorleggen: een patroon, zonder zaak en zonder persoonsgegevens")
@resource.arguments(ThemeBody)
@resource.response(201, ThemeStartedSchema)
def thema_voorleggen(body: dict[str, Any]) -> Any:
    with writing() as work:
        return once(work, lambda: {"id": themes.start_theme(work, themes.ThemeDraft(**body)).key})


@resource.route("/escalaties/<sleutel>")
@resource.doc(summary="Een escalatie; een bestuurder ziet de beslisvraag en de samenvatting")
@resource.response(200, EscalationSchema)
def escalatie(sleutel: str) -> Any:
    with reading() as work:
        return escalation_reads.get_escalation(work, sleutel)


@resource.route("/escalaties/<sleutel>/geschiedenis")
@resource.doc(summary="Wat er met een thema gebeurde, nieuwste eerst; van een zaak staat het bij de zaak")
@resource.response(200, EventPageSchema)
def thema_geschiedenis(sleutel: str) -> Any:
    with reading() as work:
        return {"rows": escalation_reads.get_theme_history(work, sleutel), "next": None}


@resource.route("/escalaties/<sleutel>/vervallen", methods=["POST"])
@resource.doc(summary="Onderweg opgelost: de escalatie laten vervallen")
@resource.arguments(LapseBody)
@resource.response(204)
def laten_vervallen(body: dict[str, Any], sleutel: str) -> None:
    with writing() as work:
        escalations.lapse_escalation(work, sleutel, body["reason"])
