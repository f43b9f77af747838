"""Unread: new to somebody until they open it, and again when it is given to them."""

from datetime import timedelta

from service.usecases.shapes import TaskFilter
from service.usecases.task_marks import is_unread, mark_seen
from service.usecases.task_reads import list_tasks
from service.usecases.tasks import assign
from tests.worklist.heap import heap_up
from tests.world import World


def unread(world: World, who: str, scope: str = "alles") -> set[int]:
    with world.factory.read(world.actor(who)) as work:
        rows = list_tasks(work, TaskFilter(scope=scope, unread=True, limit=100)).rows
    assert all(row.unread for row in rows)
    return {row.id for row in rows}


def see(world: World, who: str, task: int) -> None:
    with world.factory.write(world.actor(who)) as work:
        mark_seen(work, task)


def test_a_task_is_new_to_each_person_until_they_open_it(office: World) -> None:
    first, second = heap_up(office, 2)
    assert {first, second} <= unread(office, "u-pr1", "mijn")
    see(office, "u-pr1", first)
    see(office, "u-pr1", first)
    assert first not in unread(office, "u-pr1")
    assert {first, second} <= unread(office, "u-pr2")


def test_a_task_is_new_again_to_whom_it_is_given_and_to_nobody_else(office: World) -> None:
    [task] = heap_up(office, 1)
    for who in ("u-pr1", "u-pr2", "u-sec"):
        see(office, who, task)
    office.clock.set(office.clock.now() + timedelta(hours=1))
    account = office.actor("u-pr2").account_id
    assert account is not None
    with office.factory.write(office.actor("u-sec")) as work:
        assign(work, task, account, "Verdeling")
    assert task in unread(office, "u-pr2")
    assert task not in unread(office, "u-sec") | unread(office, "u-pr1")
    see(office, "u-pr2", task)
    assert task not in unread(office, "u-pr2")


def test_rows_say_what_is_new_whatever_the_filter(office: World) -> None:
    first, second = heap_up(office, 2)
    see(office, "u-pr1", second)
    with office.factory.read(office.actor("u-pr1")) as work:
        marks = {row.id: row.unread for row in list_tasks(work, TaskFilter(kind="doen")).rows}
        assert marks == {first: True, second: False}
        assert is_unread(work, first)
        assert not is_unread(work, second)
