"""/v1/voortgang and /v1/vragen: following many cases, and asking how it goes."""

from typing import Any

from service.api.acting import once, reading, writing
from service.api.document import Resource
from service.api.schemas.progress import (
    AnswerBody,
    AskedSchema,
    FollowUpSchema,
    ProgressPageSchema,
    ProgressQuery,
    QuestionBody,
    QuestionListSchema,
)
from service.usecases import questions
from service.usecases.progress import list_progress
from service.usecases.progress_cases import get_follow_up
from service.usecases.shapes import ProgressFilter

resource = Resource("voortgang", "Wat te laat is, wat eraan komt en wat vastloopt; vragen aan procesregisseurs")


@resource.route("/voortgang")
@resource.doc(summary="Termijnen, stagnaties of escalaties, het oudste eerst, met aantallen per gemeente en regisseur")
@resource.arguments(ProgressQuery, location="query")
@resource.response(200, ProgressPageSchema)
def voortgang(query: dict[str, Any]) -> Any:
    with reading() as work:
        return list_progress(work, ProgressFilter(**query))


@resource.route("/voortgang/zaken/<nummer>")
@resource.doc(summary="De termijnen van een zaak, voor wie haar volgt; zonder inhoud")
@resource.response(200, FollowUpSchema)
def gevolgde_zaak(nummer: str) -> Any:
    with reading() as work:
        return get_follow_up(work, nummer)


@resource.route("/vragen")
@resource.doc(summary="Vragen die u stelde of kunt beantwoorden, zonder antwoord eerst")
@resource.response(200, QuestionListSchema)
def vragen() -> Any:
    with reading() as work:
        return {"rows": questions.list_questions(work)}


@resource.route("/zaken/<nummer>/vragen", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een vraag stellen aan de procesregisseur van een zaak")
@resource.arguments(QuestionBody)
@resource.response(200, AskedSchema)
def vraag_stellen(body: dict[str, Any], nummer: str) -> Any:
    with writing() as work:
        return once(work, lambda: {"id": questions.ask(work, nummer, body["text"], body["task_id"])})


@resource.route("/vragen/<key:vraag>/antwoord", methods=["POST"])
@resource.doc(summary="Een vraag beantwoorden")
@resource.arguments(AnswerBody)
@resource.response(204)
def vraag_beantwoorden(body: dict[str, Any], vraag: int) -> None:
    with writing() as work:
        questions.answer(work, vraag, body["text"])
