"""What the worklists of the demo show at the reference moment: late, for today, for this week and planned."""

from datetime import date
from typing import Any

import pytest

from service.usecases.questions import list_questions
from service.usecases.shapes import TaskFilter, TaskRow
from service.usecases.task_reads import list_tasks
from tests.world import World

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 20)
# What is still to do in every step of process direction, in a consultation and in what goes beside the plan.
KINDS = {
    "eerste_contact",
    "aanvullen",
    "beoordelen",
    "adviseren",
    "partijen_bepalen",
    "analyse",
    "plan_maken",
    "goedkeuren",
    "vaststellen",
    "terugkoppelen",
    "toezeggen",
    "financieren",
    "checkin",
    "gezin_bellen",
    "stagnatie_beoordelen",
    "ambtelijk_besluiten",
    "afschalen_beoordelen",
}


def shown_to(world: World, key: str, **wanted: Any) -> list[TaskRow]:
    with world.factory.read(world.actor(key)) as work:
        return list(list_tasks(work, TaskFilter(**wanted)).rows)


def open_tasks(world: World) -> list[TaskRow]:
    """Everything that is open in both teams, planned work included."""
    return [
        row
        for secretary in ("u-sec", "u-sec-e")
        for when in ("nu", "gepland")
        for row in shown_to(world, secretary, scope="team", when=when, limit=100)
    ]


def test_there_is_work_of_every_kind(demo: World) -> None:
    assert {row.kind for row in open_tasks(demo)} >= KINDS


def test_there_is_work_that_is_late_for_today_for_this_week_and_for_later(demo: World) -> None:
    found = open_tasks(demo)
    days = [(row.due_on - TODAY).days for row in found]
    assert min(days) < 0
    assert 0 in days
    assert any(0 < left <= 7 for left in days)
    assert any(row.startable_on > TODAY for row in found)


def test_there_is_work_of_a_pool_and_work_of_a_person(demo: World) -> None:
    found = open_tasks(demo)
    assert "RET-2026-015" in {row.case_number for row in found if row.assignee is None}
    assert {row.assignee for row in found} >= {"B. Fictie", "H. Afdeling", "U. Gezag", "X. Koers", "Z. Vrij"}


@pytest.mark.parametrize(
    "key", ["u-sec", "u-pr1", "u-pr2", "u-gd-e", "u-amb-m", "u-inkoop-m", "u-inkoop-z", "u-cp-berk", "u-cp-gi"]
)
def test_nobody_opens_an_empty_worklist(demo: World, key: str) -> None:
    assert shown_to(demo, key)


def test_emergencies_and_escalations_can_be_told_apart(demo: World) -> None:
    found = open_tasks(demo)
    assert {row.case_number for row in found if row.emergency} == {"RET-2026-005"}
    assert "RET-2026-012" in {row.case_number for row in found if row.escalated}


def test_the_official_has_the_decision_that_expires_today(demo: World) -> None:
    [row] = shown_to(demo, "u-amb-m")
    assert (row.kind, row.case_number, row.due_on) == ("ambtelijk_besluiten", "RET-2026-012", TODAY)


def test_the_process_director_has_the_stall_that_nobody_judged(demo: World) -> None:
    kinds = {row.kind: row.case_number for row in shown_to(demo, "u-pr2", overdue=True)}
    assert kinds["stagnatie_beoordelen"] == "RET-2026-012"


def test_a_case_director_sees_the_check_that_was_announced_yesterday(demo: World) -> None:
    found = shown_to(demo, "u-cp-praktijk")
    assert ("checkin", "RET-2026-006", date(2026, 11, 23)) in [(row.kind, row.case_number, row.due_on) for row in found]


def test_a_manager_asked_how_it_goes_and_one_question_waits_for_its_answer(demo: World) -> None:
    with demo.factory.read(demo.actor("u-amb-m")) as work:
        found = [(one.case_number, one.answer is not None, one.overdue) for one in list_questions(work)]
    assert found == [("RET-2026-021", False, False), ("RET-2026-022", True, False)]
