"""The list of cases: what stands where, never what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select

from service.domain import status
from service.domain.labels import label
from service.models import Account, Case, CaseStep, Escalation, ExpertTeam, Municipality, Region, Stall, Task
from service.usecases import scoping
from service.usecases.shapes import CaseRow
from service.usecases.work import Work

PAGE = 25
MAX_LIMIT = 100
# Longer is no key of a row, and more than the database can compare.
MAX_CURSOR = 18
_OFFICIAL = exists().where(Escalation.case_id == Case.id, Escalation.status == "open_ambtelijk").correlate(Case)
_ADMINISTRATIVE = exists().where(Escalation.case_id == Case.id, Escalation.status == "open_bestuurlijk").correlate(Case)
_STALLED = exists().where(Stall.case_id == Case.id, Stall.closed_on.is_(None)).correlate(Case)


@dataclass(frozen=True)
class _Work:
    """The open tasks of one case: how many, and when and why the first of them is due."""

    count: int
    due_on: date | None = None
    due_why: str | None = None
    due_term: str | None = None


def list_cases(
    work: Work, *, status: str = "", query: str = "", after: str = "", limit: int = PAGE
) -> tuple[Sequence[CaseRow], str | None]:
    """A page of the cases the actor may see, newest first, with the cursor of the next page.

    `query` looks in number, municipality and team: a list is never searched by what a case is about.
    """
    limit = max(1, min(limit, MAX_LIMIT))
    conditions = [scoping.listed_cases(work.actor, work.today), *_filters(status, query, after)]
    rows = work.session.execute(_select().where(*conditions).order_by(Case.id.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    ids = [row.Case.id for row in shown]
    tasks, phases = _open_work(work, ids), current_phases(work, ids)
    return [_row(row, tasks, phases) for row in shown], str(ids[-1]) if len(rows) > limit else None


def _select() -> Any:
    return (
        select(
            Case, Region.name.label("region"), Municipality.name.label("municipality"), ExpertTeam.name.label("team"),
            Account.name.label("director"), _OFFICIAL.label("official"), _ADMINISTRATIVE.label("administrative"),
            _STALLED.label("stalled"),
        )
        .join(Region, Region.id == Case.region_id)
        .join(Municipality, Municipality.id == Case.municipality_id)
        .join(ExpertTeam, ExpertTeam.id == Case.team_id)
        .outerjoin(Account, Account.id == Case.process_director_id)
    )  # fmt: skip


def _filters(wanted: str, query: str, after: str) -> list[ColumnElement[bool]]:
    found = []
    if wanted:
        found.append(_has_status(wanted))
    if query.strip():
        plain = query.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        columns = (Case.number, Municipality.name, ExpertTeam.name)
        found.append(or_(*(column.ilike(f"%{plain}%", escape="\\") for column in columns)))
    if after.isdecimal() and len(after) <= MAX_CURSOR:
        found.append(Case.id < int(after))
    return found


def _has_status(wanted: str) -> ColumnElement[bool]:
    """The same rule as status.shown_status, as a condition: an open level first, then a stall, then the status."""
    shown = Case.status.not_in(status.FINAL)
    levels = {
        "ambtelijk_geescaleerd": and_(shown, _OFFICIAL),
        "bestuurlijk_geescaleerd": and_(shown, _ADMINISTRATIVE),
    }
    if wanted in levels:
        return levels[wanted]
    if wanted in status.FINAL:
        return Case.status == wanted
    no_level = and_(not_(_OFFICIAL), not_(_ADMINISTRATIVE))
    if wanted == "gestagneerd":
        return and_(Case.status == status.RUNNING_PLAN, no_level, _STALLED)
    if wanted == status.RUNNING_PLAN:
        return and_(Case.status == wanted, no_level, not_(_STALLED))
    return and_(Case.status == wanted, no_level)


def _open_work(work: Work, ids: Sequence[int]) -> Mapping[int, _Work]:
    first = func.row_number().over(partition_by=Task.case_id, order_by=(Task.due_on, Task.id)).label("first")
    tasks = func.count().over(partition_by=Task.case_id).label("tasks")
    query = select(Task.case_id, tasks, Task.due_on, Task.due_why, Task.due_term, first)
    found = query.where(Task.case_id.in_(ids), Task.ended_at.is_(None)).subquery()
    rows = work.session.execute(select(found).where(found.c.first == 1))
    return {row.case_id: _Work(row.tasks, row.due_on, row.due_why, row.due_term) for row in rows}


def current_phases(work: Work, ids: Sequence[int]) -> Mapping[int, str]:
    """The step each of these cases is in now."""
    query = select(CaseStep.case_id, CaseStep.phase).where(CaseStep.case_id.in_(ids), CaseStep.ended_on.is_(None))
    return {key: phase for key, phase in work.session.execute(query.order_by(CaseStep.id))}


def _row(row: Any, tasks: Mapping[int, _Work], phases: Mapping[int, str]) -> CaseRow:
    case = row.Case
    level = "bestuurlijk" if row.administrative else "ambtelijk" if row.official else None
    code = status.shown_status(case.status, level, row.stalled)
    open_work = tasks.get(case.id, _Work(0))
    return CaseRow(
        number=case.number,
        status=code,
        status_label=status.label(code),
        region=row.region,
        municipality=row.municipality,
        team=row.team,
        emergency=case.emergency,
        phase=label("fase", phases.get(case.id)) or None,
        process_director=row.director,
        opened_on=case.opened_on,
        next_due_on=open_work.due_on,
        next_due_why=open_work.due_why,
        next_due_term=open_work.due_term,
        open_tasks=open_work.count,
    )
