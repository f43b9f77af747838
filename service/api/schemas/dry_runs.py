"""Dry runs and scenarios on the wire."""

from typing import Any

from marshmallow import fields

from service.api.fields import Day, Instant, One, Open, Rows, Text, Whole, Wire, YesNo, at_most, filled, one_of
from service.api.schemas.basic import FormSchema

_INSTANT = "Dit moet een moment zijn met een tijdzone, geschreven als 2026-11-24T08:30:00Z."
_MOMENT: dict[str, Any] = {"invalid": _INSTANT, "invalid_awareness": _INSTANT, "format": _INSTANT}


class DryRunRowSchema(Wire):
    """A dry run in a list."""

    name = "ProefRegel"
    number = Whole(data_key="nummer", required=True)
    process_key = Text(data_key="proces", required=True)
    began_at = Instant(data_key="begonnenOp", required=True)
    began_by = Text(data_key="begonnenDoor", allow_none=True)
    stands_at = Instant(data_key="klok", required=True)
    steps = Whole(data_key="stappen", required=True)
    outdated = YesNo(data_key="verouderd", required=True)
    reached_end = YesNo(data_key="totEinde", required=True)


class DryRunsSchema(Wire):
    """The dry runs of a draft, newest first."""

    name = "Proeven"
    rows = Rows(DryRunRowSchema, data_key="resultaten", required=True)


class PlaceSchema(Wire):
    """A process of the example: ids of elements."""

    name = "ProefPlek"
    process_key = Text(data_key="proces", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    active = Rows(Text(), data_key="hier", required=True)
    passed = Rows(Text(), data_key="geweest", required=True)


class TryTaskSchema(Wire):
    """An open task of the example."""

    name = "ProefTaak"
    id = Whole(required=True)
    element_id = Text(data_key="element", required=True)
    process_key = Text(data_key="proces", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    role = Text(data_key="rol", required=True)
    person = Text(data_key="persoon", allow_none=True)
    due_on = Day(data_key="vervaltOp", required=True)
    due_why = Text(data_key="waaromDan", allow_none=True)
    subject = Text(data_key="over", allow_none=True)


class TryMessageSchema(Wire):
    """A mail that would have been sent."""

    name = "ProefBericht"
    at = Instant(data_key="tijdstip", required=True)
    kind = Text(data_key="soort", required=True)
    role = Text(data_key="rol", required=True)
    to = Text(data_key="aan", required=True)
    subject = Text(data_key="onderwerp", required=True)
    text = Text(data_key="tekst", required=True)


class TryEscalationSchema(Wire):
    """A level that was opened."""

    name = "ProefEscalatie"
    key = Text(data_key="sleutel", required=True)
    level = Text(data_key="niveau", required=True)
    opened_on = Day(data_key="geopendOp", required=True)
    question = Text(data_key="beslisvraag", required=True)


class TryLineSchema(Wire):
    """A line of the log."""

    name = "ProefLogregel"
    at = Instant(data_key="tijdstip", required=True)
    text = Text(data_key="tekst", required=True)
    by = Text(data_key="door", allow_none=True)
    automatic = YesNo(data_key="vanzelf", required=True)
    rule = Text(data_key="regel", allow_none=True)
    element_id = Text(data_key="element", allow_none=True)


class TryEndSchema(Wire):
    """A process of the example that ended."""

    name = "ProefEinde"
    process_key = Text(data_key="proces", required=True)
    result = Text(data_key="resultaat", required=True)


class DryRunSchema(Wire):
    """Where an example stands."""

    name = "Proef"
    number = Whole(data_key="nummer", required=True)
    process_key = Text(data_key="proces", required=True)
    revision = Whole(data_key="revisie", required=True)
    now = Instant(data_key="klok", required=True)
    next_at = Instant(data_key="volgendMoment", allow_none=True)
    status = Text(data_key="stand", required=True, metadata={"description": "loopt of klaar"})
    outdated = YesNo(data_key="verouderd", required=True)
    places = Rows(PlaceSchema, data_key="plekken", required=True)
    tasks = Rows(TryTaskSchema, data_key="taken", required=True)
    messages = Rows(TryMessageSchema, data_key="berichten", required=True)
    escalations = Rows(TryEscalationSchema, data_key="escalaties", required=True)
    log = Rows(TryLineSchema, data_key="verloop", required=True)
    ends = Rows(TryEndSchema, data_key="einden", required=True)
    actions = Rows(Text(), data_key="handelingen", required=True)


class TryFormSchema(Wire):
    """The form of an open task, with answers proposed."""

    name = "ProefFormulier"
    form = One(FormSchema, data_key="formulier", required=True)
    data = Open(data_key="voorstel", required=True)
    revision = Whole(data_key="revisie", required=True)


class BeginTrialBody(Wire):
    """A new dry run."""

    name = "ProefBegin"
    process = Text(data_key="proces", load_default=None, metadata={"description": "Leeg: de hele zaak"})
    answers = Open(data_key="antwoorden", load_default=None, metadata={"description": "Leeg: een voorbeeld"})
    start_on = Day(data_key="begintOp", load_default=None)


class StepBody(Wire):
    """A step from a revision."""

    name = "ProefStap"
    revision = Whole(data_key="revisie", required=True)


class AnswerBody(StepBody):
    """Answers to an open task; rol: as whom, else as whoever would do it."""

    name = "ProefAntwoord"
    answers = Open(data_key="antwoorden", required=True)
    role = Text(data_key="rol", load_default=None)


class JumpBody(StepBody):
    """Where the clock goes; empty: to the next moment."""

    name = "ProefSprong"
    to = fields.AwareDateTime(data_key="naar", load_default=None, allow_none=True, error_messages=_MOMENT)


class ActBody(StepBody):
    """Something besides the tasks."""

    name = "ProefHandeling"
    action = Text(
        data_key="handeling", required=True, validate=one_of("plan_wijzigen", "afschalen_voorstellen", "intrekken")
    )


class KeepBody(Wire):
    """Keep the walk as a scenario."""

    name = "ScenarioBewaren"
    title = Text(data_key="naam", required=True, validate=[filled(), at_most(200)])
    proves = Text(data_key="bewijst", required=True, validate=[filled(), at_most(400)])


class ScenarioSchema(Wire):
    """A scenario of a draft; landelijk: it guards every region."""

    name = "Scenario"
    id = Text(required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    proves = Text(data_key="bewijst", required=True)
    process_key = Text(data_key="proces", required=True)
    national = YesNo(data_key="landelijk", required=True)
    steps = Rows(Text(), data_key="stappen", required=True)
    expected = Rows(Text(), data_key="verwacht", required=True)


class ScenariosSchema(Wire):
    """The scenarios of a draft."""

    name = "Scenarios"
    rows = Rows(ScenarioSchema, data_key="resultaten", required=True)


class PlayedSchema(Wire):
    """A scenario that was done again; without differences it goes as it should."""

    name = "ScenarioUitkomst"
    id = Text(required=True)
    differences = Rows(Text(), data_key="anders", required=True)


class PlayedListSchema(Wire):
    """All of them."""

    name = "ScenarioUitkomsten"
    rows = Rows(PlayedSchema, data_key="resultaten", required=True)
