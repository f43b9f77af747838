"""Cases on the wire."""

from service.api.fields import Day, Instant, One, Rows, Text, Whole, Wire, YesNo, at_most, filled, one_of
from service.api.schemas.basic import EventSchema, PageQuery
from service.api.schemas.plans import EscalationSchema, PlanSchema, StallSchema
from service.api.schemas.summaries import YoungPersonSchema
from service.api.schemas.tasks import TaskSchema


class CaseQuery(PageQuery):
    """Which cases."""

    name = "ZakenFilter"
    status = Text(load_default="", metadata={"description": "Code van de getoonde status"})
    query = Text(data_key="zoek", load_default="", metadata={"description": "Deel van nummer, gemeente of team"})


class CaseRowSchema(Wire):
    """One line of the case list; no content."""

    name = "Zaakregel"
    number = Text(data_key="nummer", required=True)
    status = Text(required=True)
    status_label = Text(data_key="statusNaam", required=True)
    region = Text(data_key="regio", required=True)
    municipality = Text(data_key="gemeente", required=True)
    team = Text(required=True)
    emergency = YesNo(data_key="spoed", required=True)
    phase = Text(data_key="stap", allow_none=True)
    process_director = Text(data_key="procesregisseur", allow_none=True)
    opened_on = Day(data_key="geopendOp", required=True)
    next_due_on = Day(data_key="eerstVervalt", allow_none=True)
    next_due_why = Text(data_key="eerstVervaltUitleg", allow_none=True)
    next_due_term = Text(data_key="eersteTermijn", allow_none=True)
    open_tasks = Whole(data_key="openTaken", required=True)


class CasePageSchema(Wire):
    """A page of cases."""

    name = "Zaken"
    rows = Rows(CaseRowSchema, data_key="resultaten", required=True)
    next = Text(data_key="volgende", allow_none=True)


class EventPageSchema(Wire):
    """A page of a case's history, newest first."""

    name = "Gebeurtenissen"
    rows = Rows(EventSchema, data_key="resultaten", required=True)
    next = Text(data_key="volgende", allow_none=True)


class ParticipantSchema(Wire):
    """Somebody who takes part."""

    name = "Deelnemer"
    name_ = Text(attribute="name", data_key="naam", required=True)
    role = Text(data_key="rol", required=True)
    organisation = Text(data_key="organisatie", allow_none=True)
    contact = Text(allow_none=True)
    ring = Text(allow_none=True)
    since = Day(data_key="sinds", required=True)


class StepSchema(Wire):
    """How long a step took."""

    name = "Stap"
    phase = Text(data_key="stap", required=True)
    label = Text(data_key="stapNaam", required=True)
    started_on = Day(data_key="begonnenOp", required=True)
    ended_on = Day(data_key="klaarOp", allow_none=True)
    calendar_days = Whole(data_key="kalenderdagen", required=True)
    working_days = Whole(data_key="werkdagen", required=True)


class DiagramSchema(Wire):
    """Where the case is in a diagram, also in words."""

    name = "Diagramstand"
    process_key = Text(data_key="proces", required=True)
    title = Text(data_key="titel", required=True)
    active = Rows(Text(), data_key="actief", required=True)
    done = Rows(Text(), data_key="gedaan", required=True)
    text = Rows(Text(), data_key="inWoorden", required=True)


class AnswerSchema(Wire):
    """A completed task."""

    name = "AfgerondeTaak"
    task_id = Whole(data_key="taak", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    at = Instant(data_key="tijdstip", required=True)
    by = Text(data_key="door", required=True)
    on_behalf_of = Text(data_key="namens", allow_none=True)


class CaseSchema(CaseRowSchema):
    """A case, as much of it as the role of the reader allows."""

    name = "Zaak"

    class Meta:
        exclude = ("phase", "next_due_on", "open_tasks")

    urgency_label = Text(data_key="urgentie", required=True)
    function_label = Text(data_key="functie", required=True)
    release = Text(data_key="werkwijze", required=True)
    closed_on = Day(data_key="geslotenOp", allow_none=True)
    episode = Whole(data_key="traject", required=True)
    case_director = Text(data_key="casusregisseur", allow_none=True)
    question_family = Text(data_key="vraagGezin", allow_none=True)
    question_referrer = Text(data_key="vraagMelder", allow_none=True)
    stuck_on_label = Text(data_key="vastgelopenOp", allow_none=True)
    referrer = Text(data_key="melder", required=True)
    advice = Text(data_key="advies", allow_none=True)
    young_people = Rows(YoungPersonSchema, data_key="jeugdigen", required=True)
    participants = Rows(ParticipantSchema, data_key="deelnemers", required=True)
    notes = Rows(EventSchema, data_key="notities", required=True)
    plan = One(PlanSchema, allow_none=True)
    tasks = Rows(TaskSchema, data_key="taken", required=True)
    planned_tasks = Rows(TaskSchema, data_key="geplandeTaken", required=True)
    steps = Rows(StepSchema, data_key="stappen", required=True)
    escalations = Rows(EscalationSchema, data_key="escalaties", required=True)
    stalls = Rows(StallSchema, data_key="stagnaties", required=True)
    diagrams = Rows(DiagramSchema, data_key="diagrammen", required=True)
    answers = Rows(AnswerSchema, data_key="afgerondeTaken", required=True)
    incidents = Rows(Text(), data_key="storingen", required=True)
    back_on_agenda = Day(data_key="opnieuwOpAgenda", allow_none=True)
    actions = Rows(Text(), data_key="acties", required=True)


class WithdrawBody(Wire):
    """Who withdraws, and why if they want to say."""

    name = "Intrekking"
    by = Text(data_key="door", required=True, validate=one_of("jeugdige", "ouder_verzorger", "melder"))
    reason = Text(data_key="reden", load_default="", validate=at_most(2000))


class HelpStartedBody(Wire):
    """The first day of the help."""

    name = "Hulpstart"
    started_on = Day(data_key="gestartOp", required=True)


class NoteBody(Wire):
    """A note of a contact."""

    name = "Notitie"
    with_whom = Text(data_key="met", required=True, validate=[filled(), at_most(200)])
    text = Text(data_key="tekst", required=True, validate=[filled(), at_most(10_000)])
