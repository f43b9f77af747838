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


@dataclass(frozen=True)
class MailView:
    to: str
    subject: str
    body: str
    created_at: datetime
    sent_at: datetime | None


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
