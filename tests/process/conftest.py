"""A case to play."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from service.models import Incident
from tests.process.play import Play
from tests.world import World


@pytest.fixture
def play(world: World) -> Iterator[Play]:
    """A case that is not there yet, on the real service; whatever is played, nothing may break on the way."""
    yield Play(world)
    with world.database.read() as session:
        assert [incident.cause for incident in session.scalars(select(Incident))] == []
