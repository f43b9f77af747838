"""How long the gate takes for each diagram that is shipped, by itself, and how large the editor is on the line."""

import gzip
import statistics
from pathlib import Path

from service.bench.figures import Figures
from service.settings import Settings
from service.usecases.diagram_checks import gate_times, shipped_ground
from service.usecases.releases import NATIONAL
from service.usecases.work import Services

_BUILT = Path(__file__).parents[1] / "web" / "static" / "gebouwd"
_GOAL = 300.0  # milliseconds of CPU for the slowest diagram


def measure_gate(services: Services, figures: Figures, times: int) -> None:
    """CPU time per diagram without the trial, each the quickest of a few goes; the median and the slowest of them."""
    files = _shipped(services.settings)
    ground = shipped_ground(services.settings, services.handlers)
    rounds = [gate_times(ground, files) for _ in range(max(1, min(times, 3)))]
    quickest = [min(one[path] for one in rounds) * 1000 for path in rounds[0]]
    figures.add("gate_median_cpu_ms", "Keuring van een diagram, rekentijd, mediaan", statistics.median(quickest))
    figures.add("gate_worst_cpu_ms", "Keuring van een diagram, rekentijd, langzaamste", max(quickest), goal=_GOAL)
    for name in ("editor.js", "editor.css"):
        if (built := _BUILT / name).is_file():
            size = len(gzip.compress(built.read_bytes(), 9)) / 1000
            figures.add(f"{name.replace('.', '_')}_kb", f"Editor: {name}, ingepakt", size, "kB")


def _shipped(settings: Settings) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((settings.bpmn_dir / NATIONAL).glob("*.bpmn"))}
