"""Diagrams that are sent in to be checked, and what the gate finds."""

from flask_smorest.fields import Upload

from service.api.fields import Rows, Text, Whole, Wire, YesNo


class DiagramUpload(Wire):
    """The files: diagrams (.bpmn) and forms (.json)."""

    name = "DiagramBestanden"
    files = Rows(
        Upload(),
        data_key="bestand",
        required=True,
        metadata={"description": "Een of meer bestanden: diagrammen (.bpmn) en formulieren (.json)"},
    )


class DiagramCheckQuery(Wire):
    """How to check."""

    name = "DiagramcontroleVraag"
    region = Text(
        data_key="regio",
        load_default="",
        metadata={"description": "Sleutel van de regio waarvoor gekeurd wordt; leeg is landelijk"},
    )
    trial = YesNo(
        data_key="proef",
        load_default=False,
        metadata={"description": "true laat ook voorbeeldzaken door de diagrammen lopen; dat duurt enkele seconden"},
    )


class FindingSchema(Wire):
    """One finding of the gate."""

    name = "Bevinding"
    file = Text(data_key="bestand", required=True)
    element = Text(allow_none=True, metadata={"description": "De id van het element in het diagram"})
    label = Text(data_key="naam", attribute="name", allow_none=True)
    line = Whole(data_key="regelnummer", allow_none=True)
    rule = Text(data_key="regel", required=True, metadata={"description": "De id van de regel, zie het handboek"})
    title = Text(data_key="titel", required=True, metadata={"description": "Hoe de regel heet"})
    severity = Text(data_key="ernst", required=True, metadata={"description": "fout (mag niet draaien) of advies"})
    message = Text(data_key="melding", required=True, metadata={"description": "Wat er mis is en wat u doet"})


class DiagramCheckSchema(Wire):
    """Everything that was found."""

    name = "Diagramcontrole"
    may_run = YesNo(data_key="magDraaien", required=True)
    findings = Rows(FindingSchema, data_key="bevindingen", required=True)
