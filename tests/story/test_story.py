"""The story of a stuck case that walks the whole way, told by use cases and by another system."""

import pytest

from service.usecases.incidents import list_incidents
from tests.story.api_driver import ApiDriver
from tests.story.serving import serving
from tests.story.story import tell
from tests.story.use_case_driver import UseCaseDriver
from tests.world import World


def test_a_stuck_case_walks_the_whole_way(world: World) -> None:
    tell(UseCaseDriver(world))
    with world.factory.read() as work:
        assert not list_incidents(work)


@pytest.mark.slow
def test_a_stuck_case_walks_the_whole_way_over_http(world: World) -> None:
    with serving(world) as address:
        tell(ApiDriver(world, address))
    with world.factory.read() as work:
        assert not list_incidents(work)
