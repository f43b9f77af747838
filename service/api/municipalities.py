"""/v1/gemeenten: where a registration begins, open to everybody."""

from typing import Any

from service.api.acting import reading
from service.api.document import Resource
from service.api.schemas.registrations import MunicipalityListSchema, RegistrationFormSchema
from service.forms import schema_json
from service.usecases import registrations

resource = Resource("gemeenten", "Gemeenten en hun aanmeldformulier")


@resource.route("/gemeenten")
@resource.doc(summary="Alle gemeenten", security=[])
@resource.response(200, MunicipalityListSchema)
def gemeenten() -> Any:
    with reading(public=True) as work:
        return {"rows": registrations.municipalities(work)}


@resource.route("/gemeenten/<sleutel>/aanmeldformulier")
@resource.doc(summary="Het aanmeldformulier van de regio waar deze gemeente bij hoort", security=[])
@resource.response(200, RegistrationFormSchema)
def aanmeldformulier(sleutel: str) -> Any:
    with reading(public=True) as work:
        start = registrations.start_registration(work, sleutel)
        shown = {name: getattr(start, name) for name in ("municipality", "region", "team", "criteria")}
        return {**shown, "form": schema_json(start.form, start.scope)}
