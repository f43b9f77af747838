"""The bench runs and gives its figures; how quick the service is, is not for a test to say."""

import json

import pytest

from service.cli import main

KEYS = (
    "step_ratio",
    "complete_statements",
    "complete_commits",
    "complete_1_p50_ms",
    "complete_16_per_second",
    "complete_1_ratio",
    "worklist_api_first_ratio",
    "worklist_page_deep_100_p95_ms",
    "tick_idle_p95_ms",
    "tick_due_per_second",
    "tick_due_late_p95_ms",
    "case_bytes",
    "worker_mb",
    "start_seconds",
)


@pytest.mark.slow
def test_a_quick_bench_gives_every_figure_on_data_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--quick", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert set(KEYS) <= figures.keys()
    assert figures["complete_commits"]["waarde"] == 1
    assert figures["tick_due_failed"]["waarde"] == 0
    assert all(figure["waarde"] >= 0 for figure in figures.values())


def test_a_database_that_holds_something_is_not_touched(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "upgrade", "--data", str(tmp_path)]) == 0
    assert main(["bench", "--quick", "--database", f"sqlite:///{tmp_path}/procesregie.db"]) == 1
    assert "lege database" in capsys.readouterr().err
