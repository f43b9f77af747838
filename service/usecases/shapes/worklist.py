"""The worklist for many: filters with a name, and what came of dividing tasks."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.usecases.shapes.task import TaskFilter

# Nobody plans by a number above this, and counting further would take longer the more work there is.
COUNTED = 99


# How far the tabs of a worklist are counted.
BOUND = 1_000


class BoundedCount(int):
    """A count up to a bound: there it reads «1000+», so many or more."""

    def __str__(self) -> str:
        return f"{int(self)}+" if self >= BOUND else str(int(self))


@dataclass(frozen=True)
class TaskCount:
    """How many tasks a filter finds; with `more` it is at least so many."""

    count: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.count}+" if self.more else str(self.count)


@dataclass(frozen=True)
class SavedFilterView:
    """A filter with a name; `team` is None for one's own."""

    id: int
    name: str
    wanted: TaskFilter
    count: TaskCount
    team: str | None = None  # key of the team that shares it
    team_name: str = ""
    may_change: bool = True


@dataclass(frozen=True)
class Refusal:
    """A task that could not be given, and why."""

    task_id: int
    task: str  # name and subject, or its number when it is not for this actor
    reason: str


@dataclass(frozen=True)
class Division:
    """What came of giving tasks to somebody."""

    assignee: str
    assigned: Sequence[int]
    unchanged: Sequence[int]  # were this person's already
    refused: Sequence[Refusal]
