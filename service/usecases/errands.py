"""What the clock brings that belongs to people and not to a case: who stands in for whom, and the daily overviews."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_

from service.usecases import overviews, stand_ins
from service.usecases.work import Work, WorkFactory


def anything_due() -> ColumnElement[bool]:
    """Whether there is something to do, as part of a query that is given `now` and `today`."""
    return or_(stand_ins.anything_due(), overviews.anything_due())


def next_due_at(work: Work) -> datetime | None:
    """When there is something to do next."""
    moments = (stand_ins.next_due_at(work), overviews.next_due_at(work))
    return min((at for at in moments if at is not None), default=None)


def run(factory: WorkFactory) -> int:
    """Do what is due: who is away is replaced before anything is told; returns how much was done."""
    return stand_ins.change_guard(factory) + overviews.send_overviews(factory)
