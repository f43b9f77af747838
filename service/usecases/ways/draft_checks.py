"""The gate over everything that a draft would run with."""

from collections.abc import Mapping

from service.engine.gate import Finding
from service.models import WayDraft
from service.usecases.diagram_checks import MISTAKE, check_over, national_ground, region_ground
from service.usecases.ways.access import find_region, get_visible
from service.usecases.ways.contents import Files, as_release, digest, draft_set, national_set, own_files, release_set
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
    """All findings about this content of a draft; the same content is judged once."""
    region_key = find_region(work, draft.region_id)[0]
    national = national_set(work, draft)
    under = release_set(work, draft.base_id) if national is None else national
    question = (id(work.services), region_key, digest(merged, None), digest(under, None))
    if question not in _JUDGED:
        while len(_JUDGED) >= _MOST:
            _JUDGED.pop(next(iter(_JUDGED)), None)
        _JUDGED[question] = tuple(_judge(work, region_key, merged, under))
    return list(_JUDGED[question])


# Whoever looks at a draft sees its findings; settings and building blocks stay the same while the service runs.
_JUDGED: dict[tuple[int, str | None, str, str], tuple[Finding, ...]] = {}
_MOST = 64


def _judge(work: Work, region_key: str | None, merged: Files, under: Files) -> list[Finding]:
    """The gate over what differs from what lies under it, and over the diagrams that use what differs."""
    changed = own_files(merged, under)
    names = {name for _, name in (*changed, *(key for key in under if key not in merged))}
    offered = {
        f"{key[1]}{_ENDINGS[key[0]]}": data
        for key, data in merged.items()
        if key in changed or (key[0] == "diagram" and any(f'"{name}"'.encode() in data for name in names))
    }
    base = as_release({key: data for key, data in under.items() if key in merged}, "basis", 0)
    if region_key is not None:
        return check_over(region_ground(work, region_key, base), offered)
    # What is mandatory is decided nationally: there it may be taken out.
    return [one for one in check_over(national_ground(work, base), offered) if one.rule != "verplicht"]
