"""Plans, escalations and stalls on the wire."""

from service.api.fields import Day, Rows, Text, Whole, Wire, YesNo, at_most, filled
from service.api.schemas.basic import DueSchema


class PlanTaskSchema(Wire):
    """A task of the plan."""

    name = "Plantaak"
    description = Text(data_key="omschrijving", required=True)
    role = Text(data_key="rol", allow_none=True)
    responsible = Text(data_key="verantwoordelijke", required=True)
    due_on = Day(data_key="vervaltOp", required=True)
    state = Text(data_key="stand", required=True)
    state_label = Text(data_key="standNaam", required=True)
    moved = Whole(data_key="keerVerzet", required=True)


class GoalSchema(Wire):
    """A goal with how it is doing."""

    name = "Doel"
    key = Text(data_key="kenmerk", required=True)
    description = Text(data_key="omschrijving", required=True)
    owner = Text(data_key="eigenaar", required=True)
    measure = Text(data_key="maat", allow_none=True)
    target_on = Day(data_key="streefdatum", allow_none=True)
    rhythm_days = Whole(data_key="ritmeWerkdagen", required=True)
    last_state = Text(data_key="stand", allow_none=True)
    last_state_label = Text(data_key="standNaam", allow_none=True)
    last_check_on = Day(data_key="laatsteCheckOp", allow_none=True)
    next_check_on = Day(data_key="volgendeCheckOp", allow_none=True)
    tasks = Rows(PlanTaskSchema, data_key="taken", required=True)


class LineSchema(Wire):
    """A labelled line."""

    name = "Regel"
    title = Text(data_key="titel", required=True)
    detail = Text(data_key="toelichting", required=True)
    state = Text(data_key="stand", allow_none=True)


class PlanSchema(Wire):
    """One version of the plan."""

    name = "Planversie"
    number = Whole(data_key="versie", required=True)
    status = Text(required=True)
    status_label = Text(data_key="statusNaam", required=True)
    advice_weight_label = Text(data_key="adviesgewicht", allow_none=True)
    adopted_on = Day(data_key="vastgesteldOp", allow_none=True)
    effective_on = Day(data_key="ingangsdatum", allow_none=True)
    needed = Text(data_key="nodig", allow_none=True)
    change = Text(data_key="wijziging", allow_none=True)
    scale_down_criteria = Text(data_key="afschaalcriteria", allow_none=True)
    fits_family_label = Text(data_key="pastVolgensGezin", allow_none=True)
    goals = Rows(GoalSchema, data_key="doelen", required=True)
    providers = Rows(LineSchema, data_key="aanbieders", required=True)
    bridging = Rows(LineSchema, data_key="overbrugging", required=True)
    financing = Rows(LineSchema, data_key="financiering", required=True)
    agreements = Rows(LineSchema, data_key="instemming", required=True)
    commitments = Rows(LineSchema, data_key="toezeggingen", required=True)


class PlanListSchema(Wire):
    """All versions of a plan."""

    name = "Planversies"
    rows = Rows(PlanSchema, data_key="resultaten", required=True)


class EscalationSchema(DueSchema):
    """A decision question with its term."""

    name = "Escalatie"
    id = Text(data_key="id", required=True)
    case_number = Text(data_key="zaaknummer", allow_none=True)
    theme = Text(data_key="thema", allow_none=True)
    municipality = Text(data_key="gemeente", required=True)
    status = Text(required=True)
    status_label = Text(data_key="statusNaam", required=True)
    level = Text(data_key="niveau", allow_none=True)
    level_label = Text(data_key="niveauNaam", allow_none=True)
    causes = Rows(Text(), data_key="aanleidingen", required=True)
    question = Text(data_key="beslisvraag", required=True)
    question_prepared = YesNo(data_key="voorbereid", required=True)
    summary = Text(data_key="samenvatting", allow_none=True)
    owner = Text(data_key="houder", allow_none=True)
    opened_on = Day(data_key="geopendOp", allow_none=True)
    due_on = Day(data_key="vervaltOp", allow_none=True)
    decision_label = Text(data_key="besluit", allow_none=True)
    motivation = Text(data_key="motivering", allow_none=True)
    executor = Text(data_key="uitvoeringDoor", allow_none=True)
    execute_by = Day(data_key="uitvoerenVoor", allow_none=True)
    decided_on = Day(data_key="beslotenOp", allow_none=True)
    closed_on = Day(data_key="geslotenOp", allow_none=True)
    result = Text(data_key="resultaat", allow_none=True)
    task_id = Whole(data_key="taak", allow_none=True)
    may_withdraw = YesNo(data_key="magVervallen", required=True)


class EscalationListSchema(Wire):
    """Escalations."""

    name = "Escalaties"
    rows = Rows(EscalationSchema, data_key="resultaten", required=True)


class EscalationQuery(Wire):
    """Which escalations."""

    name = "EscalatiesFilter"
    open_only = YesNo(
        data_key="alleenOpen", load_default=True, metadata={"description": "Alleen wat nog niet gesloten is"}
    )


class LapseBody(Wire):
    """Why the escalation is no longer needed."""

    name = "Vervallen"
    reason = Text(data_key="reden", required=True, validate=[filled(), at_most(2000)])


class ThemeBody(Wire):
    """A pattern to be decided about."""

    name = "ThemaVoorleggen"
    title = Text(data_key="thema", required=True)
    question = Text(data_key="beslisvraag", required=True)
    municipality_key = Text(data_key="gemeente", required=True)
    no_personal_data = YesNo(
        data_key="zonderGegevens", required=True, metadata={"description": "Er is geen kind of gezin in te herkennen"}
    )


class ThemeStartedSchema(Wire):
    """The key of the escalation."""

    name = "ThemaVoorgelegd"
    id = Text(data_key="id", required=True)


class StallSchema(Wire):
    """Something that stands still."""

    name = "Stagnatie"
    rule = Text(data_key="regel", required=True)
    rule_label = Text(data_key="regelNaam", required=True)
    target = Text(data_key="betreft", required=True)
    opened_on = Day(data_key="geopendOp", required=True)
    closed_on = Day(data_key="geslotenOp", allow_none=True)
    result = Text(data_key="resultaat", allow_none=True)
