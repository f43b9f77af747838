"""What happened in a case and how long its steps took: history, notes of contacts, lead times (R127)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Subquery, select, union_all

from service.domain.labels import label
from service.domain.permissions import CaseView
from service.models import Account, Case, CaseStep, ContactNote, Event, Region
from service.usecases import scoping
from service.usecases.shapes import EventView, StepView
from service.usecases.work import AMSTERDAM, Work

PAGE = 50
# Longer is no key of a row, and more than the database can compare.
MAX_CURSOR = 18
# What a manager reads of a case: that it moved, never what it is about.
TERMS_KINDS = ("status", "stap", "alarm", "stagnatie", "escalatie")
AUTOMATIC = "Procesregie (automatisch)"


def get_events(work: Work, number: str, after: str = "", limit: int = PAGE) -> tuple[Sequence[EventView], str | None]:
    """A page of a case's history, newest first, with the cursor of the next page."""
    case, view = scoping.get_visible_case(work, number)
    rows = _events(work, case, view, after, limit + 1)
    shown = rows[:limit]
    return [event_view(row) for row in shown], str(shown[-1][0].id) if len(rows) > limit else None


def recent_events(work: Work, case: Case, view: CaseView) -> Sequence[EventView]:
    """The newest lines of a case's history, newest first."""
    return [event_view(row) for row in _events(work, case, view, "", PAGE)]


def _events(work: Work, case: Case, view: CaseView, after: str, limit: int) -> Sequence[tuple[Event, str | None]]:
    narrow = [*_older(after), *([] if view is CaseView.FULL else [Event.kind.in_(TERMS_KINDS)])]
    query = select(Event, Account.name).outerjoin(Account, Account.id == Event.actor_id)
    query = query.where(Event.id.in_(select(_newest(case, narrow, limit).c.id)))
    return list(work.session.execute(query.order_by(Event.id.desc()).limit(limit)))


def _newest(case: Case, narrow: Sequence[ColumnElement[bool]], limit: int) -> Subquery:
    """The newest lines of either kind, each by its index: one OR over both would go through the lines of all cases."""
    found = (select(Event.id).where(part, *narrow).order_by(Event.id.desc()).limit(limit) for part in lines_of(case))
    return union_all(*(select(each.subquery().c.id) for each in found)).subquery()


def lines_of(case: Case) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Its own lines, and those of the registration attempt from before there was a case."""
    return Event.case_id == case.id, Event.case_id.is_(None) & (Event.attempt_id == case.attempt_id)


def _older(cursor: str) -> list[ColumnElement[bool]]:
    return [Event.id < int(cursor)] if cursor.isdecimal() and len(cursor) <= MAX_CURSOR else []


def event_view(row: tuple[Event, str | None]) -> EventView:
    """A line of the history, with the name of who did it."""
    event, name = row
    return EventView(
        at=event.at,
        day=event.day,
        kind=event.kind,
        text=event.text,
        by=name or (AUTOMATIC if event.automatic else None),
        on_behalf_of=event.on_behalf_of,
        automatic=event.automatic,
        rule=event.data.get("regelTekst"),
        rule_code=event.data.get("regel"),
    )


def contact_notes(work: Work, case: Case) -> Sequence[EventView]:
    """The newest notes of contacts, newest first: «met wie: wat»."""
    query = select(ContactNote, Account.name).outerjoin(Account, Account.id == ContactNote.author_id)
    rows = work.session.execute(query.where(ContactNote.case_id == case.id).order_by(ContactNote.id.desc()).limit(PAGE))
    return [
        EventView(
            at=note.at,
            day=note.at.astimezone(AMSTERDAM).date(),
            kind="notitie",
            text=f"{note.with_whom}: {note.text}",
            by=name,
            on_behalf_of=None,
            automatic=False,
        )
        for note, name in rows
    ]


def lead_times(work: Work, case: Case) -> Sequence[StepView]:
    """How long each step took or takes, in calendar days and in the working days of the region."""
    steps = work.session.scalars(select(CaseStep).where(CaseStep.case_id == case.id).order_by(CaseStep.id))
    region = work.session.get_one(Region, case.region_id)
    calendar = work.services.regions.for_region(region.key).calendar
    return [_step(step, step.ended_on or work.today, calendar.working_days_between) for step in steps]


def _step(step: CaseStep, until: date, working_days: Any) -> StepView:
    return StepView(
        phase=step.phase,
        label=label("fase", step.phase),
        started_on=step.started_on,
        ended_on=step.ended_on,
        calendar_days=(until - step.started_on) // timedelta(days=1),
        working_days=working_days(step.started_on, until),
    )
