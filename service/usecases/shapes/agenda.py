"""Calendars, and the meetings of a team with their agenda; only for who sees its cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from service.usecases.shapes.basic import Choice


@dataclass(frozen=True)
class CalendarLinkView:
    """A calendar somebody may have an address for; `team` is None for one's own."""

    team: str | None
    name: str
    made_at: datetime | None


@dataclass(frozen=True)
class SeriesView:
    """A series of meetings that goes on."""

    id: int
    in_words: str
    first_on: date
    last_on: date
    starts_at: time
    ends_at: time
    place: str


@dataclass(frozen=True)
class SlotView:
    """A day on which a team meets; `id` None is an extra meeting about one case."""

    id: int | None
    day: date
    starts_at: time | None
    ends_at: time | None
    place: str | None
    cases: int
    capacity: int
    cancel_reason: str | None = None
    case_number: str | None = None

    @property
    def full(self) -> bool:
        return self.cases >= self.capacity


@dataclass(frozen=True)
class InviteeView:
    """Who was invited to the meeting about a case, or why not."""

    who: str
    invited: bool
    reason: str | None
    sent_on: date | None
    short_notice: bool


@dataclass(frozen=True)
class AgendaItem:
    """A case on an agenda, and whether everything is ready for it."""

    meeting_id: int
    case_number: str
    municipality: str
    director: str | None
    emergency: bool
    comes_back: bool
    reason: str | None  # why it comes first, or comes back
    invitees: Sequence[InviteeView]
    to_do: Sequence[str]  # open tasks of the preparation
    mandates: int  # parties at the table with mandate
    parties: int


@dataclass(frozen=True)
class AgendaView:
    """The agenda of one meeting: what comes back first, then the other cases."""

    slot: SlotView
    team: str
    team_key: str
    items: Sequence[AgendaItem]
    others: Sequence[Choice]  # meetings with room, for a case that moves
    may_direct: bool
    past: bool
    without_cases: str = ""  # what happens when nothing comes on the agenda; empty when that is no question
