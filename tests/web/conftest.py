"""Desks on a real service, with and without a case."""

from collections.abc import Iterator

import pytest

from tests.story.until import play_until
from tests.web.desk import Building
from tests.world import World


@pytest.fixture
def building(world: World) -> Building:
    """A service without cases."""
    return Building(world)


@pytest.fixture
def registered(world: World) -> Iterator[tuple[Building, str]]:
    """A service with a case that was just registered, and its number."""
    number = play_until(world, "eerste_contact")
    yield Building(world), number
    world.close()


@pytest.fixture
def escalated(world: World) -> Iterator[tuple[Building, str]]:
    """A service with a case that waits for an administrator, and its number."""
    number = play_until(world, "bestuurlijk_besluiten")
    yield Building(world), number
    world.close()
