"""/v1/werkwijzen and /v1/ontwerpen: the same road as on the pages."""

from tests.api.client import Door
from tests.ways.conftest import APPROVER, AUTHOR, ELSEWHERE

FILE = "/ontwerpen/ontwerp-meerwolde-1/bestanden/diagram/ret_belmoment"


def test_a_draft_goes_from_begin_to_release(door: Door) -> None:
    author, approver, elsewhere = door.as_(AUTHOR), door.as_(APPROVER), door.as_(ELSEWHERE)
    begun = author.post("/ontwerpen", {"regio": "meerwolde", "titel": "Bellen heet anders"}, key="begin")
    assert (begun.status_code, begun.get_json()["sleutel"]) == (201, "ontwerp-meerwolde-1")
    again = author.post("/ontwerpen", {"regio": "meerwolde", "titel": "Bellen heet anders"}, key="begin")
    assert again.get_json()["sleutel"] == "ontwerp-meerwolde-1"
    text = author.found("/werkwijzen/ontwerp-meerwolde-1/bestanden/diagram/ret_belmoment")["inhoud"]
    body = {"inhoud": text.replace('name="Belmoment met het gezin"', 'name="Bellen"'), "revisie": 0}
    saved = author.http.put(f"/v1{FILE}", json=body, headers=author.headers)
    assert (saved.status_code, saved.get_json()) == (200, {"revisie": 1})
    stale = author.http.put(f"/v1{FILE}", json={**body, "inhoud": "<x/>"}, headers=author.headers)
    assert (stale.status_code, "niet bewaard" in stale.get_json()["detail"]) == (409, True)
    found = author.found("/werkwijzen/ontwerp-meerwolde-1/verschillen")
    assert "is nu «Bellen»" in found["bestanden"][0]["verschillen"][0]["zin"]
    assert author.post("/ontwerpen/ontwerp-meerwolde-1/controle").get_json()["bevindingen"] == []
    handed_in = {"toelichting": "Helderder", "actiefVanaf": "2026-09-07"}
    submitted = author.post("/ontwerpen/ontwerp-meerwolde-1/indiening", handed_in)
    assert submitted.get_json()["stand"] == "ingediend"
    assert author.post("/ontwerpen/ontwerp-meerwolde-1/goedkeuring", {}).status_code == 403
    assert elsewhere.post("/ontwerpen/ontwerp-meerwolde-1/goedkeuring", {}).status_code == 404
    approved = approver.post("/ontwerpen/ontwerp-meerwolde-1/goedkeuring", {})
    assert approved.get_json()["werkwijze"] == "meerwolde-1"
    assert author.found("/werkwijzen/meerwolde-1")["stand"] == "actief"
    assert author.found("/werkwijzen")["resultaten"][1]["volgtLandelijk"] is False
    assert author.found("/werkwijzen/logboek")["resultaten"][0]["soort"] == "goedgekeurd"
    assert door.as_("u-pr1").get("/werkwijzen").status_code == 404
