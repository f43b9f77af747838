"""What goes into the engine and what comes out: plain values, no engine objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Status = Literal["running", "completed", "cancelled"]


@dataclass(frozen=True)
class ReleaseFiles:
    """The files of one release: `diagrams` by process id, `forms` by form id, `scenarios` (never run by a case)."""

    id: int
    key: str
    diagrams: Mapping[str, bytes]
    forms: Mapping[str, bytes]
    scenarios: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """Bounds that no sound diagram reaches; passing one is an EngineError, never a silent stop.

    The library no longer finds tasks below depth 1,000, so `depth` stays well under that.
    """

    steps: int = 500
    depth: int = 600
    state_bytes: int = 256 * 1024


@dataclass(frozen=True)
class Snapshot:
    """A saved instance: the release it runs on, its process and its state as the engine wrote it."""

    release_id: int
    process_key: str
    state: bytes


@dataclass(frozen=True)
class OpenTask:
    """A task that waits for a person; `data` holds the declared variables that it sees."""

    spiff_id: str
    process_key: str
    element_id: str
    name: str
    role: str
    form_id: str
    due_on: date
    documentation: str
    mandatory: str | None
    data: Mapping[str, Any]
    due_why: str = ""  # why that due date, in Dutch; empty when it was not counted
    due_term: str = ""  # the code of the term it was counted with
    held_on: date | None = None  # since when its term is suspended: see Runner.hold


@dataclass(frozen=True)
class Visit:
    """An element that was completed in a step."""

    process_key: str
    element_id: str
    kind: str
    name: str
    role: str


@dataclass(frozen=True)
class Outcome:
    """What a step leaves behind; `next_due_at` is the earliest armed timer, in UTC.

    Timers fire in `Runner.fire_due` only: after a step `next_due_at` may lie in the past.
    """

    state: bytes
    status: Status
    result: str | None
    next_due_at: datetime | None
    open_tasks: tuple[OpenTask, ...]
    active: tuple[tuple[str, str], ...]
    phases: tuple[str, ...]
    visited: tuple[Visit, ...]
    messages: tuple[str, ...]
    data: dict[str, Any]


@dataclass(frozen=True)
class Moved:
    """A due date, or (with `old_at` and `new_at`) an armed timer, that was moved; `host` is the task it belongs to."""

    process_key: str
    element_id: str
    name: str
    host_spiff_id: str
    host_name: str
    old_on: date
    new_on: date
    old_at: datetime | None
    new_at: datetime | None


@dataclass(frozen=True)
class Token:
    """Where an instance stands at one level: an open task or a wait; `targets` are the user tasks it can be moved to.

    `refusal` is Dutch and says why it cannot be moved at all.
    """

    spiff_id: str
    process_key: str
    element_id: str
    name: str
    targets: tuple[tuple[str, str], ...]
    refusal: str | None = None


@dataclass(frozen=True)
class VariableValue:
    """A declared variable as it stands now in a process of an instance."""

    name: str
    type: str
    value: Any
