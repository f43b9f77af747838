"""An integrator can do the whole journey with the interface alone."""

import pytest

from service.usecases.clocks import forward
from tests.api.client import ApiDriver, Door
from tests.story.story import tell


@pytest.mark.slow
def test_a_stuck_case_walks_the_whole_way_over_http(door: Door) -> None:
    number = tell(ApiDriver(door, lambda amount: forward(door.world.factory, amount)))
    assert door.as_("u-pr1").found(f"/zaken/{number}")["geslotenOp"]
