"""Scenarios: kept from a dry run, carried along with the files, done again before a way of working may count."""

from pathlib import Path

import pytest

from service.cli import main
from service.domain.actors import SYSTEM
from service.domain.errors import DomainError, InvalidInput
from service.models import Release
from service.usecases.releases import read_files, release_rows
from service.usecases.ways import approvals, draft_files, drafts, exchange
from service.usecases.ways.draft_checks import check_draft, judge_draft
from service.usecases.ways.trying import scenarios
from service.usecases.ways.trying.people import SandboxRegion
from service.usecases.ways.trying.playing import PlayGround, play
from service.usecases.ways.trying.scenario import read_scenario
from tests.ways.conftest import AUTHOR, Desk
from tests.ways.test_dry_runs import Trying
from tests.world import ROOT

LADDER = ("diagram", "ret_escalatieladder")


def judged(desk: Desk, draft: str) -> list[tuple[str, str | None, str]]:
    """The mistakes that checking finds, scenarios included."""
    factory, actor = desk.world.factory, desk.world.actor(AUTHOR)
    judge_draft(factory, actor, draft)
    with factory.write(actor) as work:
        return [(one.rule, one.element, one.message) for one in approvals.check(work, draft) if one.severity == "fout"]


def test_a_walk_is_kept_as_a_scenario_travels_in_a_zip_and_says_which_step_goes_otherwise(desk: Desk) -> None:
    draft = desk.start()
    trying = Trying(desk, draft, process="ret_belmoment")
    trying.jump()
    trying.do("gezin_bellen")
    factory, actor = desk.world.factory, desk.world.actor(AUTHOR)
    with pytest.raises(InvalidInput):
        scenarios.save_scenario(factory, actor, draft, trying.number, " ", "")
    proposed = scenarios.propose(factory, actor, draft, trying.number)
    assert {one.kind for one in proposed} == {"einden", "taken", "berichten"}
    proves = "Wie het gezin belt, krijgt eerst een herinnering."
    assert scenarios.save_scenario(factory, actor, draft, trying.number, "Bellen", proves) == "bellen"
    assert judged(desk, draft) == []
    with desk.as_(AUTHOR) as work:
        assert drafts.get_draft(work, draft).tried
        _, data = exchange.export_version(work, draft)
        copy, found = exchange.import_zip(work, "meerwolde", data)
        assert found == []
        assert [(row.id, row.national, len(row.steps)) for row in scenarios.list_scenarios(work, copy)] == [
            ("bellen", False, 2)
        ]
    desk.replace(copy, b"gezin_bellen", b"gezin_spreken")
    desk.replace(copy, b'"formulier" value="gezin_spreken"', b'"formulier" value="gezin_bellen"')
    assert [(rule, element) for rule, element, _ in judged(desk, copy)] == [("scenario", "gezin_bellen")]
    message = judged(desk, copy)[0][2]
    assert "Stap 2 (" in message
    assert "staat dan niet open" in message
    _break_the_file(desk, copy)


def _break_the_file(desk: Desk, draft: str) -> None:
    with desk.as_(AUTHOR) as work:
        kept = draft_files.read_file(work, draft, "scenario", "bellen")
        draft_files.save_file(work, draft, "scenario", "bellen", b'{"naam": "Bellen"}', kept.revision)
        assert {one.rule for one in check_draft(work, draft)} == {"scenario_gelezen"}


def test_a_region_cannot_lose_or_change_what_a_national_scenario_guards(desk: Desk) -> None:
    guard = ("scenario", "stilstand_escaleert")
    with desk.world.factory.write(SYSTEM) as work:
        release = work.session.query(Release).filter_by(key="landelijk-1").one()
        shipped = read_files(ROOT / "bpmn/landelijk")
        release.files += release_rows({guard: shipped[guard]})
    draft = desk.start()
    with desk.as_(AUTHOR) as work:
        assert [(row.id, row.national) for row in scenarios.list_scenarios(work, draft)] == [(guard[1], True)]
        with pytest.raises(DomainError, match="landelijk"):
            draft_files.save_file(work, draft, *guard, b"{}", 0)
    with pytest.raises(DomainError, match="landelijk"), desk.as_(AUTHOR) as work:
        scenarios.remove_scenario(work, draft, guard[1])
    desk.replace(draft, b">om_verval(vervalt_op)<", b">om_verval(werkdagen(40, vervalt_op))<", file=LADDER)
    rule, _, message = judged(desk, draft)[0]
    assert rule == "landelijk_scenario"
    assert "Een plan dat stilligt" in message
    with pytest.raises(InvalidInput) as refused, desk.as_(AUTHOR) as work:
        approvals.submit(work, draft, "Later", work.today)
    assert "landelijke waarborg" in refused.value.fields[0].message.lower()


def test_the_command_line_does_a_scenario_of_a_folder_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    text = (ROOT / "bpmn/landelijk/scenarios/niet_opgepakt_met_reden.json").read_text("utf-8")
    file = folder / "anders.json"
    changed = text.replace('"id": "niet_opgepakt_met_reden"', '"id": "anders"').replace(
        '"terugkoppelen"', '"bestaat_niet"'
    )
    file.write_text(changed, "utf-8")
    assert main(["bpmn", "scenario", str(file)]) == 1
    assert "Stap 3 («Besluit terugkoppelen aan melder en gezin» afgerond): De taak «" in capsys.readouterr().out


@pytest.mark.parametrize("region", ["proefregio", "eilandenrijk"])
def test_the_shipped_national_scenarios_hold_whatever_a_region_has_set(desk: Desk, region: str) -> None:
    shipped = read_files(ROOT / "bpmn/landelijk")
    names = sorted(name for kind, name in shipped if kind == "scenario")
    assert len(names) >= 6
    variants = sorted((ROOT / "bpmn/varianten" / region).glob("*"))
    own = {**shipped, **read_files(variants[-1])} if variants else shipped
    ground = PlayGround(own, shipped, SandboxRegion(region, region, fixed_meetings=region == "proefregio"))
    services = desk.world.services
    found = {name: play(services, ground, read_scenario(name, shipped["scenario", name])) for name in names}
    assert found == {name: [] for name in names}
