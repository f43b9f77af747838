"""/v1/overzettingen: the same rounds as on the page."""

from tests.api.client import Door
from tests.process.play import Play
from tests.ways.another import CHECK, OTHER_STEP, another
from tests.ways.conftest import AUTHOR

PLACES = [{"proces": CHECK, "stap": "checkin", "taak": "voortgang_bespreken"}]
WHY = "De regio gaat anders werken."


def test_cases_are_looked_at_moved_reported_and_put_back(door: Door) -> None:
    play = Play(door.world).to_monitoring()
    another(door.world, "anders-1", {CHECK: OTHER_STEP})
    operator, number = door.as_("u-operator"), play.number
    assert "anders-1" in [one["sleutel"] for one in operator.found("/overzettingen/doelen")["resultaten"]]
    seen = operator.post("/overzettingen/voorbeeld", {"naar": "anders-1"}).get_json()
    assert (seen["aantallen"]["keuze"], seen["resultaten"][0]["zaak"]) == (1, number)
    assert "bestaat niet meer" in seen["resultaten"][0]["watErGebeurt"][0]
    [step] = seen["verdwenenStappen"]
    assert "voortgang_bespreken" in [one["taak"] for one in step["keuzes"]]
    asked = {"naar": "anders-1", "plaatsen": PLACES, "reden": WHY}
    assert operator.post("/overzettingen", {**asked, "reden": " "}).status_code == 400
    begun = operator.post("/overzettingen", asked, key="over")
    assert (begun.status_code, begun.get_json()["stand"], begun.get_json()["aantallen"]["gedaan"]) == (202, "klaar", 1)
    assert operator.post("/overzettingen", asked, key="over").get_json()["id"] == 1
    [told] = operator.found("/overzettingen/1/verslag")["resultaten"]
    assert (told["zaak"], told["van"], told["naar"], told["stand"]) == (number, "landelijk-1", "anders-1", "gedaan")
    assert operator.post("/overzettingen/1/onderbreking").get_json()["stand"] == "klaar"
    assert operator.post("/overzettingen/1/hervatting").status_code == 200
    back = operator.post("/overzettingen/1/terugzetting", {"reden": "Toch niet."})
    assert (back.status_code, back.get_json()["zetRondeTerug"]) == (202, 1)
    assert [one["soort"] for one in operator.found("/overzettingen")["resultaten"]] == ["terugzetten", "overzetten"]
    assert operator.post("/overzettingen/1/terugzetting", {"reden": "Nog eens."}).status_code == 409


def test_only_who_operates_the_service_moves_cases(door: Door) -> None:
    for who in (AUTHOR, "u-pr1"):
        client = door.as_(who)
        for path in ("/overzettingen", "/overzettingen/doelen", "/overzettingen/1", "/overzettingen/1/verslag"):
            assert client.get(path).status_code == 403
        assert client.post("/overzettingen/voorbeeld", {"naar": "landelijk-1"}).status_code == 403
        assert client.post("/overzettingen", {"naar": "landelijk-1", "reden": WHY}).status_code == 403
    assert door.as_("u-operator").get("/overzettingen/99").status_code == 404
