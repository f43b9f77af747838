"""A worklist with tasks of many kinds, on a real service."""

import pytest

from tests.story.until import play_until
from tests.web.desk import Building
from tests.world import World


@pytest.fixture
def office(world: World) -> World:
    """A service with one case that was just registered."""
    play_until(world, "eerste_contact")
    return world


@pytest.fixture
def building(office: World) -> Building:
    """The pages of that service."""
    return Building(office)
