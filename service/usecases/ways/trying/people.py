"""Who and what there is in a sandbox: one fictional person per role, with the same keys in every region."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

# The start of every key of a fictional person or organisation: `p-procesregisseur`.
PREFIX = "p-"
TOWN, OTHER_TOWN = "proefstad", "proefdorp"
_SINCE = date(2020, 1, 1)
_FIXED_MEETINGS = {"eerste": date(2026, 1, 9), "om_de_weken": 2, "tot": date(2031, 12, 31)}
_HOURS = {"begin": "09:30", "einde": "11:30", "plaats": "Proefzaal"}
_MUNICIPAL = {
    "ambtelijk": ("ambtelijk_escalatiehouder",),
    "manager": ("manager",),
    "bestuurlijk": ("bestuurlijk_escalatiehouder",),
}
# Lanes that are filled by people of organisations or of the region.
_ELSEWHERE = frozenset(
    {"melder", "vrager", "kernteam", "gemeente_inkoop", "partij", "aanbieder", "casusregisseur", "expertisenetwerk"}
)
_ORGANISATIONS = {
    "p-aanbieder": ("Aanbieder Voorbeeld", "jeugdhulpaanbieder", "p-aanbieder-contact"),
    "p-aanbieder-2": ("Tweede aanbieder Voorbeeld", "jeugdhulpaanbieder", "p-aanbieder-2-contact"),
    "p-gi": ("Jeugdbescherming Voorbeeld", "gecertificeerde_instelling", "p-gi-contact"),
    "p-school": ("School Voorbeeld", "onderwijs", "p-school-contact"),
    "p-lokaal-team": ("Lokaal team Voorbeeld", "lokaal_team", "p-casusregisseur"),
    "p-netwerk": ("Expertisenetwerk Voorbeeld", "expertisenetwerk", "p-expertisenetwerk"),
}
_SPEAK_AS = {"p-aanbieder-contact": "aanbieder", "p-aanbieder-2-contact": "aanbieder"}


@dataclass(frozen=True)
class SandboxRegion:
    """The region a draft is for, as its sandbox has it; `key` also says which settings, terms and calendar hold."""

    key: str
    name: str
    fixed_meetings: bool


def sandbox_people(region: SandboxRegion, roles: Mapping[str, str]) -> dict[str, Any]:
    """Everything that seeding wants, for a region with one team and somebody in every role (key to Dutch name)."""
    towns = [{"id": TOWN, "naam": "Proefstad"}, {"id": OTHER_TOWN, "naam": "Proefdorp"}]
    team: dict[str, Any] = {
        "id": "p-team", "naam": "Proefteam", "schaal": "regionaal", "regios": [region.key],
        "opdrachtgever": "Opdrachtgever Voorbeeld", "expertisenetwerk": "p-netwerk",
    }  # fmt: skip
    if region.fixed_meetings:
        team["overleg"] = {**_FIXED_MEETINGS, **_HOURS}
    return {
        "regios": [{"id": region.key, "naam": region.name, "actief_sinds": _SINCE, "gemeenten": towns}],
        "organisaties": [
            {"id": key, "naam": name, "soort": kind, "contactpersoon": contact}
            for key, (name, kind, contact) in _ORGANISATIONS.items()
        ],
        "teams": [team],
        "gebruikers": [*_team_people(roles), *_municipal_people(region), *_outside_people(region)],
    }


def _person(key: str, name: str, *roles: str, **place: Any) -> dict[str, Any]:
    return {"id": key, "naam": name, "mail": f"{key}@proef.example", "rollen": list(roles), **place}


def _team_people(roles: Mapping[str, str]) -> list[dict[str, Any]]:
    own = {role: name for role, name in roles.items() if role not in _ELSEWHERE and role not in _MUNICIPAL}
    return [_person(f"{PREFIX}{role}", f"{name} Proef", role, team="p-team") for role, name in own.items()]


def _municipal_people(region: SandboxRegion) -> list[dict[str, Any]]:
    towns = {"regio": region.key, "gemeenten": ["Proefstad", "Proefdorp"]}
    names = {"ambtelijk": "Ambtelijk Proef", "manager": "Manager Proef", "bestuurlijk": "Bestuurlijk Proef"}
    found = [_person(f"{PREFIX}{lane}", names[lane], *roles, **towns) for lane, roles in _MUNICIPAL.items()]
    return [*found, _person(f"{PREFIX}gemeente_inkoop", "Inkoop Proef", "inkoop", regio=region.key)]


def _outside_people(region: SandboxRegion) -> list[dict[str, Any]]:
    people = {contact: (key, name) for key, (name, _, contact) in _ORGANISATIONS.items()}
    named = {"p-casusregisseur": "Casusregisseur Proef", "p-expertisenetwerk": "Expertisenetwerk Proef"}
    return [
        _person(
            contact,
            named.get(contact, f"Contactpersoon {name}"),
            *(("expertisenetwerk",) if key == "p-netwerk" else ("contactpersoon", "casusregisseur")),
            organisatie=key,
        )
        for contact, (key, name) in people.items()
    ]


def role_of(account_key: str) -> str:
    """The role a fictional person stands for."""
    known = _SPEAK_AS.get(account_key, "partij" if account_key.endswith("-contact") else "")
    return known or account_key.removeprefix(PREFIX)
