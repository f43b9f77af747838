"""The agenda of the table: which cases, why they come first, who was invited and what is still to be prepared."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from service.domain.deadlines import dutch_date
from service.domain.errors import NotFound
from service.domain.labels import label
from service.domain.permissions import DIRECTING, STAFF
from service.models import (
    Account,
    Case,
    Episode,
    ExpertTeam,
    Invitation,
    Meeting,
    MeetingSlot,
    Municipality,
    Participant,
    Task,
)
from service.usecases.meeting_series import config_of_team
from service.usecases.meetings import COMES_BACK
from service.usecases.references import taken_places
from service.usecases.shapes import AgendaItem, AgendaView, Choice, InviteeView, SlotView
from service.usecases.work import Work

SHOWN = 100
# Who looks ahead wants the coming months; the rest is one link away.
SHOWN_FIRST = 8
# The steps that come before the meeting.
_PREPARATION = ("ret_overleg_voorbereiden", "ret_expertisenetwerk")


def list_teams(work: Work) -> Sequence[Choice]:
    """The teams whose meetings the actor may see."""
    query = select(ExpertTeam.key, ExpertTeam.name).where(ExpertTeam.id.in_(work.actor.teams(*STAFF)))
    return [Choice(key, name) for key, name in work.session.execute(query.order_by(ExpertTeam.name))]


def list_meetings(work: Work, team_key: str, limit: int = SHOWN) -> Sequence[SlotView]:
    """The first meetings of a team from today on, extra ones about a single case included, the earliest first."""
    team = _team(work, team_key)
    slots = (
        select(MeetingSlot, taken_places())
        .where(MeetingSlot.team_id == team.id, MeetingSlot.day >= work.today)
        .order_by(MeetingSlot.day)
        .limit(limit)
    )
    extra = (
        select(Meeting, Case.number)
        .join(Case, Case.id == Meeting.case_id)
        .where(Case.team_id == team.id, Meeting.slot_id.is_(None), Meeting.day >= work.today)
        .where(Meeting.cancelled_at.is_(None))
        .order_by(Meeting.day, Meeting.id)
        .limit(limit)
    )
    found = [_slot(slot, taken) for slot, taken in work.session.execute(slots)]
    found += [
        SlotView(None, meeting.day, None, None, None, 1, 1, case_number=number)
        for meeting, number in work.session.execute(extra)
    ]
    return sorted(found, key=lambda one: (one.day, one.id or 0))[:limit]


def find_next(work: Work, team_key: str) -> int | None:
    """The first meeting of a team from today on; None when nothing is planned."""
    query = select(MeetingSlot.id).where(
        MeetingSlot.team_id == _team(work, team_key).id,
        MeetingSlot.day >= work.today,
        MeetingSlot.cancelled_at.is_(None),
    )
    return work.session.scalars(query.order_by(MeetingSlot.day)).first()


def get_agenda(work: Work, slot_id: int) -> AgendaView:
    """One meeting with its cases: those that come back first, with why; for the team's staff only."""
    row = work.session.execute(
        select(MeetingSlot, ExpertTeam, taken_places())
        .join(ExpertTeam, ExpertTeam.id == MeetingSlot.team_id)
        .where(MeetingSlot.id == slot_id)
    ).first()
    if row is None or not (work.actor.system or row[1].id in work.actor.teams(*STAFF)):
        raise NotFound("Dit overleg is niet gevonden, of is niet van uw team.")
    slot, team, taken = row
    directs = work.actor.system or team.id in work.actor.teams(*DIRECTING)
    return AgendaView(
        slot=_slot(slot, taken),
        team=team.name,
        team_key=team.key,
        items=_items(work, slot),
        others=_others(work, slot) if directs else (),
        may_direct=directs and slot.day >= work.today and slot.cancelled_at is None,
        past=slot.day < work.today,
        without_cases=_without_cases(work, slot, taken),
    )


def _without_cases(work: Work, slot: MeetingSlot, taken: int) -> str:
    """What happens to a meeting to come that has nothing on its agenda (V80)."""
    if taken or slot.cancelled_at is not None or slot.day < work.today:
        return ""
    config = config_of_team(work, slot.team_id)
    if config.setting("meeting.empty_policy") != "annuleren":
        return "Blijft de agenda leeg, dan gaat het overleg door voor de overige taken: leren en signaleren."
    days = config.setting("meeting.empty_days")
    return f"Is de agenda {days} werkdagen vooraf nog leeg, dan vervalt het overleg. Het team krijgt dan bericht."


