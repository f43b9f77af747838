"""A case that stalled and was escalated, with somebody who follows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story.until import world_until
from tests.web.desk import Building
from tests.world import World


@pytest.fixture
def escalated(template_folder: Path, tmp_path: Path) -> Iterator[tuple[Building, str]]:
    """A service with a case that waits for an administrator, and its number."""
    world, number = world_until(template_folder, tmp_path, "bestuurlijk_besluiten")
    yield Building(world), number
    world.close()


@pytest.fixture
def building(world: World) -> Building:
    """A service without cases."""
    return Building(world)
