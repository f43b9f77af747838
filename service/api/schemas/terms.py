"""The terms of a region on the wire."""

from service.api.fields import Day, Rows, Text, Whole, Wire, YesNo


class TermQuery(Wire):
    """Of which region."""

    name = "RegioTermijnenFilter"
    region = Text(
        data_key="regio", load_default="", metadata={"description": "Sleutel van de regio; leeg: uw eigen regio"}
    )


class TermSchema(Wire):
    """One term as it holds in the region."""

    name = "RegioTermijn"
    code = Text(required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    number = Whole(data_key="aantal", required=True)
    unit = Text(data_key="eenheid", required=True)
    text = Text(data_key="tekst", required=True)
    anchor = Text(data_key="anker", required=True)
    source = Text(data_key="bron", required=True)
    grounds = Rows(Text(), data_key="grond", required=True)
    differs = YesNo(data_key="wijktAf", required=True)
    national = Text(data_key="landelijk", required=True)
    used_in = Rows(Text(), data_key="gebruiktIn", required=True)
    note = Text(data_key="waaromNietGebruikt", required=True)


class DayOffSchema(Wire):
    """A day that does not count."""

    name = "VrijeDag"
    day = Day(data_key="datum", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)


class TermListSchema(Wire):
    """All terms of a region with its calendar."""

    name = "RegioTermijnen"
    region = Text(data_key="regio", required=True)
    region_name = Text(data_key="regioNaam", required=True)
    release = Text(data_key="werkwijze", required=True)
    reminder_time = Text(data_key="herinneringOm", required=True)
    expiry_time = Text(data_key="vervaltOm", required=True)
    days_off = Rows(DayOffSchema, data_key="vrijeDagen", required=True)
    terms = Rows(TermSchema, data_key="resultaten", required=True)
