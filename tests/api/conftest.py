"""Clients of the API on a real service."""

from collections.abc import Iterator

import pytest

from tests.api.client import Door
from tests.story.until import play_until
from tests.world import World


@pytest.fixture
def door(world: World) -> Door:
    """Clients on a service without cases."""
    return Door(world)


@pytest.fixture
def escalated(world: World) -> Iterator[tuple[Door, str]]:
    """Clients on a service with a case that waits for an administrator, and its number."""
    number = play_until(world, "bestuurlijk_besluiten")
    yield Door(world), number
    world.close()


@pytest.fixture
def registered(world: World) -> Iterator[tuple[Door, str]]:
    """Clients on a service with a case that was just registered, and its number."""
    number = play_until(world, "eerste_contact")
    yield Door(world), number
    world.close()
