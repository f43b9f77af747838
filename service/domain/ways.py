"""Who may do what with ways of working, and where a draft stands (pure rules; denied unless said here).

Authors: a region's administrators for the region, national administrators for the national base. Approvers: whoever
has the role of approver for that region (or nationally), or another author. Nobody approves what they worked on.
"""

from collections.abc import Collection
from typing import Final

from service.domain.actors import Actor

REGIONAL_AUTHOR: Final = "regiobeheerder"
NATIONAL_AUTHOR: Final = "landelijk_beheerder"
APPROVER: Final = "goedkeurder"
WAY_ROLES: Final = (REGIONAL_AUTHOR, NATIONAL_AUTHOR, APPROVER)
DRAFT_STATES: Final = {
    "ontwerp": "Ontwerp",
    "gecontroleerd": "Gecontroleerd",
    "geprobeerd": "Gecontroleerd en geprobeerd",
    "ingediend": "Ingediend, wacht op goedkeuring",
    "vrijgegeven": "Goedgekeurd en vrijgegeven",
    "vervallen": "Weggelegd",
}
RELEASE_STATES: Final = {
    "gepland": "Goedgekeurd, nog niet actief",
    "actief": "Actief voor nieuwe zaken",
    "vervangen": "Vervangen, zaken kunnen nog lopen",
    "gestopt": "Gestopt voor nieuwe zaken",
    "afgevoerd": "Afgevoerd",
}


def may_see_releases(actor: Actor, region_id: int | None) -> bool:
    """Releases of the own region, and the national ones for everybody who works on ways of working."""
    if actor.system or (region_id is None and actor.has(*WAY_ROLES)):
        return True
    return actor.has(NATIONAL_AUTHOR) or region_id in actor.regions(REGIONAL_AUTHOR, APPROVER)


def may_see_drafts(actor: Actor, region_id: int | None) -> bool:
    """Who edits or approves there."""
    return may_edit(actor, region_id) or is_approver(actor, region_id)


def may_edit(actor: Actor, region_id: int | None) -> bool:
    """Make and change drafts of this region (None: the national base)."""
    if actor.system:
        return True
    if region_id is None:
        return actor.has(NATIONAL_AUTHOR)
    return region_id in actor.regions(REGIONAL_AUTHOR)


def is_approver(actor: Actor, region_id: int | None) -> bool:
    """Approve there, as long as it is somebody else's work."""
    if region_id is None:
        everywhere = any(grant.role == APPROVER and grant.region_id is None for grant in actor.grants)
        return everywhere or actor.has(NATIONAL_AUTHOR)
    return region_id in actor.regions(APPROVER, REGIONAL_AUTHOR)


def may_approve(actor: Actor, region_id: int | None, contributors: Collection[int | None]) -> bool:
    """An approver who did not make, change or hand in any of it; the service itself never approves."""
    return actor.account_id is not None and actor.account_id not in contributors and is_approver(actor, region_id)


def draft_status(state: str, content: str, checked: str | None, tried: str | None) -> str:
    """What a draft is called: a check or trial counts only for the content that it was done with."""
    if state != "ontwerp" or checked != content:
        return state
    return "geprobeerd" if tried == content else "gecontroleerd"
