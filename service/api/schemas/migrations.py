"""Moving cases to another way of working, on the wire."""

from marshmallow import fields, validate

from service.api.fields import MAX_WHOLE, Instant, Rows, Text, Whole, Wire, at_most, between, filled, one_of
from service.usecases.ways.migration_rounds import MAX_CASES
from service.usecases.ways.migration_words import VERDICTS
from service.usecases.ways.round_reads import STATES

_CASES = validate.Length(max=MAX_CASES, error="Kies hooguit {max} zaken tegelijk.")
_REASON = [filled(), at_most(2000)]


class TargetSchema(Wire):
    """A release that cases can be moved to."""

    name = "OverzetDoel"
    key = Text(data_key="sleutel", required=True)
    title = Text(data_key="titel", required=True)
    region_name = Text(data_key="waar", required=True)
    state = Text(data_key="stand", required=True)


class TargetsSchema(Wire):
    """All of them, newest first."""

    name = "OverzetDoelen"
    rows = Rows(TargetSchema, data_key="resultaten", required=True)


class PlaceSchema(Wire):
    """The task that comes in the place of an open step that is gone."""

    name = "Verdergaan"
    process = Text(data_key="proces", required=True)
    step = Text(data_key="stap", required=True)
    task = Text(data_key="taak", required=True)


class PreviewBody(Wire):
    """Which cases to look at, and with which tasks in the place of steps that are gone."""

    name = "OverzetVraag"
    to = Text(data_key="naar", required=True, validate=filled())
    places = Rows(PlaceSchema, data_key="plaatsen", load_default=list)
    from_key = Text(data_key="van", load_default="", metadata={"description": "Alleen wat nu op deze werkwijze loopt"})
    region = Text(data_key="regio", load_default="")
    query = Text(data_key="zoek", load_default="", metadata={"description": "Een deel van het zaaknummer"})
    verdict = Text(data_key="uitkomst", load_default="", validate=one_of("", *VERDICTS))
    start = Whole(data_key="vanaf", load_default=0, validate=between(0, MAX_WHOLE))


class BeginBody(PreviewBody):
    """Move these cases, or without numbers all that can go of those that are asked for."""

    name = "OverzetOpdracht"
    numbers = Rows(Text(), data_key="zaken", load_default=None, allow_none=True, validate=_CASES)
    reason = Text(data_key="reden", required=True, validate=_REASON)


class BackBody(Wire):
    """Put back what a round moved: these cases, or without numbers all of them."""

    name = "Terugzetting"
    numbers = Rows(Text(), data_key="zaken", load_default=list)
    reason = Text(data_key="reden", required=True, validate=_REASON)


class SeenCaseSchema(Wire):
    """What moving does to a case."""

    name = "OverzetZaak"
    number = Text(data_key="zaak", required=True)
    from_key = Text(data_key="van", required=True)
    region_name = Text(data_key="regio", required=True)
    verdict = Text(data_key="uitkomst", required=True, validate=one_of(*VERDICTS))
    told = Rows(Text(), data_key="watErGebeurt", required=True)


class ChoiceSchema(Wire):
    """A task to go on with."""

    name = "OverzetTaak"
    id = Text(data_key="taak", required=True)
    title = Text(data_key="naam", required=True)


class GoneSchema(Wire):
    """An open step that the other way of working does not have."""

    name = "VerdwenenStap"
    process_key = Text(data_key="proces", required=True)
    element_id = Text(data_key="stap", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    cases = Whole(data_key="zaken", required=True)
    choices = Rows(ChoiceSchema, data_key="keuzes", required=True)


class PreviewSchema(Wire):
    """What moving would do; nothing is kept."""

    name = "OverzetVoorbeeld"
    total = Whole(data_key="totaal", required=True)
    looked = Whole(data_key="bekeken", required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), data_key="aantallen", required=True)
    rows = Rows(SeenCaseSchema, data_key="resultaten", required=True)
    gone = Rows(GoneSchema, data_key="verdwenenStappen", required=True)
    following = Whole(data_key="volgende", allow_none=True)


class RoundSchema(Wire):
    """A round of moving or putting back, and how far it is."""

    name = "OverzetRonde"
    id = Whole(required=True)
    kind = Text(data_key="soort", required=True, validate=one_of("overzetten", "terugzetten"))
    state = Text(data_key="stand", required=True, validate=one_of("bezig", "gestopt", "klaar"))
    release_key = Text(data_key="werkwijze", required=True)
    of_id = Whole(data_key="zetRondeTerug", allow_none=True)
    reason = Text(data_key="reden", required=True)
    by = Text(data_key="door", required=True)
    at = Instant(data_key="begonnenOp", required=True)
    ended_at = Instant(data_key="laatsteZaakOp", allow_none=True)
    total = Whole(data_key="totaal", required=True)
    done = Whole(data_key="behandeld", required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), data_key="aantallen", required=True)
    revertible = Whole(data_key="terugTeZetten", required=True)


class RoundsSchema(Wire):
    """The last rounds, newest first."""

    name = "OverzetRondes"
    rows = Rows(RoundSchema, data_key="resultaten", required=True)


class EntrySchema(Wire):
    """What came of one case."""

    name = "OverzetUitkomst"
    number = Text(data_key="zaak", required=True)
    state = Text(data_key="stand", required=True, validate=one_of(*STATES))
    done_at = Instant(data_key="tijdstip", allow_none=True)
    from_key = Text(data_key="van", required=True)
    to_key = Text(data_key="naar", required=True)
    told = Rows(Text(), data_key="watErGebeurde", required=True)
    reverted_at = Instant(data_key="teruggezetOp", allow_none=True)


class ReportSchema(Wire):
    """A page of the report."""

    name = "OverzetVerslag"
    rows = Rows(EntrySchema, data_key="resultaten", required=True)
    next = Whole(data_key="volgende", allow_none=True)


class ReportQuery(Wire):
    """Which part of the report."""

    name = "OverzetVerslagVraag"
    state = Text(
        data_key="stand", load_default="", validate=one_of("", *STATES),
        metadata={"description": "Alleen zaken met deze uitkomst"},
    )  # fmt: skip
    after = Whole(
        data_key="na", load_default=0, validate=between(0, MAX_WHOLE),
        metadata={"description": "De waarde van `volgende` van de vorige pagina"},
    )  # fmt: skip
    limit = Whole(
        data_key="aantal", load_default=100, validate=between(1, 500), metadata={"description": "Regels per pagina"}
    )
