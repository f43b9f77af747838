"""The story of a stuck case that walks the whole way."""

from service.usecases.incidents import list_incidents
from tests.story.story import tell
from tests.story.use_case_driver import UseCaseDriver
from tests.world import World


def test_a_stuck_case_walks_the_whole_way(world: World) -> None:
    tell(UseCaseDriver(world))
    with world.factory.read() as work:
        assert not list_incidents(work)
