"""However long a case lasts, its processes stay small and a step asks the database no more than at the beginning."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import func, select

from service.domain.actors import SYSTEM
from service.models import Base, CheckIn, PlanVersion, ProcessInstance
from service.usecases import cases, tasks
from tests.process.play import Play
from tests.robustness.conftest import faults
from tests.robustness.test_ten_years import counted
from tests.story import answers as story

CHECK, OVERVIEW = "ret_voortgangscheck", "ret_procesregie"
CHECKS, ROUNDS, REVISIONS = 1000, 1000, 60
# What grows would grow in the state, which both databases keep as bytes: the thousand are played on the quick one.
LESS = 10
# A state may differ by a few digits and names; it may not grow.
SLACK = 1.1
STAY = {"keuze": "doorgaan", "criteria_gehaald": "nee", "mening_gezin": "Nog niet.", "motivering": "Nog niet zover."}
PASSED_ON = {"gedeeld_op": "2026-09-07", "regie_genoemd": True}


def times(play: Play, number: int) -> int:
    """How often to do something, on the database at hand."""
    return number if play.world.database.is_sqlite else number // LESS


def size(play: Play, process_key: str) -> int:
    """The bytes of the state of the one running instance of a process."""
    with play.world.database.read() as session:
        query = select(ProcessInstance.state)
        query = query.where(ProcessInstance.process_key == process_key, ProcessInstance.status == "running")
        state: bytes = session.scalars(query).one()
        return len(state)


def count(play: Play, table: type[Base]) -> int:
    with play.world.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def complete(play: Play, element: str, data: Mapping[str, Any]) -> int:
    """Complete the open task of an element; returns how many statements that took."""
    [task] = play.open(element)
    with play.world.factory.write(SYSTEM) as work, counted(play.world) as statements:
        tasks.complete(work, task.task_id, data)
    return len(statements)


@pytest.mark.slow
def test_a_thousand_progress_checks_leave_every_state_as_small_as_it_was(play: Play) -> None:
    play.to_monitoring()
    before = size(play, CHECK), size(play, OVERVIEW)
    costs = [complete(play, "checkin", story.BACK_ON_COURSE) for _ in range(times(play, CHECKS))]
    assert count(play, CheckIn) == len(costs)
    assert size(play, CHECK) <= before[0] * SLACK
    assert size(play, OVERVIEW) <= before[1] * SLACK
    assert max(costs[-10:]) <= max(costs[:10])
    assert faults(play.world) == []


@pytest.mark.slow
def test_a_thousand_rounds_in_one_instance_leave_it_as_small_as_it_was(play: Play) -> None:
    """Without pruning a round adds some ten tasks below each other: the limit of 600 would be long past."""
    play.to_monitoring()
    sizes, costs = [], []
    for _ in range(times(play, ROUNDS)):
        with play.world.factory.write() as work:
            cases.propose_scaling_down(work, play.number)
        costs.append(complete(play, "afschalen_beoordelen", STAY))
        sizes.append(size(play, OVERVIEW))
    assert max(sizes[-50:]) <= max(sizes[:10]) * SLACK
    assert max(costs[-10:]) <= max(costs[:10])
    assert faults(play.world) == []


@pytest.mark.slow
def test_plan_revisions_run_beside_the_case_and_cost_the_same(play: Play) -> None:
    """Each is an instance of its own, so their number cannot come near the depth limit."""
    play.to_monitoring()
    before, costs = size(play, OVERVIEW), []
    for _ in range(REVISIONS):
        with play.world.factory.write() as work:
            cases.start_plan_change(work, play.number)
        filled = {**play.prefilled("plan_bijstellen"), **story.REVISION}
        costs.append(complete(play, "plan_bijstellen", filled) + complete(play, "terugkoppelen", PASSED_ON))
    assert count(play, PlanVersion) == REVISIONS + 1
    assert size(play, OVERVIEW) <= before * SLACK
    assert play.running("ret_planwijziging") == []
    assert max(costs[-5:]) <= max(costs[:5]) * SLACK
    assert faults(play.world) == []
