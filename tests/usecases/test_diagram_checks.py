"""Files are held against what a region has: its release, its terms, its people; and so is what they touch."""

from dataclasses import replace
from pathlib import Path

import pytest

from service.domain.actors import SYSTEM
from service.domain.errors import NotFound
from service.domain.waiting import MESSAGES
from service.engine.gate import Finding, Vacancy
from service.models import Account
from service.usecases.diagram_checks import check_files, check_over, gate_times, region_ground
from service.usecases.work import Work
from tests.world import World

NATIONAL = Path("bpmn/landelijk")


def national(name: str) -> bytes:
    return (NATIONAL / name).read_bytes()


def mistakes(found: list[Finding]) -> list[tuple[str, str, str | None]]:
    return [(one.file, one.rule, one.element) for one in found if one.severity == "fout"]


def empty_the_team(work: Work) -> None:
    for account in work.session.query(Account):
        account.active = False
    work.session.flush()


def test_a_region_without_anybody_in_a_role_cannot_use_the_lane_of_it(world: World) -> None:
    files = {"ret_belmoment.bpmn": national("ret_belmoment.bpmn")}
    with world.factory.read(SYSTEM) as work:
        assert mistakes(check_files(work, files, "meerwolde")) == []
        empty_the_team(work)
        found = check_files(work, files, "meerwolde")
        assert {rule for _, rule, _ in mistakes(found)} == {"baan_bezetting"}
        assert "Niemand heeft de rol" in found[0].message
        assert mistakes(check_files(work, files)) == []
        with pytest.raises(NotFound, match="De regio «nergens» bestaat niet"):
            check_files(work, files, "nergens")
        work.session.rollback()


def test_a_role_that_one_municipality_lacks_is_a_remark_that_names_it(world: World) -> None:
    with world.factory.read(SYSTEM) as work:
        ground = region_ground(work, "meerwolde")
        vacancies = ground.vocabulary.vacancies
        assert vacancies is not None
        assert {"procesregisseur", "voorzitter", "ambtelijk"}.isdisjoint(vacancies)
        partly = replace(ground.vocabulary, vacancies={"ambtelijk": Vacancy(everywhere=False, places=("Oord",))})
        name = "ret_escalatieladder.bpmn"
        found = check_over(replace(ground, vocabulary=partly), {name: national(name)})
        said = [one for one in found if one.rule == "baan_bezetting"]
        assert said
        assert {one.severity for one in said} == {"advies"}
        assert "Oord" in said[0].message


def test_what_a_building_block_is_given_the_name_of_exists(world: World) -> None:
    name = "ret_belmoment.bpmn"
    data = national(name)
    assert b'"belmoment_te_laat"' in data
    for old, new, rule in (
        (b'"belmoment_te_laat"', b'"bestaat_niet"', "bericht"),
        (b'"vooraf"', b'"ooit"', "bouwsteen_waarde"),
    ):
        with world.factory.read(SYSTEM) as work:
            found = mistakes(check_files(work, {name: data.replace(old, new)}))
        assert [one for _, one, _ in found] == [rule], found


def test_a_change_is_held_against_the_diagrams_of_the_base_that_call_it_or_show_its_form(world: World) -> None:
    triage = national("ret_triage.bpmn").replace(
        b'name="resultaat" value="procesregie"', b'name="resultaat" value="regie"'
    )
    form = (NATIONAL / "formulieren" / "beoordelen.json").read_bytes()
    with world.factory.read(SYSTEM) as work:
        callers = mistakes(check_files(work, {"ret_triage.bpmn": triage}))
        shown = mistakes(
            check_files(work, {"beoordelen.json": form.replace(b'"naam": "uitkomst"', b'"naam": "besluit"')})
        )
    assert ("ret_aanmelding_triage", "onbekende_waarde") in {(file, rule) for file, rule, _ in callers}, callers
    assert ("ret_triage", "formulierveld", "beoordelen") in shown


def test_every_message_that_a_shipped_diagram_waits_for_is_sent_by_the_service() -> None:
    sent = "".join(path.read_text("utf-8") for path in Path("service/usecases").rglob("*.py"))
    assert [name for name in MESSAGES if f'"{name}"' not in sent] == []


def test_the_gate_says_how_long_it_takes_for_each_diagram(world: World) -> None:
    files = {"ret_belmoment.bpmn": national("ret_belmoment.bpmn"), "gezin_bellen.json": b"{}"}
    with world.factory.read(SYSTEM) as work:
        times = gate_times(region_ground(work, "meerwolde"), files)
    assert list(times) == ["ret_belmoment.bpmn"]
    assert times["ret_belmoment.bpmn"] > 0
