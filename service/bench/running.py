"""The bench as a whole: a place, an installation, and every measurement after the other."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.bench.completion_bench import count_completion, measure_completion
from service.bench.figures import Figures
from service.bench.gate_bench import measure_gate
from service.bench.ground import Ground
from service.bench.growth_bench import find_long_case, measure_growth
from service.bench.places import bench_place
from service.bench.serving import Serve, running_worker
from service.bench.size_bench import LoadDemo, measure_case_size, measured_demo
from service.bench.step_bench import measure_step
from service.bench.sweep_bench import measure_sweeps
from service.bench.tick_bench import measure_ticks
from service.bench.worklist_bench import measure_worklist
from service.settings import Settings
from service.usecases.work import Services

Say = Callable[[str], None]


@dataclass(frozen=True)
class Installation:
    """What the bench is given, because it stands above it: making tables, filling them, the application, a worker."""

    prepare: Callable[[Settings], Services]
    create_app: Callable[[Settings, Services], Any]
    serve: Serve
    load_demo: LoadDemo


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    worklist: tuple[int, ...] = (1_000, 10_000, 100_000)
    times: int = 60
    completions: int = 200
    due: int = 1_000
    cases: int = 200
    rounds: tuple[int, ...] = (10, 100, 1_000)  # plan revisions, progress checks
    with_demo: bool = True


SIZES: Mapping[str, Sizes] = {
    "full": Sizes(),
    "small": Sizes(worklist=(400, 800), times=3, completions=16, due=5, cases=10, with_demo=False),
}


def run_bench(installation: Installation, database: str, sizes: Sizes, say: Say, figures: Figures) -> None:
    """Measure everything on data of its own; nothing of it is left."""
    with bench_place(database) as (folder, url):
        given = {name: value for name, value in os.environ.items() if name == "PROCESREGIE_CONFIG_DIR"}
        given |= {"PROCESREGIE_API_REQUESTS_PER_MINUTE": "0"}
        settings = Settings.load(given, data_dir=folder, database_url=url, demo=True, secret_key="bench")  # noqa: S106
        say("Gegevens maken")
        began = time.perf_counter()
        services = installation.prepare(settings)
        figures.add("prepare_seconds", "Tabellen, regio’s en werkwijzen", time.perf_counter() - began, "s")
        ground = Ground(services)
        try:
            _measure(installation, ground, sizes, figures, say)
        finally:
            ground.close()
            services.database.close()
        if sizes.with_demo:
            say("Demo laden")
            with measured_demo(settings, installation.load_demo, figures) as demo:
                say("Eén zaak, jaren achtereen")
                app = installation.create_app(demo.settings, demo)
                measure_growth(find_long_case(demo), app, figures, sizes.rounds, sizes.times)


def _measure(installation: Installation, ground: Ground, sizes: Sizes, figures: Figures, say: Say) -> None:
    app = installation.create_app(ground.services.settings, ground.services)
    say("Eén stap")
    measure_step(ground, figures, sizes.times)
    # First while there is little else: whatever is copied for other figures is work on the list as well.
    say(f"Werklijst met {sizes.worklist[-1]} taken")
    measure_worklist(ground, app, figures, list(sizes.worklist), sizes.times)
    measure_case_size(ground, figures, sizes.cases)
    say("Taken afronden")
    count_completion(ground, app, figures, sizes.times)
    with running_worker(ground, installation.serve) as worker:
        figures.add("start_seconds", "Werkproces: tijd tot het eerste antwoord", worker.started_after, "s")
        measure_completion(ground, worker, figures, sizes.completions)
        figures.add("worker_mb", "Werkproces: geheugen na de meting", worker.memory_mb, "MB")
    say("Tikken van de klok")
    measure_ticks(ground, figures, sizes.due, sizes.times)
    say("Vegers over alle plannen")
    measure_sweeps(ground, figures, sizes.due, sizes.times)
    say("Keuring en editor")
    measure_gate(ground.services, figures, sizes.times)
