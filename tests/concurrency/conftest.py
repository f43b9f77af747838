"""A service on both databases, whatever the rest of the run uses: what happens at once differs between them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.world import World

Makers = Mapping[str, Callable[[], Databases]]


def open_world(makers: Makers, kind: str, folder: Path) -> Iterator[World]:
    databases = makers[kind]()
    url = databases.new(folder)
    world = World(folder, url=url)
    yield world
    world.close()
    databases.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, database_makers: Makers, tmp_path: Path) -> Iterator[World]:
    """A service with regions, people and diagrams, on each database in turn."""
    yield from open_world(database_makers, request.param, tmp_path)


@pytest.fixture
def postgres(database_makers: Makers, tmp_path: Path) -> Iterator[World]:
    """The same on PostgreSQL only."""
    yield from open_world(database_makers, "postgresql", tmp_path)
