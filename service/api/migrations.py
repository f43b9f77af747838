"""/v1/overzettingen: moving running cases to another way of working, for who operates the service."""

from typing import Any

from service.api.acting import once, reading, the_factory, writing
from service.api.document import Resource
from service.api.schemas import migrations as shapes
from service.usecases.ways import migration_reads as reads
from service.usecases.ways import migration_rounds as rounds
from service.usecases.ways import migration_work, round_reads
from service.usecases.ways.migrations import Mapped

resource = Resource(
    "overzettingen", "Lopende zaken overzetten naar een andere werkwijze; voor de beheerder van de dienst"
)
_ROUND = "/overzettingen/<key:ronde>"


def _mapped(body: dict[str, Any]) -> Mapped:
    return {(one["process"], one["step"]): one["task"] for one in body["places"]}


def _wanted(body: dict[str, Any]) -> reads.Wanted:
    return reads.Wanted(body["from_key"], body["region"], body["query"], body["verdict"])


def _round(number: int) -> Any:
    with reading() as work:
        return round_reads.get_round(work, number)


@resource.route("/overzettingen/doelen")
@resource.doc(summary="De werkwijzen waar zaken naartoe kunnen")
@resource.response(200, shapes.TargetsSchema)
def overzet_doelen() -> Any:
    with reading() as work:
        return {"rows": reads.list_targets(work)}


@resource.route("/overzettingen/voorbeeld", methods=["POST"])
@resource.doc(summary="Per zaak wat overzetten zou doen, wat een keuze vraagt en wat niet kan; er verandert niets")
@resource.arguments(shapes.PreviewBody)
@resource.response(200, shapes.PreviewSchema)
def overzetten_bekijken(body: dict[str, Any]) -> Any:
    with reading() as work:
        found = reads.get_migration_page(work, body["to"], _mapped(body), _wanted(body), body["start"])
    gone = [{**vars(one), "choices": [{"id": key, "title": name} for key, name in one.targets]} for one in found.gone]
    return {**vars(found), "gone": gone}


@resource.route("/overzettingen")
@resource.doc(summary="De laatste rondes, nieuwste eerst")
@resource.response(200, shapes.RoundsSchema)
def overzettingen() -> Any:
    with reading() as work:
        return {"rows": round_reads.list_rounds(work)}


@resource.route("/overzettingen", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Zaken overzetten, elk apart: een kleine ronde meteen, een grote op de achtergrond")
@resource.arguments(shapes.BeginBody)
@resource.response(202, shapes.RoundSchema)
def overzetten(body: dict[str, Any]) -> Any:
    numbers, mapped = body["numbers"], _mapped(body)
    if numbers is None:
        with reading() as work:
            numbers = reads.get_migration_page(work, body["to"], mapped, _wanted(body)).movable

    def begin() -> dict[str, Any]:
        return {"id": rounds.start_round(work, body["to"], numbers, body["reason"], mapped)}

    with writing() as work:
        made = once(work, begin)
    migration_work.run_small(the_factory(), made["id"])
    return _round(made["id"])


@resource.route(_ROUND)
@resource.doc(summary="Hoe ver een ronde is")
@resource.response(200, shapes.RoundSchema)
def overzet_ronde(ronde: int) -> Any:
    return _round(ronde)


@resource.route(f"{_ROUND}/verslag")
@resource.doc(summary="Wat er van elke zaak kwam")
@resource.arguments(shapes.ReportQuery, location="query")
@resource.response(200, shapes.ReportSchema)
def overzet_verslag(query: dict[str, Any], ronde: int) -> Any:
    with reading() as work:
        rows, following = round_reads.list_entries(work, ronde, query["state"], query["after"], query["limit"])
        return {"rows": rows, "next": following}


@resource.route(f"{_ROUND}/onderbreking", methods=["POST"])
@resource.doc(summary="Een ronde stoppen; wat gedaan is, blijft gedaan")
@resource.response(200, shapes.RoundSchema)
def overzetten_onderbreken(ronde: int) -> Any:
    with writing() as work:
        rounds.stop_round(work, ronde)
    return _round(ronde)


@resource.route(f"{_ROUND}/hervatting", methods=["POST"])
@resource.doc(summary="Verdergaan met een ronde die gestopt was")
@resource.response(200, shapes.RoundSchema)
def overzetten_hervatten(ronde: int) -> Any:
    with writing() as work:
        rounds.go_on_round(work, ronde)
    return _round(ronde)


@resource.route(f"{_ROUND}/terugzetting", methods=["POST"])
@resource.idempotent
@resource.doc(
    summary="Terugzetten wat een ronde overzette, zolang er in die zaken niets gebeurde; dat is een eigen ronde"
)
@resource.arguments(shapes.BackBody)
@resource.response(202, shapes.RoundSchema)
def overzetten_terugzetten(body: dict[str, Any], ronde: int) -> Any:
    def begin() -> dict[str, Any]:
        return {"id": rounds.put_back_round(work, ronde, body["reason"], body["numbers"])}

    with writing() as work:
        made = once(work, begin)
    migration_work.run_small(the_factory(), made["id"])
    return _round(made["id"])
