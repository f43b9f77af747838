"""The one composition root: everything is put together here, and nowhere else."""

import logging
import os
import sys
from dataclasses import replace
from pathlib import Path

import structlog
import yaml
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

import handlers
from service import api, web
from service.adapters.clock import DatabaseClock, SystemClock
from service.db import Database, Patience
from service.domain.actors import SYSTEM
from service.engine import Library, ReleaseFiles, Runner
from service.ports import Clock
from service.settings import RegionSettings, Settings
from service.usecases.clocks import read_offset, write_offset
from service.usecases.mails import check_mail_server
from service.usecases.messages import check_messages
from service.usecases.releases import load_national, load_releases, release_files
from service.usecases.seeding import seed_regions
from service.usecases.work import Services, WorkFactory

# The longest thing anybody sends in is a registration with its people and plans: text, no files.
_MAX_REQUEST = 2 * 1024 * 1024
_MAX_FORM_PARTS = 2000
NOT_UP_TO_DATE = "De database is nog niet bijgewerkt. Draai eerst: procesregie db upgrade"


def configure_log() -> None:
    """One event per line on standard error; tracebacks without the values of variables, which hold personal data."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def build_services(settings: Settings, clock: Clock | None = None) -> Services:
    """Everything that lives as long as the process; `clock` only where a test brings its own."""
    configure_log()
    check_messages(settings.messages_dir)
    check_mail_server(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    patience = Patience(settings.lock_timeout_seconds, settings.statement_timeout_seconds)
    database = Database(settings.database_url, patience)

    def load(release_id: int) -> ReleaseFiles:
        with database.read() as session:
            return release_files(session, release_id)

    catalogue = handlers.catalogue()
    library = Library(load, catalogue)
    return Services(
        database=database,
        clock=clock or _clock(settings, database),
        library=library,
        runner=Runner(library),
        regions=RegionSettings(settings.regions_dir),
        handlers=catalogue,
        settings=settings,
    )


def upgrade_database(settings: Settings) -> None:
    """Bring the tables up to date."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    command.upgrade(_migrations(settings), "head")


def is_up_to_date(settings: Settings) -> bool:
    """Whether the tables are what this version of the service expects."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    try:
        with database.engine.connect() as connection:
            current = set(MigrationContext.configure(connection).get_current_heads())
    finally:
        database.close()
    return current == set(ScriptDirectory.from_config(_migrations(settings)).get_heads())


def fill(services: Services, *, variants: bool = True) -> list[str]:
    """Bring regions and people (in the demo) and ways of working up to date; returns the new releases.

    The shipped `variants` belong to the regions of the demo; without them these follow the national way.
    """
    settings, factory = services.settings, WorkFactory(services)
    if settings.demo:
        regions = yaml.safe_load((settings.config_dir / "demo" / "regios.yaml").read_text(encoding="utf-8"))
        with factory.write(SYSTEM) as work:
            seed_regions(work, regions)
    with factory.write(SYSTEM) as work:
        load = load_releases if settings.demo and variants else load_national
        return load(work, settings.bpmn_dir)


def create_app(settings: Settings, services: Services | None = None) -> Flask:
    """The web application: pages and API on one set of services."""
    app = Flask("service.web")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=_MAX_REQUEST,
        MAX_FORM_MEMORY_SIZE=_MAX_REQUEST,
        MAX_FORM_PARTS=_MAX_FORM_PARTS,
        PERMANENT_SESSION_LIFETIME=settings.session_hours * 3600,
        SESSION_COOKIE_NAME="procesregie",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=_is_https(settings),
    )
    factory = WorkFactory(services or build_services(settings))
    api.init_app(app, factory)
    web.init_app(app, factory)
    if _is_https(settings):
        app.after_request(_only_https)
    if settings.proxies:
        wrapped = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)
        app.wsgi_app = wrapped  # type: ignore[method-assign] # the way Flask is wrapped
    return app


def create_wsgi() -> Flask:
    """The web application for a WSGI server such as gunicorn: settings from the environment, and no scheduler.

    What falls due is fired by `procesregie worker`, in processes of its own.
    """
    settings = Settings.load(os.environ)
    if demo_mark(settings).exists():
        settings = replace(settings, demo=True)
    if not is_up_to_date(settings):
        raise RuntimeError(NOT_UP_TO_DATE)
    return create_app(settings)


def demo_mark(settings: Settings) -> Path:
    """The file that says that these data are a demo."""
    return settings.data_dir / "demo"


def _clock(settings: Settings, database: Database) -> Clock:
    """Real time; in the demo a clock that all processes share and that can be put forward."""
    if not settings.demo:
        return SystemClock()
    return DatabaseClock(lambda: read_offset(database), lambda offset: write_offset(database, offset))


def _migrations(settings: Settings) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", settings.database_url.replace("%", "%%"))
    return config


def _is_https(settings: Settings) -> bool:
    return settings.base_url.startswith("https://")


def _only_https(response: Response) -> Response:
    response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response
