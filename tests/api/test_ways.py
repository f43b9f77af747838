"""/v1/werkwijzen and /v1/ontwerpen: the same road as on the pages."""

from tests.api.client import Door
from tests.ways.conftest import APPROVER, AUTHOR, ELSEWHERE
from tests.ways.making import make_ways

FILE = "/ontwerpen/ontwerp-meerwolde-1/bestanden/diagram/ret_belmoment"


def test_a_draft_goes_from_begin_to_release(door: Door) -> None:
    author, approver, elsewhere = door.as_(AUTHOR), door.as_(APPROVER), door.as_(ELSEWHERE)
    begun = author.post("/ontwerpen", {"regio": "meerwolde", "titel": "Bellen heet anders"}, key="begin")
    assert (begun.status_code, begun.get_json()["sleutel"]) == (201, "ontwerp-meerwolde-1")
    again = author.post("/ontwerpen", {"regio": "meerwolde", "titel": "Bellen heet anders"}, key="begin")
    assert again.get_json()["sleutel"] == "ontwerp-meerwolde-1"
    text = author.found("/werkwijzen/ontwerp-meerwolde-1/bestanden/diagram/ret_belmoment")["inhoud"]
    body = {"inhoud": text.replace('name="Belmoment met het gezin"', 'name="Bellen"'), "revisie": 0}
    saved = author.put(FILE, body)
    assert (saved.status_code, saved.get_json()) == (200, {"revisie": 1})
    stale = author.put(FILE, {**body, "inhoud": "<x/>"})
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


def test_files_come_go_and_say_who_has_them_open(door: Door) -> None:
    author, other = door.as_(AUTHOR), door.as_(APPROVER)
    author.post("/ontwerpen", {"regio": "meerwolde", "titel": "Toets"})
    base = "/ontwerpen/ontwerp-meerwolde-1"
    assert (
        author.put(f"{base}/omschrijving", {"titel": "Toets op plaatsing", "toelichting": "Nieuw"}).status_code == 200
    )
    made = author.post(f"{base}/bestanden", {"soort": "diagram", "titel": "Toets"})
    assert (made.status_code, made.get_json()["titel"]) == (201, "Toets op plaatsing")
    assert author.post(f"{base}/bestanden", {"soort": "diagram"}).status_code == 400
    file = f"{base}/bestanden/diagram/ret_toets"
    assert author.post(f"{file}/aanwezigheid").get_json() == {"anderen": []}
    assert other.post(f"{file}/aanwezigheid").get_json() == {"anderen": ["R. Regiobeheer Meerwolde"]}
    assert author.delete(file, revisie=0).status_code == 409
    assert author.delete(file, revisie=1).get_json() == {"revisie": 2}
    call = f"{base}/bestanden/diagram/ret_belmoment"
    assert author.delete(call, revisie=0).status_code == 409
    text = author.found("/werkwijzen/ontwerp-meerwolde-1/bestanden/diagram/ret_belmoment")["inhoud"]
    author.put(call, {"inhoud": text.replace('name="Belmoment met het gezin"', 'name="Bellen"'), "revisie": 0})
    zipped = author.get("/werkwijzen/ontwerp-meerwolde-1/zip")
    assert (zipped.mimetype, zipped.data[:2]) == ("application/zip", b"PK")
    back = author.post(f"{call}/terugzetting", {"revisie": 1, "naar": "begin"})
    assert back.get_json() == {"revisie": 2}
    again = author.upload("/ontwerpen/uit-zip?regio=meerwolde", "werkwijze.zip", zipped.data)
    assert (again.status_code, again.get_json()["ontwerp"]["titel"]) == (201, "Toets op plaatsing")
    assert author.get("/werkwijzen/ontwerp-meerwolde-2/zip").data == zipped.data
    assert author.upload("/ontwerpen/uit-zip?regio=meerwolde", "x.zip", b"geen zip").status_code == 400
    assert other.post(f"{base}/bestanden", {"soort": "form", "titel": "Nee"}).status_code == 403
    assert author.post(f"{base}/weglegging").get_json()["stand"] == "vervallen"


