"""A history that cannot be played is a defect with a name, never a line that is skipped."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from service.demo import DemoDefect, load_demo
from service.models import Task
from tests.demo.conftest import FOLDER
from tests.world import World

HEAD = "peildatum: 2026-05-30\npeiltijd: '09:00'\ncasussen:\n"
CASE = """
  - id: RET-2026-004
    regio: eilandenrijk
    gemeente_verantwoordelijk: Slikkeroog
    status: {status}
    historie:
      - {{datum: 2026-05-06, stap: aangemeld}}
      - {{datum: 2026-05-08, stap: {second}}}
"""


def told(tmp_path: Path, *, second: str = "triage_niet_opgepakt", status: str = "niet_opgepakt") -> Path:
    folder = tmp_path / "demo"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("casussen*"))
    (folder / "casussen.yaml").write_text(HEAD + CASE.format(second=second, status=status), encoding="utf-8")
    return folder


def test_what_a_history_omits_is_done_on_its_due_date(world: World, tmp_path: Path) -> None:
    load_demo(world.factory, told(tmp_path))
    with world.database.read() as session:
        rows = session.execute(select(Task.element_id, Task.completed_at).order_by(Task.completed_at, Task.id))
        found = [(element, at.date().isoformat()) for element, at in rows if at is not None]
    assert found[1:] == [
        ("eerste_contact", "2026-05-08"),
        ("beoordelen", "2026-05-08"),
        ("terugkoppelen", "2026-05-18"),
    ]


def test_a_line_for_which_there_is_no_task_is_a_defect(world: World, tmp_path: Path) -> None:
    too_much = "triage_niet_opgepakt}\n      - {datum: 2026-05-20, stap: checkin"
    with pytest.raises(DemoDefect, match="RET-2026-004: no task for «checkin» on 2026-05-20"):
        load_demo(world.factory, told(tmp_path, second=too_much))


def test_an_answer_that_the_form_refuses_is_a_defect_that_names_task_and_field(world: World, tmp_path: Path) -> None:
    with pytest.raises(DemoDefect, match=r"RET-2026-004 beoordelen \(2026-05-08 12:00\): .* uitkomst: Maak een keuze"):
        load_demo(world.factory, told(tmp_path, second="checkin"))


def test_a_line_that_did_not_happen_by_itself_is_a_defect(world: World, tmp_path: Path) -> None:
    with pytest.raises(DemoDefect, match="«ambtelijke_escalatie» on 2026-05-08: did not happen by itself"):
        load_demo(world.factory, told(tmp_path, second="ambtelijke_escalatie, automatisch: true"))


def test_another_ending_than_the_history_tells_is_a_defect(world: World, tmp_path: Path) -> None:
    with pytest.raises(DemoDefect, match="ends as niet_opgepakt, its history says afgesloten"):
        load_demo(world.factory, told(tmp_path, status="afgesloten"))


def test_data_for_an_unknown_word_is_refused(world: World, tmp_path: Path) -> None:
    folder = told(tmp_path)
    with (folder / "gegevens_extra.yaml").open("w", encoding="utf-8") as file:
        file.write("standaard:\n  beoordelen: {urgentie: hoog}\n")
    with pytest.raises(ValueError, match="stands in two files"):
        load_demo(world.factory, folder)
