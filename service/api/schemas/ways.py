"""Ways of working on the wire."""

from service.api.fields import Day, Instant, One, Rows, Text, Whole, Wire, YesNo, at_most, filled
from service.api.schemas.diagram_checks import FindingSchema

_TEXT = [filled(), at_most(2000)]


class ReleaseSchema(Wire):
    """A release; zaken counts what runs on it now."""

    name = "Werkwijze"
    key = Text(data_key="sleutel", required=True)
    title = Text(data_key="titel", required=True)
    number = Whole(data_key="nummer", required=True)
    region_key = Text(data_key="regio", allow_none=True, metadata={"description": "Leeg: landelijk"})
    base_key = Text(data_key="ligtOp", allow_none=True)
    state = Text(
        data_key="stand", required=True,
        metadata={"description": "gepland, actief, vervangen, gestopt of afgevoerd"},
    )  # fmt: skip
    active_from = Day(data_key="actiefVanaf", required=True)
    active_until = Day(data_key="gestoptVanaf", allow_none=True)
    cases = Whole(data_key="lopendeZaken", required=True)
    change_note = Text(data_key="toelichting", required=True)
    author = Text(data_key="maker", required=True)
    approver = Text(data_key="goedkeurder", required=True)


class OwnFileSchema(Wire):
    """A file of a release."""

    name = "WerkwijzeBestand"
    kind = Text(data_key="soort", required=True)
    id = Text(attribute="name", data_key="bestand", required=True)
    title = Text(data_key="titel", required=True)
    own = YesNo(data_key="eigen", required=True, metadata={"description": "Anders dan landelijk"})


class TrailRowSchema(Wire):
    """One line of the trail."""

    name = "LogboekRegel"
    at = Instant(data_key="tijdstip", required=True)
    by = Text(data_key="door", required=True)
    kind = Text(data_key="soort", required=True)
    text = Text(data_key="tekst", required=True)
    place = Text(data_key="waar", required=True)
    draft_key = Text(data_key="ontwerp", allow_none=True)
    release_key = Text(data_key="werkwijze", allow_none=True)


class ReleaseDetailSchema(ReleaseSchema):
    """A release with its files and what was done to it; daarnaStart is what new cases start on if it stops today."""

    name = "WerkwijzeVolledig"
    before = Text(data_key="voorganger", allow_none=True)
    follows = Text(data_key="daarnaStart", allow_none=True)
    files = Rows(OwnFileSchema, data_key="bestanden", required=True)
    history = Rows(TrailRowSchema, data_key="geschiedenis", required=True)


class DraftRowSchema(Wire):
    """A draft in a list."""

    name = "OntwerpRegel"
    key = Text(data_key="sleutel", required=True)
    title = Text(data_key="titel", required=True)
    status = Text(data_key="stand", required=True)
    author = Text(data_key="maker", required=True)
    changed_at = Instant(data_key="gewijzigdOp", required=True)


class WaySchema(Wire):
    """The way of working of one region, or the national base."""

    name = "RegioWerkwijze"
    region_key = Text(data_key="regio", allow_none=True)
    region_name = Text(data_key="regioNaam", required=True)
    follows_national = YesNo(data_key="volgtLandelijk", required=True)
    update = Text(data_key="nieuwereLandelijke", allow_none=True)
    active = One(ReleaseSchema, data_key="actief", allow_none=True)
    releases = Rows(ReleaseSchema, data_key="werkwijzen", required=True)
    drafts = Rows(DraftRowSchema, data_key="ontwerpen", required=True)


class WaysSchema(Wire):
    """Everything the actor works on."""

    name = "Werkwijzen"
    rows = Rows(WaySchema, data_key="resultaten", required=True)


class WayFileSchema(Wire):
    """A file of a draft."""

    name = "OntwerpBestand"
    kind = Text(data_key="soort", required=True, metadata={"description": "diagram of form"})
    id = Text(attribute="name", data_key="bestand", required=True)
    title = Text(data_key="titel", required=True)
    origin = Text(data_key="herkomst", required=True)
    revision = Whole(data_key="revisie", required=True)
    changed_by = Text(data_key="gewijzigdDoor", allow_none=True)
    changed_at = Instant(data_key="gewijzigdOp", allow_none=True)


