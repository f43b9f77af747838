"""Drafts of a way of working: started from a release, changed file by file, described, put away."""

import re
from typing import Any

from sqlalchemy import select

from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound
from service.domain.ways import draft_status, may_approve, may_edit, may_see_drafts
from service.engine import ReleaseFiles
from service.models import Release, WayDraft
from service.usecases.releases import next_number, release_for
from service.usecases.ways import trail
from service.usecases.ways.access import find_region, get_editable, get_locked, get_region_id, get_release, get_visible
from service.usecases.ways.access import name_of as name_of_account
from service.usecases.ways.contents import Files, as_release, digest, draft_set, national_set, release_set, title_of
from service.usecases.ways.shapes import DraftFileRow, DraftView, FileKey
from service.usecases.ways.way_reads import list_ways, releases_of
from service.usecases.work import Work

__all__ = ["content_hash", "describe", "discard", "draft_release_files", "get_draft", "list_ways", "start_draft"]


def start_draft(work: Work, region_key: str | None, title: str, base_key: str | None = None) -> str:
    """Start a draft at a release (the newest of the region, else the national one) and give its key."""
    region_id = get_region_id(work, region_key)
    if not may_see_drafts(work.actor, region_id):
        raise NotFound("Deze regio bestaat niet, of zij is niet voor u.")
    if not may_edit(work.actor, region_id):
        raise NotAllowed("U mag ontwerpen goedkeuren, maar niet maken. Vraag de regiobeheerder.")
    if not title.strip():
        raise InvalidInput(fields=[FieldError("titel", "Geef het ontwerp een naam, bijvoorbeeld wat er verandert.")])
    base = _base(work, region_id, base_key)
    national_id = None if region_id is None else (base.id if base.region_id is None else base.base_id)
    return make_draft(work, region_id, title, base_id=base.id, national_id=national_id).key


def make_draft(work: Work, region_id: int | None, title: str, *, base_id: int, national_id: int | None) -> WayDraft:
    """A new draft with a key of its own, written in the trail."""
    draft = WayDraft(
        key="", title=title.strip()[:120], region_id=region_id, base_id=base_id, national_id=national_id,
        author_id=work.actor.account_id, created_at=work.now, state="ontwerp", change_note="", revision=0,
        seen_number=next_number(work.session, region_id) - 1,
    )  # fmt: skip
    draft.key = _free_key(work, find_region(work, region_id)[0] or "landelijk")
    work.session.add(draft)
    work.session.flush()
    base = work.session.get_one(Release, base_id)
    trail.record(work, "gemaakt", f"Ontwerp «{draft.title}» begonnen vanaf {base.key}.", draft=draft)
    return draft


def _base(work: Work, region_id: int | None, base_key: str | None) -> Release:
    if base_key is not None:
        base = get_release(work, base_key)
        if base.region_id not in (None, region_id):
            raise Conflict("Een ontwerp begint bij een werkwijze van de eigen regio of bij een landelijke.")
        return base
    # A planned release counts as well: a draft that started before it would undo it again.
    if found := releases_of(work, region_id):
        return found[-1]
    if region_id is None:
        raise NotFound("Er is nog geen landelijke werkwijze. Laad eerst de map met diagrammen.")
    return release_for(work, region_id, work.today)


def _free_key(work: Work, place: str) -> str:
    known = set(work.session.scalars(select(WayDraft.key).where(WayDraft.key.startswith(f"ontwerp-{place}-"))))
    numbers = [int(found[1]) for key in known if (found := re.search(r"-(\d+)$", key))]
    return f"ontwerp-{place}-{max(numbers, default=0) + 1}"


def content_hash(work: Work, draft_key: str) -> str:
    """The hash of what the draft would run with now; a check or trial is of one hash."""
    return hash_of(work, get_visible(work, draft_key))


def hash_of(work: Work, draft: WayDraft, merged: Files | None = None) -> str:
    """As content_hash, for a draft that was found already."""
    national = _key(_release(work, draft.national_id))
    return digest(draft_set(work, draft) if merged is None else merged, national)


def _release(work: Work, release_id: int | None) -> Release | None:
    return work.session.get_one(Release, release_id) if release_id is not None else None


def _key(release: Release | None) -> str | None:
    return release.key if release is not None else None


def draft_release_files(work: Work, draft_key: str) -> ReleaseFiles:
    """Everything the draft would run with; its id is negative, so that it is never taken for a release."""
    draft = get_visible(work, draft_key)
    return as_release(draft_set(work, draft), draft.key, -draft.id)


