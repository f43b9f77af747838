"""Ways of working in and out as a zip with the same files as in bpmn/: werkwijze.toml, diagrams, forms, scenarios."""

import io
import json
import re
import tomllib
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from service.domain.errors import FieldError, InvalidInput
from service.engine.editing.reading_in import readable
from service.engine.gate import Finding
from service.models import Release
from service.usecases.ways import trail
from service.usecases.ways.access import get_editable, get_region_id, get_release
from service.usecases.ways.draft_checks import check_draft
from service.usecases.ways.draft_files import MAX_BYTES, ensure_own, put_file
from service.usecases.ways.drafts import start_draft
from service.usecases.ways.shapes import FileKey
from service.usecases.ways.versions import get_version, own_of
from service.usecases.ways.way_reads import releases_of
from service.usecases.work import Work

MAX_ZIP = 4 * 1024 * 1024
_MAX_FILES, _MAX_TOTAL = 400, 24 * 1024 * 1024
_ABOUT = "werkwijze.toml"
_DIAGRAM = re.compile(r"(?:[\w.-]+/)?(ret_[a-z0-9_]{1,60})\.bpmn")
_FORM = re.compile(r"(?:[\w.-]+/)?formulieren/([a-z][a-z0-9_]{0,60})\.json")
_SCENARIO = re.compile(r"(?:[\w.-]+/)?scenarios/([a-z][a-z0-9_]{0,60})\.json")
_PATHS = {"diagram": "{}.bpmn", "form": "formulieren/{}.json", "scenario": "scenarios/{}.json"}
_TOML = re.compile(r"(?:[\w.-]+/)?werkwijze\.toml")
# Operating systems put these in without being asked.
_NOISE = re.compile(r"__MACOSX/.*|(?:.*/)?\.DS_Store|(?:.*/)?Thumbs\.db|.*/")
_TOO_MUCH = "Er zit uitgepakt te veel in dit zip-bestand. Stuur alleen de bestanden van één werkwijze."
_SAME_ALWAYS = (2020, 1, 1, 0, 0, 0)


def export_version(work: Work, key: str) -> tuple[str, bytes]:
    """File name and bytes of the zip of a release or draft: what is own of a region's, everything of a national one."""
    version = get_version(work, key)
    base = work.session.get(Release, version.national_id) if version.national_id is not None else None
    about: dict[str, Any] = {"titel": version.title}
    if base is not None:
        about["basis"] = base.key
    if version.region_id is None:
        about["volledig"] = True
    if not version.is_draft:
        release = get_release(work, key)
        about |= {"actief_vanaf": release.active_from, "toelichting": release.change_note}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        _write(target, _ABOUT, "".join(f"{name} = {_toml(value)}\n" for name, value in about.items()).encode())
        for (kind, name), content in sorted(own_of(work, version).items()):
            _write(target, _PATHS[kind].format(name), content)
    return f"{key}.zip", made.getvalue()


def _write(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    # The same files give the same bytes: an export can be compared with an earlier one.
    entry = zipfile.ZipInfo(name, _SAME_ALWAYS)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    target.writestr(entry, content)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value.replace("\x7f", ""), ensure_ascii=False) if isinstance(value, str) else str(value)


def import_zip(work: Work, region_key: str | None, data: bytes, title: str = "") -> tuple[str, list[Finding]]:
    """Make a draft of a zip; gives its key and what the gate finds. Raises InvalidInput when the zip is not taken.

    A region's zip holds what is own; the draft lies on the national release that it names, else on the newest. What a
    national zip does not hold stays as it is, unless the zip says that it is complete.
    """
    files, about = read_zip(data)
    region_id = get_region_id(work, region_key)
    base = _base(work, region_id, about)
    named = title.strip() or str(about.get("titel", "")).strip() or "Uit een zip-bestand"
    key = start_draft(work, region_key, named, base.key)
    draft = get_editable(work, key)
    kept = get_version(work, base.key).files
    for file, given in sorted(files.items()):
        content = readable(given) if file[0] == "diagram" else given
        if kept.get(file) != content:
            ensure_own(work, draft, file)
            put_file(work, draft, file, content)
    for file in sorted(kept.keys() - files.keys()) if about.get("volledig") is True and region_id is None else ():
        put_file(work, draft, file, None)
    draft.change_note = str(about.get("toelichting", ""))
    trail.record(work, "ingelezen", f"{len(files)} bestanden ingelezen uit een zip-bestand.", draft=draft)
    return key, check_draft(work, key)


def _base(work: Work, region_id: int | None, about: Mapping[str, Any]) -> Release:
    national = releases_of(work, None)
    named = [one for one in national if one.key == about.get("basis")]
    return named[0] if named and region_id is not None else national[-1]


def read_zip(data: bytes) -> tuple[dict[FileKey, bytes], Mapping[str, Any]]:
    """The files of a zip and its werkwijze.toml; raises InvalidInput with everything that is wrong."""
    if len(data) > MAX_ZIP:
        raise _refused(
            "Het zip-bestand is groter dan 4 MB. Een werkwijze is veel kleiner: kijk wat er nog meer in zit."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            return _read(source)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        text = "Dit is geen zip-bestand dat hier geopend kan worden. Maak het opnieuw, zonder wachtwoord."
        raise _refused(text) from error


def _read(source: zipfile.ZipFile) -> tuple[dict[FileKey, bytes], Mapping[str, Any]]:
    entries = [entry for entry in source.infolist() if not _NOISE.fullmatch(entry.filename)]
    _ensure_bounds(entries)
    files: dict[FileKey, bytes] = {}
    about: Mapping[str, Any] = {}
    problems, total = [], 0
    for entry in entries:
        key = _key_of(entry.filename)
        if _TOML.fullmatch(entry.filename):
            about = _read_about(_bytes(source, entry))
        elif key is None:
            problems.append(f"«{entry.filename[:80]}» hoort niet in een werkwijze.")
        elif key in files:
            problems.append(f"«{entry.filename[:80]}» zit er twee keer in.")
        else:
            files[key] = _bytes(source, entry)
            total += len(files[key])
            if total > _MAX_TOTAL:
                raise _refused(_TOO_MUCH)
    if problems:
        raise _refused(*problems[:20])
    if not files:
        raise _refused("Er zit geen diagram (.bpmn) of formulier (formulieren/….json) in dit zip-bestand.")
    return files, about


def _ensure_bounds(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MAX_FILES or sum(entry.file_size for entry in entries) > _MAX_TOTAL:
        raise _refused(_TOO_MUCH)


def _key_of(path: str) -> FileKey | None:
    for kind, pattern in (("diagram", _DIAGRAM), ("form", _FORM), ("scenario", _SCENARIO)):
        if found := pattern.fullmatch(path):
            return kind, found[1]
    return None


def _bytes(source: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The content of an entry; what it says of its own size is not believed."""
    with source.open(entry) as opened:
        content = opened.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _refused(f"«{entry.filename[:80]}» is groter dan 512 kB.")
    return content


def _read_about(content: bytes) -> Mapping[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _refused("Het bestand werkwijze.toml is niet te lezen. Verbeter het, of laat het weg.") from error


def _refused(*problems: str) -> InvalidInput:
    return InvalidInput(problems[0], [FieldError("bestand", problem) for problem in problems])
