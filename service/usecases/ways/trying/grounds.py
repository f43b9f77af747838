"""What a dry run stands on: the draft, whether it may be tried, and the region it is tried in."""

from dataclasses import dataclass

from service.domain.errors import Conflict
from service.models import WayDraft
from service.usecases.ways.access import get_visible
from service.usecases.ways.contents import Files, behaviour, digest, draft_set, national_set, release_set
from service.usecases.ways.draft_checks import MISTAKE, check_merged
from service.usecases.ways.trying.people import SandboxRegion
from service.usecases.ways.trying.regions import region_of
from service.usecases.work import Work

_STATES = ("ontwerp", "ingediend")


@dataclass(frozen=True)
class TryGround:
    """A draft as it can be tried now."""

    draft_id: int
    files: Files
    under: Files  # the national files below it, on which an example is prepared
    content_hash: str
    region: SandboxRegion


def ground_of(work: Work, draft_key: str) -> TryGround:
    """What a draft is tried with; raises Conflict that says what stops it."""
    draft = get_visible(work, draft_key)
    if draft.state not in _STATES:
        raise Conflict("Dit ontwerp is afgerond en kan niet meer geprobeerd worden. Begin een nieuw ontwerp.")
    files = draft_set(work, draft)
    ensure_sound(work, draft, files)
    national = national_set(work, draft)
    under = release_set(work, draft.base_id) if national is None else national
    return TryGround(draft.id, files, under, tried_hash(files), region_of(work, draft))


def tried_hash(files: Files) -> str:
    """The hash of what an example runs with: keeping a scenario makes no example older."""
    return digest(behaviour(files), None)


def ensure_sound(work: Work, draft: WayDraft, files: Files) -> None:
    """Raises Conflict when the gate finds mistakes: a wrong diagram may do anything."""
    mistakes = [one for one in check_merged(work, draft, files) if one.severity == MISTAKE]
    if mistakes:
        count = "1 fout" if len(mistakes) == 1 else f"{len(mistakes)} fouten"
        raise Conflict(
            f"Dit ontwerp kan nog niet geprobeerd worden: de controle vindt {count}. Los die eerst op. "
            f"{mistakes[0].file}: {mistakes[0].message}"
        )
