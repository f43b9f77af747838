"""Serving: everything made ready at the first start, then pages, API and scheduler in one process."""

import argparse
import signal
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from waitress.server import create_server

from service.app import (
    NOT_UP_TO_DATE,
    build_services,
    create_app,
    demo_mark,
    fill,
    is_up_to_date,
    upgrade_database,
)
from service.cli.installation import Stop, open_services, read_settings
from service.demo import load_demo
from service.domain.actors import SYSTEM
from service.settings import Settings
from service.usecases.accounts import demo_accounts
from service.usecases.clocks import is_empty
from service.usecases.work import Services, WorkFactory
from service.worker import start_scheduler

_THREADS = 8


def serve(options: argparse.Namespace) -> int:
    """Pages, API and scheduler in one process; with --init everything is made ready first."""
    demo = True if options.init or options.demo or options.leeg else None
    settings = read_settings(options, demo=demo, host=options.host, port=options.port)
    if options.init:
        _forget_half_a_demo(settings)
        upgrade_database(settings)
        demo_mark(settings).touch()
    elif not is_up_to_date(settings):
        raise Stop(NOT_UP_TO_DATE)
    services = build_services(settings)
    if options.init:
        fill(services)
        if not options.leeg:
            _load_demo_once(services)
    app = create_app(settings, services)
    scheduler = start_scheduler(WorkFactory(services))
    scheduler.reconcile_once()
    signal.signal(signal.SIGTERM, _leave)
    try:
        # The door is open before the address is told: whoever reads it may come in at once.
        server = _open_door(app, settings)
        _welcome(services)
        server.run()
    finally:
        scheduler.shutdown(wait=True)
        services.database.close()
    return 0


def _open_door(app: Any, settings: Settings) -> Any:
    try:
        return create_server(app, host=settings.host, port=settings.port, threads=_THREADS, ident=None)
    except OSError as error:
        raise Stop(
            f"Op poort {settings.port} kan de dienst niet luisteren ({error}). Kies een andere: --port."
        ) from error


def work_on(options: argparse.Namespace) -> int:
    """Tick until somebody stops it."""
    factory = WorkFactory(open_services(options))
    scheduler = start_scheduler(factory)
    scheduler.reconcile_once()
    signal.signal(signal.SIGTERM, _leave)
    try:
        threading.Event().wait()
    finally:
        scheduler.shutdown(wait=True)
    return 0


def load_demo_now(options: argparse.Namespace) -> int:
    settings = read_settings(options, demo=True)
    _forget_half_a_demo(settings)
    upgrade_database(settings)
    demo_mark(settings).touch()
    services = build_services(settings)
    fill(services)
    if not _load_demo_once(services):
        raise Stop("Er zijn al zaken. De voorbeeldzaken komen alleen in een lege dienst.")
    return 0


def _load_demo_once(services: Services) -> bool:
    """Replay the example cases in an empty service; False when there are cases already."""
    factory = WorkFactory(services)
    with factory.read(SYSTEM) as work:
        if not is_empty(work):
            return False
    mark = _half_done(services.settings)
    mark.touch()
    print("Voorbeeldzaken laden. Dit duurt even en gebeurt maar één keer.", flush=True)
    report = load_demo(factory, services.settings.config_dir / "demo", _progress)
    mark.unlink()
    print(f"\n{report.cases} zaken geladen: {report.tasks} taken gedaan, {report.fired} termijnen verstreken.")
    return True


def _half_done(settings: Settings) -> Path:
    return settings.data_dir / "demo-wordt-geladen"


def _forget_half_a_demo(settings: Settings) -> None:
    """A first start that was interrupted left half a history: begin again, nobody worked in it yet."""
    if not _half_done(settings).exists():
        return
    if settings.database_url != settings.embedded_database_url:
        raise Stop("Het laden van de voorbeeldzaken is eerder onderbroken. Maak de database leeg en begin opnieuw.")
    for suffix in ("", "-wal", "-shm"):
        (settings.data_dir / f"procesregie.db{suffix}").unlink(missing_ok=True)
    _half_done(settings).unlink()


def _progress(done: int, total: int) -> None:
    print(f"\r  {done * 100 // max(total, 1)} %", end="", flush=True)


def _welcome(services: Services) -> None:
    settings = services.settings
    print(f"\nProcesregie draait op http://{settings.host}:{settings.port}  (stoppen: Ctrl+C)")
    if not settings.demo:
        return
    with WorkFactory(services).read(SYSTEM) as work:
        accounts = demo_accounts(work)
    print(f"Dit is een demo met verzonnen mensen. Het wachtwoord is voor iedereen: {settings.demo_password}\n")
    shown: set[str] = set()
    for email, name, roles in accounts:
        if (kind := roles.split(",")[0]) not in shown:
            shown.add(kind)
            print(f"  {email:<34} {name} ({roles})")
    print("\nDe anderen staan op de inlogpagina.", flush=True)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
