"""The files of releases and drafts laid over each other, as one set by kind and name."""

import hashlib
import html
import json
import re
from collections.abc import Mapping

from service.engine import ReleaseFiles
from service.models import WayDraft
from service.usecases.releases import release_files
from service.usecases.ways.shapes import FileKey
from service.usecases.work import Work

Files = Mapping[FileKey, bytes]
KINDS = ("diagram", "form", "scenario")
_TITLES = {"form": "titel", "scenario": "naam"}
_PROCESS = re.compile(rb"<(?:[\w-]+:)?process\b([^>]*)>")
_NAME = re.compile(rb"\bname=(\"[^\"]*\"|'[^']*')")


def release_set(work: Work, release_id: int) -> dict[FileKey, bytes]:
    """Everything a release runs with."""
    found = release_files(work.session, release_id)
    diagrams = {("diagram", name): content for name, content in found.diagrams.items()}
    forms = {("form", name): content for name, content in found.forms.items()}
    return diagrams | forms | {("scenario", name): content for name, content in found.scenarios.items()}


def draft_set(work: Work, draft: WayDraft, base: Files | None = None) -> dict[FileKey, bytes]:
    """Everything a draft would run with: its own files laid over the release it started from."""
    merged = dict(release_set(work, draft.base_id) if base is None else base)
    for file in draft.files:
        key = (file.kind, file.name)
        if file.state == "eigen" and file.content is not None:
            merged[key] = file.content
        elif file.state == "weg":
            merged.pop(key, None)
    return merged


def behaviour(files: Files) -> dict[FileKey, bytes]:
    """What a case runs with: a scenario more or less changes nothing for it."""
    return {key: content for key, content in files.items() if key[0] != "scenario"}


def national_set(work: Work, draft: WayDraft) -> dict[FileKey, bytes] | None:
    """The national files under a regional draft; None for a national one."""
    return release_set(work, draft.national_id) if draft.national_id is not None else None


def own_files(merged: Files, national: Files | None) -> dict[FileKey, bytes]:
    """The files that a release must keep itself: all, or for a region what is not as it is nationally."""
    return {key: content for key, content in merged.items() if national is None or national.get(key) != content}


def digest(files: Files, national_key: str | None) -> str:
    """The hash of a set: the same files on the same national release have the same."""
    made = hashlib.sha256((national_key or "").encode())
    for (kind, name), content in sorted(files.items()):
        made.update(f"\0{kind}\0{name}\0{hashlib.sha256(content).hexdigest()}".encode())
    return made.hexdigest()


def as_release(files: Files, key: str, number: int) -> ReleaseFiles:
    """A set as the engine wants it."""
    by_kind = {kind: {name: data for (k, name), data in files.items() if k == kind} for kind in KINDS}
    return ReleaseFiles(number, key, *(by_kind[kind] for kind in KINDS))


def title_of(key: FileKey, content: bytes) -> str:
    """What people call a file: the name of its process or the title of its form, else its id."""
    kind, name = key
    found = _process_name(content) if kind == "diagram" else _json_title(content, _TITLES[kind])
    return found or name


def _json_title(content: bytes, key: str) -> str:
    try:
        read = json.loads(content)
    except ValueError:  # somebody is still writing it
        return ""
    return str(read.get(key, "")) if isinstance(read, dict) else ""


def _process_name(content: bytes) -> str:
    found = _PROCESS.search(content)
    name = _NAME.search(found[1]) if found else None
    return html.unescape(name[1][1:-1].decode("utf-8", "replace")) if name else ""