class DraftSchema(Wire):
    """A draft with its files."""

    name = "Ontwerp"
    key = Text(data_key="sleutel", required=True)
    title = Text(data_key="titel", required=True)
    region_key = Text(data_key="regio", allow_none=True)
    base_key = Text(data_key="begonnenBij", required=True)
    national_key = Text(data_key="ligtOp", allow_none=True)
    status = Text(data_key="stand", required=True)
    change_note = Text(data_key="toelichting", required=True)
    author = Text(data_key="maker", required=True)
    content_hash = Text(data_key="inhoudskenmerk", required=True)
    files = Rows(WayFileSchema, data_key="bestanden", required=True)
    release_key = Text(data_key="werkwijze", allow_none=True)
    active_from = Day(data_key="actiefVanaf", allow_none=True)
    submitted_by = Text(data_key="ingediendDoor", allow_none=True)
    overtaken_by = Text(data_key="ingehaaldDoor", allow_none=True)
    newer_national = Text(data_key="nieuwereLandelijke", allow_none=True)
    history = Rows(TrailRowSchema, data_key="geschiedenis", required=True)


class FileContentSchema(Wire):
    """The text of one file."""

    name = "BestandInhoud"
    text = Text(data_key="inhoud", required=True)


class ChangeSchema(Wire):
    """One difference, in words and in parts."""

    name = "Verschil"
    element = Text(required=True)
    what = Text(data_key="wat", required=True)
    how = Text(data_key="hoe", required=True, metadata={"description": "nieuw, gewijzigd of vervallen"})
    old = Text(data_key="oud", required=True)
    new = Text(data_key="nieuw", required=True)
    sentence = Text(data_key="zin", required=True)


class FileDifferenceSchema(Wire):
    """What differs in one file."""

    name = "BestandVerschil"
    kind = Text(data_key="soort", required=True)
    id = Text(attribute="name", data_key="bestand", required=True)
    title = Text(data_key="titel", required=True)
    how = Text(data_key="hoe", required=True)
    changes = Rows(ChangeSchema, data_key="verschillen", required=True)


class ComparisonSchema(Wire):
    """Everything that differs between two versions."""

    name = "Vergelijking"
    files = Rows(FileDifferenceSchema, data_key="bestanden", required=True)


class TrailSchema(Wire):
    """A page of the trail, newest first."""

    name = "Logboek"
    rows = Rows(TrailRowSchema, data_key="resultaten", required=True)
    next = Text(data_key="volgende", allow_none=True)


class ComparedQuery(Wire):
    """With which version to compare."""

    name = "VergelijkMet"
    other = Text(data_key="met", load_default="", metadata={"description": "Sleutel; leeg: waarmee het begon"})


class StartBody(Wire):
    """A new draft."""

    name = "OntwerpBegin"
    region = Text(data_key="regio", load_default=None, allow_none=True, metadata={"description": "Leeg: landelijk"})
    title = Text(data_key="titel", required=True, validate=_TEXT)
    base = Text(data_key="vanaf", load_default=None, allow_none=True)


class SaveBody(Wire):
    """New content of a file, made from a revision."""

    name = "BestandBewaren"
    text = Text(data_key="inhoud", required=True)
    revision = Whole(data_key="revisie", required=True)


class SavedSchema(Wire):
    """The revision that was made."""

    name = "BestandBewaard"
    revision = Whole(data_key="revisie", required=True)


class SubmitBody(Wire):
    """Hand in."""

    name = "Indiening"
    change_note = Text(data_key="toelichting", required=True, validate=_TEXT)
    active_from = Day(data_key="actiefVanaf", required=True)


class ApproveBody(Wire):
    """Approve, perhaps from another day."""

    name = "Goedkeuring"
    active_from = Day(data_key="actiefVanaf", load_default=None, allow_none=True)


class BackBody(Wire):
    """Why it is not approved."""

    name = "Terugzending"
    reason = Text(data_key="reden", required=True, validate=_TEXT)


class CheckedSchema(Wire):
    """What the gate finds."""

    name = "OntwerpControle"
    findings = Rows(FindingSchema, data_key="bevindingen", required=True)
