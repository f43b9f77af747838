"""The terms T01-T30: each one a diagram names exists, each one that exists is used or says why not; all are told."""

import re

import pytest
from lxml import etree

from service.domain.errors import NotFound
from service.engine.model_reader import read_process
from service.settings import RegionSettings
from service.usecases.term_reads import list_terms, terms_in_use
from tests.api.client import Door
from tests.web.desk import Building
from tests.world import ROOT, World

REGIONS = RegionSettings(ROOT / "config" / "regions")
DIAGRAMS = sorted((ROOT / "bpmn").glob("landelijk/*.bpmn"))
# As people write them in a diagram, whatever our own reader makes of it.
NAMED = re.compile(r"termijn\(\"([^\"]+)\"")


def test_every_term_that_a_diagram_names_exists_and_every_term_is_used_or_says_why_not() -> None:
    models = [read_process(etree.fromstring(path.read_bytes())) for path in DIAGRAMS]
    used = terms_in_use({model.key: model for model in models})
    named = {code for path in (ROOT / "bpmn").rglob("*.bpmn") for code in NAMED.findall(path.read_text("utf-8"))}
    assert set(used) <= named
    terms = {term.code: term for term in REGIONS.default.terms()}
    assert named <= terms.keys()
    assert {code for code, term in terms.items() if term.unused} == terms.keys() - used.keys()


def test_every_term_says_where_it_comes_from() -> None:
    for term in REGIONS.default.terms():
        assert term.source[0] in "ASP", term.code
        assert all(re.fullmatch(r"[RV]\d{2,3}", ground) for ground in term.grounds), term.code
        assert term.grounds, term.code


def test_a_region_sees_its_own_terms_and_how_they_differ(world: World) -> None:
    with world.factory.read(world.actor("u-eil")) as work:
        own = list_terms(work)
    assert own.region == "eilandenrijk"
    official = next(term for term in own.terms if term.code == "T19")
    assert (official.text, official.differs, official.national) == (
        "3 werkdagen na opening ambtelijk niveau",
        True,
        "5 werkdagen",
    )
    assert official.used_in == ["Escalatieladder: eerst ambtelijk, dan bestuurlijk"]
    assert "V23" in official.grounds
    meeting = next(term for term in own.terms if term.code == "T07")
    assert meeting.differs, "the region meets on demand, within five working days"
    report = next(term for term in own.terms if term.code == "T26")
    assert (report.used_in, bool(report.note)) == ((), True)
    assert "Eerste kerstdag" in {off.name for off in own.days_off}


def test_whoever_works_for_a_municipality_or_a_party_sees_a_region_too_and_an_unknown_one_is_not_found(
    world: World,
) -> None:
    for who, region in (("u-weth-h", "zandrug"), ("u-inkoop-m", "meerwolde"), ("u-cp-berk", "eilandenrijk")):
        with world.factory.read(world.actor(who)) as work:
            assert list_terms(work).region == region
    with world.factory.read(world.actor("u-eil")) as work, pytest.raises(NotFound, match="Kies een regio"):
        list_terms(work, "atlantis")


def test_the_page_and_the_interface_tell_the_same(world: World) -> None:
    building, door = Building(world), Door(world)
    html = building.desk("u-weth-d").found("/termijnen")
    told = door.as_("u-weth-d").found("/termijnen")
    assert told["regioNaam"] == "Jeugdregio Eilandenrijk"
    assert len(told["resultaten"]) == 36
    for term in told["resultaten"]:
        assert f'id="{term["code"]}"' in html
        assert term["tekst"] in html
    assert "Landelijk: 5 werkdagen" in html
    other = door.as_("u-weth-d").found("/termijnen", regio="zandrug")
    assert other["regio"] == "zandrug"
    assert door.as_("u-weth-d").get("/termijnen", regio="atlantis").status_code == 404
    assert building.visitor().get("/termijnen").status_code == 302
    assert 'href="/termijnen"' in html
