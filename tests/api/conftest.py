"""Clients of the API on a real service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.client import Door
from tests.story.until import world_until
from tests.world import World


@pytest.fixture
def door(world: World) -> Door:
    """Clients on a service without cases."""
    return Door(world)


@pytest.fixture
def escalated(template_folder: Path, tmp_path: Path) -> Iterator[tuple[Door, str]]:
    """Clients on a service with a case that waits for an administrator, and its number."""
    world, number = world_until(template_folder, tmp_path, "bestuurlijk_besluiten")
    yield Door(world), number
    world.close()


@pytest.fixture
def registered(template_folder: Path, tmp_path: Path) -> Iterator[tuple[Door, str]]:
    """Clients on a service with a case that was just registered, and its number."""
    world, number = world_until(template_folder, tmp_path, "eerste_contact")
    yield Door(world), number
    world.close()
