"""Regions on the wire: in use or not, who decides where, what is missing."""

from service.api.fields import Day, Rows, Text, Wire, YesNo


class GapSchema(Wire):
    """What is missing."""

    name = "Ontbreekt"
    municipality = Text(data_key="gemeente", allow_none=True)
    text = Text(data_key="tekst", required=True)
    blocks = YesNo(data_key="houdtTegen", required=True)


class OwnerSchema(Wire):
    """Who decides at one level; no name: nobody."""

    name = "Houder"
    level_label = Text(data_key="niveau", required=True)
    name_ = Text(attribute="name", data_key="naam", allow_none=True)


class MunicipalityOwnersSchema(Wire):
    """The escalation owners of one municipality."""

    name = "GemeenteHouders"
    municipality = Text(data_key="gemeente", required=True)
    owners = Rows(OwnerSchema, data_key="houders", required=True)


class RegionSchema(Wire):
    """A region with what is missing before it may be used."""

    name = "Regio"
    key = Text(data_key="sleutel", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    active_since = Day(data_key="inGebruikSinds", allow_none=True)
    is_ready = YesNo(data_key="gereed", required=True)
    municipalities = Rows(MunicipalityOwnersSchema, data_key="gemeenten", required=True)
    gaps = Rows(GapSchema, data_key="ontbreekt", required=True)


class RegionListSchema(Wire):
    """Regions."""

    name = "Regios"
    rows = Rows(RegionSchema, data_key="resultaten", required=True)