def test_a_release_is_followed_stopped_and_retired(door: Door) -> None:
    make_ways(door.world)
    author, elsewhere = door.as_(AUTHOR), door.as_(ELSEWHERE)
    seen = author.found("/werkwijzen/meerwolde-1/overname")
    [meeting] = [one for file in seen["bestanden"] for one in file["ontmoetingen"]]
    assert (seen["naar"], seen["teKiezen"]) == ("landelijk-2", [meeting["sleutel"]])
    assert author.post("/werkwijzen/meerwolde-1/overname", {}).status_code == 400
    chosen = {"keuzes": {meeting["sleutel"]: "landelijk"}}
    taken = author.post("/werkwijzen/meerwolde-1/overname", chosen, key="over")
    assert (taken.status_code, taken.get_json()["ligtOp"]) == (201, "landelijk-2")
    assert elsewhere.post("/werkwijzen/meerwolde-1/overname", chosen).status_code == 404
    detail = author.found("/werkwijzen/meerwolde-1")
    assert (detail["voorganger"], detail["geschiedenis"][0]["soort"]) == ("landelijk-1", "goedgekeurd")
    assert {one["bestand"] for one in detail["bestanden"] if one["eigen"]} == {"ret_instemming", "vraag"}
    assert author.post("/werkwijzen/meerwolde-1/afvoer").status_code == 409
    assert elsewhere.post("/werkwijzen/meerwolde-1/stopzetting", {"vanaf": "2026-09-07"}).status_code == 404
    stopped = author.post("/werkwijzen/meerwolde-1/stopzetting", {"vanaf": "2026-09-07"})
    assert stopped.get_json()["stand"] == "gestopt"
    assert author.post("/werkwijzen/meerwolde-1/afvoer").get_json()["stand"] == "afgevoerd"
    assert author.found("/werkwijzen/meerwolde-1/bestanden/form/vraag")["inhoud"].startswith("{")


def test_a_draft_is_tried_on_an_example_and_the_walk_is_kept(door: Door) -> None:
    author, elsewhere = door.as_(AUTHOR), door.as_(ELSEWHERE)
    author.post("/ontwerpen", {"regio": "meerwolde", "titel": "Bellen heet anders"})
    runs = "/ontwerpen/ontwerp-meerwolde-1/proeven"
    assert elsewhere.post(runs, {}).status_code == 404
    begun = author.post(runs, {"proces": "ret_belmoment", "begintOp": "2026-09-07"})
    assert (begun.status_code, begun.get_json()["nummer"]) == (201, 1)
    jumped = author.post(f"{runs}/1/klok", {"revisie": 1}).get_json()
    assert [one["soort"] for one in jumped["berichten"]] == ["herinnering_vooraf"]
    assert author.post(f"{runs}/1/klok", {"revisie": 1}).status_code == 409
    task = f"{runs}/1/taken/{jumped['taken'][0]['id']}"
    offered = author.found(task)
    assert offered["formulier"]["id"] == "gezin_bellen"
    refused = author.post(task, {"revisie": 2, "antwoorden": {}})
    assert (refused.status_code, refused.get_json()["fouten"] != []) == (400, True)
    done = author.post(task, {"revisie": 2, "antwoorden": offered["voorstel"]}).get_json()
    assert (done["stand"], done["einden"][0]["resultaat"]) == ("klaar", "gebeld")
    kept = author.post(f"{runs}/1/scenario", {"naam": "Bellen", "bewijst": "Het gezin wordt gebeld."})
    assert (kept.status_code, kept.get_json()["landelijk"]) == (201, False)
    back = author.post(f"{runs}/1/terug", {"revisie": 3}).get_json()
    assert [one["element"] for one in back["taken"]] == ["gezin_bellen"]
    assert author.delete("/ontwerpen/ontwerp-meerwolde-1/scenarios/bellen").status_code == 204
    assert author.found("/ontwerpen/ontwerp-meerwolde-1/scenarios")["resultaten"] == []
    assert author.delete(f"{runs}/1").status_code == 204
    assert author.found(runs)["resultaten"] == []
