"""The handbook of authors: whole, true to the pages it tells about, and the same in docs/."""

import re
from pathlib import Path

import pytest

import handlers
from handlers.wording import PARAMETERS
from service.cli import main
from service.domain.expressions import FUNCTIONS, compile_expression
from service.engine.gate.rules import RULES
from service.settings import Settings
from service.usecases.ways import handbook_words as words
from service.usecases.ways.handbook import Handbook, shipped_handbook
from service.usecases.ways.handbook_pictures import FOLDER, PICTURES
from tests.ways.conftest import APPROVER, AUTHOR, NATIONAL
from tests.web.desk import Building
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "service" / "web" / "static"
SCREENS = ("service/web/templates/werkwijzen", "service/web/assets/js/editor", "service/usecases/ways")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    settings = Settings.load({}, data_dir=tmp_path_factory.mktemp("data"))
    return shipped_handbook(settings, handlers.catalogue())


def test_the_handbook_in_docs_is_what_the_command_writes(tmp_path: Path) -> None:
    written = tmp_path / "handboek.md"
    assert main(["handboek", str(written), "--data", str(tmp_path)]) == 0
    assert written.read_text("utf-8") == (ROOT / "docs/handboek.md").read_text("utf-8"), (
        "Something that the handbook explains has changed: run `procesregie handboek docs/handboek.md`."
    )


def test_every_building_block_and_every_rule_is_explained(book: Handbook) -> None:
    entries = [entry for chapter in book.chapters for _, group in chapter.groups for entry in group]
    ids = [entry.id for entry in entries]
    assert len(ids) == len(set(ids))
    assert {f"regel-{rule}" for rule in RULES} <= set(ids)
    assert {f"bouwsteen-{one.name}" for one in handlers.catalogue().all()} <= set(ids)
    assert {p.name for one in handlers.catalogue().all() for p in one.parameters} <= PARAMETERS.keys()


def test_functions_are_explained_with_examples_that_compile() -> None:
    assert words.FUNCTIONS.keys() == FUNCTIONS
    for name, (_, _, example) in words.FUNCTIONS.items():
        assert name in compile_expression(example).calls
    for _, examples, _ in words.COMPARING:
        assert compile_expression(f"({examples})")


def test_the_first_change_uses_the_words_of_the_pages() -> None:
    files = [file for folder in SCREENS for file in (ROOT / folder).rglob("*.*") if file.stem != "handbook_words"]
    shown = " ".join(file.read_text("utf-8") for file in files if file.suffix in (".html", ".js", ".py"))
    quoted = {word for _, text in words.STEPS for word in re.findall("«([^»]+)»", text)}
    assert len(quoted) > 30
    assert {word for word in quoted if word not in shown} == set()


def test_every_picture_of_the_handbook_is_there_is_small_and_belongs_to_a_step() -> None:
    assert PICTURES.keys() <= {title for title, _ in words.STEPS}
    named = {picture.file for pictures in PICTURES.values() for picture in pictures}
    shipped = {f"{FOLDER}/{file.name}": file for file in (STATIC / FOLDER).iterdir()}
    assert shipped.keys() == named, "run `python -m tests.editor.pictures`"
    assert len(named) <= 12
    assert max(file.stat().st_size for file in shipped.values()) <= 60_000
    told = (ROOT / "docs/handboek.md").read_text("utf-8")
    linked = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", told)
    assert {(ROOT / "docs" / one).resolve() for one in linked} == set(shipped.values())


def test_the_handbook_is_for_who_works_on_ways_of_working(world: World) -> None:
    building = Building(world)
    shown = building.desk(AUTHOR).found("/handboek")
    assert "Uw eerste wijziging in tien minuten" in shown
    assert re.search("die van: .*Meerwolde", shown)
    assert 'id="regel-script"' in shown
    assert "die van: Landelijk" in building.desk(NATIONAL).found("/handboek")
    assert 'href="/handboek"' in building.desk(APPROVER).found("/werkwijzen")
    other = building.desk("u-pr1")
    assert other.get("/handboek").status_code == 404
    assert 'href="/handboek"' not in other.found("/over")
    assert building.visitor().get("/handboek").status_code == 302
