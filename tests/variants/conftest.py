"""Regions that work with what is shipped for them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from service.models import Incident
from tests.process.play import Play
from tests.story import answers as story
from tests.variants.shipped import PLACEMENT, come_to, to_plan
from tests.world import World


@pytest.fixture
def nothing_broke(world: World) -> Iterator[None]:
    """Whatever was played, nothing may have broken on the way."""
    yield
    with world.database.read() as session:
        assert [incident.cause for incident in session.scalars(select(Incident))] == []


@pytest.fixture
def reviewed(world: World, nothing_broke: None) -> Play:
    """A case of Meerwolde whose plan intends a placement: both experts are asked."""

    def play(case: Play) -> None:
        to_plan(case)
        case.do("plan_maken", {**story.PLAN, **PLACEMENT})

    return come_to(world, "toets", play)
