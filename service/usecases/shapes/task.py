"""The worklist and the task page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from service.usecases.shapes.basic import CaseSummary, Choice


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
    unread: bool = False  # new to the actor
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
    due_why: str | None  # why that day: «dinsdag 11 mei, want 5 en 6 mei zijn feestdagen (…)»
    due_term: str | None  # the code of the term it was counted with
    startable_on: date
    paused_until: date | None  # its term is suspended
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
    may_assign: bool
    unread: bool  # new to the actor


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
    case_summary: CaseSummary | None
    revision: int
    history: Sequence[SubmissionVersion] = ()
    stretch: Any = None  # an emergency term that takes long: days, answer, may_answer
