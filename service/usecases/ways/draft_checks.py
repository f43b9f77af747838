"""The gate over everything that a draft would run with."""

from collections.abc import Mapping
from typing import Any

from service.engine.gate import Finding
from service.models import WayDraft
from service.usecases.diagram_checks import MISTAKE, check_over, national_ground, region_ground
from service.usecases.ways.access import find_region, get_visible
from service.usecases.ways.contents import Files, as_release, digest, draft_set, national_set, own_files, release_set
from service.usecases.ways.shapes import FileKey
from service.usecases.work import Work

__all__ = ["MISTAKE", "check_draft", "check_merged", "find_mistakes"]

_ENDINGS = {"diagram": ".bpmn", "form": ".json"}


def check_draft(
    work: Work, draft_key: str, changed: Mapping[FileKey, bytes] | None = None, *, trial: bool = False
) -> list[Finding]:
    """All findings about a draft; `changed` holds what an editor has not saved yet. `file` is the name of the file.

    `trial` lets example cases walk through it as well; that takes seconds, so ask for it in a unit of work that only
    reads: who asks again about the same content gets the same answer at once.
    """
    draft = get_visible(work, draft_key)
    return check_merged(work, draft, {**draft_set(work, draft), **(changed or {})}, trial=trial)


def find_mistakes(work: Work, draft: WayDraft) -> list[Finding]:
    """The findings that stop a draft."""
    return [one for one in check_merged(work, draft, draft_set(work, draft), trial=True) if one.severity == MISTAKE]


def check_merged(work: Work, draft: WayDraft, merged: Files, *, trial: bool = False) -> list[Finding]:
    """All findings about this content of a draft; the same content is judged once."""
    region_key = find_region(work, draft.region_id)[0]
    national = national_set(work, draft)
    under = release_set(work, draft.base_id) if national is None else national
    base = as_release({key: data for key, data in under.items() if key in merged}, "basis", 0)
    ground = region_ground(work, region_key, base) if region_key is not None else national_ground(work, base)
    vacant = tuple((ground.vocabulary.vacancies or {}).items())
    question = (id(work.services), region_key, digest(merged, None), digest(under, None), vacant, trial)
    judged = _JUDGED.get(question)
    if judged is None:
        # Two requests may do this at once: then it is judged twice, and nothing else.
        for old in list(_JUDGED)[: max(len(_JUDGED) - _MOST, 0)]:
            _JUDGED.pop(old, None)
        found = check_over(ground, _offered(merged, under), trial=trial)
        # What is mandatory is decided nationally: there it may be taken out.
        judged = tuple(one for one in found if region_key is not None or one.rule != "verplicht")
        _JUDGED[question] = judged
    return list(judged)


# Whoever looks at a draft sees its findings; settings and building blocks stay the same while the service runs. Who
# holds a role does not, so the roles that nobody holds are part of the question.
_JUDGED: dict[tuple[Any, ...], tuple[Finding, ...]] = {}
_MOST = 64


def _offered(merged: Files, under: Files) -> dict[str, bytes]:
    """What differs from what lies under it, and the diagrams that use what differs."""
    changed = own_files(merged, under)
    names = {name for _, name in (*changed, *(key for key in under if key not in merged))}
    return {
        f"{key[1]}{_ENDINGS[key[0]]}": data
        for key, data in merged.items()
        if key in changed or (key[0] == "diagram" and any(f'"{name}"'.encode() in data for name in names))
    }
