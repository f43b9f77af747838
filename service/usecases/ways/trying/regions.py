"""The region of a draft as a sandbox has it."""

from sqlalchemy import exists, select

from service.models import MeetingSlot, TeamRegion, WayDraft
from service.usecases.ways.access import find_region
from service.usecases.ways.trying.people import SandboxRegion
from service.usecases.work import Work

NATIONAL_REGION = SandboxRegion("proefregio", "Voorbeeldregio", fixed_meetings=True)


def region_of(work: Work, draft: WayDraft) -> SandboxRegion:
    """A national draft is tried in a region without choices of its own."""
    key, name = find_region(work, draft.region_id)
    if key is None:
        return NATIONAL_REGION
    meets = exists().where(
        MeetingSlot.team_id == TeamRegion.team_id,
        TeamRegion.region_id == draft.region_id,
        MeetingSlot.day >= work.today,
    )
    return SandboxRegion(key, name, bool(work.session.scalar(select(meets))))
