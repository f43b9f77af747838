"""The quiet case, played once for each kind of database; every test gets a copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from service.models import Incident
from tests.chains.chain import Chain, quiet_case
from tests.databases import Databases
from tests.world import World


@pytest.fixture(scope="session")
def quiet(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The database with that case and its number; nobody is connected to it."""
    folder = tmp_path_factory.mktemp("quiet")
    url = databases.new(folder)
    world = World(folder, url=url)
    number = quiet_case(world)
    world.close()
    return url, number


@pytest.fixture
def chain(quiet: tuple[str, str], databases: Databases, tmp_path: Path) -> Iterator[Chain]:
    """A case in which nothing is late; whatever the clock does, nothing may break."""
    source, number = quiet
    url = databases.copy(source, tmp_path)
    world = World(tmp_path, url=url)
    yield Chain(world, number)
    with world.database.read() as session:
        assert [incident.cause for incident in session.scalars(select(Incident))] == []
    world.close()
    databases.drop(url)
