"""The case list and the case page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.usecases.shapes.basic import Choice, EventView, YoungPersonView
from service.usecases.shapes.plan import EscalationView, PlanView, StallView
from service.usecases.shapes.review import ReviewView
from service.usecases.shapes.task import TaskRow


@dataclass(frozen=True)
class CaseRow:
    """One line of the case list; no content."""

    number: str
    status: str
    status_label: str
    region: str
    municipality: str
    team: str
    emergency: bool
    phase: str | None
    process_director: str | None
    opened_on: date
    next_due_on: date | None
    next_due_why: str | None
    next_due_term: str | None
    open_tasks: int


@dataclass(frozen=True)
class ParticipantView:
    name: str
    role: str
    organisation: str | None
    contact: str | None
    ring: str | None
    since: date


@dataclass(frozen=True)
class StepView:
    """How long a step took, in calendar days and working days (R127)."""

    phase: str
    label: str
    started_on: date
    ended_on: date | None
    calendar_days: int
    working_days: int


@dataclass(frozen=True)
class DiagramView:
    """A diagram with where the case is now, and the same in words."""

    process_key: str
    title: str
    active: Sequence[str]  # element ids to mark «Hier bent u»
    text: Sequence[str]  # Dutch sentences
    done: Sequence[str] = ()


@dataclass(frozen=True)
class AnswerView:
    """A completed task of the case, to read back or correct."""

    task_id: int
    name: str
    at: datetime
    by: str
    on_behalf_of: str | None


@dataclass(frozen=True)
class CaseDetail:
    """The case page."""

    number: str
    status: str
    status_label: str
    emergency: bool
    urgency_label: str
    function_label: str
    region: str
    municipality: str
    team: str
    release: str
    opened_on: date
    closed_on: date | None
    episode: int
    process_director: str | None
    process_director_id: int | None
    case_director: str | None
    question_family: str | None
    question_referrer: str | None
    stuck_on_label: str | None
    referrer: str
    young_people: Sequence[YoungPersonView]
    participants: Sequence[ParticipantView]
    notes: Sequence[EventView]
    plan: PlanView | None  # the valid one, else the concept
    plan_versions: Sequence[PlanView]
    tasks: Sequence[TaskRow]
    planned_tasks: Sequence[TaskRow]
    steps: Sequence[StepView]
    timeline: Sequence[EventView]
    escalations: Sequence[EscalationView]
    stalls: Sequence[StallView]
    diagrams: Sequence[DiagramView]
    incidents: Sequence[str]  # Dutch: something is wrong, it is being looked at
    advice: str | None
    may_direct: bool  # change directors, write notes, start a plan change, propose scaling down, withdraw
    actions: Sequence[
        str
    ] = ()  # afschalen_voorstellen | plan_wijzigen | netwerk_vragen | intrekken | notitie | regie_wijzigen
    directors: Sequence[Choice] = ()  # candidates for process direction
    case_directors: Sequence[Choice] = ()
    answers: Sequence[AnswerView] = ()
    reviews: Sequence[ReviewView] = ()  # of a placement outside the family, newest first
    back_on_agenda: date | None = None  # the meeting in which the case comes back, without help that started
