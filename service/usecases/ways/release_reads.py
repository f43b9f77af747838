"""One release as its page shows it: where it stands, what it consists of, what was done to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from service.domain.errors import NotFound
from service.domain.ways import is_approver, may_edit
from service.engine.comparing import outline
from service.models import Release
from service.usecases.ways import trail
from service.usecases.ways.access import get_release
from service.usecases.ways.contents import title_of
from service.usecases.ways.endings import find_next
from service.usecases.ways.shapes import ReleaseRow, TrailRow
from service.usecases.ways.trying.scenarios import scenario_lines
from service.usecases.ways.versions import get_version, of_release, own_of
from service.usecases.ways.way_reads import cases_per_release, row_of
from service.usecases.work import Work


@dataclass(frozen=True)
class VersionFile:
    """A file of a release or draft; `own` when it is not as it is nationally."""

    kind: str
    name: str
    title: str
    own: bool


@dataclass(frozen=True)
class ReleaseView:
    """A release with its files; `follows` is what new cases start on when this one stops today."""

    row: ReleaseRow
    before: str | None
    files: Sequence[VersionFile]
    history: Sequence[TrailRow]
    follows: str | None
    may_stop: bool
    may_retire: bool
    may_edit: bool


@dataclass(frozen=True)
class FileView:
    """One file of a release or draft, as text as well."""

    version: str
    place: str
    title: str
    kind: str
    name: str
    own: bool
    lines: Sequence[str]


def get_release_view(work: Work, key: str) -> ReleaseView:
    """The release, for whoever may see it."""
    release = get_release(work, key)
    everything = list(work.session.scalars(select(Release)))
    row = row_of(work, release, everything, cases_per_release(work))
    version = of_release(work, release)
    own = own_of(work, version) if release.region_id is not None else {}
    follows = find_next(work, release, work.today)
    mine = may_edit(work.actor, release.region_id) or is_approver(work.actor, release.region_id)
    return ReleaseView(
        row=row,
        before=version.base_key,
        files=[VersionFile(*file, title_of(file, data), file in own) for file, data in sorted(version.files.items())],
        history=trail.of_release(work, release),
        follows=follows.key if follows is not None else None,
        may_stop=mine and row.state in ("actief", "gepland") and row.active_until is None and follows is not None,
        may_retire=mine and row.state in ("vervangen", "gestopt") and row.cases == 0,
        may_edit=may_edit(work.actor, release.region_id),
    )


def get_file_view(work: Work, key: str, kind: str, name: str) -> FileView:
    """One file of a release or draft with everything that is in it, in words."""
    version = get_version(work, key)
    content = version.files.get((kind, name))
    if content is None:
        raise NotFound("Dit bestand zit niet in deze werkwijze.")
    own = version.region_id is not None and (kind, name) in own_of(work, version)
    title = title_of((kind, name), content)
    lines = scenario_lines(work, version.files, name) if kind == "scenario" else outline(kind, content)
    return FileView(version.key, version.place, title, kind, name, own, lines)
