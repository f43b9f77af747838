"""Terms that move: suspending, resuming and extending a case, a task, or the decision of an escalation."""

from collections.abc import Callable
from typing import Any

from service.api.acting import once, reading, writing
from service.api.document import Resource
from service.api.schemas.basic import DoneSchema
from service.api.schemas.pauses import EmergencyBody, ExtendBody, ResumeBody, SuspendBody, SuspendTermBody, TermsSchema
from service.usecases import pauses
from service.usecases.emergency_terms import answer_stretch
from service.usecases.escalation_terms import extend_escalation
from service.usecases.pause_reads import get_terms
from service.usecases.scoping import get_visible_task

resource = Resource("termijnen", "Termijnen pauzeren, hervatten en verlengen")


def _case(nummer: str, act: Callable[..., object], *args: Any) -> dict[str, Any]:
    def acted() -> dict[str, Any]:
        act(work, nummer, *args)
        return {"zaaknummer": nummer}

    with writing() as work:
        return once(work, acted)


def _task(taak: int, act: Callable[..., object], *args: Any) -> dict[str, Any]:
    def acted() -> dict[str, Any]:
        act(work, taak, *args)
        case = get_visible_task(work, taak)[1]
        return {"zaaknummer": case.number if case else ""}

    with writing() as work:
        return once(work, acted)


@resource.route("/zaken/<nummer>/termijnen")
@resource.doc(summary="De termijnen van een zaak, haar pauzes, en hoe elke datum verschoof")
@resource.response(200, TermsSchema)
def termijnen(nummer: str) -> Any:
    with reading() as work:
        return get_terms(work, nummer)


@resource.route("/zaken/<nummer>/pauze", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een zaak pauzeren tot een dag")
@resource.arguments(SuspendBody)
@resource.response(200, DoneSchema)
def zaak_pauzeren(body: dict[str, Any], nummer: str) -> Any:
    return _case(nummer, pauses.suspend, body["until_on"], body["reason"], body["motivation"])


@resource.route("/zaken/<nummer>/hervatting", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een gepauzeerde zaak vandaag hervatten")
@resource.arguments(ResumeBody)
@resource.response(200, DoneSchema)
def zaak_hervatten(body: dict[str, Any], nummer: str) -> Any:
    return _case(nummer, pauses.resume, body["reason"])


@resource.route("/zaken/<nummer>/verlenging", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Alle termijnen van een zaak verlengen")
@resource.arguments(ExtendBody)
@resource.response(200, DoneSchema)
def zaak_verlengen(body: dict[str, Any], nummer: str) -> Any:
    return _case(nummer, pauses.extend, body["working_days"], body["reason"])


@resource.route("/taken/<key:taak>/pauze", methods=["POST"])
@resource.idempotent
@resource.doc(summary="De termijn van een taak pauzeren tot een dag")
@resource.arguments(SuspendTermBody)
@resource.response(200, DoneSchema)
def termijn_pauzeren(body: dict[str, Any], taak: int) -> Any:
    return _task(taak, pauses.suspend_task, body["until_on"], body["reason"])


@resource.route("/taken/<key:taak>/hervatting", methods=["POST"])
@resource.idempotent
@resource.doc(summary="De gepauzeerde termijn van een taak vandaag hervatten")
@resource.arguments(ResumeBody)
@resource.response(200, DoneSchema)
def termijn_hervatten(body: dict[str, Any], taak: int) -> Any:
    return _task(taak, pauses.resume_task, body["reason"])


@resource.route("/taken/<key:taak>/verlenging", methods=["POST"])
@resource.idempotent
@resource.doc(summary="De termijn van een taak verlengen, met zijn signalen")
@resource.arguments(ExtendBody)
@resource.response(200, DoneSchema)
def termijn_verlengen(body: dict[str, Any], taak: int) -> Any:
    return _task(taak, pauses.extend_task, body["working_days"], body["reason"])


@resource.route("/taken/<key:taak>/spoedtermijn", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een lange spoedtermijn vervroegen, of uitleggen waarom het kan wachten")
@resource.arguments(EmergencyBody)
@resource.response(200, DoneSchema)
def spoedtermijn_beantwoorden(body: dict[str, Any], taak: int) -> Any:
    return _task(taak, answer_stretch, body["earlier_on"], body["motivation"])


@resource.route("/escalaties/<sleutel>/verlenging", methods=["POST"])
@resource.doc(summary="De bestuurlijke escalatiehouder geeft een besluit meer tijd")
@resource.arguments(ExtendBody)
@resource.response(204)
def escalatie_verlengen(body: dict[str, Any], sleutel: str) -> None:
    with writing() as work:
        extend_escalation(work, sleutel, body["working_days"], body["reason"])
