"""Dividing many tasks with one reason: what cannot be given is named, the rest is done."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from service.domain.errors import InvalidInput
from service.models import Event, Notification, Task
from service.usecases.shapes import Division
from service.usecases.task_bulk import MAX_TASKS, assign_many, find_assignable
from tests.worklist.heap import heap_up
from tests.world import World


def account_of(world: World, who: str) -> int:
    account = world.actor(who).account_id
    assert account is not None
    return account


def divide(world: World, tasks: list[int], to: str = "u-pr2", by: str = "u-sec", reason: str = "Ziekte") -> Division:
    return assign_many(world.factory, world.actor(by), tasks, account_of(world, to), reason)


def holders(world: World, tasks: list[int]) -> set[int | None]:
    with world.factory.read() as work:
        return set(work.session.scalars(select(Task.assignee_id).where(Task.id.in_(tasks))))


def test_tasks_go_to_somebody_with_one_reason_each_in_the_history(office: World) -> None:
    tasks = heap_up(office, 5)
    done = divide(office, tasks)
    assert (list(done.assigned), list(done.unchanged), list(done.refused)) == (tasks, [], [])
    assert holders(office, tasks) == {account_of(office, "u-pr2")}
    with office.factory.read() as work:
        texts = list(work.session.scalars(select(Event.text).where(Event.text.endswith("Reden: Ziekte"))))
    assert texts == ["De taak «Doen» is toegewezen aan B. Fictie. Reden: Ziekte"] * 5


def test_what_cannot_be_given_is_named_and_the_rest_is_done(office: World) -> None:
    done_before, *rest = heap_up(office, 3)
    [elsewhere] = heap_up(office, 1, who="u-eil", team_of="u-eil")
    [official] = heap_up(office, 1, who="u-weth-l", role="bestuurlijk")
    with office.factory.write() as work:
        work.session.get_one(Task, done_before).ended_at = work.now
    done = divide(office, [done_before, rest[0], elsewhere, official, rest[1], 999_999])
    assert list(done.assigned) == rest
    refused = {one.task_id: one for one in done.refused}
    assert refused.keys() == {done_before, elsewhere, official, 999_999}
    assert "vervallen" in refused[done_before].reason
    assert refused[done_before].task.startswith("Doen (RET-")
    assert "andere rol" in refused[official].reason
    for hidden in (elsewhere, 999_999):
        assert refused[hidden].task == f"Taak {hidden}"
        assert "niet gevonden" in refused[hidden].reason
    assert holders(office, [elsewhere]) == {account_of(office, "u-eil")}


def test_doing_it_again_changes_nothing_and_says_so(office: World) -> None:
    tasks = heap_up(office, 3)
    divide(office, tasks)
    with office.factory.read() as work:
        before = work.session.scalar(select(func.count()).select_from(Event))
    again = divide(office, [*tasks, *tasks])
    assert (list(again.assigned), list(again.unchanged)) == ([], tasks)
    with office.factory.read() as work:
        assert work.session.scalar(select(func.count()).select_from(Event)) == before


def test_a_pile_is_announced_once_and_a_single_task_by_name(office: World) -> None:
    tasks = heap_up(office, 4)
    divide(office, tasks[:3])
    office.clock.set(office.clock.now() + timedelta(minutes=1))
    divide(office, tasks[3:])
    with office.factory.read() as work:
        mine = Notification.account_id == account_of(office, "u-pr2")
        query = select(Notification.kind, Notification.task_id).where(mine).order_by(Notification.id.desc()).limit(2)
        assert [tuple(row) for row in work.session.execute(query)] == [
            ("taak_toegewezen", tasks[3]),
            ("taken_toegewezen", None),
        ]


def test_who_may_not_divide_is_refused_task_by_task(office: World) -> None:
    tasks = heap_up(office, 2)
    done = divide(office, tasks, by="u-gd")
    assert not done.assigned
    assert len(done.refused) == 2
    assert holders(office, tasks) == {account_of(office, "u-pr1")}


def test_everything_missing_is_said_at_once_and_nothing_is_done(office: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        assign_many(office.factory, office.actor("u-sec"), [], None, " ")
    assert [field.path for field in refused.value.fields] == ["taken", "account", "reden"]
    with pytest.raises(InvalidInput, match="Er ontbreekt"):
        divide(office, list(range(1, MAX_TASKS + 2)))


def test_those_who_can_get_work_are_named_with_their_roles(office: World) -> None:
    with office.factory.read(office.actor("u-sec")) as work:
        names = [choice.label for choice in find_assignable(work)]
    assert "B. Fictie (procesregisseur, triagist)" in names
    assert any(name.startswith("Wethouder Lindervoort") for name in names)
    assert not [name for name in names if name.startswith("E. Eiland")]
    with office.factory.read(office.actor("u-gd")) as work:
        assert find_assignable(work) == []
