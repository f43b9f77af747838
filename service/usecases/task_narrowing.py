"""What the filters of a worklist narrow it to: conditions on the table of tasks, apart from their values.

The conditions are put together once for every combination of filters that is used; values come with each execution.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, bindparam, select, tuple_

from service.models import Case, ExpertTeam, Region, Task
from service.usecases.shapes import TaskFilter
from service.usecases.task_marks import unread_by
from service.usecases.work import Work

Kinds = tuple[str, ...]
_Made = Callable[[str], ColumnElement[bool]]


def narrowing(work: Work, wanted: TaskFilter) -> Kinds:
    """Which filters are on, besides scope and tab; the system itself has read nothing."""
    used = {
        "role": wanted.role,
        "kind": wanted.kind,
        "region": wanted.region,
        "team": wanted.team,
        "overdue": wanted.overdue,
        "unread": wanted.unread and work.actor.account_id is not None,
        "case_number": wanted.case_number.strip(),
    }
    return tuple(name for name, value in used.items() if value)


def narrowing_values(work: Work, wanted: TaskFilter, name: str = "") -> dict[str, Any]:
    """What those filters say; `name` as given to `conditions`."""
    used = {
        "role": wanted.role,
        "kind": wanted.kind,
        "region": wanted.region,
        "team": wanted.team,
        "case_number": f"%{_plain(wanted.case_number)}%",
    }
    return {**{f"{name}_{key}": value for key, value in used.items()}, "today": work.today, "me": work.actor.account_id}


def cursor_values(cursor: str) -> dict[str, Any]:
    """What a keyset cursor `date.id` says, for the kind «after»; a damaged one says nothing: begin at the beginning."""
    day, _, key = cursor.partition(".")
    try:
        return {"_after_on": date.fromisoformat(day), "_after_id": int(key)}
    except ValueError:
        return {}


def conditions(kinds: Kinds, name: str = "") -> list[ColumnElement[bool]]:
    """The conditions of these filters; `name` tells the values of one filter from those of another."""
    return [_CONDITIONS[kind](f"{name}_{kind}") for kind in kinds]


def _plain(text: str) -> str:
    return text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _of_region(value: str) -> ColumnElement[bool]:
    return Task.region_id == select(Region.id).where(Region.key == bindparam(value)).scalar_subquery()


def _of_team(value: str) -> ColumnElement[bool]:
    return Task.team_id == select(ExpertTeam.id).where(ExpertTeam.key == bindparam(value)).scalar_subquery()


def _of_case(value: str) -> ColumnElement[bool]:
    return Task.case_id.in_(select(Case.id).where(Case.number.ilike(bindparam(value), escape="\\")))


def _after(value: str) -> ColumnElement[bool]:
    due, last = bindparam(f"{value}_on", type_=Date), bindparam(f"{value}_id", type_=Integer)
    return tuple_(Task.due_on, Task.id) > tuple_(due, last)


_CONDITIONS: Mapping[str, _Made] = {
    "role": lambda value: Task.role == bindparam(value),
    "kind": lambda value: Task.element_id == bindparam(value),
    "region": _of_region,
    "team": _of_team,
    "overdue": lambda _value: Task.due_on < bindparam("today"),
    "unread": lambda _value: unread_by(bindparam("me", type_=Integer)),
    "case_number": _of_case,
    "after": _after,
}
