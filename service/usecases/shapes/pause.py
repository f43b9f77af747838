"""Pauses and the ledger of moved dates, as the case page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class PauseView:
    """A pause of the case, or of the term of one task (`task`); the reason only for who sees the case."""

    task: str | None
    started_on: date
    until_on: date
    ended_on: date | None
    reason: str | None
    motivation: str | None  # why an emergency can wait; the manager reads this
    end_reason: str | None
    started_by: str | None
    ended_by: str | None
    working_days: int | None


@dataclass(frozen=True)
class TermView:
    """An open task with its term; `fixed` says that it belongs to an escalation, which a pause does not touch."""

    task_id: int
    name: str
    subject: str
    due_on: date
    paused_until: date | None
    fixed: bool


@dataclass(frozen=True)
class DateMoveView:
    """One date that moved; with `time` (in Amsterdam) it is a signal and not the date of a task."""

    at: datetime
    what: str
    old_on: date
    new_on: date
    time: str | None
    working_days: int
    by: str | None
    reason: str


@dataclass(frozen=True)
class TermsView:
    """The terms of a case: whether it stands still, what can be moved, and how every date moved, newest first."""

    paused_until: date | None
    emergency: bool
    may_move: bool
    terms: Sequence[TermView]
    pauses: Sequence[PauseView]
    moves: Sequence[DateMoveView]
    more_moves: int
