"""An escalation as each role may read it."""

from collections.abc import Iterator

import pytest

from service.domain.errors import NotFound
from service.usecases.diagram_reads import get_diagram
from service.usecases.escalation_reads import get_escalation, list_escalations
from service.usecases.plan_reads import get_plan_versions
from service.usecases.shapes import EscalationView
from service.usecases.timelines import get_events
from tests.story.until import play_until
from tests.world import World


@pytest.fixture
def escalated(world: World) -> Iterator[tuple[World, str]]:
    """A case with a plan, a stall and an open administrative escalation."""
    number = play_until(world, "bestuurlijk_besluiten")
    yield world, number
    world.close()


def listed(world: World, who: str) -> list[EscalationView]:
    with world.factory.read(world.actor(who)) as work:
        return list(list_escalations(work))


def test_the_team_reads_causes_term_and_owner(escalated: tuple[World, str]) -> None:
    world, number = escalated
    (found,) = listed(world, "u-pr1")
    assert (found.case_number, found.level, found.owner) == (number, "bestuurlijk", "Wethouder Lindervoort")
    assert found.causes
    assert found.due_on is not None
    assert found.opened_on is not None
    assert found.due_on > found.opened_on
    assert found.may_withdraw
    assert found.task_id is None


def test_the_administrator_gets_the_task_and_no_causes(escalated: tuple[World, str]) -> None:
    world, _ = escalated
    (found,) = listed(world, "u-weth-l")
    assert found.task_id is not None
    assert found.causes == ()
    assert found.summary


def test_before_the_administrative_level_opens_the_administrator_knows_nothing(world: World) -> None:
    play_until(world, "escalatie_voorbereiden")
    assert [found.level for found in listed(world, "u-amb-m")] == ["ambtelijk"]
    assert listed(world, "u-weth-l") == []
    world.close()


def test_a_key_of_another_region_is_not_found(escalated: tuple[World, str]) -> None:
    world, _ = escalated
    (found,) = listed(world, "u-pr1")
    with world.factory.read(world.actor("u-amb-z")) as work, pytest.raises(NotFound):
        get_escalation(work, found.id)


def test_the_history_of_a_manager_holds_no_notes_and_no_tasks(escalated: tuple[World, str]) -> None:
    world, number = escalated
    with world.factory.read(world.actor("u-amb-m")) as work:
        rows, _ = get_events(work, number, limit=100)
    kinds = {row.kind for row in rows}
    assert {"escalatie", "stagnatie"} <= kinds
    assert not kinds & {"notitie", "taak_afgerond", "plan", "financiering", "toezegging", "overleg"}


def test_a_manager_sees_how_far_it_is_but_not_what_is_worked_on(escalated: tuple[World, str]) -> None:
    world, number = escalated
    with world.factory.read(world.actor("u-amb-m")) as work:
        assert b"<" in get_diagram(work, number, "ret_procesregie")
        for hidden in ("ret_analyse_plan", "bestaat_niet"):
            with pytest.raises(NotFound):
                get_diagram(work, number, hidden)
        with pytest.raises(NotFound):
            get_plan_versions(work, number)


def test_every_version_of_the_plan_stays_readable(escalated: tuple[World, str]) -> None:
    world, number = escalated
    with world.factory.read(world.actor("u-pr1")) as work:
        versions = get_plan_versions(work, number)
    assert [plan.status for plan in versions].count("geldig") == 1
    valid = next(plan for plan in versions if plan.status == "geldig")
    (goal,) = valid.goals
    assert goal.next_check_on is not None
    assert [line.detail for line in valid.financing] == ["€ 18.000"]
    assert [line.state for line in valid.financing] == ["Toegekend"]
    assert valid.providers[0].title.startswith("Stichting De Berk")
    assert valid.commitments
