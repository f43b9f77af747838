"""What can be done with a case besides its tasks: the actions of its page."""

from collections.abc import Callable
from typing import Any

from service.api.acting import once, writing
from service.api.document import Resource
from service.api.schemas.basic import DoneSchema
from service.api.schemas.cases import HelpStartedBody, NoteBody, WithdrawBody
from service.usecases import cases
from service.usecases.help_starts import record_help_started

resource = Resource("zaakacties", "Wat u met een zaak kunt doen")


def _do(nummer: str, act: Callable[..., object], *args: Any) -> dict[str, Any]:
    """Do it once, and say to which case."""

    def acted() -> dict[str, Any]:
        act(work, nummer, *args)
        return {"zaaknummer": nummer}

    with writing() as work:
        return once(work, acted)


@resource.route("/zaken/<nummer>/afschaalvoorstel", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Afschalen voorstellen")
@resource.response(200, DoneSchema)
def afschalen_voorstellen(nummer: str) -> Any:
    return _do(nummer, cases.propose_scaling_down)


@resource.route("/zaken/<nummer>/planwijziging", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een wijziging van het plan beginnen")
@resource.response(200, DoneSchema)
def plan_wijzigen(nummer: str) -> Any:
    return _do(nummer, cases.start_plan_change)


@resource.route("/zaken/<nummer>/hulpstart", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Noteren dat de hulp is gestart; een alarm daarover stopt")
@resource.arguments(HelpStartedBody)
@resource.response(200, DoneSchema)
def hulp_gestart(body: dict[str, Any], nummer: str) -> Any:
    return _do(nummer, record_help_started, body["started_on"])


@resource.route("/zaken/<nummer>/netwerkvraag", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een vraag aan het expertisenetwerk beginnen")
@resource.response(200, DoneSchema)
def netwerk_vragen(nummer: str) -> Any:
    return _do(nummer, cases.ask_network)


@resource.route("/zaken/<nummer>/intrekking", methods=["POST"])
@resource.idempotent
@resource.doc(summary="De aanmelding intrekken, namens jeugdige, ouders of melder")
@resource.arguments(WithdrawBody)
@resource.response(200, DoneSchema)
def intrekken(body: dict[str, Any], nummer: str) -> Any:
    return _do(nummer, cases.withdraw, body["by"], body["reason"])


@resource.route("/zaken/<nummer>/notities", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een contactnotitie toevoegen")
@resource.arguments(NoteBody)
@resource.response(201, DoneSchema)
def notitie_toevoegen(body: dict[str, Any], nummer: str) -> Any:
    return _do(nummer, cases.add_note, body["with_whom"], body["text"])
