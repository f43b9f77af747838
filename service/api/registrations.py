"""/v1/meldingen: send in a registration and see what became of it, with or without a token."""

from typing import Any

from service.api.acting import once, reading, writing
from service.api.document import PREFIX, Resource
from service.api.schemas.registrations import ReceiptSchema, RegistrationBody
from service.usecases import registrations

resource = Resource("meldingen", "Aanmelden bij een expertteam", public=True)


@resource.route("/meldingen", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een aanmelding insturen")
@resource.arguments(RegistrationBody)
@resource.response(201, ReceiptSchema)
def melding_insturen(body: dict[str, Any]) -> Any:
    with writing() as work:
        kept = once(work, lambda: _register(work, body))
        receipt = registrations.get_receipt(work, kept["referentie"])
        return receipt, {"Location": f"{PREFIX}/meldingen/{receipt.reference}"}


def _register(work: Any, body: dict[str, Any]) -> dict[str, Any]:
    receipt = registrations.register(work, body["municipality"], body["data"], channel="api")
    return {"referentie": receipt.reference}


@resource.route("/meldingen/<referentie>")
@resource.doc(summary="Wat er met een aanmelding is gebeurd; de referentie is de sleutel")
@resource.response(200, ReceiptSchema)
def melding(referentie: str) -> Any:
    with reading() as work:
        return registrations.get_receipt(work, referentie)
