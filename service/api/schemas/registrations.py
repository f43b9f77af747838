"""Municipalities and registrations on the wire."""

from service.api.fields import Day, One, Open, Rows, Text, Wire, YesNo, at_most
from service.api.schemas.basic import FormSchema


class MunicipalitySchema(Wire):
    """A municipality."""

    name = "Gemeente"
    value = Text(data_key="sleutel", required=True)
    label = Text(data_key="naam", required=True)


class MunicipalityListSchema(Wire):
    """All municipalities."""

    name = "Gemeenten"
    rows = Rows(MunicipalitySchema, data_key="resultaten", required=True)


class RegistrationFormSchema(Wire):
    """The registration form of the region a municipality belongs to."""

    name = "Aanmeldformulier"
    municipality = Text(data_key="gemeente", required=True)
    region = Text(data_key="regio", required=True)
    team = Text(required=True)
    criteria = Rows(Text(), required=True)
    form = One(FormSchema, data_key="formulier", required=True)


class RegistrationBody(Wire):
    """A registration: the municipality where the young person is registered, and the filled-in form."""

    name = "Melding"
    municipality = Text(data_key="gemeente", required=True, validate=at_most(100))
    data = Open(data_key="gegevens", required=True)


class ReceiptSchema(Wire):
    """What the referrer gets back; a case number only after admission."""

    name = "Ontvangst"
    reference = Text(data_key="referentie", required=True)
    case_number = Text(data_key="zaaknummer", allow_none=True)
    admitted = YesNo(data_key="toegelaten", required=True)
    acute = YesNo(data_key="acuut", required=True)
    team = Text(required=True)
    redirect = Text(data_key="andereWeg", allow_none=True)
    confirmed_by = Day(data_key="bevestigdVoor", allow_none=True)
