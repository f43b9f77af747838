"""The meeting about a case: a fixed slot with room, or an extra one with a reason (R058, R161-R164)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from service.db import take_turns
from service.domain.deadlines import dutch_date
from service.domain.errors import FieldError, InvalidInput
from service.models import Case, Episode, Invitation, Meeting, MeetingSlot, Participant, Region
from service.usecases.analyses import record_parties
from service.usecases.correspondence import mail_family, mail_referrer
from service.usecases.meeting_invites import calendar_for
from service.usecases.notifications import About, notify_account, notify_holders
from service.usecases.references import EXTRA, taken_places
from service.usecases.steps import Step, write_event
from service.usecases.work import Work

COMES_BACK = "herinbreng"


@dataclass(frozen=True)
class SlotFound:
    """The day to aim for, the last day allowed, and whether a fixed slot has room."""

    until: date
    day: date
    free: bool


def find_slot(step: Step, until: date) -> SlotFound:
    """The first slot of the team with room, after today and at or before the limit; none: the limit itself."""
    return _first_slot(step.work, step.place.team_id, until)


def _first_slot(work: Work, team_id: int, until: date) -> SlotFound:
    query = (
        select(MeetingSlot)
        .where(
            MeetingSlot.team_id == team_id,
            MeetingSlot.day > work.today,
            MeetingSlot.day <= until,
            MeetingSlot.cancelled_at.is_(None),
            MeetingSlot.capacity > taken_places(),
        )
        .order_by(MeetingSlot.day)
    )
    slot = work.session.scalars(query.limit(1)).first()
    return SlotFound(until, slot.day if slot else max(until, work.today), slot is not None)


def meet_on_demand(step: Step, until: date) -> SlotFound:
    """A team without fixed slots meets at or before the limit."""
    return SlotFound(until, max(until, step.today), True)


def send_invitations(step: Step, ahead: date) -> None:
    """Plan the meeting as answered and invite; after `ahead` the invitation says that the notice is short (T08)."""
    answers = step.answers("overleg_plannen")
    day = date.fromisoformat(str(answers["overleg_op"]))
    meeting = _meeting(step, answers, day)
    record_parties(step)
    short = step.today > ahead
    for old in step.session.scalars(select(Invitation).where(Invitation.meeting_id == meeting.id)).all():
        step.session.delete(old)
    for kind, invitee, invited, reason in _invitees(step, answers):
        step.session.add(
            Invitation(
                meeting_id=meeting.id, invitee=invitee, kind=kind, invited=invited, reason=reason,
                sent_on=step.today if invited else None, short_notice=short and invited,
            )
        )  # fmt: skip
    _mail(step, answers, meeting, short)
    note = " De uitnodiging zegt erbij dat het kort dag is." if short else ""
    step.event("overleg", f"Het overleg is gepland op {dutch_date(day)}; de uitnodigingen zijn verstuurd.{note}")


def put_back_on_agenda(step: Step) -> None:
    """Three months without fitting help that really started: on the next agenda, once per episode (T22)."""
    episode, case = step.episode(), step.the_case()
    if episode.resubmitted_on is not None or episode.help_started_on is not None:
        return
    episode.resubmitted_on = step.today
    why = "Drie maanden na het plan is de passende hulp niet gestart."
    meeting = put_on_next_agenda(step.work, case, why, step.config.rule("T22", ""))
    step.notify_roles("opnieuw_op_agenda", ["opdrachtgever", "procesregisseur"], due_on=meeting.day)


def put_on_next_agenda(work: Work, case: Case, reason: str, rule: Mapping[str, str] | None = None) -> Meeting:
    """Bring a case back in the first meeting with room within T07, else in an extra one; tells the history why.

    `reason` is one Dutch sentence without case content. A case that already comes back in a meeting to come is not
    put on a second agenda: the reason is added to that one. `rule` is for the history, of what goes by itself.
    """
    meeting = _coming_back(work, case)
    if meeting is None:
        take_turns(work.session, f"overleg:{case.team_id}")
        region = work.session.get_one(Region, case.region_id)
        until = work.services.regions.for_region(region.key).term_date("T07", work.today)
        found = _first_slot(work, case.team_id, until)
        meeting = Meeting(
            case_id=case.id, episode_number=_episode_number(work, case), day=found.day, agenda_kind=COMES_BACK,
            slot_id=_slot_id(work, case, found.day) if found.free else None, agenda_reason=reason.strip(),
            changed_at=work.now,
        )  # fmt: skip
        work.session.add(meeting)
        work.session.flush()
    elif reason.strip() not in (meeting.agenda_reason or ""):
        meeting.agenda_reason = f"{meeting.agenda_reason or ''} {reason.strip()}".strip()
    else:
        return meeting
    text = f"{reason.strip()} De zaak staat op de agenda van {dutch_date(meeting.day)}."
    write_event(work, None, "overleg", text, case_id=case.id, data=rule)
    return meeting


def _coming_back(work: Work, case: Case) -> Meeting | None:
    """The meeting to come in which this case comes back, if any."""
    query = select(Meeting).where(
        Meeting.case_id == case.id,
        Meeting.agenda_kind == COMES_BACK,
        Meeting.day > work.today,
        Meeting.cancelled_at.is_(None),
    )
    return work.session.scalars(query.order_by(Meeting.day)).first()


def coming_back_on(work: Work, case: Case) -> date | None:
    """The day of the meeting in which the case comes back because nothing helped in time; None once help started."""
    newest = select(Episode).where(Episode.case_id == case.id).order_by(Episode.number.desc()).limit(1)
    episode = work.session.scalars(newest).first()
    if episode is None or episode.resubmitted_on is None or episode.help_started_on is not None:
        return None
    query = select(func.max(Meeting.day)).where(
        Meeting.case_id == case.id, Meeting.episode_number == episode.number, Meeting.agenda_kind == COMES_BACK,
        Meeting.cancelled_at.is_(None),
    )  # fmt: skip
    return work.session.scalar(query)


def _episode_number(work: Work, case: Case) -> int:
    return work.session.scalars(select(func.max(Episode.number)).where(Episode.case_id == case.id)).one()


def current_meeting(step: Step) -> Meeting | None:
    """The last planned meeting of the episode."""
    query = select(Meeting).where(
        Meeting.case_id == step.the_case().id,
        Meeting.episode_number == step.episode().number,
        Meeting.agenda_kind == "plan",
        Meeting.cancelled_at.is_(None),
    )
    return step.session.scalars(query.order_by(Meeting.id.desc())).first()


def _meeting(step: Step, answers: Mapping[str, Any], day: date) -> Meeting:
    """The meeting on that day, made or moved; a slot that filled up meanwhile is refused at its field."""
    chosen = str(answers.get("overleg") or EXTRA)
    slot_id = None if chosen == EXTRA else _free_slot(step, chosen, day)
    meeting = current_meeting(step)
    if meeting is not None and step.today < meeting.day != day:
        # Not held yet: it moves, and is the same line in everybody's calendar.
        meeting.day, meeting.sequence = day, meeting.sequence + 1
    elif meeting is None or meeting.day != day:
        meeting = Meeting(case_id=step.the_case().id, episode_number=step.episode().number, day=day, sequence=0)
        step.session.add(meeting)
    meeting.slot_id, meeting.changed_at = slot_id, step.now
    meeting.late_reason = answers.get("buiten_termijn_reden") or answers.get("spoed_reden")
    meeting.extra_reason = answers.get("extra_overleg_reden")
    step.session.flush()
    return meeting


def _free_slot(step: Step, chosen: str, day: date) -> int:
    if chosen != day.isoformat():
        message = "Het gekozen overlegmoment valt op een andere dag. Kies dezelfde dag, of kies een extra overleg."
        raise InvalidInput(fields=[FieldError("overleg_op", message)])
    # Two cases may not take the last place at once.
    take_turns(step.session, f"overleg:{step.place.team_id}")
    slot_id = _slot_id(step.work, step.the_case(), day)
    if slot_id is None:
        raise InvalidInput(
            fields=[FieldError("overleg", "Dit overlegmoment is vol of bestaat niet meer. Kies een ander moment.")]
        )
    return slot_id


def _slot_id(work: Work, case: Case, day: date) -> int | None:
    mine = (
        select(Meeting.id)
        .where(Meeting.slot_id == MeetingSlot.id, Meeting.case_id == case.id, Meeting.cancelled_at.is_(None))
        .correlate(MeetingSlot)
        .exists()
    )
    query = select(MeetingSlot.id).where(
        MeetingSlot.team_id == case.team_id,
        MeetingSlot.day == day,
        MeetingSlot.cancelled_at.is_(None),
        (MeetingSlot.capacity > taken_places()) | mine,
    )
    return work.session.scalars(query).first()


def _invitees(step: Step, answers: Mapping[str, Any]) -> Iterator[tuple[str, str, bool, str | None]]:
    reason = answers.get("reden_niet")
    for kind, label in (("melder", "Melder"), ("ouders", "Ouders"), ("jeugdige", "Jeugdige")):
        invited = answers.get(f"uitgenodigd_{kind}") == "ja"
        yield kind, label, invited, None if invited else reason
    for row in step.answers("partijen_bepalen").get("partijen") or ():
        yield "partij", str(row.get("persoon") or row.get("rol") or row.get("organisatie")), True, None


def _mail(step: Step, answers: Mapping[str, Any], meeting: Meeting, short: bool) -> None:
    kind, case = "uitnodiging_kort" if short else "uitnodiging", step.the_case()
    calendar = calendar_for(step.work, meeting, case)
    if answers.get("uitgenodigd_melder") == "ja":
        mail_referrer(step, kind, due_on=meeting.day, calendar=calendar)
    if answers.get("uitgenodigd_ouders") == "ja" or answers.get("uitgenodigd_jeugdige") == "ja":
        mail_family(step, kind, due_on=meeting.day, calendar=calendar)
    about = About(case=case, due_on=meeting.day, calendar=calendar)
    for role in ("voorzitter", "gemeente_inkoop"):
        notify_holders(step.work, step.resolve(role), kind, about)
    for account_id in _party_accounts(step):
        notify_account(step.work, account_id, kind, about)


def _party_accounts(step: Step) -> list[int]:
    """The parties at the table that have an account."""
    query = select(Participant.account_id).where(
        Participant.case_id == step.the_case().id, Participant.ring.is_not(None), Participant.until_on.is_(None)
    )
    return [account_id for account_id in dict.fromkeys(step.session.scalars(query)) if account_id is not None]
