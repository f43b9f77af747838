"""Who hears what of a draft: approvers that one waits, its makers what came of it, regions that the base is newer."""

from collections.abc import Iterable

from sqlalchemy import select

from service.domain.ways import APPROVER, NATIONAL_AUTHOR, REGIONAL_AUTHOR
from service.models import Account, Release, RoleGrant, WayDraft
from service.usecases.assignment import valid_on
from service.usecases.notifications import About, notify_account
from service.usecases.ways import trail
from service.usecases.work import Work

WAITS, SENT_BACK, APPROVED, NEWER = (
    "ontwerp_ingediend",
    "ontwerp_teruggestuurd",
    "ontwerp_goedgekeurd",
    "landelijk_nieuw",
)


def tell_approvers(work: Work, draft: WayDraft) -> None:
    """Who may approve it hears that it waits; nobody who worked on it does."""
    roles = (APPROVER, NATIONAL_AUTHOR) if draft.region_id is None else (APPROVER, REGIONAL_AUTHOR)
    own = trail.contributors(work, draft)
    _tell(work, WAITS, draft.key, [one for one in _holders(work, roles, draft.region_id) if one not in own])


def tell_makers(work: Work, draft: WayDraft, kind: str) -> None:
    """Who made it and who handed it in hear what somebody else decided."""
    makers = dict.fromkeys((draft.author_id, draft.submitted_by_id))
    _tell(work, kind, draft.key, [one for one in makers if one is not None and one != work.actor.account_id])


def tell_regions(work: Work, release: Release) -> None:
    """The administrators of regions with a release of their own hear that there is a newer national one."""
    if release.region_id is None:
        own = select(Release.region_id).where(Release.region_id.is_not(None), Release.retired_at.is_(None)).distinct()
        for region_id in work.session.scalars(own).all():
            _tell(work, NEWER, release.key, _holders(work, (REGIONAL_AUTHOR,), region_id))


def _holders(work: Work, roles: Iterable[str], region_id: int | None) -> list[int]:
    query = select(RoleGrant.account_id).join(Account, Account.id == RoleGrant.account_id)
    query = query.where(Account.active, RoleGrant.role.in_(tuple(roles)), *valid_on(work.today))
    here = RoleGrant.region_id == region_id if region_id is not None else RoleGrant.region_id.is_(None)
    return list(work.session.scalars(query.where(here).distinct().order_by(RoleGrant.account_id)))


def _tell(work: Work, kind: str, key: str, receivers: Iterable[int]) -> None:
    for account_id in receivers:
        # A draft that comes back and is handed in again is told again.
        notify_account(work, account_id, kind, About(subject=f"{key}:{work.now.isoformat()}"))
