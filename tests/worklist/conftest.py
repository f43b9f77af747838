"""A worklist with tasks of many kinds, on a real service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story.until import world_until
from tests.web.desk import Building
from tests.world import World


@pytest.fixture
def office(template_folder: Path, tmp_path: Path) -> Iterator[World]:
    """A service with one case in the middle of everything."""
    world, _ = world_until(template_folder, tmp_path, "bestuurlijk_besluiten")
    yield world
    world.close()


@pytest.fixture
def building(office: World) -> Building:
    """The pages of that service."""
    return Building(office)
