"""Meetings in the calendars of who was invited: the invitation, the move, the withdrawal; always the same name."""

from collections.abc import Callable
from email.utils import parseaddr

from sqlalchemy import select

from service.adapters.calendars import cancellation, invitation
from service.models import Account, Case, Meeting, MeetingGuest, OutboxMail
from service.usecases.meeting_entries import meeting_entry
from service.usecases.message_texts import About
from service.usecases.notifications import notify_account, send_mail
from service.usecases.work import Work

MOVED, CALLED_OFF = "overleg_verplaatst", "overleg_afgezegd"


def calendar_for(work: Work, meeting: Meeting, case: Case) -> Callable[[str], str]:
    """What a mail about this meeting takes along, by its address; the address is remembered as a guest."""

    def take_along(address: str) -> str:
        _remember(work, meeting, address)
        return invitation(meeting_entry(work, meeting, case), _organizer(work), address)

    return take_along


def tell_moved(work: Work, meeting: Meeting) -> None:
    """Everybody who was invited gets the same invitation with the new day, time and place."""
    case = work.session.get_one(Case, meeting.case_id)
    _tell(work, meeting, case, MOVED, calendar_for(work, meeting, case))


def call_off(work: Work, meeting: Meeting, reason: str) -> None:
    """The meeting about a case does not take place: its place is free, and it leaves every calendar."""
    if meeting.cancelled_at is not None:
        return
    case = work.session.get_one(Case, meeting.case_id)
    meeting.cancelled_at, meeting.cancel_reason = work.now, reason
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, work.now

    def take_out(address: str) -> str:
        return cancellation(meeting_entry(work, meeting, case), _organizer(work), address)

    _tell(work, meeting, case, CALLED_OFF, take_out)
    for guest in _guests(work, meeting):
        guest.withdrawn_at, guest.sequence = work.now, meeting.sequence


def call_off_all(work: Work, case: Case, reason: str) -> None:
    """Every meeting to come about a case: its place on the agenda is free for another case."""
    planned = select(Meeting).where(
        Meeting.case_id == case.id, Meeting.day > work.today, Meeting.cancelled_at.is_(None)
    )
    for meeting in work.session.scalars(planned).all():
        call_off(work, meeting, reason)


def _tell(work: Work, meeting: Meeting, case: Case, kind: str, calendar: Callable[[str], str]) -> None:
    subject = f"overleg:{meeting.id}:{meeting.sequence}"
    about = About(case=case, subject=subject, due_on=meeting.day, calendar=calendar)
    for guest in _guests(work, meeting):
        if guest.account_id is not None:
            notify_account(work, guest.account_id, kind, about)
        else:
            send_mail(work, guest.address, kind, about, owner=_owner(work, case, guest.address))


def _owner(work: Work, case: Case, address: str) -> str | None:
    """Who it is behind an address, as the first invitation said."""
    query = select(OutboxMail.owner).where(OutboxMail.case_id == case.id, OutboxMail.to == address)
    return work.session.scalars(query.order_by(OutboxMail.id)).first()


def _organizer(work: Work) -> str:
    return parseaddr(work.services.settings.mail_from)[1]


def _guests(work: Work, meeting: Meeting) -> list[MeetingGuest]:
    query = select(MeetingGuest).where(MeetingGuest.meeting_id == meeting.id, MeetingGuest.withdrawn_at.is_(None))
    return list(work.session.scalars(query.order_by(MeetingGuest.id)))


def _remember(work: Work, meeting: Meeting, address: str) -> None:
    known = select(MeetingGuest).where(MeetingGuest.meeting_id == meeting.id, MeetingGuest.address == address)
    guest = work.session.scalars(known).first()
    if guest is None:
        account = work.session.scalar(select(Account.id).where(Account.email == address.strip().lower()))
        guest = MeetingGuest(meeting_id=meeting.id, address=address, account_id=account, invited_at=work.now)
        work.session.add(guest)
    guest.sequence, guest.withdrawn_at = meeting.sequence, None
    work.session.flush()
