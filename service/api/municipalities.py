"""/v1/gemeenten: where a registration begins, open to everybody."""

from typing import Any

from service.api.acting import reading
from service.api.document import Resource
from service.api.schemas.registrations import MunicipalityListSchema, RegistrationFormSchema
from service.forms import schema_json
from service.usecases import registrations

resource = Resource("gemeenten", "Gemeenten en hun aanmeldformulier", public=True)


@resource.route("/gemeenten")
@resource.doc(summary="Alle gemeenten")
@resource.response(200, MunicipalityListSchema)
def gemeenten() -> Any:
    with reading() as work:
        return {"rows": registrations.municipalities(work)}


@resource.route("/gemeenten/<sleutel>/aanmeldformulier")
@resource.doc(summary="Het aanmeldformulier van de regio waar deze gemeente bij hoort")
@resource.response(200, RegistrationFormSchema)
def aanmeldformulier(sleutel: str) -> Any:
    with reading() as work:
        start = registrations.start_registration(work, sleutel)
        shown = {name: getattr(start, name) for name in ("municipality", "region", "team", "criteria")}
        return {**shown, "form": schema_json(start.form, start.scope)}
