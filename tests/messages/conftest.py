"""A case to play."""

import pytest

from tests.process.play import Play
from tests.world import World


@pytest.fixture
def play(world: World) -> Play:
    """A case that is not there yet, on the real service."""
    return Play(world)
