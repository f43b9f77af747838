"""The bench: how fast the service is, on data of its own; the figures of docs/performance.md."""

from service.bench.figures import Figure, Figures
from service.bench.places import BenchRefused
from service.bench.running import Installation, Sizes, run_bench
from service.bench.table import as_json, as_table

__all__ = ["BenchRefused", "Figure", "Figures", "Installation", "Sizes", "as_json", "as_table", "run_bench"]
