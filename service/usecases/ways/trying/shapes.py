"""What whoever tries a draft sees of the example: nothing here comes from a real case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Startable:
    """A process of a draft that can be tried; `whole` is the case from registration on, the others run alone."""

    process_key: str
    name: str
    purpose: str
    whole: bool
    form: Any = None  # the form it starts with (service.forms.Form), None: it asks nothing
    scope: Any = None
    answers: Mapping[str, Any] | None = None  # example answers to that form


@dataclass(frozen=True)
class PlaceView:
    """A process of the example: element ids where it stands now and what it passed, for marks on the drawing.

    `text` says the same in sentences.
    """

    process_key: str
    name: str
    active: Sequence[str]
    passed: Sequence[str]
    text: Sequence[str] = ()


@dataclass(frozen=True)
class TryTask:
    """An open task of the example; `id` is for `task_form` and `complete`."""

    id: int
    element_id: str
    process_key: str
    name: str
    role: str
    role_label: str
    person: str | None  # None: nobody fills this role
    due_on: date
    due_why: str | None
    subject: str | None
    planned: bool  # its day is further away than a worklist shows


@dataclass(frozen=True)
class TryMessage:
    """A mail that would have been sent; `process_key` and `element_id` where known."""

    at: datetime
    kind: str
    role: str
    role_label: str
    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class TryEscalation:
    """An escalation that was opened: level by level with its day."""

    key: str
    level: str  # ambtelijk | bestuurlijk
    level_label: str
    opened_on: date
    automatic: bool
    question: str


@dataclass(frozen=True)
class TryLine:
    """A line of the log; `rule` is the rule an automatic line followed."""

    at: datetime
    text: str
    by: str | None
    automatic: bool
    rule: str | None
    process_key: str | None
    element_id: str | None


@dataclass(frozen=True)
class TryStep:
    """Something that was done, in Dutch."""

    number: int
    text: str
    at: datetime


@dataclass(frozen=True)
class TryEnd:
    """A process of the example that ended; `result_label` is the name of the end event."""

    process_key: str
    name: str
    result: str
    result_label: str


@dataclass(frozen=True)
class DryRunView:
    """Where an example stands. `actions` are what can be done besides tasks: key and Dutch label."""

    number: int
    draft_key: str
    process_key: str
    process_name: str
    revision: int
    now: datetime
    began_at: datetime
    next_at: datetime | None
    next_text: str
    status: str  # loopt | klaar
    outdated: bool  # the draft changed since: begin again to try what it is now
    can_undo: bool
    case_number: str | None
    status_label: str
    places: Sequence[PlaceView]
    tasks: Sequence[TryTask]
    messages: Sequence[TryMessage]
    escalations: Sequence[TryEscalation]
    log: Sequence[TryLine]
    steps: Sequence[TryStep]
    ends: Sequence[TryEnd]
    actions: Sequence[tuple[str, str]]
    roles: Sequence[tuple[str, str]]  # as whom a task can be completed: role and Dutch name
    next_what: Sequence[str] = ()  # sentences: what happens at `next_at`


@dataclass(frozen=True)
class DryRunRow:
    """A dry run in a list."""

    number: int
    process_key: str
    began_at: datetime
    began_by: str | None
    stands_at: datetime
    steps: int
    outdated: bool
    reached_end: bool
    mine: bool


@dataclass(frozen=True)
class TryTaskForm:
    """What the task page needs to show an open task of the example, with answers proposed."""

    task: TryTask
    documentation: str
    form: Any  # service.forms.Form
    scope: Any  # service.forms.FormScope
    data: Mapping[str, Any]
    revision: int
