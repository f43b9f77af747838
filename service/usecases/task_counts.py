"""How many tasks a filter finds, up to a bound: counting may not take longer the more work there is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from service.models import Task
from service.usecases.shapes import COUNTED, TaskFilter
from service.usecases.task_reads import conditions_of
from service.usecases.task_rows import joined
from service.usecases.work import Work


def count_tasks(work: Work, filters: Sequence[TaskFilter]) -> list[int]:
    """For each filter the number of open tasks it finds, never more than COUNTED + 1; one statement for all."""
    if not filters:
        return []
    return list(work.session.execute(select(*(_bounded(work, wanted) for wanted in filters))).one())


def _bounded(work: Work, wanted: TaskFilter) -> ScalarSelect[Any]:
    when = Task.startable_on > work.today if wanted.when == "gepland" else Task.startable_on <= work.today
    found = joined(select(Task.id)).where(*conditions_of(work, wanted), when).limit(COUNTED + 1)
    return select(func.count()).select_from(found.subquery()).scalar_subquery()
