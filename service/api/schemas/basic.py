"""Shapes that several resources share."""

from marshmallow import validate

from service.api.fields import Day, Instant, Open, Rows, Text, Whole, Wire, between

_CURSOR = "De cursor uit `volgende` van de vorige pagina"
_IS_CURSOR = validate.Regexp(
    r"^(([0-9]{4}-[0-9]{2}-[0-9]{2}\.)?[0-9]{1,18})?$", error="Gebruik de cursor uit `volgende` van de vorige pagina."
)


class ChoiceSchema(Wire):
    """One option, with its label."""

    name = "Keuze"
    value = Text(data_key="waarde", required=True)
    label = Text(data_key="label", required=True)


class EventSchema(Wire):
    """One line of the history of a case."""

    name = "Gebeurtenis"
    at = Instant(data_key="tijdstip", required=True)
    day = Day(data_key="datum", required=True)
    kind = Text(data_key="soort", required=True)
    text = Text(data_key="tekst", required=True)
    by = Text(data_key="door", allow_none=True)
    on_behalf_of = Text(data_key="namens", allow_none=True)
    rule = Text(data_key="regel", allow_none=True, metadata={"description": "Welke termijn dit in gang zette"})
    rule_code = Text(data_key="regelCode", allow_none=True)


class DueSchema(Wire):
    """Why something is due on its day."""

    due_why = Text(data_key="vervaltUitleg", allow_none=True, metadata={"description": "Waarom het die dag vervalt"})
    due_term = Text(
        data_key="termijn", allow_none=True, metadata={"description": "Code van de termijn, zie /termijnen"}
    )


class PageQuery(Wire):
    """Which page of a list."""

    name = "Bladeren"
    after = Text(data_key="na", load_default="", validate=_IS_CURSOR, metadata={"description": _CURSOR})
    limit = Whole(
        data_key="aantal", load_default=25, validate=between(1, 100), metadata={"description": "Regels per pagina"}
    )


class DoneSchema(Wire):
    """What an action on a case was done to."""

    name = "Uitgevoerd"
    zaaknummer = Text(required=True)


class FormSchema(Wire):
    """A form: its fields with choices and conditions, and the rules between them."""

    name = "Formulier"
    id = Text(required=True)
    titel = Text(required=True)
    uitleg = Text(required=True)
    velden = Rows(Open(), required=True)
    regels = Rows(Open(), required=True)
