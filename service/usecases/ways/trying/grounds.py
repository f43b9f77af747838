"""What a dry run stands on: the draft, whether it may be tried, and the region it is tried in."""

from dataclasses import dataclass

from sqlalchemy import exists, select

from service.domain.errors import Conflict
from service.models import MeetingSlot, TeamRegion, WayDraft
from service.usecases.ways.access import find_region, get_visible
from service.usecases.ways.contents import Files, draft_set, national_set, release_set
from service.usecases.ways.draft_checks import MISTAKE, check_merged
from service.usecases.ways.drafts import hash_of
from service.usecases.ways.trying.people import SandboxRegion
from service.usecases.work import Work

NATIONAL_REGION = SandboxRegion("proefregio", "Voorbeeldregio", fixed_meetings=True)
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
    return TryGround(draft.id, files, under, hash_of(work, draft, files), region_of(work, draft))


def ensure_sound(work: Work, draft: WayDraft, files: Files) -> None:
    """Raises Conflict when the gate finds mistakes: a wrong diagram may do anything."""
    mistakes = [one for one in check_merged(work, draft, files) if one.severity == MISTAKE]
    if mistakes:
        count = "1 fout" if len(mistakes) == 1 else f"{len(mistakes)} fouten"
        raise Conflict(
            f"Dit ontwerp kan nog niet geprobeerd worden: de controle vindt {count}. Los die eerst op. "
            f"{mistakes[0].file}: {mistakes[0].message}"
        )


def region_of(work: Work, draft: WayDraft) -> SandboxRegion:
    """The region of a draft as a sandbox has it; a national draft is tried in a region without choices of its own."""
    key, name = find_region(work, draft.region_id)
    if key is None:
        return NATIONAL_REGION
    meets = exists().where(
        MeetingSlot.team_id == TeamRegion.team_id,
        TeamRegion.region_id == draft.region_id,
        MeetingSlot.day >= work.today,
    )
    return SandboxRegion(key, name, bool(work.session.scalar(select(meets))))
