"""How many tasks filters find, up to a bound: counting may not take longer the more work there is."""

from collections.abc import Sequence

from sqlalchemy import func, select

from service.models import Task
from service.usecases.shapes import COUNTED, TaskCount, TaskFilter
from service.usecases.task_pages import narrowed
from service.usecases.task_scopes import earliest_tasks
from service.usecases.work import Work

# Exact for whoever sees no more tasks than this in one tab; above it a count says «at least».
LOOKED_AT = 1_000


def count_tasks(work: Work, filters: Sequence[TaskFilter]) -> list[TaskCount]:
    """For each filter the number of open tasks it finds; one statement for all filters of a scope and tab."""
    found: dict[int, TaskCount] = {}
    for scope, when in dict.fromkeys((wanted.scope, wanted.when) for wanted in filters):
        here = [at for at, wanted in enumerate(filters) if (wanted.scope, wanted.when) == (scope, when)]
        columns = [func.count().filter(*narrowed(work, filters[at])) for at in here]
        looked_at = Task.id.in_(earliest_tasks(work, scope, when, LOOKED_AT))
        total, *counts = work.session.execute(select(func.count(), *columns).where(looked_at)).one()
        for at, count in zip(here, counts, strict=True):
            found[at] = TaskCount(min(count, COUNTED), count > COUNTED or total >= LOOKED_AT)
    return [found[at] for at in range(len(filters))]
