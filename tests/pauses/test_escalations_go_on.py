"""A pause leaves the term of an escalation alone; only the administrator who owns the question gives it more time."""

from datetime import date, timedelta

import pytest

from service.domain.errors import InvalidInput, NotAllowed, NotFound
from service.models import Case, ProcessInstance, Task
from service.usecases import pauses
from service.usecases.escalation_terms import extend_escalation, may_extend
from service.usecases.pause_reads import get_terms
from tests.story.until import play_until
from tests.world import World

UNTIL = 28


@pytest.fixture
def escalated(world: World) -> tuple[World, str]:
    number = play_until(world, "bestuurlijk_besluiten")
    return world, number


def act(world: World, who: str, what: object, *args: object) -> None:
    with world.factory.write(world.actor(who)) as work:
        what(work, *args)  # type: ignore[operator]


def decision(world: World) -> tuple[Task, ProcessInstance]:
    with world.database.read() as session:
        task = session.query(Task).filter_by(element_id="bestuurlijk_besluiten", ended_at=None).one()
        return task, session.get_one(ProcessInstance, task.instance_id)


def suspend(world: World, number: str) -> date:
    with world.factory.write(world.actor("u-pr1")) as work:
        until = work.today + timedelta(days=UNTIL)
        emergency = work.session.query(Case).filter_by(number=number).one().emergency
        pauses.suspend(work, number, until, "Wachten.", "Het is veilig." if emergency else "")
    return until


def test_the_decision_keeps_its_term_while_everything_else_stands_still(escalated: tuple[World, str]) -> None:
    world, number = escalated
    before, running = decision(world)
    until = suspend(world, number)
    after, still_running = decision(world)
    assert (after.due_on, after.paused_until) == (before.due_on, None)
    assert still_running.next_due_at == running.next_due_at
    with world.database.read() as session:
        others = session.query(Task).filter(Task.ended_at.is_(None), ~Task.process_key.like("ret_escalatie%")).all()
        assert others
        assert {task.paused_until for task in others} == {until}


def test_the_director_is_told_who_can_and_the_owner_does(escalated: tuple[World, str]) -> None:
    world, number = escalated
    suspend(world, number)
    task, running = decision(world)
    key = f"{number}-E1"
    with pytest.raises(NotAllowed, match="bestuurlijke escalatiehouder"):
        act(world, "u-pr1", pauses.extend_task, task.id, 3, "Meer tijd.")
    with pytest.raises(NotAllowed, match="bestuurlijke escalatiehouder"):
        act(world, "u-pr1", extend_escalation, key, 3, "Meer tijd.")
    with pytest.raises(NotFound):
        act(world, "u-weth-h", extend_escalation, key, 3, "Meer tijd.")
    with pytest.raises(InvalidInput):
        act(world, "u-weth-l", extend_escalation, key, 0, "")
    with world.factory.read(world.actor("u-weth-l")) as work:
        assert may_extend(work, key)
    act(world, "u-weth-l", extend_escalation, key, 3, "De wethouder is op reis.")
    moved, now_running = decision(world)
    calendar = world.services.regions.for_region("meerwolde").calendar
    assert moved.due_on == calendar.add_working_days(3, task.due_on)
    assert running.next_due_at is not None
    assert now_running.next_due_at is not None
    assert now_running.next_due_at > running.next_due_at


def test_the_page_of_the_case_tells_how_everything_moved_and_a_manager_less(escalated: tuple[World, str]) -> None:
    world, number = escalated
    suspend(world, number)
    world.clock.forward(timedelta(days=7))
    act(world, "u-pr1", pauses.resume, number, "Verder.")
    with world.factory.read(world.actor("u-pr1")) as work:
        terms = get_terms(work, number)
        assert (terms.may_move, terms.paused_until) == (True, None)
        assert {line.working_days for line in terms.moves} == {5}
        assert {line.by for line in terms.moves} == {"A. Proef"}
        assert [term.fixed for term in terms.terms if term.name == decision(world)[0].name] == [True]
        assert terms.pauses[0].reason == "Wachten."
    with world.factory.read(world.actor("u-amb-m")) as work:
        terms = get_terms(work, number)
        assert (terms.may_move, terms.terms, terms.moves) == (False, (), [])
        assert [pause.reason for pause in terms.pauses] == [None]
