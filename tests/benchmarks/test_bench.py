"""The bench runs and gives its figures; how quick the service is, is not for a test to say."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from service.bench import Figures, Surroundings, as_json
from service.cli import main

KEYS = (
    "step_ratio",
    "complete_statements",
    "complete_commits",
    "complete_1_p50_ms",
    "complete_16_per_second",
    "complete_1_ratio",
    "worklist_api_first_ratio",
    "worklist_page_deep_800_p95_ms",
    "tick_idle_p95_ms",
    "tick_due_per_second",
    "tick_due_late_p95_ms",
    "case_bytes",
    "worker_mb",
    "start_seconds",
    "gate_worst_cpu_ms",
)


@pytest.mark.slow
def test_a_quick_bench_gives_every_figure_on_data_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--size", "small", "--json"]) == 0
    said = capsys.readouterr()
    assert "doel hoogstens 15: gehaald" in said.err  # each figure as it comes, with its goal
    measured = json.loads(said.out)
    assert measured["meting"]["database"] == "sqlite"
    figures = measured["uitkomsten"]
    assert set(KEYS) <= figures.keys()
    assert figures["complete_commits"]["waarde"] == 1
    assert figures["tick_due_failed"]["waarde"] == 0
    assert all(figure["waarde"] >= 0 for figure in figures.values())


def test_earlier_runs_become_one_table_in_a_document(tmp_path: Path) -> None:
    where = Surroundings("sqlite", "small", "2026-11-22 21:44 UTC", 74.8, 2, "3.11.7", 0.4, 1.9)
    both, one = Figures(), Figures()
    both.add("step_ratio", "Stap: verhouding", 1.8, "×", 1.5)
    both.add("complete_commits", "Taak afronden: vastleggingen", 1, "", 1)
    one.add("complete_commits", "Taak afronden: vastleggingen", 1, "", 1)
    runs = [tmp_path / "a.json", tmp_path / "b.json"]
    runs[0].write_text(as_json(both, where), encoding="utf-8")
    runs[1].write_text(as_json(one, replace(where, database="postgresql")), encoding="utf-8")
    document = tmp_path / "performance.md"
    document.write_text("voor\n<!-- cijfers: begin -->\nvan eerder\n<!-- cijfers: eind -->\nna\n", encoding="utf-8")
    assert main(["bench", "--markdown", *map(str, runs), "--into", str(document)]) == 0
    text = document.read_text(encoding="utf-8")
    assert text.startswith("voor\n")
    assert text.endswith("<!-- cijfers: eind -->\nna\n")
    assert "van eerder" not in text
    assert "| Cijfer | Doel | SQLite | PostgreSQL | Gehaald |" in text
    assert "| Stap: verhouding | ≤ 1.5 × | 1.80 × | – | **nee** |" in text
    assert "| Taak afronden: vastleggingen | ≤ 1 | 1 | 1 | ja / ja |" in text


def test_a_database_that_holds_something_is_not_touched(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "upgrade", "--data", str(tmp_path)]) == 0
    assert main(["bench", "--size", "small", "--database", f"sqlite:///{tmp_path}/procesregie.db"]) == 1
    assert "lege database" in capsys.readouterr().err
