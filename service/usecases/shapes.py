"""What pages and API read: plain, immutable shapes, so that nothing above this layer touches a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Choice:
    """One option of a select, with its Dutch label."""

    value: str
    label: str


@dataclass(frozen=True)
class TaskFilter:
    """What the worklist shows; everything empty means all the actor may see."""

    scope: str = "mijn"  # mijn | team | alles
    when: str = "nu"  # nu | gepland
    role: str = ""
    region: str = ""  # key
    team: str = ""  # key
    kind: str = ""  # element id
    overdue: bool = False
    case_number: str = ""
    after: str = ""  # keyset cursor from Page.next
    limit: int = 25


@dataclass(frozen=True)
class TaskRow:
    """One line of the worklist; no case content."""

    id: int
    name: str
    kind: str
    role: str
    role_label: str
    case_number: str | None  # None: a registration attempt that is no case (yet)
    subject: str  # «RET-2026-005 · doel 2», never a name
    region: str
    municipality: str
    team: str | None
    phase: str | None
    due_on: date
    startable_on: date
    days_left: int  # calendar days, negative when overdue
    overdue: bool
    emergency: bool
    escalated: bool
    opened_at: datetime
    assignee: str | None  # name, «X namens Y» for a substitute
    assignee_id: int | None
    mine: bool
    may_claim: bool
    may_complete: bool


@dataclass(frozen=True)
class TaskPage:
    """A page of the worklist with the counts of its tabs."""

    rows: Sequence[TaskRow]
    next: str | None
    count_now: int
    count_planned: int
    count_overdue: int
    roles: Sequence[Choice]
    regions: Sequence[Choice]
    teams: Sequence[Choice]
    kinds: Sequence[Choice]


@dataclass(frozen=True)
class TaskDetail:
    """Everything the task page needs; `form` is a service.forms.Form, `scope` its FormScope."""

    row: TaskRow
    documentation: str
    form: Any
    scope: Any
    data: Mapping[str, Any]  # draft, else what is already known, else empty
    draft_saved_at: datetime | None
    status: str  # open | afgerond | vervallen
    completed_by: str | None
    completed_at: datetime | None
    submission: Mapping[str, Any] | None  # of a completed task
    submission_id: int | None
    may_assign: bool
    may_correct: bool
    may_act_for: bool  # complete it namens somebody without account
    assignees: Sequence[Choice]  # candidates, value = account id
    case_summary: "CaseSummary | None"
    revision: int
    history: Sequence["SubmissionVersion"] = ()


@dataclass(frozen=True)
class SubmissionVersion:
    """One version of a completed form: the first, or a correction with its reason."""

    id: int
    at: datetime
    by: str
    on_behalf_of: str | None
    channel: str | None
    reason: str | None
    data: Mapping[str, Any]


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
    open_tasks: int


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
    young_people: Sequence["YoungPersonView"]
    region: str
    municipality: str
    plan_number: int | None
    goals: Sequence[str]
    contacts: Sequence[str] = ()


@dataclass(frozen=True)
class YoungPersonView:
    first_name: str | None
    age: int | None
    measure_label: str | None
    authority_label: str | None
    residence_label: str | None


@dataclass(frozen=True)
class ParticipantView:
    name: str
    role: str
    organisation: str | None
    contact: str | None
    ring: str | None
    since: date


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
class PlanTaskView:
    description: str
    role: str | None
    responsible: str
    due_on: date
    state: str
    state_label: str
    moved: int


@dataclass(frozen=True)
class GoalView:
    key: str
    description: str
    owner: str
    measure: str | None
    target_on: date | None
    rhythm_days: int
    last_state: str | None
    last_state_label: str | None
    last_check_on: date | None
    next_check_on: date | None
    tasks: Sequence[PlanTaskView]


@dataclass(frozen=True)
class LineView:
    """A labelled line of the plan: a provider, bridging task, financing line or agreement."""

    title: str
    detail: str
    state: str | None = None


@dataclass(frozen=True)
class PlanView:
    id: int
    number: int
    status: str
    status_label: str
    advice_weight_label: str | None
    adopted_on: date | None
    effective_on: date | None
    needed: str | None
    change: str | None
    scale_down_criteria: str | None
    fits_family_label: str | None
    goals: Sequence[GoalView]
    providers: Sequence[LineView]
    bridging: Sequence[LineView]
    financing: Sequence[LineView]
    agreements: Sequence[LineView]
    commitments: Sequence[LineView]


@dataclass(frozen=True)
class EscalationView:
    id: str  # key
    case_number: str | None
    theme: str | None
    municipality: str
    status: str
    status_label: str
    level: str | None
    level_label: str | None
    causes: Sequence[str]  # Dutch sentences
    question: str
    question_prepared: bool
    summary: str | None
    owner: str | None
    opened_on: date | None
    due_on: date | None
    decision_label: str | None
    motivation: str | None
    executor: str | None
    execute_by: date | None
    decided_on: date | None
    closed_on: date | None
    result: str | None
    task_id: int | None  # the open decision (or preparation) task, when the actor may do it
    may_withdraw: bool  # «onderweg opgelost»


@dataclass(frozen=True)
class StallView:
    rule: str
    rule_label: str
    target: str
    opened_on: date
    closed_on: date | None
    result: str | None


@dataclass(frozen=True)
class DiagramView:
    """A diagram with where the case is now, and the same in words."""

    process_key: str
    title: str
    active: Sequence[str]  # element ids to mark «Hier bent u»
    text: Sequence[str]  # Dutch sentences
    done: Sequence[str] = ()


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
    actions: Sequence[str] = ()  # afschalen_voorstellen | plan_wijzigen | netwerk_vragen | intrekken | notitie | regie_wijzigen
    directors: Sequence[Choice] = ()  # candidates for process direction
    case_directors: Sequence[Choice] = ()
    answers: Sequence["AnswerView"] = ()


@dataclass(frozen=True)
class AnswerView:
    """A completed task of the case, to read back or correct."""

    task_id: int
    name: str
    at: datetime
    by: str
    on_behalf_of: str | None


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
