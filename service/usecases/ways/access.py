"""Finding drafts, releases and regions for whoever asks: what is not for them does not exist."""

from sqlalchemy import select

from service.domain.errors import Conflict, NotAllowed, NotFound
from service.domain.ways import may_edit, may_see_drafts, may_see_releases
from service.models import Account, Region, Release, WayDraft
from service.usecases.work import Work

NATIONAL_NAME = "Landelijk"
_NO_DRAFT = "Dit ontwerp bestaat niet, of het is niet voor u."
_NO_RELEASE = "Deze werkwijze bestaat niet, of hij is niet voor u."


def get_region_id(work: Work, region_key: str | None) -> int | None:
    """The id of a region by its key; None stays None: national."""
    if region_key is None:
        return None
    found = work.session.scalar(select(Region.id).where(Region.key == region_key))
    if found is None:
        raise NotFound("Deze regio bestaat niet, of zij is niet voor u.")
    return found


def find_region(work: Work, region_id: int | None) -> tuple[str | None, str]:
    """Key and name of a region; (None, «Landelijk») for the national base."""
    region = work.session.get_one(Region, region_id) if region_id is not None else None
    return (region.key, region.name) if region is not None else (None, NATIONAL_NAME)


def get_release(work: Work, key: str) -> Release:
    """A release the actor may see."""
    found = work.session.scalars(select(Release).where(Release.key == key)).first()
    if found is None or not may_see_releases(work.actor, found.region_id):
        raise NotFound(_NO_RELEASE)
    return found


def get_visible(work: Work, key: str) -> WayDraft:
    """A draft the actor may see."""
    found = work.session.scalars(select(WayDraft).where(WayDraft.key == key)).first()
    if found is None or not may_see_drafts(work.actor, found.region_id):
        raise NotFound(_NO_DRAFT)
    return found


def get_locked(work: Work, key: str) -> WayDraft:
    """A draft the actor may see, held until this transaction ends: two people saving take turns."""
    query = select(WayDraft).where(WayDraft.key == key).with_for_update().execution_options(populate_existing=True)
    found = work.session.scalars(query).first()
    if found is None or not may_see_drafts(work.actor, found.region_id):
        raise NotFound(_NO_DRAFT)
    return found


def get_editable(work: Work, key: str) -> WayDraft:
    """A draft the actor may change now, held until this transaction ends."""
    draft = get_locked(work, key)
    if not may_edit(work.actor, draft.region_id):
        raise NotAllowed("U mag dit ontwerp bekijken en goedkeuren, maar niet wijzigen. Vraag de maker.")
    if draft.state != "ontwerp":
        why = "is ingediend" if draft.state == "ingediend" else "is al afgerond"
        raise Conflict(f"Dit ontwerp {why} en kan niet meer veranderen. Trek het eerst in, of begin een nieuw ontwerp.")
    return draft


def name_of(work: Work, account_id: int | None) -> str | None:
    """The name of an account."""
    return work.session.get_one(Account, account_id).name if account_id is not None else None
