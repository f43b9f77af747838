"""The migrations: on both databases they make what the models say, go back to nothing and come again."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

from tests.databases import Databases

ROOT = Path(__file__).parents[2]
Makers = Mapping[str, Callable[[], Databases]]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, database_makers: Makers, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    databases = database_makers[request.param]()
    made = databases.empty(tmp_path)
    yield made
    databases.drop(made)


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def test_the_tables_are_as_the_models_say_after_up_down_and_up_again(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "service" / "migrations"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.upgrade(config, "head")
    command.check(config)
    everything = tables(url)
    command.downgrade(config, "base")
    assert tables(url) == {"alembic_version"}
    command.upgrade(config, "head")
    command.check(config)
    assert tables(url) == everything
