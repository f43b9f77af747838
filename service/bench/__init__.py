"""The bench: how fast the service is, on data of its own; the figures of docs/performance.md."""

from service.bench.figures import Figure, Figures, Surroundings
from service.bench.places import BenchRefused
from service.bench.running import SIZES, Installation, Sizes, run_bench
from service.bench.table import as_json, as_line, as_markdown, put_in, summary

__all__ = [
    "SIZES",
    "BenchRefused",
    "Figure",
    "Figures",
    "Installation",
    "Sizes",
    "Surroundings",
    "as_json",
    "as_line",
    "as_markdown",
    "put_in",
    "run_bench",
    "summary",
]
