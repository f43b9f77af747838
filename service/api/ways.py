"""/v1/werkwijzen and /v1/ontwerpen: ways of working, their differences and trail, drafts from begin to approval."""

from collections.abc import Callable
from typing import Any

from flask import g

from service.api.acting import once, reading, the_factory, writing
from service.api.document import Resource
from service.api.schemas import ways as shapes
from service.api.schemas.basic import PageQuery
from service.usecases.ways import approvals, differences, draft_files, drafts, trail
from service.usecases.ways.draft_checks import judge_draft
from service.usecases.ways.release_reads import get_release_view
from service.usecases.ways.versions import get_content, get_version
from service.usecases.work import Work

resource = Resource("werkwijzen", "Werkwijzen van regio’s en hun ontwerpen; zonder zaken")


def _judge(key: str) -> None:
    """Let example cases walk through a draft before anything is locked: that takes seconds, and is kept."""
    judge_draft(the_factory(), g.actor, key)


def _draft(key: str, act: Callable[[Work], object]) -> Any:
    """Do something with a draft, once, and say how it stands."""

    def acted() -> dict[str, Any]:
        act(work)
        return {"key": key}

    with writing() as work:
        once(work, acted)
    with reading() as work:
        return drafts.get_draft(work, key)


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
@resource.doc(summary="Een werkwijze")
@resource.response(200, shapes.ReleaseSchema)
def werkwijze(sleutel: str) -> Any:
    with reading() as work:
        return get_release_view(work, sleutel).row


@resource.route("/werkwijzen/<sleutel>/verschillen")
@resource.doc(summary="Wat een werkwijze of ontwerp anders heeft dan een andere, in zinnen")
@resource.arguments(shapes.ComparedQuery, location="query")
@resource.response(200, shapes.ComparisonSchema)
def werkwijze_verschillen(query: dict[str, Any], sleutel: str) -> Any:
    with reading() as work:
        other = query["other"] or get_version(work, sleutel).base_key or sleutel
        return differences.compare_versions(work, other, sleutel)


@resource.route("/werkwijzen/<sleutel>/bestanden/<any(diagram, form):soort>/<bestand>")
@resource.doc(summary="De inhoud van een diagram (BPMN) of formulier (JSON) van een werkwijze of ontwerp")
@resource.response(200, shapes.FileContentSchema)
def werkwijze_bestand(sleutel: str, soort: str, bestand: str) -> Any:
    with reading() as work:
        return {"text": get_content(work, sleutel, soort, bestand).decode("utf-8", "replace")}


@resource.route("/ontwerpen", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een ontwerp beginnen")
@resource.arguments(shapes.StartBody)
@resource.response(201, shapes.DraftSchema)
def ontwerp_beginnen(body: dict[str, Any]) -> Any:
    def start() -> dict[str, Any]:
        return {"key": drafts.start_draft(work, body["region"], body["title"], body["base"])}

    with writing() as work:
        made = once(work, start)
    with reading() as work:
        return drafts.get_draft(work, made["key"])


@resource.route("/ontwerpen/<sleutel>")
@resource.doc(summary="Een ontwerp met zijn bestanden")
@resource.response(200, shapes.DraftSchema)
def ontwerp(sleutel: str) -> Any:
    with reading() as work:
        return drafts.get_draft(work, sleutel)


@resource.route("/ontwerpen/<sleutel>/bestanden/<any(diagram, form):soort>/<bestand>", methods=["PUT"])
@resource.doc(summary="Een bestand van een ontwerp bewaren; 409 als een ander het intussen bewaarde")
@resource.arguments(shapes.SaveBody)
@resource.response(200, shapes.SavedSchema)
def ontwerp_bestand_bewaren(body: dict[str, Any], sleutel: str, soort: str, bestand: str) -> Any:
    with writing() as work:
        content = body["text"].encode()
        return {"revision": draft_files.save_file(work, sleutel, soort, bestand, content, body["revision"])}


@resource.route("/ontwerpen/<sleutel>/controle", methods=["POST"])
@resource.doc(summary="Een ontwerp controleren")
@resource.response(200, shapes.CheckedSchema)
def ontwerp_controleren(sleutel: str) -> Any:
    _judge(sleutel)
    with writing() as work:
        return {"findings": approvals.check(work, sleutel)}


@resource.route("/ontwerpen/<sleutel>/indiening", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een ontwerp indienen voor goedkeuring")
@resource.arguments(shapes.SubmitBody)
@resource.response(200, shapes.DraftSchema)
def ontwerp_indienen(body: dict[str, Any], sleutel: str) -> Any:
    _judge(sleutel)
    return _draft(sleutel, lambda work: approvals.submit(work, sleutel, body["change_note"], body["active_from"]))


@resource.route("/ontwerpen/<sleutel>/terugzending", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een ontwerp niet goedkeuren, met de reden")
@resource.arguments(shapes.BackBody)
@resource.response(200, shapes.DraftSchema)
def ontwerp_terugsturen(body: dict[str, Any], sleutel: str) -> Any:
    return _draft(sleutel, lambda work: approvals.send_back(work, sleutel, body["reason"]))


@resource.route("/ontwerpen/<sleutel>/goedkeuring", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een ontwerp van een ander goedkeuren: het wordt een werkwijze")
@resource.arguments(shapes.ApproveBody)
@resource.response(200, shapes.DraftSchema)
def ontwerp_goedkeuren(body: dict[str, Any], sleutel: str) -> Any:
    _judge(sleutel)
    return _draft(sleutel, lambda work: approvals.approve(work, sleutel, body["active_from"]))
