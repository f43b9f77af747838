"""Settings for all tests; fixtures of a subject stand in the conftest of its own folder."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.world import World, new_world

# ---------------------------------------------------------------------------------------------- how tests run

# The same examples everywhere and no clock of its own: a slow machine must not fail a good test.
settings.register_profile("procesregie", derandomize=True, deadline=None)
settings.load_profile("procesregie")

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


# ---------------------------------------------------------------------------------------------- the service


@pytest.fixture(scope="session")
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the filled database that every test copies is made."""
    return tmp_path_factory.mktemp("template")


@pytest.fixture
def world(template_folder: Path, tmp_path: Path) -> Iterator[World]:
    """A service with regions, people and diagrams, and no cases; it is Monday 7 September 2026, 10:00."""
    made = new_world(template_folder, tmp_path)
    yield made
    made.close()
