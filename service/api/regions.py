"""/v1/regios: what a region needs before it may be used, for its administrator."""

from typing import Any

from service.api.acting import reading, writing
from service.api.document import Resource
from service.api.schemas.regions import RegionListSchema, RegionSchema
from service.usecases import regions

resource = Resource("regios", "Regio’s in gebruik nemen")


@resource.route("/regios")
@resource.doc(summary="De regio’s die u beheert, met wat er ontbreekt")
@resource.response(200, RegionListSchema)
def regios() -> Any:
    with reading() as work:
        return {"rows": regions.list_regions(work)}


@resource.route("/regios/<sleutel>")
@resource.doc(summary="Een regio: wie er beslist per gemeente, en wat er ontbreekt")
@resource.response(200, RegionSchema)
def regio(sleutel: str) -> Any:
    with reading() as work:
        return regions.get_region(work, sleutel)


@resource.route("/regios/<sleutel>/ingebruikname", methods=["POST"])
@resource.doc(summary="Een regio in gebruik nemen; weigert met alles wat ontbreekt")
@resource.response(200, RegionSchema)
def in_gebruik_nemen(sleutel: str) -> Any:
    with writing() as work:
        return regions.activate_region(work, sleutel)