def describe(work: Work, draft_key: str, title: str, change_note: str) -> None:
    """Change the name of a draft and the note that says what it changes and why."""
    draft = get_editable(work, draft_key)
    if not title.strip():
        raise InvalidInput(fields=[FieldError("titel", "Geef het ontwerp een naam, bijvoorbeeld wat er verandert.")])
    if (draft.title, draft.change_note) != (title.strip()[:120], change_note.strip()):
        draft.title, draft.change_note = title.strip()[:120], change_note.strip()
        trail.record(work, "omschreven", f"Naam en toelichting bewaard: «{draft.title}».", draft=draft)


def discard(work: Work, draft_key: str) -> None:
    """Put a draft away; it stays in the trail and can still be looked at."""
    draft = get_locked(work, draft_key)
    if not may_edit(work.actor, draft.region_id):
        raise NotAllowed("Alleen wie ontwerpen maakt, kan er een wegleggen.")
    if draft.state not in ("ontwerp", "ingediend"):
        raise Conflict("Dit ontwerp is al afgerond.")
    draft.state = "vervallen"
    trail.record(work, "weggelegd", f"Ontwerp «{draft.title}» weggelegd.", draft=draft)


def get_draft(work: Work, draft_key: str) -> DraftView:
    """The draft with all its files, what was done to it, and what the actor may do with it."""
    draft = get_visible(work, draft_key)
    base = release_set(work, draft.base_id)
    merged = draft_set(work, draft, base)
    content = hash_of(work, draft, merged)
    region_key, region_name = find_region(work, draft.region_id)
    national = _release(work, draft.national_id)
    others_work = may_approve(work.actor, draft.region_id, trail.contributors(work, draft))
    return DraftView(
        key=draft.key,
        title=draft.title,
        region_key=region_key,
        region_name=region_name,
        base_key=_key(_release(work, draft.base_id)) or "",
        national_key=_key(national),
        change_note=draft.change_note,
        author=name_of_account(work, draft.author_id) or "Procesregie",
        revision=draft.revision,
        content_hash=content,
        files=_rows(work, draft, base, merged),
        history=trail.of_draft(work, draft),
        **_standing(work, draft, content),
        may_edit=draft.state == "ontwerp" and may_edit(work.actor, draft.region_id),
        may_approve=draft.state == "ingediend" and others_work,
        active_from=draft.active_from,
        submitted_by=name_of_account(work, draft.submitted_by_id),
        release_key=_key(_release(work, draft.release_id)),
        overtaken_by=find_overtaker(work, draft),
        newer_national=_newer_national(work, national),
    )


def _standing(work: Work, draft: WayDraft, content: str) -> dict[str, Any]:
    """How far this content has come."""
    return {
        "status": draft_status(draft.state, content, draft.checked_hash, draft.tried_hash),
        "checked": draft.checked_hash == content,
        "tried": draft.tried_hash == content,
        "trial_required": work.services.settings.ways_require_trial,
    }


def _rows(work: Work, draft: WayDraft, base: Files, merged: Files) -> list[DraftFileRow]:
    national = national_set(work, draft)
    touched = {(file.kind, file.name): file for file in draft.files}
    rows = []
    for key in sorted({*base, *merged}):
        file = touched.get(key)
        rows.append(
            DraftFileRow(
                kind=key[0],
                name=key[1],
                title=title_of(key, merged.get(key, base.get(key, b""))),
                origin=_origin(key, base, merged, base if national is None else national),
                revision=file.revision if file is not None else 0,
                changed_by=name_of_account(work, file.changed_by_id) if file is not None else None,
                changed_at=file.changed_at if file is not None else None,
            )
        )
    return rows


def _origin(key: FileKey, base: Files, merged: Files, national: Files) -> str:
    if key not in merged:
        return "vervallen"
    if key not in base:
        return "nieuw"
    if merged[key] != base[key]:
        return "gewijzigd"
    return "landelijk" if national.get(key) == merged[key] else "regio"


def find_overtaker(work: Work, draft: WayDraft) -> str | None:
    """The newest release of the same place that was made after this draft started; None for finished drafts."""
    if draft.state not in ("ontwerp", "ingediend"):
        return None
    later = select(Release.key).where(Release.region_id == draft.region_id, Release.number > draft.seen_number)
    return work.session.scalar(later.order_by(Release.number.desc()).limit(1))


def _newer_national(work: Work, national: Release | None) -> str | None:
    if national is None:
        return None
    newer = select(Release.key).where(Release.region_id.is_(None), Release.number > national.number)
    return work.session.scalar(newer.order_by(Release.number.desc()).limit(1))
