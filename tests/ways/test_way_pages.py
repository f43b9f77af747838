"""The pages of ways of working: from a new draft to a release, for who may, and nothing for who may not."""

import io

import pytest

from tests.ways.conftest import APPROVER, AUTHOR, ELSEWHERE, NATIONAL, NATIONAL_APPROVER, NEW, OLD, Desk
from tests.ways.making import OTHER_NAME, national_update, own_release
from tests.ways.test_exchange import zipped
from tests.web.desk import Building, text_of
from tests.world import World

DRAFT = "/werkwijzen/ontwerpen/ontwerp-meerwolde-1"


@pytest.fixture
def building(world: World) -> Building:
    return Building(world)


def test_a_change_goes_from_draft_to_release_through_the_pages(desk: Desk, building: Building) -> None:
    author, approver = building.desk(AUTHOR), building.desk(APPROVER)
    assert "deze regio heeft geen eigen bestanden en volgt landelijk" in author.found("/werkwijzen")
    started = author.post("/werkwijzen/ontwerpen", {"regio": "meerwolde", "titel": "Bellen heet anders"})
    assert started.headers["Location"] == DRAFT
    untouched = author.found(DRAFT)
    assert "Er is nog niets anders dan landelijk" in untouched
    assert "<details open" not in untouched, "seventy files that nobody touched stay closed"
    assert "<summary>Diagrammen (1)</summary>" in author.found(DRAFT, zoek="belmoment")
    assert "Geen van deze bestanden heet zo" in author.found(DRAFT, zoek="bestaat niet")
    author.post(f"{DRAFT}/bestanden", {"soort": "formulier", "titel": "Toets", "naam": "toets"})
    assert "Begin met ret_" in text_of(author.post(f"{DRAFT}/bestanden", {"naam": "toets"}, follow_redirects=True))
    desk.replace("ontwerp-meerwolde-1", OLD, NEW)
    shown = author.found(DRAFT)
    assert "Het proces: naam was «Belmoment met het gezin» en is nu «Bellen met het gezin»." in shown
    author.post(f"{DRAFT}/bestanden/form/toets", {"doen": "weghalen", "revisie": "1"})
    assert "De controle vindt geen fouten" in text_of(author.post(f"{DRAFT}/controleren", follow_redirects=True))
    refused = author.post(f"{DRAFT}/indienen", {"toelichting": "", "actief_vanaf": "1-1-2020"}, follow_redirects=True)
    assert "Schrijf wat er verandert" in text_of(refused)
    assert "Kies vandaag of een latere dag" in text_of(refused)
    author.post(f"{DRAFT}/indienen", {"toelichting": "Helderder naam", "actief_vanaf": "7-9-2026"})
    assert "een ander keurt het goed" in author.found(DRAFT)
    assert "Goedgekeurd. Nieuwe zaken" in text_of(
        approver.post(f"{DRAFT}/goedkeuren", {"actief_vanaf": "7-9-2026"}, follow_redirects=True)
    )


def test_a_release_is_shown_compared_kept_as_a_zip_and_stopped(desk: Desk, building: Building) -> None:
    own_release(desk)
    author = building.desk(AUTHOR)
    assert "Andere termijn" in building.desk(APPROVER).found("/werkwijzen/meerwolde-1")
    assert "Goedgekeurd als meerwolde-1" in author.found("/werkwijzen/logboek")
    assert "is nu «Instemmen»" in author.found("/werkwijzen/verschillen?van=landelijk-1&naar=meerwolde-1")
    assert "Begin «Plan vastgesteld»" in author.found("/werkwijzen/meerwolde-1/bekijken/diagram/ret_belmoment")
    assert "Veld «" in author.found("/werkwijzen/meerwolde-1/bekijken/formulier/gezin_bellen")
    assert author.get("/werkwijzen/meerwolde-1/bestand/ret_belmoment.bpmn").mimetype == "application/xml"
    zipfile = author.http.get("/werkwijzen/meerwolde-1/zip").get_data()
    again = {"regio": "meerwolde", "titel": "Uit zip", "bestand": (io.BytesIO(zipfile), "w.zip")}
    assert "Ingelezen" in text_of(author.post("/werkwijzen/ontwerpen", again, follow_redirects=True))
    wrong = {"regio": "meerwolde", "bestand": (io.BytesIO(zipped(("x.exe", b""))), "w.zip")}
    assert "hoort niet in een werkwijze" in text_of(author.post("/werkwijzen/ontwerpen", wrong, follow_redirects=True))
    stopped = author.post("/werkwijzen/meerwolde-1/stoppen", {"stopt_op": "7-9-2026"}, follow_redirects=True)
    assert "Gestopt voor nieuwe zaken" in text_of(stopped)


def test_a_national_update_is_chosen_and_taken_over_on_its_page(desk: Desk, building: Building) -> None:
    own_release(desk)
    national_update(desk, OTHER_NAME)
    author = building.desk(AUTHOR)
    address = "/werkwijzen/landelijk-volgen/meerwolde-1"
    assert f"{address}?naar=landelijk-2" in author.found("/werkwijzen")
    shown = author.found(f"{address}?naar=landelijk-2")
    assert "Hier moet u kiezen" in shown
    assert "Komt vanzelf mee (1)" in shown
    undecided = author.post(address, {"naar": "landelijk-2"})
    assert (undecided.status_code, "Kies hier wat blijft" in text_of(undecided)) == (400, True)
    chosen = {"naar": "landelijk-2", "keuze.diagram/ret_instemming#instemmen": "eigen"}
    taken = author.post(address, chosen)
    assert taken.headers["Location"] == "/werkwijzen/ontwerpen/ontwerp-meerwolde-2"
    assert "Ons " in author.found(taken.headers["Location"])


def test_ways_of_working_are_not_for_everybody_and_authors_see_no_cases(desk: Desk, building: Building) -> None:
    desk.start()
    for who in ("u-pr1", "u-weth-l", "u-operator"):
        other = building.desk(who)
        for path in ("/werkwijzen", "/werkwijzen/logboek", "/werkwijzen/landelijk-1", "/werkwijzen/verschillen", DRAFT):
            assert other.get(path).status_code == 404, (who, path)
    for who in (ELSEWHERE, NATIONAL, NATIONAL_APPROVER):
        other = building.desk(who)
        assert other.get(DRAFT).status_code == 404
        assert other.post(f"{DRAFT}/goedkeuren").status_code == 404
        assert other.get("/werkwijzen/ontwerp-meerwolde-1/zip").status_code == 404
        assert "Werkwijzen" in other.found("/werkwijzen")
    assert building.desk(AUTHOR).get("/zaken/EJ-2026-0001").status_code == 404
    assert building.visitor().get("/werkwijzen").status_code == 302
