"""The meetings of a team and addresses of calendars, on the wire."""

from marshmallow import fields

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
from service.domain.meeting_days import LAST_WEEK, MAX_CASES, ON_HOLIDAY, RHYTHMS


class Clock(fields.Time):
    """A time of the day in the Netherlands: 09:30."""

    default_error_messages = {"invalid": "Dit moet een tijd zijn, geschreven als 09:30."}


class TeamQuery(Wire):
    """Whose meetings."""

    team = Text(required=True, validate=at_most(100), metadata={"description": "Sleutel van het team"})


class SlotSchema(Wire):
    """A day on which a team meets; without a number it is an extra meeting about one case."""

    name = "Overleg"
    id = Whole(required=True, allow_none=True)
    day = Day(data_key="dag", required=True)
    starts_at = Clock(data_key="begin", required=True, allow_none=True, format="%H:%M")
    ends_at = Clock(data_key="einde", required=True, allow_none=True, format="%H:%M")
    place = Text(data_key="plaats", required=True, allow_none=True)
    cases = Whole(data_key="zaken", required=True)
    capacity = Whole(data_key="plaatsen", required=True)
    cancel_reason = Text(data_key="gaatNietDoor", required=True, allow_none=True)
    case_number = Text(data_key="zaaknummer", required=True, allow_none=True)


class OccasionBody(Wire):
    """Time, place and room of a meeting; without a number of cases the setting of the regions counts."""

    name = "Moment"
    starts_at = Clock(data_key="begin", load_default=None, allow_none=True, format="%H:%M")
    ends_at = Clock(data_key="einde", load_default=None, allow_none=True, format="%H:%M")
    place = Text(data_key="plaats", load_default="", validate=at_most(200))
    capacity = Whole(data_key="zaken", load_default=None, allow_none=True, validate=between(1, MAX_CASES))


class SeriesBody(OccasionBody):
    """A series of meetings to plan."""

    name = "NieuweReeks"
    team = Text(required=True, validate=at_most(100), metadata={"description": "Sleutel van het team"})
    rhythm = Text(data_key="ritme", required=True, validate=one_of(*RHYTHMS))
    weekday = Whole(
        data_key="weekdag",
        required=True,
        validate=between(0, 4),
        metadata={"description": "0 (maandag) t/m 4 (vrijdag)"},
    )
    week_of_month = Whole(
        data_key="week",
        load_default=None,
        allow_none=True,
        validate=between(1, LAST_WEEK),
        metadata={"description": "Bij maandelijks: 1 tot en met 4, of 5 voor de laatste"},
    )
    first_on = Day(data_key="van", required=True)
    last_on = Day(data_key="tot", required=True)
    on_holiday = Text(data_key="feestdag", load_default="eerder", validate=one_of(*ON_HOLIDAY))


class SeriesSchema(Wire):
    """A series that goes on."""

    name = "Reeks"
    id = Whole(required=True)
    in_words = Text(data_key="omschrijving", required=True)
    first_on = Day(data_key="van", required=True)
    last_on = Day(data_key="tot", required=True)
    starts_at = Clock(data_key="begin", required=True, format="%H:%M")
    ends_at = Clock(data_key="einde", required=True, format="%H:%M")
    place = Text(data_key="plaats", required=True)


class SeriesListSchema(Wire):
    """Series, the earliest first."""

    name = "Reeksen"
    rows = Rows(SeriesSchema, data_key="resultaten", required=True)


class PlannedSchema(Wire):
    """How many meetings were planned."""

    name = "ReeksGepland"
    days = Whole(data_key="overleggen", required=True)


class StoppedSchema(Wire):
    """What came of stopping a series."""

    name = "ReeksGestopt"
    gone = Whole(data_key="vervallen", required=True)
    stay = Whole(data_key="blijven", required=True)


class CancelBody(Wire):
    """Why a meeting does not take place."""

    name = "Afzegging"
    reason = Text(data_key="reden", required=True, validate=[filled(), at_most(1000)])


class SlotListSchema(Wire):
    """Meetings, the earliest first."""

    name = "Overleggen"
    rows = Rows(SlotSchema, data_key="resultaten", required=True)


class InviteeSchema(Wire):
    """Who was invited, or why not."""

    name = "Genodigde"
    who = Text(data_key="wie", required=True)
    invited = YesNo(data_key="uitgenodigd", required=True)
    reason = Text(data_key="reden", required=True, allow_none=True)
    sent_on = Day(data_key="verstuurdOp", required=True, allow_none=True)


class AgendaItemSchema(Wire):
    """A case on an agenda."""

    name = "Agendapunt"
    meeting_id = Whole(data_key="id", required=True)
    case_number = Text(data_key="zaaknummer", required=True)
    municipality = Text(data_key="gemeente", required=True)
    director = Text(data_key="procesregisseur", required=True, allow_none=True)
    emergency = YesNo(data_key="spoed", required=True)
    comes_back = YesNo(data_key="komtTerug", required=True)
    reason = Text(data_key="waaromNu", required=True, allow_none=True)
    invitees = Rows(InviteeSchema, data_key="genodigden", required=True)
    to_do = Rows(Text(), data_key="nogTeDoen", required=True)
    mandates = Whole(data_key="partijenMetMandaat", required=True)
    parties = Whole(data_key="partijen", required=True)


class AgendaSchema(Wire):
    """The agenda of one meeting: what comes back first."""

    name = "Overlegagenda"
    slot = One(SlotSchema, data_key="overleg", required=True)
    team = Text(required=True)
    items = Rows(AgendaItemSchema, data_key="punten", required=True)


class MoveBody(Wire):
    """To which meeting a case goes, and why."""

    name = "OverlegVerplaatsing"
    meeting_id = Whole(data_key="agendapunt", required=True, validate=between(1, MAX_WHOLE))
    slot_id = Whole(data_key="naarOverleg", required=True, validate=between(1, MAX_WHOLE))
    reason = Text(data_key="reden", required=True, validate=[filled(), at_most(1000)])


class MovedSchema(Wire):
    """Where it is now."""

    name = "VerplaatstOverleg"
    day = Text(data_key="dag", required=True, metadata={"description": "De nieuwe dag in woorden"})


class CalendarSchema(Wire):
    """A calendar one may have an address for."""

    name = "Agendakoppeling"
    team = Text(required=True, allow_none=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    made_at = Instant(data_key="gemaaktOp", required=True, allow_none=True)


class CalendarListSchema(Wire):
    """One's own calendar and those of one's teams."""

    name = "Agendakoppelingen"
    rows = Rows(CalendarSchema, data_key="resultaten", required=True)


class CalendarBody(Wire):
    """Which calendar; without a team one's own."""

    name = "NieuweAgendakoppeling"
    team = Text(load_default=None, allow_none=True, validate=at_most(100))


class AddressSchema(Wire):
    """The secret address; it is given once."""

    name = "Agenda-adres"
    address = Text(data_key="adres", required=True)
