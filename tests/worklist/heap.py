"""A heap of open tasks, as copies of one that is there: a worklist reads the task table and nothing else."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select

from service.models import Task
from tests.world import World

_OWN = ("id", "spiff_id", "due_on", "startable_on", "assignee_id", "pool_role", "element_id", "name")


def heap_up(
    world: World,
    number: int,
    *,
    who: str | None = "u-pr1",
    kinds: Sequence[str] = ("doen",),
    role: str = "procesregisseur",
    team_of: str = "u-pr1",
) -> list[int]:
    """This many open tasks for somebody (or nobody), due one after the other; their ids."""
    account = world.actor(who).account_id if who else None
    [team] = world.actor(team_of).teams()
    with world.factory.write() as work:
        model = work.session.scalars(select(Task).order_by(Task.id)).first()
        assert model is not None
        same = {column.name: getattr(model, column.name) for column in Task.__table__.columns}
        same |= {"ended_at": None, "completed_at": None, "completed_by_id": None, "cancelled_at": None}
        same |= {"claimed_at": None, "substitute_for_id": None, "team_id": team, "role": role}
        common = {name: value for name, value in same.items() if name not in _OWN}
        common |= {"startable_on": work.today - timedelta(days=1), "assignee_id": account}
        common |= {"pool_role": None if who else "procesregisseur"}
        same = {name: value for name, value in same.items() if name not in _OWN}
        rows = [
            same | {"assignee_id": account, "pool_role": None if who else "procesregisseur"} | own
            for own in _each(number, f"heap-{who}-{role}", kinds, work.today)
        ]
        work.session.execute(insert(Task), rows)
        return list(
            work.session.scalars(select(Task.id).where(Task.spiff_id.like(f"heap-{who}-{role}-%")).order_by(Task.id))
        )


def _one(kind: str, spiff_id: str, today: date, index: int) -> dict[str, object]:
    due_on = today + timedelta(days=index % 50)
    return {"spiff_id": spiff_id, "due_on": due_on, "element_id": kind, "name": kind.capitalize()}


def _each(number: int, heap: str, kinds: Sequence[str], today: date) -> Iterator[dict[str, Any]]:
    """What differs from task to task."""
    for index in range(number):
        kind = kinds[index % len(kinds)]
        yield {
            "spiff_id": f"{heap}-{index}",
            "due_on": today + timedelta(days=index % 50),
            "startable_on": today - timedelta(days=1),
            "element_id": kind,
            "name": kind.capitalize(),
        }
