"""/v1/overleggen and /v1/agendakoppelingen: the meetings of a team, their agenda, and addresses of calendars."""

from typing import Any

from service.api.acting import once, reading, writing
from service.api.document import Resource
from service.api.schemas.meetings import (
    AddressSchema,
    AgendaSchema,
    CalendarBody,
    CalendarListSchema,
    CancelBody,
    MoveBody,
    MovedSchema,
    OccasionBody,
    PlannedSchema,
    SeriesBody,
    SeriesListSchema,
    SlotListSchema,
    StoppedSchema,
    TeamQuery,
)
from service.domain.meeting_days import Rhythm
from service.usecases import meeting_series as series
from service.usecases.agenda_moves import move_case
from service.usecases.agendas import get_agenda, list_meetings
from service.usecases.calendars import list_links, make_link, revoke_link

resource = Resource("overleggen", "Overleggen van een team, hun agenda, en adressen om ze te volgen")


@resource.route("/overleggen")
@resource.doc(summary="De overleggen van een team vanaf vandaag")
@resource.arguments(TeamQuery, location="query")
@resource.response(200, SlotListSchema)
def overleggen(query: dict[str, Any]) -> Any:
    with reading() as work:
        return {"rows": list_meetings(work, query["team"])}


@resource.route("/overleggen/<key:overleg>")
@resource.doc(summary="De agenda van een overleg; wat terugkomt staat vooraan, met waarom")
@resource.response(200, AgendaSchema)
def agenda(overleg: int) -> Any:
    with reading() as work:
        return get_agenda(work, overleg)


@resource.route("/overleggen/verplaatsing", methods=["POST"])
@resource.doc(summary="Een zaak op de agenda van een ander overleg zetten")
@resource.arguments(MoveBody)
@resource.response(200, MovedSchema)
def zaak_verplaatsen(body: dict[str, Any]) -> Any:
    with writing() as work:
        return {"day": move_case(work, body["meeting_id"], body["slot_id"], body["reason"])}


@resource.route("/overleggen/reeksen")
@resource.doc(summary="De reeksen van een team die doorlopen")
@resource.arguments(TeamQuery, location="query")
@resource.response(200, SeriesListSchema)
def reeksen(query: dict[str, Any]) -> Any:
    with reading() as work:
        return {"rows": series.list_series(work, query["team"])}


@resource.route("/overleggen/reeksen", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een reeks overleggen plannen")
@resource.arguments(SeriesBody)
@resource.response(200, PlannedSchema)
def reeks_plannen(body: dict[str, Any]) -> Any:
    occasion = _occasion(body)
    with writing() as work:
        return once(work, lambda: {"days": series.plan_series(work, body.pop("team"), Rhythm(**body), occasion)})


@resource.route("/overleggen/reeksen/<key:reeks>/stop", methods=["POST"])
@resource.doc(summary="Een reeks stoppen; overleggen met zaken op de agenda blijven staan")
@resource.response(200, StoppedSchema)
def reeks_stoppen(reeks: int) -> Any:
    with writing() as work:
        gone, stay = series.end_series(work, reeks)
        return {"gone": gone, "stay": stay}


@resource.route("/overleggen/<key:overleg>/wijziging", methods=["POST"])
@resource.doc(summary="Tijd, plaats of aantal zaken van een overleg wijzigen; genodigden krijgen bericht")
@resource.arguments(OccasionBody)
@resource.response(200, AgendaSchema)
def overleg_wijzigen(body: dict[str, Any], overleg: int) -> Any:
    with writing() as work:
        series.change_slot(work, overleg, _occasion(body))
        return get_agenda(work, overleg)


@resource.route("/overleggen/<key:overleg>/afzegging", methods=["POST"])
@resource.doc(summary="Een overleg zonder zaken afzeggen")
@resource.arguments(CancelBody)
@resource.response(200, AgendaSchema)
def overleg_afzeggen(body: dict[str, Any], overleg: int) -> Any:
    with writing() as work:
        series.cancel_slot(work, overleg, body["reason"])
        return get_agenda(work, overleg)


def _occasion(body: dict[str, Any]) -> series.Occasion:
    """What a request says about time, place and room, taken out of it."""
    return series.Occasion(*(body.pop(name) for name in ("starts_at", "ends_at", "place", "capacity")))


@resource.route("/agendakoppelingen")
@resource.doc(summary="Uw agenda en die van uw teams, en wanneer er een adres voor is gemaakt")
@resource.response(200, CalendarListSchema)
def agendakoppelingen() -> Any:
    with reading() as work:
        return {"rows": list_links(work)}


@resource.route("/agendakoppelingen", methods=["POST"])
@resource.doc(summary="Een nieuw geheim adres maken; het oude werkt dan niet meer")
@resource.arguments(CalendarBody)
@resource.response(200, AddressSchema)
def agenda_koppelen(body: dict[str, Any]) -> Any:
    with writing() as work:
        return {"address": make_link(work, body["team"])}


@resource.route("/agendakoppelingen/intrekking", methods=["POST"])
@resource.doc(summary="Een adres intrekken")
@resource.arguments(CalendarBody)
@resource.response(204)
def agenda_intrekken(body: dict[str, Any]) -> None:
    with writing() as work:
        revoke_link(work, body["team"])
