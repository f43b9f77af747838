"""Runs the migrations: each upgrade is one transaction, on SQLite too, so that a failing one leaves nothing behind.

The database is the first of: the connection in `config.attributes["connection"]`, `-x url=…`, the main option
`sqlalchemy.url`, the environment variable PROCESREGIE_DATABASE_URL.
"""

import os
from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.util import CommandError

from service.models import Base
from service.models.base import PlainText


def find_url() -> str:
    """The address of the database to migrate; a plain sentence when nobody said which."""
    given = context.get_x_argument(as_dictionary=True).get("url")
    url = given or context.config.get_main_option("sqlalchemy.url") or os.environ.get("PROCESREGIE_DATABASE_URL")
    if not url:
        raise CommandError("Which database? Give -x url=… or set PROCESREGIE_DATABASE_URL.")
    return url


def make_engine(url: str) -> sa.Engine:
    """An engine whose transactions hold the statements that change tables as well.

    Foreign keys stay off on SQLite: a batch operation drops and remakes a table, and with them on that would
    delete every row that refers to it.
    """
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", lambda connection, _record: setattr(connection, "isolation_level", None))
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """How a revision writes a type: plain text is what the database calls a string."""
    return "sa.String()" if kind == "type" and isinstance(item, PlainText) else False


def migrate(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


def run() -> None:
    """Migrate over the given connection, or over one of our own."""
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    with make_engine(find_url()).connect() as connection:
        migrate(connection)


if context.is_offline_mode():
    raise CommandError("Migrations run against a database: batch operations on SQLite need to read its tables.")
run()
