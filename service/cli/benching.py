"""The command bench: measure the service on data of its own."""

import argparse
import json
import logging
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import waitress

from service.adapters.clock import SystemClock
from service.app import build_services, create_app, fill, upgrade_database
from service.bench import (
    SIZES,
    Figures,
    Installation,
    Surroundings,
    as_json,
    as_line,
    as_markdown,
    put_in,
    run_bench,
    summary,
)
from service.bench.completion_bench import ROW_PATH
from service.bench.serving import write_one_row
from service.demo import load_demo
from service.settings import Settings
from service.usecases.work import Services, WorkFactory

_THREADS = 8


def bench(options: argparse.Namespace) -> int:
    """Print each figure as it comes, and at the end what was not met; with --json the JSON, and the rest as errors."""
    if options.markdown:
        return _table(options.markdown, options.into)
    stream = sys.stderr if options.json else sys.stdout
    figures = Figures(tell=lambda figure: print(as_line(figure), file=stream, flush=True))
    installation = Installation(_prepare, create_app, serve_worker, _load_demo)
    load, began, clock = _load(), time.perf_counter(), SystemClock().now()
    run_bench(installation, options.database, SIZES[options.size], _say, figures)
    print(f"\n{summary(figures)}", file=stream)
    if options.json:
        took = time.perf_counter() - began
        print(
            as_json(
                figures,
                Surroundings(
                    database=kind_of(options.database),
                    omvang=options.size,
                    begonnen=f"{clock:%Y-%m-%d %H:%M} UTC",
                    duur_s=round(took, 1),
                    kernen=os.cpu_count() or 1,
                    python=platform.python_version(),
                    belasting_begin=load,
                    belasting_eind=_load(),
                ),
            )
        )
    return 0


def _say(text: str) -> None:
    print(f"{text} …", file=sys.stderr, flush=True)


def _load() -> float:
    """How busy the machine was in the last minute, in processes; 0 where the system does not say."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else 0.0


def kind_of(database: str) -> str:
    """The kind of database, without address and password."""
    return database.partition(":")[0].partition("+")[0]


def _table(measured: Sequence[Path], document: Path | None) -> int:
    """Print the table of earlier runs, or put it in a document between its marks."""
    table = as_markdown([json.loads(path.read_text(encoding="utf-8")) for path in measured])
    if document is None:
        print(table)
    else:
        document.write_text(put_in(document.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0


def _prepare(settings: Settings, *, variants: bool = False) -> Services:
    """What is measured is the national way, which every region then follows; the demo needs its own `variants`."""
    upgrade_database(settings)
    services = build_services(settings)
    fill(services, variants=variants)
    return services


def serve_worker(settings: Settings, port: int) -> None:
    """One worker as `serve` runs it, without the clock's tick; and a route to compare with."""
    # More clients than threads is what is measured, not a reason to warn.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    settings = replace(settings, demo=False)
    services = build_services(settings)
    app, factory = create_app(settings, services), WorkFactory(services)
    app.add_url_rule(ROW_PATH, "bench_row", lambda: write_one_row(factory), methods=["POST"])
    waitress.serve(app, host="127.0.0.1", port=port, threads=_THREADS, ident=None)


def _load_demo(settings: Settings) -> Services:
    services = _prepare(settings, variants=True)
    load_demo(WorkFactory(services), settings.config_dir / "demo")
    return services
