"""What stands in the header, by role."""

from dataclasses import dataclass

from service.domain.actors import Actor
from service.domain.permissions import INCIDENT_READERS, MANAGING, OPERATOR, STAFF, may_watch
from service.domain.ways import WAY_ROLES

_CASES = (*STAFF, *MANAGING, "contactpersoon", "casusregisseur", "deskundige")
_ESCALATIONS = (*MANAGING, "bestuurlijk_escalatiehouder", "procesregisseur", "voorzitter", "secretaris")


@dataclass(frozen=True)
class MenuItem:
    """One link of the header; `counts` asks for the number of unread messages behind it."""

    label: str
    href: str
    current: bool
    counts: bool = False


def menu_for(actor: Actor, path: str) -> tuple[MenuItem, ...]:
    """The links for this actor; a visitor can register a question and log in."""
    if actor.account_id is None:
        links = [("Aanmelden bij een expertteam", "/aanmelden"), ("Inloggen", "/inloggen")]
    else:
        links = [("Werklijst", "/werklijst")]
        links += [("Zaken", "/zaken")] if actor.has(*_CASES) else []
        links += [("Voortgang", "/voortgang")] if may_watch(actor) else []
        links += [("Overleg", "/overleg")] if actor.teams(*STAFF) else []
        links += [("Escalaties", "/escalaties")] if actor.has(*_ESCALATIONS) else []
        links += [("Regio’s", "/regios")] if actor.has(OPERATOR, "regiobeheerder") else []
        links += [("Werkwijzen", "/werkwijzen")] if actor.has(*WAY_ROLES) else []
        links += [("Overzetten", "/overzetten")] if actor.has(OPERATOR) else []
        links += [("Storingen", "/incidenten")] if actor.has(OPERATOR, *INCIDENT_READERS) else []
        links += [("Berichten", "/berichten")]
    return tuple(
        MenuItem(label, href, path == href or path.startswith(f"{href}/"), counts=href == "/berichten")
        for label, href in links
    )
