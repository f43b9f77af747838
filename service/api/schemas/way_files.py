"""Files of drafts, zips, and following a newer release, on the wire."""

from flask_smorest.fields import Upload
from marshmallow import fields

from service.api.fields import Day, One, Rows, Text, Whole, Wire, at_most, one_of
from service.api.schemas.diagram_checks import FindingSchema
from service.api.schemas.ways import ChangeSchema, DraftSchema

# What an answer that is no JSON is called in the description.
ZIP = {"type": "string", "format": "binary"}


class StopBody(Wire):
    """From which day no new cases start."""

    name = "Stopzetting"
    stops_on = Day(data_key="vanaf", required=True)


class FollowQuery(Wire):
    """What to follow."""

    name = "OvernameVraag"
    to = Text(data_key="naar", load_default="", metadata={"description": "Sleutel; leeg: de nieuwste landelijke"})


class FollowBody(Wire):
    """What to take over, with what was decided where both sides changed the same."""

    name = "Overname"
    to = Text(data_key="naar", load_default="", metadata={"description": "Sleutel; leeg: de nieuwste landelijke"})
    choices = fields.Dict(
        keys=fields.String(), values=fields.String(validate=one_of("eigen", "landelijk")), data_key="keuzes",
        load_default=dict, metadata={"description": "Per ontmoeting, met haar sleutel: eigen of landelijk"},
    )  # fmt: skip


class MeetingSchema(Wire):
    """A place where both sides changed the same."""

    name = "Ontmoeting"
    key = Text(data_key="sleutel", required=True)
    title = Text(data_key="titel", required=True)
    national = Rows(ChangeSchema, data_key="nieuw", required=True)
    own = Rows(ChangeSchema, data_key="eigen", required=True)


class MergedFileSchema(Wire):
    """What becomes of one file."""

    name = "OvernameBestand"
    kind = Text(data_key="soort", required=True)
    id = Text(attribute="name", data_key="bestand", required=True)
    title = Text(data_key="titel", required=True)
    fate = Text(data_key="uitkomst", required=True, validate=one_of("landelijk", "eigen", "samen", "ontmoeting"))
    national = Rows(ChangeSchema, data_key="nieuw", required=True)
    own = Rows(ChangeSchema, data_key="eigen", required=True)
    meetings = Rows(MeetingSchema, data_key="ontmoetingen", required=True)


class UpdateSchema(Wire):
    """What taking over would do."""

    name = "OvernameVoorbeeld"
    source = Text(data_key="van", required=True)
    target = Text(data_key="naar", required=True)
    files = Rows(MergedFileSchema, data_key="bestanden", required=True)
    undecided = Rows(Text(), data_key="teKiezen", required=True)


class ZipUpload(Wire):
    """The zip."""

    name = "WerkwijzeZip"
    file = Upload(data_key="bestand", required=True, metadata={"description": "Een zip: *.bpmn en formulieren/*.json"})


class ZipQuery(Wire):
    """Where it goes."""

    name = "WerkwijzeZipVraag"
    region = Text(data_key="regio", load_default="", metadata={"description": "Sleutel van de regio; leeg: landelijk"})
    title = Text(
        data_key="titel",
        load_default="",
        validate=at_most(120),
        metadata={"description": "Naam van het ontwerp; leeg: zoals in de zip"},
    )


class ImportedSchema(Wire):
    """The draft that was made, and what the gate finds at a glance."""

    name = "OntwerpUitZip"
    draft = One(DraftSchema, data_key="ontwerp", required=True)
    findings = Rows(FindingSchema, data_key="bevindingen", required=True)


class DescribeBody(Wire):
    """Name and change note."""

    name = "OntwerpOmschrijving"
    title = Text(data_key="titel", required=True, validate=at_most(120))
    change_note = Text(data_key="toelichting", required=True, validate=at_most(2000))


class AddBody(Wire):
    """A new file."""

    name = "BestandNieuw"
    kind = Text(data_key="soort", required=True, validate=one_of("diagram", "form"))
    file = Text(data_key="bestand", load_default="", metadata={"description": "Korte naam; leeg: volgt uit de titel"})
    title = Text(data_key="titel", load_default="", validate=at_most(120))
    text = Text(
        data_key="inhoud", load_default=None, allow_none=True, metadata={"description": "Leeg: een leeg bestand"}
    )


class RevisionQuery(Wire):
    """The revision that was looked at."""

    name = "BestandRevisie"
    revision = Whole(data_key="revisie", required=True, metadata={"description": "De revisie die u zag"})


class RevertBody(Wire):
    """Back to what."""

    name = "BestandTerug"
    revision = Whole(data_key="revisie", required=True)
    to = Text(data_key="naar", load_default="begin", validate=one_of("begin", "landelijk"))


class PresenceSchema(Wire):
    """Who else has it open."""

    name = "Aanwezigen"
    others = Rows(Text(), data_key="anderen", required=True)
