"""Releases: made once from a folder, never changed, laid over each other, chosen by day."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from service.domain.actors import SYSTEM
from service.domain.errors import NotFound
from service.models import Region, Release, ReleaseFile
from service.usecases.releases import load_releases, release_files, release_for
from tests.engine.drawing import chain, diagram, end, start, user
from tests.world import World

SIMPLE = diagram("proef", start(), user("doen"), end(), chain("begin", "doen", "einde"))
OTHER = diagram("proef", start(), user("anders"), end(), chain("begin", "anders", "einde"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "bpmn"
    (made / "landelijk" / "formulieren").mkdir(parents=True)
    (made / "landelijk" / "proef.bpmn").write_bytes(SIMPLE)
    (made / "landelijk" / "formulieren" / "doen.json").write_text('{"id": "doen"}', encoding="utf-8")
    return made


@pytest.fixture
def empty(world: World) -> World:
    with world.factory.write(SYSTEM) as work:
        # In bulk: a file of a release that is loaded lets nobody change or delete it.
        work.session.execute(delete(ReleaseFile))
        work.session.execute(delete(Release))
    return world


def load(world: World, folder: Path) -> list[str]:
    with world.factory.write(SYSTEM) as work:
        return load_releases(work, folder)


def chosen(world: World, region: str, on: date) -> str:
    with world.factory.read(SYSTEM) as work:
        region_id = work.session.scalars(select(Region.id).where(Region.key == region)).one()
        return release_for(work, region_id, on).key


def test_loading_twice_makes_one_release_and_a_changed_folder_the_next(empty: World, folder: Path) -> None:
    assert load(empty, folder) == ["landelijk-1"]
    assert load(empty, folder) == []
    (folder / "landelijk" / "proef.bpmn").write_bytes(OTHER)
    assert load(empty, folder) == ["landelijk-2"]
    with empty.factory.read(SYSTEM) as work:
        first = work.session.scalars(select(Release).where(Release.key == "landelijk-1")).one()
        assert release_files(work.session, first.id).diagrams == {"proef": SIMPLE}
        assert set(release_files(work.session, first.id).forms) == {"doen"}


def test_the_next_release_counts_from_the_day_it_was_loaded(empty: World, folder: Path) -> None:
    load(empty, folder)
    empty.clock.forward(timedelta(days=10))
    (folder / "landelijk" / "proef.bpmn").write_bytes(OTHER)
    load(empty, folder)
    assert chosen(empty, "meerwolde", date(2026, 9, 16)) == "landelijk-1"
    assert chosen(empty, "meerwolde", date(2026, 9, 17)) == "landelijk-2"


def variant(folder: Path, name: str, about: str) -> Path:
    path = folder / "varianten" / "meerwolde" / name
    path.mkdir(parents=True)
    (path / "proef.bpmn").write_bytes(OTHER)
    (path / "werkwijze.toml").write_text(about, encoding="utf-8")
    return path


def test_a_region_has_its_own_files_over_the_national_ones_from_its_own_day(empty: World, folder: Path) -> None:
    variant(folder, "ret-meerwolde-1.1", 'titel = "Met toets"\nactief_vanaf = 2026-06-01')
    assert load(empty, folder) == ["landelijk-1", "ret-meerwolde-1.1"]
    assert chosen(empty, "meerwolde", date(2026, 5, 31)) == "landelijk-1"
    assert chosen(empty, "meerwolde", date(2026, 6, 1)) == "ret-meerwolde-1.1"
    assert chosen(empty, "zandrug", date(2026, 6, 1)) == "landelijk-1"
    with empty.factory.read(SYSTEM) as work:
        own = work.session.scalars(select(Release).where(Release.key == "ret-meerwolde-1.1")).one()
        files = release_files(work.session, own.id)
        assert (files.diagrams["proef"], set(files.forms), own.title) == (OTHER, {"doen"}, "Met toets")


def test_a_changed_variant_becomes_a_release_of_its_own(empty: World, folder: Path) -> None:
    path = variant(folder, "ret-meerwolde-1.1", "")
    load(empty, folder)
    (path / "proef.bpmn").write_bytes(SIMPLE)
    assert load(empty, folder) == ["ret-meerwolde-1.1-2"]
    assert load(empty, folder) == []


def test_a_folder_for_nobody_and_an_empty_folder_are_refused(empty: World, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "landelijk", folder / "varianten" / "nergens" / "ret-nergens-1.0")
    with pytest.raises(NotFound, match="nergens"):
        load(empty, folder)
    with pytest.raises(NotFound, match="geen diagrammen"):
        load(empty, tmp_path / "leeg")
    with empty.factory.read(SYSTEM) as work:
        assert work.session.scalar(select(func.count()).select_from(Release)) == 0


def test_a_variant_may_name_the_national_release_it_lies_on(empty: World, folder: Path) -> None:
    load(empty, folder)
    (folder / "landelijk" / "tweede.bpmn").write_bytes(SIMPLE.replace(b'"proef"', b'"tweede"'))
    variant(folder, "ret-meerwolde-1.1", 'basis = "landelijk-1"')
    assert load(empty, folder) == ["landelijk-2", "ret-meerwolde-1.1"]
    with empty.factory.read(SYSTEM) as work:
        own = work.session.scalars(select(Release).where(Release.key == "ret-meerwolde-1.1")).one()
        assert set(release_files(work.session, own.id).diagrams) == {"proef"}
