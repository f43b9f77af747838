"""What pages, editor and API get to see of ways of working."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

FileKey = tuple[str, str]  # kind (diagram | form) and process or form id


@dataclass(frozen=True)
class TrailRow:
    """One line of the trail."""

    id: int
    at: datetime
    by: str
    kind: str
    text: str
    place: str  # the region, or «Landelijk»
    draft_key: str | None = None
    release_key: str | None = None
    file: str | None = None


@dataclass(frozen=True)
class DraftFileRow:
    """A file of a draft; `origin` is landelijk, regio, gewijzigd, nieuw or vervallen, `revision` 0 when untouched."""

    kind: str
    name: str
    title: str
    origin: str
    revision: int
    changed_by: str | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list."""

    key: str
    title: str
    region_key: str | None
    region_name: str
    status: str
    author: str
    changed_at: datetime


@dataclass(frozen=True)
class DraftView:
    """A draft with all its files, as whoever looks may treat it; region None is national."""

    key: str
    title: str
    region_key: str | None
    region_name: str
    base_key: str
    national_key: str | None
    status: str
    change_note: str
    author: str
    revision: int
    content_hash: str
    files: Sequence[DraftFileRow]
    history: Sequence[TrailRow]
    checked: bool
    tried: bool
    trial_required: bool
    may_edit: bool
    may_approve: bool
    active_from: date | None
    submitted_by: str | None
    release_key: str | None
    overtaken_by: str | None  # the release that was made from the same start meanwhile
    newer_national: str | None  # the national release that came after the one it lies on


@dataclass(frozen=True)
class DraftFile:
    """One file of a draft; `base_content` is None when the release it started from does not have it."""

    kind: str
    name: str
    content: bytes
    revision: int
    base_content: bytes | None


@dataclass(frozen=True)
class ReleaseRow:
    """A release in a list; `state` is one of RELEASE_STATES, `cases` counts what runs on it now."""

    key: str
    title: str
    number: int
    region_key: str | None
    region_name: str
    base_key: str | None
    state: str
    active_from: date
    active_until: date | None
    cases: int
    change_note: str
    author: str
    approver: str
    approved_at: datetime | None
    made_at: datetime


@dataclass(frozen=True)
class WayRow:
    """The way of working of one region, or the national base (region None): releases newest first, open drafts."""

    region_key: str | None
    region_name: str
    releases: Sequence[ReleaseRow]
    drafts: Sequence[DraftRow]
    active: ReleaseRow | None
    follows_national: bool
    update: str | None  # a national release that is newer than the one its own release lies on
    may_edit: bool
