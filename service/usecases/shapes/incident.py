"""Incidents as the operator sees them, and without their technical side as a team does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class IncidentFilter:
    """Which incidents; empty means all. `state` is open | opgelost | alles."""

    state: str = "open"
    kind: str = ""
    handler: str = ""
    process: str = ""
    case_number: str = ""
    mine: bool = False
    after: str = ""
    limit: int = 50


@dataclass(frozen=True)
class IncidentRow:
    """One incident; `cause`, `handler` and `element_id` are technical and only filled for an operator."""

    id: int
    subject: str  # «Zaak RET-2026-005», «Aanmelding AM-1»
    case_number: str | None
    kind: str
    kind_label: str
    process_key: str | None
    process_name: str
    element_id: str | None
    element_name: str
    handler: str | None
    message: str
    cause: str | None
    at: datetime
    last_at: datetime
    tries: int
    open: bool
    handled_by: str | None
    mine: bool  # the actor looks at it
    may_retry: bool
    resolved_at: datetime | None
    resolved_by: str | None
    resolution: str | None
    note: str | None


@dataclass(frozen=True)
class IncidentPage:
    """A page of incidents, newest first, with what the filters offer."""

    rows: Sequence[IncidentRow]
    next: str | None
    count_open: int
    handlers: Sequence[str]
    processes: Sequence[str]


@dataclass(frozen=True)
class TokenView:
    """Where the process stands, and where an operator may move it; `refusal` says why not."""

    key: str
    process_name: str
    name: str
    targets: Sequence[tuple[str, str]]
    refusal: str | None


@dataclass(frozen=True)
class VariableView:
    """One declared scalar of the process; `value` as text, as one would type it."""

    name: str
    type: str
    value: str


@dataclass(frozen=True)
class IncidentDetail:
    """One incident with what can be done about it; everything but `row` is empty for who only looks."""

    row: IncidentRow
    may_operate: bool
    retry_hint: str
    task_id: int | None
    task_name: str | None
    entered_by: str | None  # whose answers were kept; the answers themselves are shown on request
    ending: str | None = None  # what ends when the process is ended
    tokens: Sequence[TokenView] = ()
    variables: Sequence[VariableView] = ()
