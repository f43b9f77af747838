"""Filters with a name: of one person, or shared by a team, with a count that stays quick."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import event

from service.domain.errors import InvalidInput, NotAllowed, NotFound
from service.usecases import saved_filters
from service.usecases.shapes import COUNTED, SavedFilterView, TaskFilter
from service.usecases.task_counts import LOOKED_AT, count_tasks
from service.usecases.task_reads import list_tasks
from service.usecases.task_scopes import Question, earliest_ids, reaches, values
from tests.worklist.heap import heap_up
from tests.world import World

LATE = TaskFilter(scope="alles", overdue=True, after="2026-01-01.5", limit=3)


def keep(world: World, who: str, name: str, wanted: TaskFilter = LATE, team: str | None = None) -> int:
    with world.factory.write(world.actor(who)) as work:
        return saved_filters.save_filter(work, name, wanted, team)


def filters_of(world: World, who: str) -> list[SavedFilterView]:
    with world.factory.read(world.actor(who)) as work:
        return saved_filters.list_filters(work)


def names_of(world: World, who: str) -> list[str]:
    return [found.name for found in filters_of(world, who)]


def test_a_filter_is_kept_without_where_one_was_in_the_list(office: World) -> None:
    keep(office, "u-pr1", "  Te   laat ")
    [found] = filters_of(office, "u-pr1")
    assert (found.name, found.team, found.may_change) == ("Te laat", None, True)
    assert found.wanted == TaskFilter(scope="alles", overdue=True)
    assert filters_of(office, "u-pr2") == []


def test_a_team_shares_a_filter_and_only_who_directs_changes_it(office: World) -> None:
    shared = keep(office, "u-sec", "Van ons team", team="team-mz")
    [found] = filters_of(office, "u-gd")
    assert (found.team, found.team_name, found.may_change) == ("team-mz", "Expertteam Meerwolde & Zandrug", False)
    assert filters_of(office, "u-eil") == []
    with office.factory.write(office.actor("u-gd")) as work, pytest.raises(NotAllowed):
        saved_filters.delete_filter(work, shared)
    with office.factory.write(office.actor("u-eil")) as work, pytest.raises(NotFound):
        saved_filters.rename_filter(work, shared, "Van mij")
    with office.factory.write(office.actor("u-pr1")) as work:
        saved_filters.rename_filter(work, shared, "Van iedereen")
    assert names_of(office, "u-sec") == ["Van iedereen"]


@pytest.mark.parametrize("team", ["team-eil", "bestaat-niet"])
def test_nobody_shares_with_a_team_they_do_not_direct(office: World, team: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        keep(office, "u-sec", "Voor anderen", team=team)
    assert [field.path for field in refused.value.fields] == ["team"]


def test_filters_have_an_order_of_their_own(office: World) -> None:
    first, second, third = (keep(office, "u-pr1", name) for name in ("Een", "Twee", "Drie"))
    with office.factory.write(office.actor("u-pr1")) as work:
        saved_filters.move_filter(work, third, -2)
        saved_filters.move_filter(work, first, 1)
        saved_filters.move_filter(work, third, -1)
    assert names_of(office, "u-pr1") == ["Drie", "Twee", "Een"]
    with office.factory.write(office.actor("u-pr1")) as work:
        saved_filters.delete_filter(work, second)
    assert names_of(office, "u-pr1") == ["Drie", "Een"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "TE LAAT"])
def test_a_name_is_there_fits_and_is_used_once(office: World, name: str) -> None:
    keep(office, "u-pr1", "Te laat")
    with pytest.raises(InvalidInput) as refused:
        keep(office, "u-pr1", name)
    assert [field.path for field in refused.value.fields] == ["naam"]
    keep(office, "u-pr2", "Te laat")


def test_there_is_a_limit_to_how_many_one_keeps(office: World) -> None:
    for number in range(saved_filters.MAX_FILTERS):
        keep(office, "u-pr1", f"Filter {number}")
    with pytest.raises(InvalidInput, match="Er ontbreekt"):
        keep(office, "u-pr1", "Nog een")


def test_a_count_is_exact_up_to_its_bound_and_then_stops(office: World) -> None:
    heap_up(office, COUNTED + 40, kinds=("vaak", "vaak", "vaak", "zelden"))
    keep(office, "u-pr1", "Vaak", TaskFilter(kind="vaak"))
    keep(office, "u-pr1", "Zelden", TaskFilter(kind="zelden"))
    keep(office, "u-pr1", "Nooit", TaskFilter(kind="nooit"))
    often, seldom, never = (found.count for found in filters_of(office, "u-pr1"))
    assert (often.count, often.more, str(often)) == (COUNTED, True, "99+")
    assert (str(seldom), str(never)) == (str((COUNTED + 40) // 4), "0")


def test_a_count_looks_at_the_earliest_tasks_only(office: World) -> None:
    heap_up(office, LOOKED_AT + 50, kinds=("doen",) * 48 + ("zelden",))
    with office.factory.read(office.actor("u-pr1")) as work:
        [count] = count_tasks(work, [TaskFilter(kind="zelden")])
    assert count.more
    assert 0 < count.count <= 21


def test_a_shared_filter_counts_for_who_looks_at_it(office: World) -> None:
    keep(office, "u-sec", "Eigen werk", TaskFilter(scope="mijn", kind="doen"), team="team-mz")
    heap_up(office, 3, who="u-pr2")
    assert [str(found.count) for found in filters_of(office, "u-pr2")] == ["3"]
    assert [str(found.count) for found in filters_of(office, "u-pr1")] == ["0"]


@pytest.mark.parametrize(
    "who", ["u-pr1", "u-gd", "u-pho", "u-weth-l", "u-inkoop-m", "u-cp-berk", "u-eil", "u-beheer-m"]
)
def test_counts_are_those_of_the_list(office: World, who: str) -> None:
    heap_up(office, 30, kinds=("doen", "laten"))
    heap_up(office, 20, who=None)
    wanted = [
        TaskFilter(scope=scope, when=when, **more)
        for scope in ("mijn", "team", "alles")
        for when in ("nu", "gepland")
        for more in ({}, {"unread": True}, {"kind": "laten"}, {"role": "partij"}, {"overdue": True})
    ]
    with office.factory.read(office.actor(who)) as work:
        counts = count_tasks(work, wanted)
        lists = [len(list_tasks(work, replace(each, limit=100)).rows) for each in wanted]
    assert [count.count for count in counts] == lists
    assert not any(count.more for count in counts)


def test_counting_nothing_asks_nothing(office: World) -> None:
    with office.factory.read() as work:
        assert count_tasks(work, []) == []


def test_many_filters_cost_no_more_statements_than_few(office: World) -> None:
    """Two to find them, and one for all of a scope and tab."""
    said = list[str]()
    event.listen(office.database.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    costs = []
    for number in (1, 19):
        for index in range(number):
            keep(office, "u-pr1", f"Filter {number}-{index}", TaskFilter(kind=f"soort{index}"))
        said.clear()
        filters_of(office, "u-pr1")
        costs.append(len([each for each in said if each.startswith(("SELECT", "WITH"))]))
    assert costs[0] == costs[1]


def test_the_earliest_tasks_are_found_by_index(office: World) -> None:
    """Without reading the whole table: what a hundred thousand open tasks would make slow."""
    if not office.database.is_sqlite:
        pytest.skip("PostgreSQL rightly reads a small table as a whole")
    for who in ("u-pr1", "u-pho", "u-inkoop-m", "u-cp-berk"):
        with office.factory.read(office.actor(who)) as work:
            seen = reaches(work.actor, "alles")
            query = earliest_ids(Question(tuple(reach.kind for reach in seen), "nu"))
            text_ = query.compile(work.session.get_bind())
            given = {**text_.params, **values(work, seen, LOOKED_AT)}
            found = work.session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {text_}", tuple(given[name] for name in text_.positiontup or ())
            )
            plan = [row[3] for row in found]
        looked = [line for line in plan if line.startswith(("SEARCH task", "SCAN task"))]
        assert looked
        by_index = re.compile("SEARCH task USING (COVERING )?INDEX ix_task_open_")
        assert [line for line in looked if not by_index.search(line)] == []
