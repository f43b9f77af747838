"""The trail of ways of working: who did what to which draft or release. It knows no cases."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, false, or_, select, true

from service.domain.actors import Actor
from service.domain.errors import NotFound
from service.domain.ways import APPROVER, NATIONAL_AUTHOR, REGIONAL_AUTHOR, WAY_ROLES
from service.models import Region, Release, WayDraft, WayDraftFile, WayEvent
from service.usecases.ways.shapes import FileKey, TrailRow
from service.usecases.work import Work

# Whoever saves every few seconds is one line, not a thousand.
_SAME_SITTING = timedelta(hours=1)
SAVED = "bestand_bewaard"


def record(
    work: Work,
    kind: str,
    text: str,
    *,
    draft: WayDraft | None = None,
    release: Release | None = None,
    region_id: int | None = None,
    file: FileKey | None = None,
) -> None:
    """Write a line; its place is that of the draft or release."""
    about = draft or release
    work.session.add(
        WayEvent(
            at=work.now,
            actor_id=work.actor.account_id,
            actor_name=work.actor.name,
            region_id=about.region_id if about is not None else region_id,
            draft_id=draft.id if draft is not None else None,
            release_id=release.id if release is not None else None,
            kind=kind,
            file="/".join(file) if file else None,
            text=text,
        )
    )


def record_saved(work: Work, draft: WayDraft, file: FileKey, text: str) -> None:
    """Write that a file was saved, once per person and sitting."""
    known = select(WayEvent.id).where(
        WayEvent.draft_id == draft.id,
        WayEvent.kind == SAVED,
        WayEvent.file == "/".join(file),
        WayEvent.actor_id == work.actor.account_id,
        WayEvent.at > work.now - _SAME_SITTING,
    )
    if work.session.scalar(known.limit(1)) is None:
        record(work, SAVED, text, draft=draft, file=file)


def contributors(work: Work, draft: WayDraft) -> frozenset[int | None]:
    """Everybody who made, changed or handed in something of a draft, or of a draft that it goes on with.

    Whoever saved the very same file in another draft counts as well: it may have come here in a zip.
    """
    worked = ("gemaakt", SAVED, "bestand_gemaakt", "bestand_weg", "bestand_terug", "omschreven", "ingediend")
    query = select(WayEvent.actor_id).where(WayEvent.draft_id == draft.id, WayEvent.kind.in_(worked))
    found = {draft.author_id, draft.submitted_by_id, *work.session.scalars(query.distinct())}
    for file in draft.files:
        if file.content is not None:
            same = (
                WayDraftFile.kind == file.kind,
                WayDraftFile.name == file.name,
                WayDraftFile.content == file.content,
            )
            found.update(work.session.scalars(select(WayDraftFile.changed_by_id).where(*same).distinct()))
    if draft.origin_id is not None:
        found |= contributors(work, work.session.get_one(WayDraft, draft.origin_id))
    return frozenset(found - {None})


def of_draft(work: Work, draft: WayDraft) -> Sequence[TrailRow]:
    """Everything that was done to a draft, newest first."""
    return _rows(work, WayEvent.draft_id == draft.id, 200)


def of_release(work: Work, release: Release) -> Sequence[TrailRow]:
    """Everything that was done to a release, newest first."""
    return _rows(work, WayEvent.release_id == release.id, 200)


def list_trail(work: Work, after: str = "", limit: int = 50) -> tuple[Sequence[TrailRow], str | None]:
    """A page of the trail of every place the actor works on, newest first, with the cursor of the next page."""
    if not (work.actor.system or work.actor.has(*WAY_ROLES)):
        raise NotFound
    condition = _visible(work.actor)
    if after.isdecimal():
        condition = condition & (WayEvent.id < int(after[:18]))
    rows = _rows(work, condition, limit + 1)
    return rows[:limit], str(rows[limit - 1].id) if len(rows) > limit else None


def _visible(actor: Actor) -> ColumnElement[bool]:
    if actor.system:
        return true()
    regions = actor.regions(REGIONAL_AUTHOR, APPROVER)
    national: ColumnElement[bool] = WayEvent.region_id.is_(None) if _sees_national(actor) else false()
    # What happens to releases is for everybody who may see them; drafts are of those who make them.
    released: ColumnElement[bool] = WayEvent.region_id.is_(None) & WayEvent.release_id.is_not(None)
    if actor.has(NATIONAL_AUTHOR):
        released = WayEvent.release_id.is_not(None)
    return or_(national, released, WayEvent.region_id.in_(regions))


def _sees_national(actor: Actor) -> bool:
    return actor.has(NATIONAL_AUTHOR) or any(g.role == APPROVER and g.region_id is None for g in actor.grants)


def _rows(work: Work, condition: ColumnElement[bool], limit: int) -> Sequence[TrailRow]:
    query = (
        select(WayEvent, Region.name, WayDraft.key, Release.key)
        .outerjoin(Region, Region.id == WayEvent.region_id)
        .outerjoin(WayDraft, WayDraft.id == WayEvent.draft_id)
        .outerjoin(Release, Release.id == WayEvent.release_id)
        .where(condition)
        .order_by(WayEvent.id.desc())
        .limit(limit)
    )
    return [
        TrailRow(
            one.id, one.at, one.actor_name, one.kind, one.text, place or "Landelijk", draft_key, release_key, one.file
        )
        for one, place, draft_key, release_key in work.session.execute(query)
    ]
