"""/v1/termijnen: which terms a region counts with, where they come from and which diagrams use them."""

from typing import Any

from service.api.acting import reading
from service.api.document import Resource
from service.api.schemas.terms import TermListSchema, TermQuery
from service.usecases.term_reads import list_terms

resource = Resource("regiotermijnen", "De termijnen van een regio")


@resource.route("/termijnen")
@resource.doc(summary="De termijnen zoals ze in een regio gelden, met bron, anker en werkkalender")
@resource.arguments(TermQuery, location="query")
@resource.response(200, TermListSchema)
def regio_termijnen(query: dict[str, Any]) -> Any:
    with reading() as work:
        return list_terms(work, query["region"])
