"""Secret addresses of calendars: own due dates and meetings, and the meetings of a team; no case content.

Who has the address needs no log-in, so the calendar holds number, kind and link only. Only a hash of it is kept.
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import select

from service.adapters.calendars import Entry, feed
from service.domain.actors import Actor
from service.domain.errors import NotFound, NotLoggedIn
from service.domain.permissions import STAFF
from service.models import CalendarLink, Case, ExpertTeam, Meeting, MeetingGuest, Region, Task
from service.models import RegistrationAttempt as Attempt
from service.usecases.accounts import get_actor
from service.usecases.meeting_entries import host_of, meeting_entry, slot_entries
from service.usecases.shapes import CalendarLinkView
from service.usecases.work import AMSTERDAM, Work

_HALF_HOUR = timedelta(minutes=30)
_PAST = timedelta(days=31)
MAX_ENTRIES = 500


def list_links(work: Work) -> Sequence[CalendarLinkView]:
    """The calendars the actor may have: their own, and one for each of their teams; with when an address was made."""
    me = work.actor.account_id
    made = select(CalendarLink).where(CalendarLink.account_id == me, CalendarLink.revoked_at.is_(None))
    since = {link.team_id: link.created_at for link in work.session.scalars(made)}
    teams = select(ExpertTeam).where(ExpertTeam.id.in_(work.actor.teams(*STAFF))).order_by(ExpertTeam.name)
    found = [CalendarLinkView(None, "Mijn termijnen en overleggen", since.get(None))]
    for team in work.session.scalars(teams):
        found.append(CalendarLinkView(team.key, f"Overleggen van {team.name}", since.get(team.id)))
    return found


def make_link(work: Work, team_key: str | None = None) -> str:
    """A new address; the old one stops. It is given once: only its hash is kept."""
    team_id = _team_id(work, team_key)
    account_id = _me(work)
    revoke_link(work, team_key)
    token = secrets.token_urlsafe(32)
    link = CalendarLink(account_id=account_id, team_id=team_id, token_hash=_hash(token), created_at=work.now)
    work.session.add(link)
    return f"{work.services.settings.base_url}/agenda/{token}.ics"


def revoke_link(work: Work, team_key: str | None = None) -> None:
    """The address stops at once."""
    same_team = CalendarLink.team_id.is_not_distinct_from(_team_id(work, team_key))
    query = select(CalendarLink).where(CalendarLink.account_id == _me(work), same_team)
    for link in work.session.scalars(query.where(CalendarLink.revoked_at.is_(None))):
        link.revoked_at = work.now


def get_feed(work: Work, token: str) -> bytes:
    """The calendar of an address, for whoever holds it; NotFound for any other, and once the right to it has ended."""
    query = select(CalendarLink).where(CalendarLink.token_hash == _hash(token), CalendarLink.revoked_at.is_(None))
    link = work.session.scalars(query).first()
    actor = _owner(work, link) if link is not None else None
    if link is None or actor is None:
        raise NotFound("Dit agenda-adres bestaat niet, of is ingetrokken.")
    if link.team_id is None:
        return feed(f"Procesregie, {actor.name}", [*_due_dates(work, actor), *_own_meetings(work, actor)])
    if link.team_id not in actor.teams(*STAFF):
        raise NotFound("Dit agenda-adres bestaat niet, of is ingetrokken.")
    team = work.session.get_one(ExpertTeam, link.team_id)
    return feed(f"Overleggen van {team.name}", slot_entries(work, [link.team_id], work.today - _PAST))


def _owner(work: Work, link: CalendarLink) -> Actor | None:
    try:
        return get_actor(work, link.account_id)
    except NotLoggedIn:
        return None


def _due_dates(work: Work, actor: Actor) -> Iterator[Entry]:
    """Own open tasks; what is done or gone is no longer there."""
    query = (
        select(Task, Region.key, Case.number, Attempt.reference)
        .join(Region, Region.id == Task.region_id)
        .outerjoin(Case, Case.id == Task.case_id)
        .outerjoin(Attempt, Attempt.id == Task.attempt_id)
        .where(Task.assignee_id == actor.account_id, Task.ended_at.is_(None))
        .order_by(Task.due_on, Task.id)
        .limit(MAX_ENTRIES)
    )
    base = work.services.settings.base_url
    for task, region, number, reference in work.session.execute(query):
        expires = work.services.regions.for_region(region).calendar.expiry_at(task.due_on).astimezone(AMSTERDAM)
        yield Entry(
            uid=f"taak-{task.id}@{host_of(work)}",
            title=f"Uiterlijk: {task.name} ({number or f'aanmelding {reference}'})",
            url=f"{base}/taken/{task.id}",
            # Goes up with every change of the row: a calendar asks only that it never goes down.
            sequence=task.revision,
            changed_at=task.opened_at,
            starts=expires - _HALF_HOUR,
            ends=expires,
        )


def _own_meetings(work: Work, actor: Actor) -> Iterator[Entry]:
    """The fixed moments of the actor's teams, and the meetings about a case to which they are invited."""
    since = work.today - _PAST
    teams = actor.teams(*STAFF)
    yield from slot_entries(work, sorted(teams), since)
    query = (
        select(Meeting, Case)
        .join(Case, Case.id == Meeting.case_id)
        .join(MeetingGuest, MeetingGuest.meeting_id == Meeting.id)
        .where(MeetingGuest.account_id == actor.account_id, MeetingGuest.withdrawn_at.is_(None))
        .where(Meeting.day >= since, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.day, Meeting.id)
        .limit(MAX_ENTRIES)
    )
    for meeting, case in work.session.execute(query):
        # A case in a fixed moment of one's own team is already there.
        if meeting.slot_id is None or case.team_id not in teams:
            yield meeting_entry(work, meeting, case)


def _me(work: Work) -> int:
    if work.actor.account_id is None:
        raise NotLoggedIn
    return work.actor.account_id


def _team_id(work: Work, key: str | None) -> int | None:
    if not key:
        return None
    found = work.session.scalar(select(ExpertTeam.id).where(ExpertTeam.key == key))
    if found is None or found not in work.actor.teams(*STAFF):
        raise NotFound("Dit team is niet gevonden, of is niet van u.")
    return found


def _hash(token: str) -> str:
    # Long and random: a plain digest is enough, and lets the row be found by it.
    return hashlib.sha256(token.encode()).hexdigest()
