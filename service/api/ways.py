"""/v1/werkwijzen: ways of working, their files, differences and trail, how they end, and following national ones."""

from typing import Any

from flask import Response

from service.api.acting import once, reading, writing
from service.api.document import Resource
from service.api.schemas import way_files as files
from service.api.schemas import ways as shapes
from service.api.schemas.basic import PageQuery
from service.usecases.ways import differences, drafts, endings, exchange, following, trail
from service.usecases.ways.release_reads import get_release_view
from service.usecases.ways.versions import get_content, get_version

resource = Resource("werkwijzen", "Werkwijzen van regio’s; zonder zaken")


@resource.route("/werkwijzen")
@resource.doc(summary="De werkwijzen waaraan u werkt: landelijk en per regio")
@resource.response(200, shapes.WaysSchema)
def werkwijzen() -> Any:
    with reading() as work:
        return {"rows": drafts.list_ways(work)}


@resource.route("/werkwijzen/logboek")
@resource.doc(summary="Wie wat deed met werkwijzen en ontwerpen, nieuwste eerst")
@resource.arguments(PageQuery, location="query")
@resource.response(200, shapes.TrailSchema)
def werkwijzen_logboek(query: dict[str, Any]) -> Any:
    with reading() as work:
        rows, following = trail.list_trail(work, query["after"], query["limit"])
        return {"rows": rows, "next": following}


@resource.route("/werkwijzen/<sleutel>")
@resource.doc(summary="Een werkwijze, met zijn bestanden en zijn geschiedenis")
@resource.response(200, shapes.ReleaseDetailSchema)
def werkwijze(sleutel: str) -> Any:
    with reading() as work:
        found = get_release_view(work, sleutel)
        return {**vars(found.row), **{name: value for name, value in vars(found).items() if name != "row"}}


@resource.route("/werkwijzen/<sleutel>/verschillen")
@resource.doc(summary="Wat een werkwijze of ontwerp anders heeft dan een andere, in zinnen")
@resource.arguments(shapes.ComparedQuery, location="query")
@resource.response(200, shapes.ComparisonSchema)
def werkwijze_verschillen(query: dict[str, Any], sleutel: str) -> Any:
    with reading() as work:
        other = query["other"] or get_version(work, sleutel).base_key or sleutel
        return differences.compare_versions(work, other, sleutel)


@resource.route("/werkwijzen/<sleutel>/bestanden/<any(diagram, form, scenario):soort>/<bestand>")
@resource.doc(summary="De inhoud van een diagram (BPMN) of formulier (JSON) van een werkwijze of ontwerp")
@resource.response(200, shapes.FileContentSchema)
def werkwijze_bestand(sleutel: str, soort: str, bestand: str) -> Any:
    with reading() as work:
        return {"text": get_content(work, sleutel, soort, bestand).decode("utf-8", "replace")}


@resource.route("/werkwijzen/<sleutel>/zip")
@resource.doc(summary="De bestanden van een werkwijze of ontwerp als zip, zoals in de map bpmn")
@resource.response(200, files.ZIP, content_type="application/zip")
def werkwijze_zip(sleutel: str) -> Any:
    with reading() as work:
        name, data = exchange.export_version(work, sleutel)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, mimetype="application/zip", headers=headers)


def _ended(key: str, act: Any) -> Any:
    """End a release in some way, once, and say how it stands."""

    def acted() -> dict[str, Any]:
        act(work, key)
        return {"key": key}

    with writing() as work:
        once(work, acted)
    with reading() as work:
        return get_release_view(work, key).row


@resource.route("/werkwijzen/<sleutel>/stopzetting", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Vanaf een dag geen nieuwe zaken meer op een werkwijze; wat erop loopt, loopt door")
@resource.arguments(files.StopBody)
@resource.response(200, shapes.ReleaseSchema)
def werkwijze_stoppen(body: dict[str, Any], sleutel: str) -> Any:
    return _ended(sleutel, lambda work, key: endings.stop_release(work, key, body["stops_on"]))


@resource.route("/werkwijzen/<sleutel>/afvoer", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een werkwijze afvoeren waar niets meer op loopt; bekijken blijft mogelijk")
@resource.response(200, shapes.ReleaseSchema)
def werkwijze_afvoeren(sleutel: str) -> Any:
    return _ended(sleutel, endings.retire_release)


@resource.route("/werkwijzen/<sleutel>/overname")
@resource.doc(summary="Wat een nieuwere werkwijze overnemen zou doen, en waar u moet kiezen; er verandert niets")
@resource.arguments(files.FollowQuery, location="query")
@resource.response(200, files.UpdateSchema)
def overname_bekijken(query: dict[str, Any], sleutel: str) -> Any:
    with reading() as work:
        found = following.preview_update(work, sleutel, query["to"])
        rows = [{**vars(one), "title": found.title(one)} for one in found.files]
        return {"source": found.source.key, "target": found.target.key, "files": rows, "undecided": found.undecided}


@resource.route("/werkwijzen/<sleutel>/overname", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een nieuwere werkwijze overnemen in een ontwerp; 400 zolang er nog iets te kiezen is")
@resource.arguments(files.FollowBody)
@resource.response(201, shapes.DraftSchema)
def overnemen(body: dict[str, Any], sleutel: str) -> Any:
    def take_over() -> dict[str, Any]:
        return {"key": following.take_over(work, sleutel, body["to"], body["choices"])}

    with writing() as work:
        made = once(work, take_over)
    with reading() as work:
        return drafts.get_draft(work, made["key"])
