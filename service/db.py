"""The database: one engine, read and write sessions, and what makes several writers safe on SQLite and PostgreSQL."""

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.util import LRUCache

Sessions = Callable[[], Session]

# SQLSTATE: a lock not given in time, a serialization failure, a deadlock.
_OVERTAKEN = frozenset({"55P03", "40001", "40P01"})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_SQLITE_BUSY_MS = 30_000


@dataclass(frozen=True)
class Patience:
    """How long PostgreSQL lets a session wait, in seconds: for a lock, for a statement, for its next statement.

    The last one frees the locks of a process that hangs in the middle of a transaction.
    """

    lock: float = 10
    statement: float = 30
    idle: float = 60


class Statements:
    """Compiled statements, for databases of one kind that come and go: compiling takes longer than most run."""

    def __init__(self) -> None:
        self.dialect: Dialect | None = None
        self.compiled: LRUCache[Any, Any] = LRUCache(2000)

    def share(self, engine: Engine) -> None:
        """Let an engine that was not used yet compile nothing that another one did."""
        self.dialect = engine.dialect = self.dialect or engine.dialect
        engine.update_execution_options(compiled_cache=self.compiled)


class Database:
    """An engine with two kinds of session: `read` and `write`.

    On SQLite a write session takes the write lock when it begins: a transaction that reads first
    and then upgrades would otherwise fail at its first write when somebody else was quicker.
    """

    def __init__(self, url: str, patience: Patience | None = None, *, statements: Statements | None = None) -> None:
        self.url = make_url(url)
        self.engine = create_engine(self.url, **_options(self.url.get_backend_name(), patience or Patience()))
        if statements is not None:
            statements.share(self.engine)
        writer = self.engine.execution_options(procesregie_write=True)
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        self.read: Sessions = _sessions(self.engine)
        self.write: Sessions = _queueing(_sessions(writer)) if self.is_sqlite else _sessions(writer)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Whether no other process is busy with this; while it lasts no other one gets a yes. On SQLite always."""
        if self.is_sqlite:
            yield True
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            key = zlib.crc32(name.encode())
            mine = bool(connection.scalar(select(func.pg_try_advisory_lock(key))))
            try:
                yield mine
            finally:
                if mine:
                    connection.scalar(select(func.pg_advisory_unlock(key)))

    def close(self) -> None:
        self.engine.dispose()


def _sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions that hold on to what they loaded until they end.

    Left to itself a session forgets a row as soon as nobody uses it, and asks the database for the same region again
    at every step of a process.
    """
    sessions = sessionmaker(engine, expire_on_commit=False)

    def hold(session: Session, row: object) -> None:
        session.info.setdefault("held", set()).add(row)

    def let_go(session: Session, row: object) -> None:
        session.info.get("held", set()).discard(row)

    for moment in ("loaded_as_persistent", "pending_to_persistent"):
        event.listen(sessions, moment, hold)
    for moment in ("persistent_to_detached", "persistent_to_deleted", "persistent_to_transient"):
        event.listen(sessions, moment, let_go)
    return sessions


def _queueing(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """Sessions of which one at a time in this process writes; the others wait in line, without a connection.

    Left to itself SQLite lets a writer that has to wait sleep, up to a tenth of a second each time, and whoever happens
    to wake up goes first. It remains SQLite that guards: whoever gets no turn in time asks it all the same.
    """
    turn = Lock()

    def begin(session: Session, transaction: SessionTransaction) -> None:
        if transaction.parent is None:
            session.info["turn"] = turn.acquire(timeout=_SQLITE_BUSY_MS / 1000)

    def end(session: Session, transaction: SessionTransaction) -> None:
        if transaction.parent is None and session.info.pop("turn", False):
            turn.release()

    event.listen(sessions, "after_transaction_create", begin)
    event.listen(sessions, "after_transaction_end", end)
    return sessions


def was_overtaken(error: BaseException) -> bool:
    """Whether a transaction failed only because another one was there: doing it again may well succeed."""
    if isinstance(error, StaleDataError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.OperationalError):
        # The low byte is the kind of error, the rest says more about it.
        return error.orig.sqlite_errorcode & 0xFF in _BUSY
    return getattr(error.orig, "sqlstate", None) in _OVERTAKEN


def take_turns(session: Session, name: str) -> None:
    """Let one transaction at a time pass here until it ends; on SQLite there is only one writer anyway.

    For what no row stands for yet: the next number of a series.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(zlib.crc32(name.encode()))))


def _options(backend: str, patience: Patience) -> dict[str, Any]:
    if backend == "sqlite":
        # The connection that was used last has the most pages at hand.
        return {"pool_use_lifo": True, "connect_args": {"timeout": _SQLITE_BUSY_MS / 1000, "check_same_thread": False}}
    limits = {
        "lock_timeout": patience.lock,
        "statement_timeout": patience.statement,
        "idle_in_transaction_session_timeout": patience.idle,
    }
    options = " ".join(f"-c {name}={round(seconds * 1000)}" for name, seconds in limits.items())
    return {"pool_pre_ping": True, "connect_args": {"options": options}}


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes too late and is always deferred: it is switched off, ours is below.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_SQLITE_BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("procesregie_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
