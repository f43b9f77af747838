"""A release or a draft, whichever a key names: both are a set of files that can be shown and compared."""

from dataclasses import dataclass

from service.domain.errors import NotFound
from service.models import Release, WayDraft
from service.usecases.ways.access import find_region, get_release, get_visible
from service.usecases.ways.contents import Files, draft_set, own_files, release_set
from service.usecases.work import Work

DRAFT_PREFIX = "ontwerp-"


@dataclass(frozen=True)
class Version:
    """Its files, the files it began with (`base`, key `base_key`) and the national ones under it (None: national)."""

    key: str
    title: str
    place: str
    region_id: int | None
    is_draft: bool
    files: Files
    base_key: str | None
    national_id: int | None

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/werkwijzen/ontwerpen/{self.key}" if self.is_draft else f"/werkwijzen/{self.key}"


def get_version(work: Work, key: str) -> Version:
    """The release or draft with this key, for whoever may see it."""
    if key.startswith(DRAFT_PREFIX):
        return of_draft(work, get_visible(work, key))
    return of_release(work, get_release(work, key))


def of_draft(work: Work, draft: WayDraft) -> Version:
    """A draft as a version."""
    base = work.session.get_one(Release, draft.base_id)
    place = find_region(work, draft.region_id)[1]
    files = draft_set(work, draft)
    return Version(draft.key, draft.title, place, draft.region_id, True, files, base.key, draft.national_id)


def of_release(work: Work, release: Release) -> Version:
    """A release as a version; what it began with is the one before it of its place, else the national one under it."""
    place = find_region(work, release.region_id)[1]
    files = release_set(work, release.id)
    return Version(
        release.key, release.title, place, release.region_id, False, files, _before(work, release), release.base_id
    )


def _before(work: Work, release: Release) -> str | None:
    earlier = (
        work.session.query(Release)
        .filter(Release.region_id == release.region_id, Release.number < release.number)
        .order_by(Release.number.desc())
        .first()
    )
    if earlier is not None:
        return earlier.key
    return work.session.get_one(Release, release.base_id).key if release.base_id is not None else None


def own_of(work: Work, version: Version) -> Files:
    """The files that a version has of its own: all of a national one."""
    national = release_set(work, version.national_id) if version.national_id is not None else None
    return own_files(version.files, national)


def get_content(work: Work, key: str, kind: str, name: str) -> bytes:
    """One file of a release or draft."""
    found = get_version(work, key).files.get((kind, name))
    if found is None:
        raise NotFound("Dit bestand zit niet in deze werkwijze.")
    return found
