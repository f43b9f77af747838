"""The database: one engine, read and write sessions, SQLite made safe for several writers."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

Sessions = Callable[[], Session]


class Database:
    """An engine with two kinds of session: `read` and `write`.

    On SQLite a write session takes the write lock when it begins: a transaction that reads first
    and then upgrades would otherwise fail at its first write when somebody else was quicker.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = create_engine(self.url, **_options(self.url.get_backend_name()))
        writer = self.engine.execution_options(procesregie_write=True)
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        self.read: Sessions = sessionmaker(self.engine, expire_on_commit=False)
        self.write: Sessions = sessionmaker(writer, expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        self.engine.dispose()


def _options(backend: str) -> dict[str, Any]:
    if backend == "sqlite":
        return {"connect_args": {"timeout": 30, "check_same_thread": False}}
    return {"pool_pre_ping": True}


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes too late and is always deferred: it is switched off, ours is below.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("procesregie_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
