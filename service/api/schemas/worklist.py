"""The worklist for many, on the wire: dividing tasks, filters with a name."""

from marshmallow import validate

from service.api.fields import MAX_WHOLE, One, Rows, Text, Whole, Wire, YesNo, at_most, between, filled, one_of
from service.api.schemas.tasks import MOMENTS, SCOPES
from service.usecases.saved_filters import MAX_NAME
from service.usecases.task_bulk import MAX_TASKS


class DivisionBody(Wire):
    """Which tasks go to whom, and why."""

    name = "Toewijzingen"
    tasks = Rows(
        Whole(validate=between(1, MAX_WHOLE)),
        data_key="taken",
        required=True,
        validate=validate.Length(1, MAX_TASKS, error="Geef {min} tot en met {max} taken."),
        metadata={"description": "Nummers van taken"},
    )
    account = Whole(required=True, validate=between(1, MAX_WHOLE))
    reason = Text(data_key="reden", required=True, validate=[filled(), at_most(1000)])


class RefusalSchema(Wire):
    """A task that could not be given, and why."""

    name = "Weigering"
    task_id = Whole(data_key="taak", required=True)
    task = Text(data_key="naam", required=True)
    reason = Text(data_key="reden", required=True)


class DivisionSchema(Wire):
    """What came of dividing tasks; what was refused did not change."""

    name = "Verdeling"
    assignee = Text(data_key="toegewezenAan", required=True)
    assigned = Rows(Whole(), data_key="toegewezen", required=True)
    unchanged = Rows(Whole(), data_key="ongewijzigd", required=True, metadata={"description": "Waren al van hen"})
    refused = Rows(RefusalSchema, data_key="geweigerd", required=True)


class WantedSchema(Wire):
    """What a filter asks of tasks; empty means everything."""

    name = "Filtervraag"
    scope = Text(data_key="bereik", load_default="mijn", validate=one_of(*SCOPES))
    when = Text(data_key="wanneer", load_default="nu", validate=one_of(*MOMENTS))
    role = Text(data_key="rol", load_default="", validate=at_most(100))
    region = Text(data_key="regio", load_default="", validate=at_most(100))
    team = Text(load_default="", validate=at_most(100))
    kind = Text(data_key="soort", load_default="", validate=at_most(100))
    overdue = YesNo(data_key="teLaat", load_default=False)
    unread = YesNo(data_key="ongelezen", load_default=False)
    case_number = Text(data_key="zaaknummer", load_default="", validate=at_most(100))


class FilterBody(Wire):
    """A filter to keep, for oneself or for a team."""

    name = "NieuwFilter"
    name_ = Text(attribute="name", data_key="naam", required=True, validate=[filled(), at_most(MAX_NAME)])
    team = Text(
        load_default=None, allow_none=True, metadata={"description": "Sleutel van het team; leeg is alleen voor u"}
    )
    wanted = One(WantedSchema, data_key="vraag", required=True)


class CountSchema(Wire):
    """How many tasks a filter finds, up to a bound."""

    name = "Aantal"
    count = Whole(data_key="aantal", required=True)
    more = YesNo(data_key="ofMeer", required=True, metadata={"description": "Er kunnen er meer zijn"})


class FilterSchema(Wire):
    """A filter with a name."""

    name = "Filter"
    id = Whole(required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    team = Text(required=True, allow_none=True)
    may_change = YesNo(data_key="magVeranderen", required=True)
    wanted = One(WantedSchema, data_key="vraag", required=True)
    count = One(CountSchema, data_key="taken", required=True)


class FilterListSchema(Wire):
    """Filters in their order."""

    name = "FilterLijst"
    rows = Rows(FilterSchema, data_key="resultaten", required=True)
