"""Moving a case to another meeting of the team: with a reason, and everybody's calendar goes along."""

from sqlalchemy import select

from service.db import take_turns
from service.domain.deadlines import dutch_date
from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound
from service.domain.permissions import may_direct
from service.engine import Scope
from service.models import Case, Meeting, MeetingSlot, ProcessInstance, Task
from service.usecases import instances
from service.usecases.meeting_invites import tell_moved
from service.usecases.references import taken_places
from service.usecases.scoping import case_facts, get_full_case
from service.usecases.steps import write_event
from service.usecases.suspension import Because, config_of, move
from service.usecases.work import Work

# What is due on the day of the meeting itself.
_AT_THE_TABLE = ("analyse", "perspectief")


def move_case(work: Work, meeting_id: int, slot_id: int | None, reason: str) -> str:
    """Put a case on the agenda of another meeting; gives the new day in words.

    What is due on the day of the meeting moves along. Raises InvalidInput for a full or unknown meeting, or no reason.
    """
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound("Dit overleg is niet gevonden, of is niet van uw team.")
    case = get_full_case(work, work.session.get_one(Case, meeting.case_id).number)
    if not may_direct(work.actor, case_facts(work, case)):
        raise NotAllowed
    instances.lock(work, case)
    take_turns(work.session, f"overleg:{case.team_id}")
    work.session.refresh(meeting)
    if meeting.cancelled_at is not None or meeting.day < work.today:
        raise Conflict("Dit overleg is voorbij, of gaat niet door.")
    slot = _free(work, case, meeting, slot_id)
    mistakes = [] if slot else [FieldError("moment", "Kies een ander overleg waarin nog plaats is.")]
    if not reason.strip():
        mistakes.append(FieldError("reden", "Schrijf op waarom de zaak naar een ander overleg gaat."))
    if mistakes or slot is None:
        raise InvalidInput(fields=mistakes)
    old = meeting.day
    meeting.slot_id, meeting.day = slot.id, slot.day
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, work.now
    _move_terms(work, case, meeting, old, reason)
    text = f"Het overleg is verplaatst van {dutch_date(old)} naar {dutch_date(slot.day)}. Reden: {reason.strip()}"
    write_event(work, None, "overleg", text, case_id=case.id)
    tell_moved(work, meeting)
    return dutch_date(slot.day)


def _free(work: Work, case: Case, meeting: Meeting, slot_id: int | None) -> MeetingSlot | None:
    query = select(MeetingSlot).where(
        MeetingSlot.id == slot_id,
        MeetingSlot.id.is_distinct_from(meeting.slot_id),
        MeetingSlot.team_id == case.team_id,
        MeetingSlot.day > work.today,
        MeetingSlot.cancelled_at.is_(None),
        MeetingSlot.capacity > taken_places(),
    )
    return work.session.scalars(query).first() if slot_id is not None else None


def _move_terms(work: Work, case: Case, meeting: Meeting, old: object, reason: str) -> None:
    """What is due at the meeting, and not what was agreed for another day."""
    if meeting.agenda_kind != "plan" or case.paused_until is not None:
        return
    query = select(Task).where(
        Task.case_id == case.id, Task.ended_at.is_(None), Task.due_on == old, Task.element_id.in_(_AT_THE_TABLE)
    )
    for task in work.session.scalars(query).all():
        days = config_of(work, case).calendar.working_days_between(task.due_on, meeting.day)
        if days:
            instance = work.session.get_one(ProcessInstance, task.instance_id)
            why = Because(f"Overleg verplaatst: {reason.strip()}")
            move(work, instance, days, Scope(spiff_ids=frozenset({task.spiff_id})), why)
