"""The demo, played once for all tests of this folder; a test that changes something takes a copy."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import text

from service.demo import DemoReport, load_demo
from tests.databases import Databases
from tests.variants.shipped import load_variants
from tests.world import ROOT, World

FOLDER = ROOT / "config" / "demo"


@cache
def histories() -> list[dict[str, Any]]:
    """The cases as their files tell them."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("casussen*.yaml"))]
    return [case for file in files for case in file["casussen"]]


def lines(step: str | None = None, *, automatic: bool | None = None) -> list[tuple[str, dict[str, Any]]]:
    """(case, line) of every line that is played, as far as a case is."""
    found = []
    for case in histories():
        for line in case["historie"]:
            if (case.get("later_nodig") or {}).get("vanaf") == line["stap"]:
                break
            if step in (None, line["stap"]) and automatic in (None, line.get("automatisch", False)):
                found.append((case["id"], line))
    return found


@pytest.fixture(scope="session")
def played(
    database_makers: Mapping[str, Callable[[], Databases]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, DemoReport]]:
    """A service with the whole demo in it, and what the loader reported."""
    folder = tmp_path_factory.mktemp("demo")
    world = World(folder, url=database_makers["sqlite"]().new(folder))
    load_variants(world)
    yield world, load_demo(world.factory, FOLDER)
    world.close()


@pytest.fixture(scope="session")
def demo(played: tuple[World, DemoReport]) -> World:
    """The played demo; only to look at."""
    return played[0]


@pytest.fixture(scope="session")
def rows(demo: World) -> Callable[..., list[tuple[Any, ...]]]:
    """Rows of a query on the played demo; dates as text."""

    def find(query: str, **values: Any) -> list[tuple[Any, ...]]:
        with demo.database.read() as session:
            return [tuple(row) for row in session.execute(text(query), values)]

    return find


@pytest.fixture
def own_demo(demo: World, tmp_path: Path) -> Iterator[World]:
    """A copy of the played demo, for a test that goes on from there."""
    with demo.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("VACUUM INTO ?", (str(tmp_path / "test.db"),))
    world = World(tmp_path, demo.clock.now())
    yield world
    world.close()
