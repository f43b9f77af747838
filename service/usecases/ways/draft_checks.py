"""The gate over everything that a draft would run with."""

from collections.abc import Mapping

from service.engine.gate import Finding
from service.models import WayDraft
from service.usecases.diagram_checks import MISTAKE, check_over, national_ground, region_ground
from service.usecases.ways.access import find_region, get_visible
from service.usecases.ways.contents import Files, as_release, draft_set, national_set, own_files
from service.usecases.ways.shapes import FileKey
from service.usecases.work import Work

__all__ = ["MISTAKE", "check_draft", "check_merged", "find_mistakes"]

_ENDINGS = {"diagram": ".bpmn", "form": ".json"}


def check_draft(work: Work, draft_key: str, changed: Mapping[FileKey, bytes] | None = None) -> list[Finding]:
    """All findings about a draft; `changed` holds what an editor has not saved yet. `file` is the name of the file."""
    draft = get_visible(work, draft_key)
    return check_merged(work, draft, {**draft_set(work, draft), **(changed or {})})


def find_mistakes(work: Work, draft: WayDraft) -> list[Finding]:
    """The findings that stop a draft."""
    return [one for one in check_merged(work, draft, draft_set(work, draft)) if one.severity == MISTAKE]


def check_merged(work: Work, draft: WayDraft, merged: Files) -> list[Finding]:
    """All findings about this content of a draft."""
    return check_set(work, find_region(work, draft.region_id)[0], merged, national_set(work, draft))


def check_set(work: Work, region_key: str | None, merged: Files, national: Files | None) -> list[Finding]:
    """The gate over what is own and over the national diagrams that use it; nationally over everything."""
    base = as_release(national or {}, "landelijk", 0)
    own = own_files(merged, national)
    offered = {
        f"{key[1]}{_ENDINGS[key[0]]}": data for key, data in merged.items() if key in own or _uses(key, data, own)
    }
    ground = region_ground(work, region_key, base) if region_key is not None else national_ground(work, base)
    return check_over(ground, offered)


def _uses(key: FileKey, data: bytes, own: Files) -> bool:
    """Whether a diagram names a form or process that is own: what it relies on may be gone."""
    return key[0] == "diagram" and any(f'"{name}"'.encode() in data for _, name in own)
