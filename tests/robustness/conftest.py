"""A service in the middle of a case, on every kind of database, and ways to damage it."""

import pytest

from service.engine import Library, Runner
from service.usecases.consistency import Fault, find_faults
from tests.process.play import Play
from tests.world import World


@pytest.fixture
def play(world: World) -> Play:
    """A case that is not there yet; unlike in the tests of processes, here something may break."""
    return Play(world)


def faults(world: World) -> list[Fault]:
    """What the operator's check finds."""
    with world.factory.read() as work:
        return list(find_faults(work))


def another_process(world: World) -> None:
    """Forget everything that was read and parsed, as a worker that starts afresh."""
    library = Library(world.services.library._load, world.services.handlers)
    object.__setattr__(world.services, "library", library)
    object.__setattr__(world.services, "runner", Runner(library))


@pytest.fixture
def monitored(play: Play) -> Play:
    """A case with an adopted plan, whose goals are looked after."""
    return play.to_monitoring()
