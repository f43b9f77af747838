"""/v1/ontwerpen: drafts of ways of working, from begin to approval, and their files."""

from collections.abc import Callable
from typing import Any

from flask import g

from service.api.acting import once, reading, the_factory, writing
from service.api.document import Resource
from service.api.schemas import way_files as files
from service.api.schemas import ways as shapes
from service.usecases.ways import approvals, draft_files, drafts, exchange, new_files
from service.usecases.ways.draft_checks import judge_draft
from service.usecases.work import Work

resource = Resource("ontwerpen", "Ontwerpen van werkwijzen, van begin tot goedkeuring; zonder zaken")
_FILE = "/ontwerpen/<sleutel>/bestanden/<any(diagram, form, scenario):soort>/<bestand>"


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


@resource.route("/ontwerpen/uit-zip", methods=["POST"])
@resource.doc(summary="Een ontwerp maken van een zip met dezelfde bestanden als in de map bpmn")
@resource.arguments(files.ZipUpload, location="files")
@resource.arguments(files.ZipQuery, location="query")
@resource.response(201, files.ImportedSchema)
def ontwerp_uit_zip(upload: dict[str, Any], query: dict[str, Any]) -> Any:
    data = upload["file"].read(exchange.MAX_ZIP + 1)
    with writing() as work:
        key, findings = exchange.import_zip(work, query["region"] or None, data, query["title"])
    with reading() as work:
        return {"draft": drafts.get_draft(work, key), "findings": findings}


@resource.route("/ontwerpen/<sleutel>")
@resource.doc(summary="Een ontwerp met zijn bestanden")
@resource.response(200, shapes.DraftSchema)
def ontwerp(sleutel: str) -> Any:
    with reading() as work:
        return drafts.get_draft(work, sleutel)


@resource.route(_FILE, methods=["PUT"])
@resource.doc(summary="Een bestand van een ontwerp bewaren; 409 als een ander het intussen bewaarde")
@resource.arguments(shapes.SaveBody)
@resource.response(200, shapes.SavedSchema)
def ontwerp_bestand_bewaren(body: dict[str, Any], sleutel: str, soort: str, bestand: str) -> Any:
    with writing() as work:
        content = body["text"].encode()
        return {"revision": draft_files.save_file(work, sleutel, soort, bestand, content, body["revision"])}


@resource.route("/ontwerpen/<sleutel>/omschrijving", methods=["PUT"])
@resource.doc(summary="De naam en de toelichting van een ontwerp bewaren")
@resource.arguments(files.DescribeBody)
@resource.response(200, shapes.DraftSchema)
def ontwerp_omschrijven(body: dict[str, Any], sleutel: str) -> Any:
    return _draft(sleutel, lambda work: drafts.describe(work, sleutel, body["title"], body["change_note"]))


@resource.route("/ontwerpen/<sleutel>/bestanden", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een nieuw diagram of formulier toevoegen: leeg, of met de inhoud die u meestuurt")
@resource.arguments(files.AddBody)
@resource.response(201, shapes.DraftSchema)
def ontwerp_bestand_toevoegen(body: dict[str, Any], sleutel: str) -> Any:
    content = body["text"].encode() if body["text"] is not None else None
    given = body["kind"], body["title"], body["file"], content
    return _draft(sleutel, lambda work: new_files.bring_in(work, sleutel, *given))


@resource.route(_FILE, methods=["DELETE"])
@resource.doc(summary="Een bestand uit een ontwerp halen; een landelijk bestand blijft onder elke regio liggen")
@resource.arguments(files.RevisionQuery, location="query")
@resource.response(200, shapes.SavedSchema)
def ontwerp_bestand_weghalen(query: dict[str, Any], sleutel: str, soort: str, bestand: str) -> Any:
    with writing() as work:
        return {"revision": draft_files.remove_file(work, sleutel, soort, bestand, query["revision"])}


@resource.route(f"{_FILE}/terugzetting", methods=["POST"])
@resource.doc(summary="Een bestand terugzetten naar het begin van het ontwerp, of naar de landelijke versie")
@resource.arguments(files.RevertBody)
@resource.response(200, shapes.SavedSchema)
def ontwerp_bestand_terugzetten(body: dict[str, Any], sleutel: str, soort: str, bestand: str) -> Any:
    national = body["to"] == "landelijk"
    with writing() as work:
        saved = draft_files.revert_file(work, sleutel, soort, bestand, body["revision"], to_national=national)
        return {"revision": saved}


@resource.route(f"{_FILE}/aanwezigheid", methods=["POST"])
@resource.doc(summary="Melden dat u dit bestand open hebt, en horen wie nog meer; doe dat elke halve minuut opnieuw")
@resource.response(200, files.PresenceSchema)
def ontwerp_bestand_aanwezig(sleutel: str, soort: str, bestand: str) -> Any:
    with writing() as work:
        return {"others": draft_files.note_presence(work, sleutel, soort, bestand)}


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


@resource.route("/ontwerpen/<sleutel>/terugneming", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een ingediend ontwerp terugnemen om het te wijzigen")
@resource.response(200, shapes.DraftSchema)
def ontwerp_terugnemen(sleutel: str) -> Any:
    return _draft(sleutel, lambda work: approvals.take_back(work, sleutel))


@resource.route("/ontwerpen/<sleutel>/weglegging", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een ontwerp wegleggen; het blijft te bekijken")
@resource.response(200, shapes.DraftSchema)
def ontwerp_wegleggen(sleutel: str) -> Any:
    return _draft(sleutel, lambda work: drafts.discard(work, sleutel))
