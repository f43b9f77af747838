"""What is shipped in bpmn/varianten: files that pass the gate, load with their people, and show what they change."""

from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import catalogue
from service.cli import main
from service.domain.actors import SYSTEM
from service.models import Account, Region, Release, WayEvent
from service.settings import Settings
from service.usecases.diagram_checks import MISTAKE, check_over, shipped_ground
from service.usecases.releases import load_releases, release_for
from tests.variants.shipped import load_variants
from tests.ways.conftest import Desk
from tests.ways.test_dry_runs import Trying
from tests.web.desk import Building
from tests.world import ROOT, World

VARIANTS = ROOT / "bpmn" / "varianten"
UHP, ZANDRUG, SMALL = "ret-meerwolde-1.1-uhp", "ret-zandrug-1.0", "ret-eilandenrijk-1.0"


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.suffix in (".bpmn", ".json")}


@pytest.mark.parametrize("name", [UHP, ZANDRUG, SMALL])
def test_example_cases_walk_every_way_of_a_variant_without_a_mistake(name: str) -> None:
    (folder,) = VARIANTS.glob(f"*/{name}")
    # What two regions share need be walked once.
    shared = "ret_aanmelding_triage" if name == ZANDRUG else " "
    files = {path: data for path, data in files_of(folder).items() if shared not in path}
    found = check_over(shipped_ground(Settings.load({}), catalogue()), files, trial=True)
    assert [one.message for one in found if one.severity == MISTAKE] == []
    assert {one.rule for one in found} <= {"samen_en_splitsen"}


def test_what_the_shared_team_does_is_the_same_in_both_regions() -> None:
    for name in ("ret_aanmelding_triage.bpmn", "formulieren/regio_bepalen.json"):
        assert len({path.read_bytes() for path in VARIANTS.glob(f"*/*/{name}")}) == 1
        assert len(list(VARIANTS.glob(f"*/*/{name}"))) == 3


def test_a_variant_is_only_files_that_differ_from_the_national_ones() -> None:
    for path in VARIANTS.glob("*/*/**/*.*"):
        national = (
            ROOT / "bpmn" / "landelijk" / path.relative_to(path.parents[1 if path.parent.name != "formulieren" else 2])
        )
        assert path.suffix in (".bpmn", ".json", ".toml")
        assert not national.exists() or national.read_bytes() != path.read_bytes(), path


def test_they_load_once_with_author_approver_and_note_from_their_day(world: World) -> None:
    load_variants(world)
    with world.factory.write(SYSTEM) as work:
        assert load_releases(work, ROOT / "bpmn") == []
        found = {one.key: one for one in work.session.scalars(select(Release).where(Release.region_id.is_not(None)))}
        names = {one.id: one.email for one in work.session.scalars(select(Account))}
        assert {key: str(one.active_from) for key, one in found.items()} == {
            "ret-meerwolde-1.0": "2026-01-05", UHP: "2026-06-01", ZANDRUG: "2026-01-05", SMALL: "2026-01-05",
        }  # fmt: skip
        made = {(names.get(one.author_id or 0), names.get(one.approver_id or 0)) for one in found.values()}
        assert ("beheer-m@voorbeeld.example", "beheer-m2@voorbeeld.example") in made
        assert all(author and approver and author != approver for author, approver in made)
        assert all(one.change_note for one in found.values())
        told = set(work.session.scalars(select(WayEvent.text).where(WayEvent.kind == "geladen")))
    assert any(
        "opgesteld door R. Regiobeheer Meerwolde, goedgekeurd door Q. Goedkeurder Meerwolde" in text for text in told
    )


def test_the_page_says_in_sentences_what_each_changes(world: World) -> None:
    load_variants(world)
    building = Building(world)
    author = building.desk("u-beheer-m")
    assert UHP in author.found("/werkwijzen")
    assert "gaat eerst langs twee gedragsdeskundigen" in author.found(f"/werkwijzen/{UHP}")
    shown = author.found(f"/werkwijzen/verschillen?van=landelijk-1&naar={UHP}")
    for sentence in (
        "Taak «Toets ondersteunt niet: hoe verder?»",
        "«Toets uithuisplaatsing»",
        "Staat er in dit plan een plaatsing buiten het gezin?",
    ):
        assert sentence in shown, sentence
    small = building.desk("u-beheer-e").found(f"/werkwijzen/verschillen?van=landelijk-1&naar={SMALL}")
    assert "«Toezegging geweigerd: hoe verder?»" in small
    assert "«Overleg op afroep afspreken en uitnodigen»" in small


def test_an_installation_loads_a_folder_along_the_road_of_every_change(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("service.cli.regional.open_services", lambda _options: world.services)
    folder = VARIANTS / "eilandenrijk" / SMALL
    words = ["region", "ways", "load", str(folder), "--regio", "eilandenrijk", "--auteur", "beheer-e@voorbeeld.example"]
    assert main([*words, "--akkoord", "beheer-e@voorbeeld.example"]) == 1
    assert "Niemand keurt het eigen werk goed" in capsys.readouterr().err
    assert main([*words[:3], str(ROOT / "docs"), *words[4:]]) == 1
    assert "staat geen werkwijze" in capsys.readouterr().err
    assert main(words) == 0
    assert "ontwerp-eilandenrijk-1 is ingediend" in capsys.readouterr().out
    assert main([*words, "--akkoord", "beheer-e2@voorbeeld.example"]) == 0
    assert "goedgekeurd als eilandenrijk-1" in capsys.readouterr().out
    with world.factory.read(SYSTEM) as work:
        region = work.session.scalars(select(Region.id).where(Region.key == "eilandenrijk")).one()
        release = release_for(work, region, work.today)
        assert (release.key, len(release.files)) == ("eilandenrijk-1", 3)
        assert release.change_note.startswith("Er is geen vast overleg")


def test_the_review_can_be_tried_by_itself_on_an_example(world: World) -> None:
    load_variants(world)
    desk = Desk(world)
    tried = Trying(desk, desk.start(), process="ret_uhp_toets")
    assert {task.element_id for task in tried.view.tasks} == {"eerste_beoordelen", "tweede_beoordelen"}
    tried.do("eerste_beoordelen")
    tried.do("tweede_beoordelen")
    assert [end.process_key for end in tried.view.ends] == ["ret_uhp_toets"]
