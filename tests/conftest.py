"""Settings for all tests; fixtures of a subject stand in the conftest of its own folder."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.world import World, fill_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# ---------------------------------------------------------------------------------------------- how tests run

# The same examples everywhere and no clock of its own: a slow machine must not fail a good test.
settings.register_profile("procesregie", derandomize=True, deadline=None)
settings.load_profile("procesregie")

# It calls nobody but the server under test.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    # Containers have little shared memory, and Chromium waits for ever when it runs out.
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The Chromium of this machine; PROCESREGIE_CHROMIUM points to another one."""
    return os.environ.get("PROCESREGIE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where no Chromium is; never in CI, which installs one."""
    if find_chromium() or os.environ.get("CI"):
        return
    missing = pytest.mark.skip(reason="no Chromium here: install it, or point PROCESREGIE_CHROMIUM to one")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(missing)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is, for Playwright's `executable_path`."""
    found = find_chromium()
    assert found, "Chromium is not installed: apt-get install chromium"
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> "Iterator[Browser]":
    """One Chromium for all tests of a run; every test makes contexts of its own in it."""
    from playwright.sync_api import sync_playwright  # only here: most runs need no browser

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=list(CHROMIUM_FLAGS))
        yield started
        started.close()


# ---------------------------------------------------------------------------------------------- the service


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database both` runs whatever needs a service on every kind of database."""
    chosen = os.environ.get("PROCESREGIE_TEST_DATABASE", "sqlite")
    parser.addoption("--database", choices=("sqlite", "postgresql", "both"), default=chosen)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever needs a service on every kind of database asked for."""
    if "databases" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--database")
        kinds = ("sqlite", "postgresql") if chosen == "both" else (chosen,)
        if any(mark.name == "browser" for mark in metafunc.definition.iter_markers()):
            kinds = kinds[:1]  # a page looks the same whatever lies under it
        metafunc.parametrize("databases", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def database_makers(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Mapping[str, Callable[[], Databases]]:
    """Makes each kind of database when it is first asked for."""
    folder = tmp_path_factory.mktemp("databases")

    def fill(url: str) -> None:
        fill_at(url, folder)

    return {
        "sqlite": cache(lambda: SqliteDatabases(folder, fill)),
        "postgresql": cache(lambda: PostgresDatabases(worker_id, fill)),
    }


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, database_makers: Mapping[str, Callable[[], Databases]]) -> Databases:
    """Copies of a database with regions, people and diagrams."""
    return database_makers[request.param]()


@pytest.fixture
def world(databases: Databases, tmp_path: Path) -> Iterator[World]:
    """A service with regions, people and diagrams, and no cases; it is Monday 7 September 2026, 10:00."""
    url = databases.new(tmp_path)
    made = World(tmp_path, url=url, databases=databases)
    yield made
    made.close()
    databases.drop(url)


@pytest.fixture(scope="session")
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a filled SQLite database is kept for tests that make a longer history of their own."""
    return tmp_path_factory.mktemp("template")
