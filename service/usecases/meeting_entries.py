"""Meetings as lines of a calendar: number, kind and link, never who it is about."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from sqlalchemy import select

from service.adapters.calendars import Entry
from service.domain.deadlines import local_instant
from service.models import Case, ExpertTeam, Meeting, MeetingSlot
from service.usecases.work import Work

MAX_SLOTS = 200
_MIDNIGHT = time(0)


def host_of(work: Work) -> str:
    """What makes the names of entries unique in the world."""
    return urlsplit(work.services.settings.base_url).hostname or "procesregie"


def slot_entries(work: Work, teams: Sequence[int], since: date) -> Iterator[Entry]:
    """The fixed moments of these teams from a day on; a cancelled one is not among them."""
    query = (
        select(MeetingSlot, ExpertTeam.name)
        .join(ExpertTeam, ExpertTeam.id == MeetingSlot.team_id)
        .where(MeetingSlot.team_id.in_(teams), MeetingSlot.day >= since, MeetingSlot.cancelled_at.is_(None))
        .order_by(MeetingSlot.day, MeetingSlot.id)
        .limit(MAX_SLOTS)
    )
    for slot, team in work.session.execute(query):
        starts, ends = moment_of(slot.day, slot)
        yield Entry(
            uid=f"overlegmoment-{slot.id}@{host_of(work)}",
            title=f"Overleg {team}",
            url=f"{work.services.settings.base_url}/overleg/{slot.id}",
            sequence=slot.sequence,
            changed_at=slot.changed_at or _first_said(slot.day),
            starts=starts,
            ends=ends,
            place=slot.place or "",
            blocks=ends is not None,
        )


def meeting_entry(work: Work, meeting: Meeting, case: Case) -> Entry:
    """The meeting about one case."""
    slot = work.session.get(MeetingSlot, meeting.slot_id) if meeting.slot_id is not None else None
    starts, ends = moment_of(meeting.day, slot)
    return Entry(
        uid=f"overleg-{meeting.id}@{host_of(work)}",
        title=f"Overleg {case.number}",
        url=f"{work.services.settings.base_url}/zaken/{case.number}",
        sequence=meeting.sequence,
        changed_at=meeting.changed_at or _first_said(meeting.day),
        starts=starts,
        ends=ends,
        place=(slot.place if slot else None) or "",
        blocks=ends is not None,
    )


def moment_of(day: date, slot: MeetingSlot | None) -> tuple[date | datetime, datetime | None]:
    """From when until when; without times the whole day."""
    if slot is None or slot.starts_at is None or slot.ends_at is None:
        return day, None
    return local_instant(day, slot.starts_at), local_instant(day, slot.ends_at)


def _first_said(day: date) -> datetime:
    """Of a moment from before changes were kept: the same instant every time it is asked."""
    return datetime.combine(day, _MIDNIGHT, UTC)
