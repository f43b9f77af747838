"""The command bench: measure the service on data of its own."""

import argparse
import sys
from dataclasses import replace

import waitress

from service.app import build_services, create_app, fill, upgrade_database
from service.bench import Installation, as_json, as_table, run_bench
from service.bench.completion_bench import ROW_PATH
from service.bench.running import QUICK, Sizes
from service.bench.serving import write_one_row
from service.demo import load_demo
from service.settings import Settings
from service.usecases.work import Services, WorkFactory

_THREADS = 8


def bench(options: argparse.Namespace) -> int:
    """Print the figures as a table or as JSON; what is going on goes to standard error."""
    installation = Installation(_prepare, create_app, serve_worker, _load_demo)
    sizes = QUICK if options.quick else Sizes()
    figures = run_bench(installation, options.database, sizes, lambda text: print(f"{text} …", file=sys.stderr))
    print(as_json(figures) if options.json else as_table(figures))
    return 0


def _prepare(settings: Settings) -> Services:
    upgrade_database(settings)
    services = build_services(settings)
    fill(services)
    return services


def serve_worker(settings: Settings, port: int) -> None:
    """One worker as `serve` runs it, without the clock's tick; and a route to compare with."""
    settings = replace(settings, demo=False)
    services = build_services(settings)
    app, factory = create_app(settings, services), WorkFactory(services)
    app.add_url_rule(ROW_PATH, "bench_row", lambda: write_one_row(factory), methods=["POST"])
    waitress.serve(app, host="127.0.0.1", port=port, threads=_THREADS, ident=None)


def _load_demo(settings: Settings) -> None:
    services = _prepare(settings)
    load_demo(WorkFactory(services), settings.config_dir / "demo")
    services.database.close()
