"""Every flow and every end of the national diagrams is passed, with stub handlers and stubs for called processes."""

import pytest

from tests.process.walk import Walk
from tests.process.world import national

MODELS = national()


@pytest.mark.parametrize("key", sorted(MODELS))
def test_every_flow_and_every_end_is_passed(key: str) -> None:
    walk = Walk(MODELS[key], MODELS)
    walk.go()
    assert walk.errors == []
    assert walk.coverage.missed == []
