"""Whatever happens in whatever order, a case never falls silent: something is open or waits, until it has a result."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import Databases
from tests.robustness.wandering import Wandering

# A failing history is printed step by step. Making it shorter takes minutes: add Phase.shrink to look for a cause.
HISTORIES = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.mark.slow
def test_no_history_ends_in_silence(databases: Databases, tmp_path: Path) -> None:
    class Here(Wandering):
        pass

    Here.databases, Here.folder = databases, tmp_path
    Here.completed, Here.refused = Counter(), Counter()
    run_state_machine_as_test(Here, settings=HISTORIES)
    # A walk that is refused everything proves nothing; suspended tasks may be refused.
    assert Here.completed.total() > 50
    assert len(Here.completed) > 15
    assert Here.completed["migrate"] > 5
    assert Here.refused.total() < Here.completed.total() / 3, Here.refused
