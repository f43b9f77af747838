"""How many tasks filters find, up to a bound: counting may not take longer the more work there is."""

from collections.abc import Sequence

from sqlalchemy import and_, func, select, true

from service.usecases.shapes import COUNTED, TaskCount, TaskFilter
from service.usecases.task_pages import narrowed
from service.usecases.task_scopes import earliest
from service.usecases.work import Work

# Exact for whoever sees no more tasks than this in one tab; above it a count says «at least».
LOOKED_AT = 1_000


def count_tasks(work: Work, filters: Sequence[TaskFilter]) -> list[TaskCount]:
    """For each filter the number of open tasks it finds; one statement for all filters of a scope and tab."""
    found: dict[int, TaskCount] = {}
    for scope, when in dict.fromkeys((wanted.scope, wanted.when) for wanted in filters):
        here = [at for at, wanted in enumerate(filters) if (wanted.scope, wanted.when) == (scope, when)]
        asked = [and_(true(), *narrowed(work, filters[at])).label(f"filter_{at}") for at in here]
        looked_at = earliest(work, scope, when, LOOKED_AT, asked=asked).subquery()
        columns = [func.count().filter(looked_at.c[one.name]) for one in asked]
        total, *counts = work.session.execute(select(func.count(), *columns).select_from(looked_at)).one()
        for at, count in zip(here, counts, strict=True):
            found[at] = TaskCount(min(count, COUNTED), count > COUNTED or total >= LOOKED_AT)
    return [found[at] for at in range(len(filters))]
