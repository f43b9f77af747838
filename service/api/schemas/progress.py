"""Following many cases, on the wire."""

from service.api.fields import (
    MAX_WHOLE,
    Day,
    Instant,
    One,
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
from service.api.schemas.basic import DueSchema
from service.usecases.progress import MAX_LIMIT
from service.usecases.questions import MAX_TEXT
from service.usecases.shapes.progress import LISTS


class ProgressQuery(Wire):
    """Which list, narrowed to a municipality or a process director."""

    shows = Text(
        data_key="lijst", load_default="telaat", validate=one_of(*LISTS), metadata={"description": "Welke lijst"}
    )
    municipality = Text(
        data_key="gemeente", load_default="", validate=at_most(100), metadata={"description": "Sleutel van de gemeente"}
    )
    director = Text(
        data_key="procesregisseur",
        load_default="",
        validate=at_most(100),
        metadata={"description": "Sleutel uit de lijst per procesregisseur; `geen` is nog niemand"},
    )
    after = Text(data_key="na", load_default="", validate=at_most(40), metadata={"description": "Verder na dit punt"})
    limit = Whole(
        data_key="aantal", load_default=25, validate=between(1, MAX_LIMIT), metadata={"description": "Hoeveel"}
    )


class CountsSchema(Wire):
    """How much there is in each list; 99 or 500 may be more."""

    name = "Aantallen"
    telaat = Whole(required=True)
    vandaag = Whole(required=True)
    komend = Whole(required=True)
    gestagneerd = Whole(dump_default=0)
    geescaleerd = Whole(dump_default=0)


class ProgressRowSchema(DueSchema):
    """A term, a stall or an escalation; no case content."""

    name = "Voortgangsregel"
    kind = Text(data_key="soort", required=True, validate=one_of("taak", "stagnatie", "escalatie"))
    id = Whole(required=True)
    what = Text(data_key="wat", required=True)
    part = Text(data_key="onderdeel", required=True)
    case_number = Text(data_key="zaaknummer", required=True, allow_none=True)
    about = Text(data_key="onderwerp", required=True)
    municipality = Text(data_key="gemeente", required=True)
    director = Text(data_key="procesregisseur", required=True, allow_none=True)
    who = Text(data_key="aanZet", required=True)
    since_on = Day(data_key="sinds", required=True)
    due_on = Day(data_key="vervalt", required=True, allow_none=True)
    paused_until = Day(data_key="gepauzeerdTot", required=True, allow_none=True)
    emergency = YesNo(data_key="spoed", required=True)
    escalated = YesNo(data_key="geescaleerd", required=True)
    escalation_key = Text(data_key="escalatie", required=True, allow_none=True)
    task_id = Whole(data_key="eigenTaak", required=True, allow_none=True)


class ProgressGroupSchema(Wire):
    """How much there is for one municipality or process director."""

    name = "Voortgangsgroep"
    key = Text(data_key="sleutel", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    counts = One(CountsSchema, data_key="aantallen", required=True)


class ProgressPageSchema(Wire):
    """A page of one list, with the counts of all lists."""

    name = "Voortgang"
    rows = Rows(ProgressRowSchema, data_key="resultaten", required=True)
    next = Text(data_key="volgende", required=True, allow_none=True)
    counts = One(CountsSchema, data_key="aantallen", required=True)
    until_on = Day(data_key="komendTotEnMet", required=True)
    municipalities = Rows(ProgressGroupSchema, data_key="perGemeente", required=True)
    directors = Rows(ProgressGroupSchema, data_key="perProcesregisseur", required=True)
    open_questions = Whole(data_key="openVragen", required=True)


class QuestionBody(Wire):
    """A question to the process director, about a case or one of its tasks."""

    name = "NieuweVraag"
    text = Text(data_key="vraag", required=True, validate=[filled(), at_most(MAX_TEXT)])
    task_id = Whole(data_key="taak", load_default=None, allow_none=True, validate=between(1, MAX_WHOLE))


class AnswerBody(Wire):
    """The answer; without names and without case content."""

    name = "NieuwAntwoord"
    text = Text(data_key="antwoord", required=True, validate=[filled(), at_most(MAX_TEXT)])


class QuestionSchema(Wire):
    """A question with its answer."""

    name = "Vraag"
    id = Whole(required=True)
    case_number = Text(data_key="zaaknummer", required=True)
    task = Text(data_key="taak", required=True, allow_none=True)
    text = Text(data_key="vraag", required=True)
    asked_by = Text(data_key="gesteldDoor", required=True)
    asked_to = Text(data_key="gesteldAan", required=True)
    asked_at = Instant(data_key="gesteldOp", required=True)
    answer_by = Day(data_key="antwoordUiterlijk", required=True)
    answer = Text(data_key="antwoord", required=True, allow_none=True)
    answered_by = Text(data_key="beantwoordDoor", required=True, allow_none=True)
    answered_at = Instant(data_key="beantwoordOp", required=True, allow_none=True)
    may_answer = YesNo(data_key="magAntwoorden", required=True)


class QuestionListSchema(Wire):
    """Questions, those without an answer first."""

    name = "VragenLijst"
    rows = Rows(QuestionSchema, data_key="resultaten", required=True)


class AskedSchema(Wire):
    """The number of the question that was asked."""

    name = "GesteldeVraag"
    id = Whole(required=True)


class FollowedTaskSchema(DueSchema):
    """An open task of a case."""

    name = "GevolgdeTaak"
    id = Whole(required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    part = Text(data_key="onderdeel", required=True)
    who = Text(data_key="aanZet", required=True)
    due_on = Day(data_key="vervalt", required=True)
    paused_until = Day(data_key="gepauzeerdTot", required=True, allow_none=True)
    may_extend = YesNo(data_key="magVerlengen", required=True)
    may_assign = YesNo(data_key="magToewijzen", required=True)


class FollowUpSchema(Wire):
    """One case for who follows it; no case content."""

    name = "GevolgdeZaak"
    number = Text(data_key="nummer", required=True)
    status_label = Text(data_key="status", required=True)
    municipality = Text(data_key="gemeente", required=True)
    team = Text(required=True)
    director = Text(data_key="procesregisseur", required=True, allow_none=True)
    emergency = YesNo(data_key="spoed", required=True)
    paused_until = Day(data_key="gepauzeerdTot", required=True, allow_none=True)
    tasks = Rows(FollowedTaskSchema, data_key="taken", required=True)
    questions = Rows(QuestionSchema, data_key="vragen", required=True)
    may_ask = YesNo(data_key="magVragen", required=True)
