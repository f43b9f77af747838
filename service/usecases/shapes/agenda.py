"""Calendars and the agenda of the table."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CalendarLinkView:
    """A calendar somebody may have an address for; `team` is None for one's own."""

    team: str | None
    name: str
    made_at: datetime | None
