"""Ways of working to look at: per region its releases with where they stand, and the drafts that are being made."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select

from service.domain.errors import NotFound
from service.domain.ways import NATIONAL_AUTHOR, WAY_ROLES, draft_status, may_edit, may_see_drafts, may_see_releases
from service.models import ProcessInstance, Region, Release, WayDraft
from service.usecases.ways.access import find_region, name_of
from service.usecases.ways.contents import digest, draft_set
from service.usecases.ways.shapes import DraftRow, ReleaseRow, WayRow
from service.usecases.work import Work

RUNNING = "running"


def list_ways(work: Work) -> list[WayRow]:
    """The national base and the regions the actor works on; a national administrator sees the releases of all."""
    if not (work.actor.system or work.actor.has(*WAY_ROLES)):
        raise NotFound
    releases = list(work.session.scalars(select(Release).order_by(Release.id.desc())))
    counts = cases_per_release(work)
    places: list[int | None] = [None, *work.session.scalars(select(Region.id).order_by(Region.name))]
    return [_way(work, place, releases, counts) for place in places if may_see_releases(work.actor, place)]


def _way(work: Work, region_id: int | None, releases: Sequence[Release], counts: Mapping[int, int]) -> WayRow:
    region_key, region_name = find_region(work, region_id)
    national = active_of(releases, None, work.today)
    own = active_of(releases, region_id, work.today) if region_id is not None else None
    active = own or national
    mine = [one for one in releases if one.region_id == region_id]
    newest = max((one for one in releases if one.region_id is None), key=lambda one: one.number, default=None)
    under = next((one for one in releases if own is not None and one.id == own.base_id), None)
    update = newest.key if newest and under and newest.number > under.number else None
    return WayRow(
        region_key=region_key,
        region_name=region_name,
        releases=[row_of(work, one, releases, counts) for one in sorted(mine, key=lambda one: -one.number)],
        drafts=_drafts(work, region_id) if may_see_drafts(work.actor, region_id) else [],
        active=row_of(work, active, releases, counts) if active is not None else None,
        follows_national=region_id is not None and own is None,
        update=update,
        may_edit=may_edit(work.actor, region_id),
    )


def _drafts(work: Work, region_id: int | None) -> list[DraftRow]:
    query = select(WayDraft).where(WayDraft.region_id == region_id, WayDraft.state.in_(("ontwerp", "ingediend")))
    return [draft_row(work, draft) for draft in work.session.scalars(query.order_by(WayDraft.id.desc()))]


def draft_row(work: Work, draft: WayDraft) -> DraftRow:
    """A draft as a line of a list."""
    region_key, region_name = find_region(work, draft.region_id)
    national = work.session.get_one(Release, draft.national_id).key if draft.national_id is not None else None
    content = digest(draft_set(work, draft), national)
    return DraftRow(
        key=draft.key,
        title=draft.title,
        region_key=region_key,
        region_name=region_name,
        status=draft_status(draft.state, content, draft.checked_hash, draft.tried_hash),
        author=name_of(work, draft.author_id) or "Procesregie",
        changed_at=max((file.changed_at for file in draft.files), default=draft.created_at),
    )


def active_of(releases: Sequence[Release], region_id: int | None, on_date: date) -> Release | None:
    """The release of this very place that new cases start on that day; None when it has none."""
    counting = [
        one
        for one in releases
        if one.region_id == region_id
        and one.active_from <= on_date
        and (one.active_until is None or one.active_until > on_date)
    ]
    return max(counting, key=lambda one: (one.active_from, one.id), default=None)


def releases_of(work: Work, region_id: int | None) -> Sequence[Release]:
    """The releases of one place that were not stopped, oldest first."""
    query = select(Release).where(Release.region_id == region_id, Release.active_until.is_(None))
    return list(work.session.scalars(query.order_by(Release.number)))


def cases_per_release(work: Work) -> Mapping[int, int]:
    """How many cases have something running on each release; what runs without a case counts as well."""
    one = func.coalesce(ProcessInstance.case_id, -ProcessInstance.id)
    query = select(ProcessInstance.release_id, func.count(one.distinct())).where(ProcessInstance.status == RUNNING)
    return {release: count for release, count in work.session.execute(query.group_by(ProcessInstance.release_id))}


def state_of(release: Release, active: Release | None, on_date: date) -> str:
    """Where a release stands on that day: one of RELEASE_STATES."""
    if release.retired_at is not None:
        return "afgevoerd"
    if release.active_until is not None and release.active_until <= on_date:
        return "gestopt"
    if release.active_from > on_date:
        return "gepland"
    return "actief" if active is not None and active.id == release.id else "vervangen"


def state_now(work: Work, release: Release) -> str:
    """Where a release stands today."""
    here = list(work.session.scalars(select(Release).where(Release.region_id == release.region_id)))
    return state_of(release, active_of(here, release.region_id, work.today), work.today)


def row_of(work: Work, release: Release, releases: Sequence[Release], counts: Mapping[int, int]) -> ReleaseRow:
    """A release as a line of a list."""
    region_key, region_name = find_region(work, release.region_id)
    base = work.session.get_one(Release, release.base_id) if release.base_id is not None else None
    loaded = "Geladen uit de map met diagrammen"
    return ReleaseRow(
        key=release.key,
        title=release.title,
        number=release.number,
        region_key=region_key,
        region_name=region_name,
        base_key=base.key if base is not None else None,
        state=state_of(release, active_of(releases, release.region_id, work.today), work.today),
        active_from=release.active_from,
        active_until=release.active_until,
        cases=counts.get(release.id, 0),
        change_note=release.change_note,
        author=name_of(work, release.author_id) or loaded,
        approver=name_of(work, release.approver_id) or loaded,
        approved_at=release.approved_at,
        made_at=release.loaded_at,
    )


def visible_regions(work: Work) -> Sequence[Region]:
    """The regions for which the actor may see releases, by name."""
    found = work.session.scalars(select(Region).order_by(Region.name))
    everything = work.actor.system or work.actor.has(NATIONAL_AUTHOR)
    return [region for region in found if everything or may_see_releases(work.actor, region.id)]
