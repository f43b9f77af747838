"""The case in short, beside its tasks."""

from service.api.fields import Rows, Text, Whole, Wire, YesNo


class YoungPersonSchema(Wire):
    """Whom the case is about."""

    name = "Jeugdige"
    first_name = Text(data_key="voornaam", allow_none=True)
    age = Whole(data_key="leeftijd", allow_none=True)
    measure_label = Text(data_key="maatregel", allow_none=True)
    authority_label = Text(data_key="gezag", allow_none=True)
    residence_label = Text(data_key="verblijf", allow_none=True)


class CaseSummarySchema(Wire):
    """Who directs, where it stands, the question in their own words."""

    name = "ZaakSamenvatting"
    number = Text(data_key="nummer", required=True)
    status_label = Text(data_key="statusNaam", required=True)
    emergency = YesNo(data_key="spoed", required=True)
    process_director = Text(data_key="procesregisseur", allow_none=True)
    case_director = Text(data_key="casusregisseur", allow_none=True)
    question_family = Text(data_key="vraagGezin", allow_none=True)
    question_referrer = Text(data_key="vraagMelder", allow_none=True)
    young_people = Rows(YoungPersonSchema, data_key="jeugdigen", required=True)
    region = Text(data_key="regio", required=True)
    municipality = Text(data_key="gemeente", required=True)
    plan_number = Whole(data_key="planversie", allow_none=True)
    goals = Rows(Text(), data_key="doelen", required=True)
    contacts = Rows(Text(), data_key="contacten", required=True)
