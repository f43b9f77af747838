"""When a team meets: series of meetings, each occasion a slot with time, place and room for cases (R161-R163)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import Select, func, select

from service.db import take_turns
from service.domain.errors import Conflict, FieldError, InvalidInput, NotFound
from service.domain.meeting_days import Rhythm, ensure_rhythm, meeting_days, slot_mistakes
from service.domain.permissions import DIRECTING
from service.models import ExpertTeam, Meeting, MeetingSeries, MeetingSlot, Region, TeamRegion
from service.settings import RegionConfig
from service.usecases.meeting_invites import tell_moved
from service.usecases.shapes import SeriesView
from service.usecases.work import Work


@dataclass(frozen=True)
class Occasion:
    """Time, place and room of a meeting; without a number of cases the setting of the regions counts."""

    starts_at: time | None
    ends_at: time | None
    place: str
    capacity: int | None = None


def list_series(work: Work, team_key: str) -> Sequence[SeriesView]:
    """The series of a team that go on, the earliest first."""
    team = _team(work, team_key)
    query = select(MeetingSeries).where(
        MeetingSeries.team_id == team.id, MeetingSeries.ended_at.is_(None), MeetingSeries.last_on >= work.today
    )
    return [
        SeriesView(
            id=found.id,
            in_words=rhythm_of(found).in_words(),
            first_on=found.first_on,
            last_on=found.last_on,
            starts_at=found.starts_at,
            ends_at=found.ends_at,
            place=found.place,
        )
        for found in work.session.scalars(query.order_by(MeetingSeries.first_on, MeetingSeries.id))
    ]


def rhythm_of(series: MeetingSeries) -> Rhythm:
    """What a series says about its days."""
    return Rhythm(
        series.rhythm, series.weekday, series.first_on, series.last_on, series.on_holiday, series.week_of_month
    )


def plan_series(work: Work, team_key: str, rhythm: Rhythm, occasion: Occasion) -> int:
    """Plan the meetings of a team in a period; returns how many days are in it.

    A day on which the team already meets gets the time and place of this series; its cases stay. Raises InvalidInput.
    """
    team = _team(work, team_key)
    mistakes = slot_mistakes(occasion.starts_at, occasion.ends_at, occasion.place, occasion.capacity)
    try:
        ensure_rhythm(rhythm, work.today)
    except InvalidInput as error:
        raise InvalidInput(fields=[*error.fields, *mistakes]) from error
    if mistakes or occasion.starts_at is None or occasion.ends_at is None:
        raise InvalidInput(fields=mistakes)
    take_turns(work.session, f"overleg:{team.id}")
    days = meeting_days(rhythm, config_of_team(work, team.id).calendar)
    if not days:
        raise InvalidInput(fields=[FieldError("tot", "In deze periode valt geen enkel overleg.")])
    series = MeetingSeries(
        team_id=team.id, rhythm=rhythm.rhythm, weekday=rhythm.weekday, week_of_month=rhythm.week_of_month,
        first_on=rhythm.first_on, last_on=rhythm.last_on, starts_at=occasion.starts_at, ends_at=occasion.ends_at,
        place=occasion.place.strip(), capacity=occasion.capacity, on_holiday=rhythm.on_holiday,
        created_at=work.now, created_by_id=work.actor.account_id,
    )  # fmt: skip
    work.session.add(series)
    work.session.flush()
    _plan_days(work, series, days, occasion)
    return len(days)


def _plan_days(work: Work, series: MeetingSeries, days: Sequence[date], occasion: Occasion) -> None:
    here = select(MeetingSlot).where(MeetingSlot.team_id == series.team_id)
    known, config = {slot.day: slot for slot in work.session.scalars(here)}, config_of_team(work, series.team_id)
    for day in days:
        slot = known.get(day)
        if slot is None:
            slot = MeetingSlot(team_id=series.team_id, day=day, sequence=0, capacity=0)
            work.session.add(slot)
            look_beforehand(work, slot, config)
        slot.series_id, slot.cancelled_at, slot.cancel_reason = series.id, None, None
        _set(work, slot, occasion)


def end_series(work: Work, series_id: int) -> tuple[int, int]:
    """Stop a series: its empty days to come go, those with cases stay; returns how many went and how many stay."""
    series = work.session.get(MeetingSeries, series_id)
    if series is None or not _directs(work, series.team_id):
        raise NotFound("Deze reeks is niet gevonden, of is niet van uw team.")
    series.ended_at, series.ended_by_id = work.now, work.actor.account_id
    to_come = select(MeetingSlot).where(
        MeetingSlot.series_id == series_id, MeetingSlot.day > work.today, MeetingSlot.cancelled_at.is_(None)
    )
    gone = stay = 0
    for slot in work.session.scalars(to_come):
        if count_cases(work, slot):
            stay += 1
        else:
            call_off(work, slot, "De reeks is gestopt.")
            gone += 1
    return gone, stay


def change_slot(work: Work, slot_id: int, occasion: Occasion) -> None:
    """Another time, place or room for one day; who was invited gets the invitation anew."""
    slot = get_directed_slot(work, slot_id)
    mistakes = slot_mistakes(occasion.starts_at, occasion.ends_at, occasion.place, occasion.capacity)
    if occasion.capacity is not None and occasion.capacity < count_cases(work, slot):
        mistakes.append(FieldError("zaken", "Er staan al meer zaken op de agenda. Verplaats er eerst een."))
    if mistakes:
        raise InvalidInput(fields=mistakes)
    before = (slot.starts_at, slot.ends_at, slot.place)
    _set(work, slot, occasion)
    if before == (slot.starts_at, slot.ends_at, slot.place):
        return
    for meeting in work.session.scalars(_planned(slot)):
        meeting.sequence, meeting.changed_at = meeting.sequence + 1, work.now
        tell_moved(work, meeting)


def cancel_slot(work: Work, slot_id: int, reason: str) -> None:
    """Call off one day; only when no case is on its agenda."""
    slot = get_directed_slot(work, slot_id)
    if not reason.strip():
        raise InvalidInput(fields=[FieldError("reden", "Schrijf op waarom het overleg niet doorgaat.")])
    if count_cases(work, slot):
        raise Conflict("Er staan zaken op de agenda. Verplaats die eerst naar een ander overleg.")
    call_off(work, slot, reason.strip())


def get_directed_slot(work: Work, slot_id: int) -> MeetingSlot:
    """A meeting to come of a team that the actor directs, held until the transaction ends."""
    slot = work.session.get(MeetingSlot, slot_id)
    if slot is None or not _directs(work, slot.team_id):
        raise NotFound("Dit overleg is niet gevonden, of is niet van uw team.")
    take_turns(work.session, f"overleg:{slot.team_id}")
    work.session.refresh(slot)
    if slot.cancelled_at is not None or slot.day < work.today:
        raise Conflict("Dit overleg is voorbij, of gaat niet door.")
    return slot


def look_beforehand(work: Work, slot: MeetingSlot, config: RegionConfig) -> None:
    """Let the clock look some working days before a meeting whether it has cases; of one that is near it is known."""
    at = config.calendar.reminder_at(config.working_days(-int(config.setting("meeting.empty_days")), slot.day))
    slot.look_at = at if at > work.now else None


def config_of_team(work: Work, team_id: int) -> RegionConfig:
    """The settings of the first region a team works for: its days off are those of the table."""
    query = select(Region.key).join(TeamRegion, TeamRegion.region_id == Region.id).where(TeamRegion.team_id == team_id)
    return work.services.regions.for_region(work.session.scalars(query.order_by(TeamRegion.id)).first() or "")


def room_of_team(work: Work, team_id: int) -> int:
    """How many cases fit in a meeting: the smallest number that the regions of the team answer (V79)."""
    query = select(Region.key).join(TeamRegion, TeamRegion.region_id == Region.id).where(TeamRegion.team_id == team_id)
    regions = [work.services.regions.for_region(key) for key in work.session.scalars(query)]
    return min(int(config.setting("meeting.max_cases")) for config in regions)


def _set(work: Work, slot: MeetingSlot, occasion: Occasion) -> None:
    was = (slot.starts_at, slot.ends_at, slot.place)
    slot.starts_at, slot.ends_at, slot.place = occasion.starts_at, occasion.ends_at, occasion.place.strip()
    slot.capacity = occasion.capacity or slot.capacity or room_of_team(work, slot.team_id)
    if was != (slot.starts_at, slot.ends_at, slot.place):
        slot.sequence, slot.changed_at = slot.sequence + 1, work.now


def call_off(work: Work, slot: MeetingSlot, reason: str) -> None:
    """Call off a meeting that has no cases, whoever does so."""
    slot.cancelled_at, slot.cancelled_by_id, slot.cancel_reason = work.now, work.actor.account_id, reason


def _planned(slot: MeetingSlot) -> Select[Meeting]:
    return select(Meeting).where(Meeting.slot_id == slot.id, Meeting.cancelled_at.is_(None)).order_by(Meeting.id)


def count_cases(work: Work, slot: MeetingSlot) -> int:
    """How many cases are on its agenda."""
    planned = _planned(slot).with_only_columns(func.count()).order_by(None)
    return work.session.scalar(planned) or 0


def _team(work: Work, key: str) -> ExpertTeam:
    team = work.session.scalars(select(ExpertTeam).where(ExpertTeam.key == key)).first()
    if team is None or not _directs(work, team.id):
        raise NotFound("Dit team is niet gevonden, of is niet van u.")
    return team


def _directs(work: Work, team_id: int) -> bool:
    return work.actor.system or team_id in work.actor.teams(*DIRECTING)
