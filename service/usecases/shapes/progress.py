"""Following many cases: what is late, due, stalled or escalated, and one case to step in; never case content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.usecases.shapes.basic import Choice
from service.usecases.shapes.plan import EscalationView
from service.usecases.shapes.worklist import BoundedCount

# late, due today, due within ten working days, stalled, escalated
LISTS = ("telaat", "vandaag", "komend", "gestagneerd", "geescaleerd")


@dataclass(frozen=True)
class ProgressFilter:
    """Which list, of which municipality and process director (keys; `geen`: of nobody), from which row on."""

    shows: str = "telaat"
    municipality: str = ""
    director: str = ""
    after: str = ""
    limit: int = 25


@dataclass(frozen=True)
class ProgressRow:
    """A term, a stall or an escalation."""

    kind: str  # taak | stagnatie | escalatie
    id: int
    what: str
    part: str  # goal number or party; empty for who does not see the case
    case_number: str | None
    about: str  # number of the case, reference of a registration, or theme
    municipality: str
    director: str | None
    who: str  # whose turn it is
    since_on: date
    due_on: date | None
    days_left: int | None
    due_why: str | None = None
    due_term: str | None = None
    region: str = ""
    paused_until: date | None = None
    emergency: bool = False
    escalated: bool = False
    escalation_key: str | None = None
    task_id: int | None = None  # the actor's own task: to do, or to decide


@dataclass(frozen=True)
class ProgressGroup:
    """How much there is in each list for one municipality or process director."""

    key: str
    name: str
    counts: Mapping[str, BoundedCount]


@dataclass(frozen=True)
class ProgressPage:
    """One page of a list, with the counts of all lists."""

    rows: Sequence[ProgressRow]
    next: str | None
    counts: Mapping[str, BoundedCount]
    until_on: date  # the last day of «komend»
    municipalities: Sequence[ProgressGroup]
    directors: Sequence[ProgressGroup]
    open_questions: int


@dataclass(frozen=True)
class QuestionView:
    """A question to the process director, with its answer."""

    id: int
    case_number: str
    task: str | None
    text: str
    asked_by: str
    asked_to: str
    asked_at: datetime
    answer_by: date
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    may_answer: bool
    overdue: bool


@dataclass(frozen=True)
class FollowedTask:
    """An open task of a case, as far as who follows it may know."""

    id: int
    name: str
    part: str
    who: str
    due_on: date
    due_why: str | None
    due_term: str | None
    days_left: int
    paused_until: date | None
    may_extend: bool
    may_assign: bool
    mine: bool


@dataclass(frozen=True)
class FollowUp:
    """One case for who follows it: its terms, what is wrong, and what can be done about it."""

    number: str
    status_label: str
    municipality: str
    team: str
    director: str | None
    emergency: bool
    paused_until: date | None
    tasks: Sequence[FollowedTask]
    stalls: Sequence[tuple[str, date]]
    escalations: Sequence[EscalationView]
    questions: Sequence[QuestionView]
    may_direct: bool
    may_ask: bool
    answer_by: date  # when a question asked today is to be answered
    directors: Sequence[Choice]
    people: Sequence[Choice]
