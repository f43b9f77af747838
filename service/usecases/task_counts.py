"""How many tasks filters find, up to a bound: counting may not take longer the more work there is."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select

from service.usecases.shapes import COUNTED, TaskCount, TaskFilter
from service.usecases.task_narrowing import Kinds, narrowing, narrowing_values
from service.usecases.task_scopes import Question, earliest, reaches, values
from service.usecases.work import Work

# Exact for whoever sees no more tasks than this in one tab; above it a count says «at least».
LOOKED_AT = 1_000


def count_tasks(work: Work, filters: Sequence[TaskFilter]) -> list[TaskCount]:
    """For each filter the number of open tasks it finds; one statement for all filters of a scope and tab."""
    found: dict[int, TaskCount] = {}
    for scope, when in dict.fromkeys((wanted.scope, wanted.when) for wanted in filters):
        here = [at for at, wanted in enumerate(filters) if (wanted.scope, wanted.when) == (scope, when)]
        total, *counts = _looked_at(work, scope, when, [filters[at] for at in here])
        for at, count in zip(here, counts, strict=True):
            found[at] = TaskCount(min(count, COUNTED), count > COUNTED or total >= LOOKED_AT)
    return [found[at] for at in range(len(filters))]


def _looked_at(work: Work, scope: str, when: str, filters: Sequence[TaskFilter]) -> Sequence[int]:
    """How many of the earliest tasks were looked at, and how many of those each filter finds."""
    seen = reaches(work.actor, scope)
    if not seen:
        return [0] * (len(filters) + 1)
    given = values(work, seen, LOOKED_AT)
    for at, wanted in enumerate(filters):
        given |= narrowing_values(work, wanted, f"filter_{at}")
    question = Question(tuple(reach.kind for reach in seen), when)
    statement = _counts(question, tuple(narrowing(work, wanted) for wanted in filters))
    return work.session.execute(statement, given).one()


@lru_cache(maxsize=256)
def _counts(question: Question, filters: tuple[Kinds, ...]) -> Select[Any]:
    found = earliest(question, {f"filter_{at}": kinds for at, kinds in enumerate(filters)}).subquery()
    counts: list[Any] = [func.count().filter(found.c[f"filter_{at}"]) for at in range(len(filters))]
    return select(func.count(), *counts)
