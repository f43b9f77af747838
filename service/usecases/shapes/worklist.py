"""The worklist for many: filters with a name, and what came of dividing tasks."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.usecases.shapes.task import TaskFilter

# Nobody plans by a number above this, and counting further would take longer the more work there is.
COUNTED = 99


# How many tasks of a tab are looked at to count them.
BOUND = 500


class BoundedCount(int):
    """A count that looked at no more than a bound; with `more` it reads «12+», so many or more."""

    more: bool

    def __new__(cls, value: int, *, more: bool = False) -> "BoundedCount":
        made = super().__new__(cls, value)
        made.more = more
        return made

    def __str__(self) -> str:
        return f"{int(self)}+" if self.more else str(int(self))


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
