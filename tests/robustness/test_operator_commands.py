"""What an operator sees of the check and the repair."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import update

from service.cli import main
from service.models import Task
from service.worker import run_reconcile
from tests.process.play import Play
from tests.story import answers as story
from tests.story.until import world_until
from tests.world import World


@pytest.fixture
def installation(template_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installation with one running case in it."""
    for name in os.environ:
        if name.startswith("PROCESREGIE_"):
            monkeypatch.delenv(name)
    data, made = tmp_path / "data", tmp_path / "made"
    made.mkdir()
    assert main(["db", "upgrade", "--data", str(data)]) == 0
    world, _ = world_until(template_folder, made, "beoordelen")
    world.close()
    # The tables of tests are made without migrations: the installation's own mark of its version goes along.
    _copy_version(data / "procesregie.db", made / "test.db")
    shutil.copy(made / "test.db", data / "procesregie.db")
    return str(data)


def _copy_version(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        [(version,)] = old.execute("SELECT version_num FROM alembic_version").fetchall()
        new.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        new.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    old.close()
    new.close()


def test_a_sound_installation_says_so(installation: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "check", "--data", installation]) == 0
    assert capsys.readouterr().out.endswith("De gegevens kloppen.\n")


def test_a_damaged_one_says_what_to_do_and_is_repaired_by_it(
    installation: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(Path(installation) / "procesregie.db") as database:
        database.execute("UPDATE process_instance SET active = '[]' WHERE status = 'running'")
    database.close()
    capsys.readouterr()
    assert main(["db", "check", "--data", installation]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Zaak RET-2026-")
    assert lines[0].endswith("klopt niet waar het proces staat. Draai: procesregie db reconcile.")
    assert lines[-1] == f"{len(lines) - 1} bevindingen."
    assert main(["db", "reconcile", "--data", installation]) == 0
    assert f"{len(lines) - 1} hersteld, 0 als incident gemeld." in capsys.readouterr().out
    assert main(["db", "check", "--data", installation]) == 0


def test_a_service_that_starts_repairs_by_itself(world: World) -> None:
    play = Play(world).to_triage()
    with world.database.write() as session:
        session.execute(update(Task).where(Task.completed_at.is_(None)).values(ended_at=None, spiff_id="weg"))
        session.commit()
    run_reconcile(world.factory)
    play.do("beoordelen", story.DIRECTION)
    assert "partijen_bepalen" in play.elements()
