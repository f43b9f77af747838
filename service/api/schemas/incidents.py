"""Incidents on the wire."""

from service.api.fields import Instant, One, Open, Rows, Text, Whole, Wire, YesNo, at_most, filled, one_of
from service.api.schemas.basic import ChoiceSchema, PageQuery
from service.domain.incident import KINDS
from service.usecases.incident_bulk import ACTS

_REASON = [filled(), at_most(2000)]


class IncidentQuery(PageQuery):
    """Which incidents."""

    name = "IncidentenFilter"
    state = Text(
        data_key="stand", load_default="open", validate=one_of("open", "opgelost", "alles"),
        metadata={"description": "open, opgelost of alles"},
    )  # fmt: skip
    kind = Text(
        data_key="soort", load_default="", validate=one_of("", *KINDS), metadata={"description": "Soort incident"}
    )
    process = Text(data_key="proces", load_default="", metadata={"description": "Sleutel van het proces"})
    handler = Text(data_key="bouwsteen", load_default="", metadata={"description": "Naam van de bouwsteen"})
    case_number = Text(data_key="zaaknummer", load_default="", metadata={"description": "Nummer van de zaak"})
    mine = YesNo(data_key="mijn", load_default=False, metadata={"description": "Alleen wat u zelf bekijkt"})


class IncidentSchema(Wire):
    """One incident; what is technical is empty for who does not operate the service."""

    name = "Incident"
    id = Whole(required=True)
    case_number = Text(data_key="zaaknummer", allow_none=True)
    subject = Text(data_key="onderwerp", required=True)
    kind = Text(data_key="soort", required=True)
    process_key = Text(data_key="proces", allow_none=True)
    element_id = Text(data_key="element", allow_none=True)
    element_name = Text(data_key="elementNaam", required=True)
    handler = Text(data_key="bouwsteen", allow_none=True)
    message = Text(data_key="melding", required=True)
    cause = Text(data_key="oorzaak", allow_none=True)
    at = Instant(data_key="eersteKeer", required=True)
    last_at = Instant(data_key="laatsteKeer", required=True)
    tries = Whole(data_key="pogingen", required=True)
    open = YesNo(required=True)
    handled_by = Text(data_key="bekekenDoor", allow_none=True)
    may_retry = YesNo(data_key="opnieuwKan", required=True)
    resolved_at = Instant(data_key="opgelostOp", allow_none=True)
    resolved_by = Text(data_key="opgelostDoor", allow_none=True)
    resolution = Text(data_key="oplossing", allow_none=True)
    note = Text(data_key="toelichting", allow_none=True)


class IncidentPageSchema(Wire):
    """A page of incidents, newest first."""

    name = "Incidenten"
    rows = Rows(IncidentSchema, data_key="resultaten", required=True)
    next = Text(data_key="volgende", allow_none=True)
    count_open = Whole(data_key="aantalOpen", required=True)


class TokenSchema(Wire):
    """Where the process stands, and where it can be moved."""

    name = "Plaats"
    key = Text(data_key="sleutel", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    process_name = Text(data_key="proces", required=True)
    choices = Rows(ChoiceSchema, data_key="doelen", required=True)
    refusal = Text(data_key="weigering", allow_none=True)


class VariableSchema(Wire):
    """One declared value of the process, as text."""

    name = "Procesgegeven"
    name_ = Text(attribute="name", data_key="naam", required=True)
    type = Text(required=True)
    value = Text(data_key="waarde", required=True)


class IncidentDetailSchema(Wire):
    """One incident with what can be done about it."""

    name = "IncidentDetail"
    row = One(IncidentSchema, data_key="incident", required=True)
    task_id = Whole(data_key="taak", allow_none=True)
    tokens = Rows(TokenSchema, data_key="plaatsen", required=True)
    variables = Rows(VariableSchema, data_key="procesgegevens", required=True)


class KeptAnswersSchema(Wire):
    """What was filled in when it failed."""

    name = "BewaardeAntwoorden"
    answers = Open(data_key="antwoorden", required=True)


class ReasonBody(Wire):
    """Why."""

    name = "MetReden"
    reason = Text(data_key="reden", required=True, validate=_REASON)


class MoveBody(ReasonBody):
    """From which place to which task, and why."""

    name = "Verplaatsing"
    token = Text(data_key="plaats", required=True, validate=filled())
    target = Text(data_key="doel", required=True, validate=filled())


class CorrectedBody(Wire):
    """Corrected answers of the failed task, or corrected values of the process with a reason."""

    name = "Herstel"
    answers = Open(data_key="antwoorden", load_default=None, allow_none=True)
    values = Open(data_key="procesgegevens", load_default=None, allow_none=True)
    reason = Text(data_key="reden", load_default="", validate=at_most(2000))


class BulkBody(Wire):
    """The same for many; with a reason when something changes, and to where or which value when that is asked."""

    name = "IncidentenSamen"
    ids = Rows(Whole(), data_key="incidenten", required=True)
    what = Text(data_key="actie", required=True, validate=one_of(*ACTS))
    reason = Text(data_key="reden", load_default="", validate=at_most(2000))
    target = Text(data_key="doel", load_default="", metadata={"description": "Bij verplaatsen: id van de taak"})
    name_ = Text(attribute="name", data_key="gegeven", load_default="", metadata={"description": "Bij verbeteren"})
    value = Text(data_key="waarde", load_default="", metadata={"description": "Bij verbeteren: de nieuwe waarde"})


class BulkSchema(Wire):
    """What came of it."""

    name = "IncidentenGedaan"
    done = Whole(data_key="gedaan", required=True)
    refusals = Rows(Text(), data_key="geweigerd", required=True)