def _items(work: Work, slot: MeetingSlot) -> Sequence[AgendaItem]:
    query = (
        select(Meeting, Case, Municipality.name, Account.name, Episode.start_with)
        .join(Case, Case.id == Meeting.case_id)
        .join(Municipality, Municipality.id == Case.municipality_id)
        .join(Episode, (Episode.case_id == Case.id) & (Episode.number == Meeting.episode_number))
        .outerjoin(Account, Account.id == Case.process_director_id)
        .where(Meeting.slot_id == slot.id, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.id)
    )
    rows = work.session.execute(query).all()
    cases, meetings = [row[1].id for row in rows], [row[0].id for row in rows]
    invited, to_do, parties = _invited(work, meetings), _to_do(work, cases), _parties(work, cases)
    found = [
        _item(
            *row,
            invitees=invited.get(row[0].id, ()),
            to_do=to_do.get(row[1].id, ()),
            table=parties.get(row[1].id, (0, 0)),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.comes_back, not one.emergency, one.meeting_id))


def _item(
    meeting: Meeting,
    case: Case,
    municipality: str,
    director: str | None,
    start_with: str,
    *,
    invitees: Sequence[InviteeView],
    to_do: Sequence[str],
    table: tuple[int, int],
) -> AgendaItem:
    reason = meeting.agenda_reason or _re_entered(meeting, start_with)
    return AgendaItem(
        meeting_id=meeting.id,
        case_number=case.number,
        municipality=municipality,
        director=director,
        emergency=case.emergency,
        comes_back=meeting.agenda_kind == COMES_BACK or reason is not None,
        reason=reason or meeting.late_reason,
        invitees=invitees,
        to_do=to_do,
        mandates=table[0],
        parties=table[1],
    )


def _re_entered(meeting: Meeting, start_with: str) -> str | None:
    """A case that was opened again is not new to the table."""
    if meeting.episode_number == 1:
        return None
    return f"Opnieuw ingebracht: traject {meeting.episode_number}, begint met {label('fase', start_with).lower()}."


def _invited(work: Work, meetings: Sequence[int]) -> Mapping[int, Sequence[InviteeView]]:
    query = select(Invitation).where(Invitation.meeting_id.in_(meetings)).order_by(Invitation.id)
    found: dict[int, list[InviteeView]] = {}
    for one in work.session.scalars(query):
        view = InviteeView(one.invitee, one.invited, one.reason, one.sent_on, one.short_notice)
        found.setdefault(one.meeting_id, []).append(view)
    return found


def _to_do(work: Work, cases: Sequence[int]) -> Mapping[int, Sequence[str]]:
    query = select(Task.case_id, Task.name).where(
        Task.case_id.in_(cases), Task.ended_at.is_(None), Task.process_key.in_(_PREPARATION)
    )
    found: dict[int, list[str]] = {}
    for case_id, name in work.session.execute(query.order_by(Task.due_on, Task.id)):
        found.setdefault(case_id or 0, []).append(name)
    return found


def _parties(work: Work, cases: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Per case: how many parties at the table have mandate, and how many there are."""
    query = select(Participant.case_id, func.count().filter(Participant.has_mandate.is_(True)), func.count()).where(
        Participant.case_id.in_(cases), Participant.ring.is_not(None), Participant.until_on.is_(None)
    )
    rows: Sequence[Any] = work.session.execute(query.group_by(Participant.case_id)).all()
    return {case_id: (mandates, count) for case_id, mandates, count in rows}


def _others(work: Work, slot: MeetingSlot) -> Sequence[Choice]:
    query = select(MeetingSlot).where(
        MeetingSlot.team_id == slot.team_id,
        MeetingSlot.id != slot.id,
        MeetingSlot.day > work.today,
        MeetingSlot.cancelled_at.is_(None),
        MeetingSlot.capacity > taken_places(),
    )
    return [
        Choice(str(one.id), dutch_date(one.day))
        for one in work.session.scalars(query.order_by(MeetingSlot.day).limit(SHOWN))
    ]


def _slot(slot: MeetingSlot, taken: int) -> SlotView:
    return SlotView(
        slot.id, slot.day, slot.starts_at, slot.ends_at, slot.place, taken, slot.capacity, slot.cancel_reason
    )


def _team(work: Work, key: str) -> ExpertTeam:
    team = work.session.scalars(select(ExpertTeam).where(ExpertTeam.key == key)).first()
    if team is None or not (work.actor.system or team.id in work.actor.teams(*STAFF)):
        raise NotFound("Dit team is niet gevonden, of is niet van u.")
    return team
