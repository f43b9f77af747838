"""How one hears, absences, and mail that did not arrive, on the wire."""

from marshmallow import fields

from service.api.fields import Day, Instant, Rows, Text, Whole, Wire, YesNo, at_most, filled
from service.domain.message import FIXED, GROUPS


class PreferencesSchema(Wire):
    """How one wants to hear; `altijd` cannot be switched off."""

    name = "Meldingen"
    mode = Text(data_key="wanneer", required=True, metadata={"description": "direct of dagelijks"})
    hour = Whole(data_key="uur", required=True, metadata={"description": "Het uur van het dagoverzicht"})
    in_app_only = Rows(Text(), data_key="alleenApp", required=True)
    always = fields.Function(lambda _: [group for group in GROUPS if group in FIXED], data_key="altijd")


class PreferencesBody(Wire):
    """What one chooses."""

    name = "MeldingenKeuze"
    mode = Text(data_key="wanneer", required=True)
    hour = Whole(data_key="uur", required=True)
    in_app_only = Rows(Text(validate=at_most(40)), data_key="alleenApp", load_default=list, validate=at_most(20))


class AbsenceSchema(Wire):
    """A period, first and last day included, in which somebody is away."""

    name = "Afwezigheid"
    id = Whole(required=True)
    account_id = Whole(data_key="account", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    from_on = Day(data_key="van", required=True)
    until_on = Day(data_key="totEnMet", required=True)
    substitute = Text(data_key="waarnemer", allow_none=True)
    stage = Text(data_key="stand", required=True, metadata={"description": "komt, loopt of voorbij"})
    recorded_by = Text(data_key="vastgelegdDoor", allow_none=True)
    may_end = YesNo(data_key="magBeeindigen", required=True)


class AbsenceListSchema(Wire):
    """Absences."""

    name = "Afwezigheden"
    rows = Rows(AbsenceSchema, data_key="resultaten", required=True)


class AbsenceBody(Wire):
    """Somebody will be away; without `account` it is oneself."""

    name = "AfwezigheidVastleggen"
    account = Whole(load_default=None, allow_none=True)
    from_on = Day(data_key="van", required=True)
    until_on = Day(data_key="totEnMet", required=True)
    substitute = Whole(data_key="waarnemer", required=True)


class AbsenceQuery(Wire):
    """For whom."""

    name = "WaarnemersFilter"
    account = Whole(load_default=None, metadata={"description": "Het account van wie afwezig is; anders uzelf"})


class PersonSchema(Wire):
    """Somebody who can stand in."""

    name = "Waarnemer"
    account = Text(attribute="value", required=True)
    name_ = Text(attribute="label", data_key="naam", required=True)


class PersonListSchema(Wire):
    """Who can stand in."""

    name = "Waarnemers"
    rows = Rows(PersonSchema, data_key="resultaten", required=True)


class UndeliveredSchema(Wire):
    """A mail that did not arrive at any try."""

    name = "NietAangekomen"
    id = Whole(required=True)
    subject = Text(data_key="onderwerp", required=True)
    owner = Text(data_key="voor", required=True)
    address = Text(data_key="adres", required=True)
    case_number = Text(data_key="zaaknummer", allow_none=True)
    failed_at = Instant(data_key="sinds", required=True)
    tries = Whole(data_key="pogingen", required=True)
    reason = Text(data_key="reden", required=True)


class UndeliveredListSchema(Wire):
    """Mail that did not arrive, longest ago first."""

    name = "NietAangekomenLijst"
    rows = Rows(UndeliveredSchema, data_key="resultaten", required=True)


class SendAgainBody(Wire):
    """Send it again, to its own address or to a better one."""

    name = "OpnieuwVersturen"
    address = Text(data_key="adres", load_default="", validate=at_most(254))


class BounceBody(Wire):
    """What a mail server reported later about a mail it had taken."""

    name = "TeruggekomenMail"
    message_id = Text(data_key="berichtId", required=True, validate=[filled(), at_most(200)])
    reason = Text(data_key="reden", required=True, validate=[filled(), at_most(500)])


class CaseMessageSchema(Wire):
    """An alarm or escalation message of a case, and what its receiver did with it."""

    name = "ZaakBericht"
    title = Text(data_key="onderwerp", required=True)
    kind = Text(data_key="soort", required=True)
    receiver = Text(data_key="aan", required=True)
    due_on = Day(data_key="vervaltOp", allow_none=True)
    created_at = Instant(data_key="gemaaktOp", required=True)
    read_at = Instant(data_key="gelezenOp", allow_none=True)
    acknowledged_at = Instant(data_key="begrepenOp", allow_none=True)
    over = YesNo(data_key="afgerond", required=True)


class CaseMessageListSchema(Wire):
    """The alarms and escalation messages of a case, newest first."""

    name = "ZaakBerichten"
    rows = Rows(CaseMessageSchema, data_key="resultaten", required=True)
