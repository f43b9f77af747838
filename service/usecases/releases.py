"""Ways of working: diagrams and forms on disk become immutable, numbered releases; a case stays on its own."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.domain.errors import Conflict, NotFound
from service.engine import ReleaseFiles
from service.models import Account, Region, Release, ReleaseFile
from service.usecases.ways import trail
from service.usecases.work import Work

NATIONAL = "landelijk"
FOLDER = "map"
# The first release of all is active from before anything that can be entered: there is no older way of working.
_ALWAYS = date(2020, 1, 1)


@dataclass(frozen=True)
class _Folder:
    """The files of one release as they are on disk.

    `about` is werkwijze.toml: titel, toelichting, actief_vanaf, basis, and by whom it is (`opgesteld_door`,
    `goedgekeurd_door`, mail addresses).
    """

    stem: str
    region_id: int | None
    files: Mapping[tuple[str, str], bytes]
    about: Mapping[str, Any]

    def content_hash(self, base_key: str) -> str:
        digest = hashlib.sha256(base_key.encode())
        for (kind, name), content in sorted(self.files.items()):
            digest.update(f"\0{kind}\0{name}\0{hashlib.sha256(content).hexdigest()}".encode())
        return digest.hexdigest()


def load_releases(work: Work, folder: Path) -> list[str]:
    """Load bpmn/landelijk and every bpmn/varianten/<region>/<release>; returns the keys of what is new.

    Loading twice changes nothing. A folder that changed becomes the next number: what runs, runs on.
    """
    made = load_national(work, folder)
    for path in sorted((folder / "varianten").glob("*/*/")):
        region = work.session.scalars(select(Region).where(Region.key == path.parent.name)).first()
        if region is None:
            raise NotFound(f"De regio «{path.parent.name}» van de werkwijze «{path.name}» bestaat niet.")
        variant = _read(path, path.name, region.id)
        if (release := _add(work, variant, _base(work.session, variant))) is not None:
            made.append(release.key)
    return made


def load_national(work: Work, folder: Path) -> list[str]:
    """Load bpmn/landelijk only; returns its key when it is new."""
    national = _read(folder / NATIONAL, NATIONAL, None)
    if not national.files:
        raise NotFound(f"In de map {folder.name}/{NATIONAL} staan geen diagrammen.")
    release = _add(work, national, None)
    return [release.key] if release is not None else []


def release_for(work: Work, region_id: int, on_date: date) -> Release:
    """The release that new cases of a region start on that day; raises NotFound when there is none."""
    query = select(Release).where(
        or_(Release.region_id == region_id, Release.region_id.is_(None)),
        Release.active_from <= on_date,
        or_(Release.active_until.is_(None), Release.active_until > on_date),
    )
    found = sorted(
        work.session.scalars(query),
        key=lambda release: (release.region_id is not None, release.active_from, release.id),
    )
    if not found:
        raise NotFound("Voor deze regio is op deze dag geen werkwijze actief. Vraag de regiobeheerder.")
    return found[-1]


def release_files(session: Session, release_id: int) -> ReleaseFiles:
    """Everything a release runs with: its own files laid over those of the release under it."""
    release = session.get(Release, release_id)
    if release is None:
        raise NotFound("Deze werkwijze bestaat niet.")
    layers = [release]
    while layers[0].base_id is not None:
        layers.insert(0, session.get_one(Release, layers[0].base_id))
    merged: dict[str, dict[str, bytes]] = {"diagram": {}, "form": {}, "scenario": {}}
    for layer in layers:
        for file in layer.files:
            merged[file.kind][file.name] = file.content
    return ReleaseFiles(release.id, release.key, merged["diagram"], merged["form"], merged["scenario"])


def read_files(path: Path) -> dict[tuple[str, str], bytes]:
    """The files of a folder, by kind (diagram, form, scenario) and id."""
    files = {("diagram", file.stem): file.read_bytes() for file in path.glob("*.bpmn")}
    for kind, folder in (("form", "formulieren"), ("scenario", "scenarios")):
        files |= {(kind, file.stem): file.read_bytes() for file in (path / folder).glob("*.json")}
    return files


def _read(path: Path, stem: str, region_id: int | None) -> _Folder:
    files, about = read_files(path), path / "werkwijze.toml"
    return _Folder(stem, region_id, files, tomllib.loads(about.read_text(encoding="utf-8")) if about.is_file() else {})


def _base(session: Session, variant: _Folder) -> Release:
    """The national release under a variant: the one it names, else the newest that came from a folder."""
    query = select(Release).where(Release.region_id.is_(None)).order_by(Release.id.desc())
    query = query.where(Release.key == variant.about["basis"] if "basis" in variant.about else Release.source == FOLDER)
    base = session.scalars(query.limit(1)).first()
    if base is None:
        raise NotFound(f"De landelijke werkwijze onder «{variant.stem}» bestaat niet.")
    return base


def _add(work: Work, folder: _Folder, base: Release | None) -> Release | None:
    """Make the next release of a folder; None when its newest release holds these files already."""
    earlier = [
        release
        for release in work.session.scalars(select(Release).where(Release.region_id == folder.region_id))
        if _number(release.key, folder) is not None
    ]
    newest = max(earlier, key=lambda release: _number(release.key, folder) or 0, default=None)
    # What was made in the browser since stays: only a folder that itself changed makes a release.
    loaded = max((one for one in earlier if one.source == FOLDER), key=lambda one: one.id, default=None)
    content_hash = folder.content_hash(base.key if base else "")
    if loaded is not None and loaded.content_hash == content_hash:
        return None
    number = 1 if newest is None else (_number(newest.key, folder) or 0) + 1
    key = f"{folder.stem}-{number}" if folder.region_id is None or number > 1 else folder.stem
    release = Release(
        key=key,
        title=folder.about.get("titel", "Landelijke basis" if folder.region_id is None else folder.stem),
        region_id=folder.region_id,
        base_id=base.id if base else None,
        content_hash=content_hash,
        active_from=work.today if newest else folder.about.get("actief_vanaf", _ALWAYS),
        loaded_at=work.now,
        number=next_number(work.session, folder.region_id),
        source=FOLDER,
        change_note=folder.about.get("toelichting", ""),
        **_people(work, folder),
        files=release_rows(folder.files),
    )
    return _kept(work, release)


def _kept(work: Work, release: Release) -> Release:
    work.session.add(release)
    work.session.flush()
    if release.author_id is not None and release.approver_id is not None:
        made, agreed = (work.session.get_one(Account, key).name for key in (release.author_id, release.approver_id))
        text = f"{release.key} geladen uit een map: opgesteld door {made}, goedgekeurd door {agreed}."
        trail.record(work, "geladen", text, release=release)
    return release


def _people(work: Work, folder: _Folder) -> dict[str, Any]:
    """Who made and who approved what is in a folder; nobody when it does not say so."""
    found = {}
    for column, name in (("author_id", "opgesteld_door"), ("approver_id", "goedgekeurd_door")):
        if email := folder.about.get(name):
            account = work.session.scalars(select(Account.id).where(Account.email == email)).first()
            if account is None:
                raise NotFound(
                    f"Wie de werkwijze «{folder.stem}» maakte of goedkeurde, heeft hier geen account: {email}."
                )
            found[column] = account
    if "approver_id" not in found:
        return found
    if found["approver_id"] == found.get("author_id"):
        raise Conflict(f"De werkwijze «{folder.stem}» is gemaakt en goedgekeurd door dezelfde persoon.")
    return {**found, "approved_at": work.now}


def release_rows(files: Mapping[tuple[str, str], bytes]) -> list[ReleaseFile]:
    """The files of a release as rows, each with its hash."""
    return [
        ReleaseFile(kind=kind, name=name, content=content, sha256=hashlib.sha256(content).hexdigest())
        for (kind, name), content in sorted(files.items())
    ]


def next_number(session: Session, region_id: int | None) -> int:
    """The number of the next release of a region (None: national)."""
    numbers = session.scalars(select(Release.number).where(Release.region_id == region_id))
    return max(numbers, default=0) + 1


def _number(key: str, folder: _Folder) -> int | None:
    """The number of a release of this folder: landelijk-3 is 3; ret-meerwolde-1.0 is 1, ret-meerwolde-1.0-2 is 2."""
    if key == folder.stem:
        return 1
    number = key.removeprefix(f"{folder.stem}-")
    return int(number) if number != key and number.isdigit() else None
