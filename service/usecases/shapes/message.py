"""Messages and registrations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class NotificationView:
    id: int
    kind: str
    text: str
    case_number: str | None
    task_id: int | None
    due_on: date | None
    created_at: datetime
    unread: bool
    path: str | None = None  # the page it points at
    on_behalf_of: str | None = None  # who is away
    to_acknowledge: bool = False
    acknowledged_at: datetime | None = None


@dataclass(frozen=True)
class CaseMessage:
    """An alarm or escalation message of a case, and what its receiver did with it."""

    title: str
    kind: str
    receiver: str  # name, «X namens Y» for a substitute
    due_on: date | None
    created_at: datetime
    read_at: datetime | None
    acknowledged_at: datetime | None
    over: bool  # the task it was about is done or gone


@dataclass(frozen=True)
class Preferences:
    """How somebody wants to hear: mode, hour of the daily overview, groups of messages that stay in the app."""

    mode: str
    hour: int
    in_app_only: Sequence[str]


@dataclass(frozen=True)
class AbsenceView:
    """A period in which somebody is away, and who stands in."""

    id: int
    account_id: int
    name: str
    from_on: date
    until_on: date
    substitute: str | None
    stage: str  # komt, loopt, voorbij
    recorded_by: str | None
    may_end: bool


@dataclass(frozen=True)
class UndeliveredMail:
    """A mail that did not arrive at any try."""

    id: int
    subject: str
    owner: str  # whose address it is
    address: str  # hidden for who may not see it
    case_number: str | None
    opens_case: str | None  # the case, for who may open it
    failed_at: datetime
    tries: int
    reason: str
    next_try_at: datetime


@dataclass(frozen=True)
class MailView:
    to: str
    subject: str
    body: str
    created_at: datetime
    sent_at: datetime | None
    calendar: str | None = None  # what came along for the receiver's calendar


@dataclass(frozen=True)
class RegistrationStart:
    """The registration form of the region that a municipality belongs to."""

    municipality: str
    municipality_key: str
    region: str
    team: str
    form: Any
    scope: Any
    criteria: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class RegistrationReceipt:
    """What the referrer sees after sending: a case number only after admission (R042)."""

    reference: str
    case_number: str | None
    admitted: bool
    acute: bool
    team: str
    redirect: str | None  # where to go instead
    confirmed_by: date | None
