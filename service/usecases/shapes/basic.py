"""Small shapes that others are made of."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Choice:
    """One option of a select, with its Dutch label."""

    value: str
    label: str


@dataclass(frozen=True)
class LineView:
    """A labelled line of the plan: a provider, bridging task, financing line or agreement."""

    title: str
    detail: str
    state: str | None = None


@dataclass(frozen=True)
class EventView:
    """One line of the timeline; `kind` drives its mark, never only its colour."""

    at: datetime
    day: date
    kind: str
    text: str
    by: str | None
    on_behalf_of: str | None
    automatic: bool
