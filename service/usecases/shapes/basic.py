"""Small shapes that others are made of."""

from collections.abc import Sequence
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
    rule: str | None = None  # of what happened by itself: which term, in words, and where it comes from
    rule_code: str | None = None  # of that term


@dataclass(frozen=True)
class YoungPersonView:
    first_name: str | None
    age: int | None
    measure_label: str | None
    authority_label: str | None
    residence_label: str | None


@dataclass(frozen=True)
class CaseSummary:
    """The case beside a task: who directs what, where it stands, the question in their own words."""

    number: str
    status_label: str
    emergency: bool
    process_director: str | None
    case_director: str | None
    question_family: str | None
    question_referrer: str | None
    young_people: Sequence[YoungPersonView]
    region: str
    municipality: str
    plan_number: int | None
    goals: Sequence[str]
    contacts: Sequence[str] = ()
