"""Tasks of the worklist on the wire."""

from marshmallow import validate

from service.api.fields import (
    MAX_WHOLE,
    Day,
    Instant,
    One,
    Open,
    Rows,
    Text,
    Whole,
    Wire,
    YesNo,
    at_most,
    between,
    filled,
    one_of,
)
from service.api.schemas.basic import ChoiceSchema, DueSchema, PageQuery
from service.api.schemas.summaries import CaseSummarySchema

SCOPES, MOMENTS = ("mijn", "team", "alles"), ("nu", "gepland")


class TaskQuery(PageQuery):
    """Which tasks."""

    name = "TakenFilter"
    scope = Text(
        data_key="bereik",
        load_default="mijn",
        validate=one_of(*SCOPES),
        metadata={"description": "Taken op uw naam, van uw team, of alles wat u mag zien"},
    )
    when = Text(
        data_key="wanneer",
        load_default="nu",
        validate=one_of(*MOMENTS),
        metadata={"description": "Wat nu kan, of wat gepland staat"},
    )
    role = Text(data_key="rol", load_default="", metadata={"description": "Sleutel van de rol"})
    region = Text(data_key="regio", load_default="", metadata={"description": "Sleutel van de regio"})
    team = Text(data_key="team", load_default="", metadata={"description": "Sleutel van het team"})
    kind = Text(data_key="soort", load_default="", metadata={"description": "Id van de stap in het diagram"})
    overdue = YesNo(data_key="teLaat", load_default=False, metadata={"description": "Alleen wat over de datum is"})
    unread = YesNo(data_key="ongelezen", load_default=False, metadata={"description": "Alleen wat nieuw voor u is"})
    case_number = Text(data_key="zaaknummer", load_default="", metadata={"description": "Deel van het zaaknummer"})


class TaskSchema(DueSchema):
    """One line of the worklist; no case content."""

    name = "Taak"
    id = Whole(required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    kind = Text(data_key="soort", required=True)
    role = Text(data_key="rol", required=True)
    role_label = Text(data_key="rolNaam", required=True)
    case_number = Text(data_key="zaaknummer", allow_none=True)
    subject = Text(data_key="onderwerp", required=True)
    region = Text(data_key="regio", required=True)
    municipality = Text(data_key="gemeente", required=True)
    team = Text(allow_none=True)
    phase = Text(data_key="stap", allow_none=True)
    due_on = Day(data_key="vervaltOp", required=True)
    startable_on = Day(data_key="beginOp", required=True)
    paused_until = Day(data_key="gepauzeerdTot", allow_none=True)
    days_left = Whole(data_key="dagenOver", required=True)
    overdue = YesNo(data_key="teLaat", required=True)
    emergency = YesNo(data_key="spoed", required=True)
    escalated = YesNo(data_key="geescaleerd", required=True)
    opened_at = Instant(data_key="geopendOp", required=True)
    assignee = Text(data_key="toegewezenAan", allow_none=True)
    assignee_id = Whole(data_key="toegewezenAanAccount", allow_none=True)
    mine = YesNo(data_key="vanMij", required=True)
    may_claim = YesNo(data_key="magOppakken", required=True)
    may_complete = YesNo(data_key="magAfronden", required=True)
    may_assign = YesNo(data_key="magToewijzen", required=True)
    unread = YesNo(data_key="ongelezen", required=True)


class TaskCountsSchema(Wire):
    """The numbers on the tabs of the worklist."""

    name = "TakenAantallen"
    count_now = Whole(data_key="nu", required=True)
    count_planned = Whole(data_key="gepland", required=True)
    count_overdue = Whole(data_key="teLaat", required=True)


class TaskPageSchema(Wire):
    """A page of the worklist."""

    name = "TakenPagina"
    rows = Rows(TaskSchema, data_key="resultaten", required=True)
    next = Text(data_key="volgende", allow_none=True)
    counts = One(TaskCountsSchema, data_key="aantallen", required=True)


class TaskListSchema(Wire):
    """Tasks of one case."""

    name = "TakenLijst"
    rows = Rows(TaskSchema, data_key="resultaten", required=True)


class SubmissionSchema(Wire):
    """One version of a completed form."""

    name = "Invulling"
    id = Whole(required=True)
    at = Instant(data_key="tijdstip", required=True)
    by = Text(data_key="door", required=True)
    on_behalf_of = Text(data_key="namens", allow_none=True)
    channel = Text(data_key="kanaal", allow_none=True)
    reason = Text(data_key="redenVerbetering", allow_none=True)
    data = Open(data_key="gegevens", required=True)


class StretchSchema(Wire):
    """An emergency term that weekends and holidays made long."""

    name = "LangeSpoedtermijn"
    days = Whole(data_key="dagen", required=True)
    answer = Text(data_key="antwoord", allow_none=True)
    may_answer = YesNo(data_key="magAntwoorden", required=True)


class TaskDetailSchema(Wire):
    """A task with what is already known or filled in."""

    name = "TaakDetail"
    row = One(TaskSchema, data_key="taak", required=True)
    documentation = Text(data_key="uitleg", required=True)
    status = Text(required=True, validate=validate.OneOf(("open", "afgerond", "vervallen")))
    data = Open(data_key="gegevens", required=True)
    draft_saved_at = Instant(data_key="conceptBewaardOp", allow_none=True)
    completed_by = Text(data_key="afgerondDoor", allow_none=True)
    completed_at = Instant(data_key="afgerondOp", allow_none=True)
    may_assign = YesNo(data_key="magToewijzen", required=True)
    may_correct = YesNo(data_key="magVerbeteren", required=True)
    may_act_for = YesNo(data_key="magNamens", required=True)
    assignees = Rows(ChoiceSchema, data_key="kandidaten", required=True)
    history = Rows(SubmissionSchema, data_key="invullingen", required=True)
    case_summary = One(CaseSummarySchema, data_key="zaak", allow_none=True)
    stretch = One(StretchSchema, data_key="langeSpoedtermijn", allow_none=True)


class AssignBody(Wire):
    """To whom; without `account` the task becomes one's own."""

    name = "Toewijzing"
    account = Whole(load_default=None, allow_none=True, validate=between(1, MAX_WHOLE))
    reason = Text(data_key="reden", load_default="", validate=at_most(1000))


class CompleteBody(Wire):
    """The form of the task, and on whose behalf it was filled in."""

    name = "Afronding"
    data = Open(data_key="gegevens", required=True)
    on_behalf_of = Text(data_key="namens", load_default=None, allow_none=True, validate=[filled(), at_most(200)])
    channel = Text(data_key="kanaal", load_default=None, allow_none=True, validate=at_most(50))
    answered_on = Day(data_key="antwoordOp", load_default=None, allow_none=True)


class CompletionSchema(Wire):
    """What came of completing a task."""

    name = "Afgerond"
    zaaknummer = Text(required=True, allow_none=True)
    volgendeTaken = Rows(Whole(), required=True)  # noqa: N815 the answer is kept as it goes over the wire
