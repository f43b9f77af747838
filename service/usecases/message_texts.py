"""What the placeholders of a message stand for, and the page it points at; names only for the line in the inbox."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from service.domain.deadlines import dutch_date, local_date
from service.domain.message import DECIDING_LANES
from service.models import Account, Case, Escalation, ExpertTeam, PlacementReview, RegistrationAttempt, Task
from service.usecases.work import Work

# Pages that a message may point at besides one task or case.
_PATHS = {"afwezigheid": "/berichten/afwezigheid"}
_LISTS = ("escalaties", "vragen", "overleg", "werkwijzen")


@dataclass(frozen=True)
class About:
    """What a message is about; `subject` tells apart messages of one kind within a case (a goal, a task, a party)."""

    case: Case | None = None
    attempt: RegistrationAttempt | None = None
    task: Task | None = None
    subject: str = ""
    due_on: date | None = None
    why: str = ""  # why that due date; of a task's own due date the task says it
    theme: Escalation | PlacementReview | None = None  # an escalated theme or a review, without a case
    # What the mail takes along for a calendar, by the address it goes to (iCalendar).
    calendar: Callable[[str], str] | None = None

    @property
    def reason(self) -> str:
        """Why the due date is what it is, for under a message; empty when nobody said."""
        own = self.task.due_why if self.task is not None and self.task.due_on == self.due_on else None
        return self.why or own or ""

    @property
    def place(self) -> str:
        """The case or registration attempt, as part of keys."""
        if self.theme:
            return f"thema:{self.theme.key}"
        return f"zaak:{self.case.id}" if self.case else f"aanmelding:{self.attempt.id}" if self.attempt else ""

    @property
    def urgent(self) -> bool:
        """An emergency, or a decision in an escalation: nobody hears of it later than at once."""
        decides = self.task is not None and self.task.role in DECIDING_LANES
        return decides or bool(self.case and self.case.emergency)

    def key(self, kind: str, receiver: str) -> str:
        """The key under which this message is sent once and never again."""
        return "|".join((self.place, self.subject, kind, str(self.due_on or ""), receiver))


def lateness(work: Work) -> str:
    """For a message that comes after the day it was meant for: when it should have come. Else empty."""
    meant_for = work.counted_day
    if meant_for is None or not work.actor.system or meant_for >= local_date(work.now):
        return ""
    return f"Dit bericht had u op {dutch_date(meant_for)} moeten krijgen. Door een storing komt het later."


def values_for(work: Work, about: About, receiver_id: int | None = None) -> Mapping[str, str]:
    """The placeholders, as this receiver reads them."""
    place = about.case or about.attempt
    team = work.session.get(ExpertTeam, place.team_id) if place else None
    attempt = f"aanmelding {about.attempt.reference}" if about.attempt else _theme(about)
    return {
        "zaak": about.case.number if about.case else attempt,
        "vervalt": dutch_date(about.due_on) if about.due_on else "de afgesproken datum",
        "taak": about.task.name if about.task else "uw taak",
        "team": (team.public_name or team.name) if team else "het expertteam",
        "aanspreekpunt": _contact(about, receiver_id),
        "procesregisseur": _director(work, about.case, "process") or "nog niet bekend",
        "casusregisseur": _director(work, about.case, "case") or "nog niet bekend",
    }


def _theme(about: About) -> str:
    return about.theme.key if about.theme else "het team"


def _contact(about: About, receiver_id: int | None) -> str:
    """With whom the receiver talks about what stands in the way; nobody is sent to themselves."""
    director = about.case.process_director_id if about.case else None
    directs = about.task is not None and about.task.role in ("procesregisseur", "kernteam", "triagist", "secretaris")
    return "uw team" if director is None or director == receiver_id or directs else "de procesregisseur"


def _director(work: Work, case: Case | None, which: str) -> str | None:
    account_id = getattr(case, f"{which}_director_id", None)
    account = work.session.get(Account, account_id) if account_id else None
    if account is not None:
        return account.name
    return case.case_director_name if case and which == "case" else None


def path_of(about: About, link: str) -> str | None:
    """The page a message points at; None when it points at none."""
    if link == "geen":
        return None
    if link == "taak" and about.task is not None:
        return f"/taken/{about.task.id}"
    if link == "zaak" and about.case is not None:
        return f"/zaken/{about.case.number}"
    if link == "zaak" and isinstance(about.theme, PlacementReview):
        return f"/toetsen/{about.theme.key}"
    return _PATHS.get(link, f"/{link}" if link in _LISTS else "/werklijst")
