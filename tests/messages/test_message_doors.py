"""The same over pages and API: acknowledging, choosing, being away, sending again; each for whom it is."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from service.models import Notification
from service.usecases.notifications import About, send_mail
from tests.api.client import Door
from tests.messages.test_undelivered import PARENT, Post, fail
from tests.story.until import world_until
from tests.web.desk import Building
from tests.world import World


@pytest.fixture(scope="module")
def escalated(template_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, str]]:
    """A case that waits for an administrator; nothing here depends on what another test did to it."""
    world, number = world_until(template_folder, tmp_path_factory.mktemp("doors"), "bestuurlijk_besluiten")
    yield world, number
    world.close()


def test_an_alarm_is_acknowledged_and_the_process_director_sees_by_whom(escalated: tuple[World, str]) -> None:
    world, number = escalated
    manager = Building(world).desk("u-amb-m")
    assert "Gelezen en begrepen" in manager.found("/berichten")
    with world.database.read() as session:
        mine = Notification.account_id == world.actor("u-amb-m").account_id
        key = session.scalars(select(Notification.id).where(mine, Notification.kind == "stagnatiealarm")).one()
    assert manager.post(f"/berichten/{key}/begrepen").status_code == 302
    director = Building(world).desk("u-pr1")
    assert f"Gelezen en begrepen: «Stagnatie bij {number}»." in director.found(f"/zaken/{number}")
    api = Door(world)
    rows = api.as_("u-pr1").found(f"/zaken/{number}/berichten")["resultaten"]
    [alarm] = [row for row in rows if row["soort"] == "stagnatiealarm" and row["aan"] == "H. Afdeling"]
    assert alarm["begrepenOp"]
    assert api.as_("u-pr1").post(f"/berichten/{key}/begrepen").status_code == 404, "somebody else's"
    assert api.as_("u-amb-m").get(f"/zaken/{number}/berichten").status_code == 404, "who sees terms only"


def test_preferences_are_chosen_on_the_page_and_over_the_api(escalated: tuple[World, str]) -> None:
    world, _ = escalated
    desk = Building(world).desk("u-vz")
    page = desk.found("/berichten/meldingen")
    assert "Dit kan niet uit" in page
    assert "vz@voorbeeld.example" in page
    wrong = desk.post("/berichten/meldingen", {"wanneer": "", "uur": "3", "alleenApp": ["escalaties"]})
    assert wrong.status_code == 400
    assert "krijgt u altijd ook per e-mail" in wrong.get_data(as_text=True)
    desk.post("/berichten/meldingen", {"wanneer": "dagelijks", "uur": "7", "alleenApp": ["overleg"]})
    client = Door(world).as_("u-vz")
    assert client.found("/berichten/voorkeuren") == {
        "wanneer": "dagelijks", "uur": 7, "alleenApp": ["overleg"], "altijd": ["alarmen", "escalaties"],
    }  # fmt: skip
    body = {"wanneer": "direct", "uur": 8, "alleenApp": []}
    answer = client.http.put("/v1/berichten/voorkeuren", json=body, headers=client.headers)
    assert answer.get_json()["wanneer"] == "direct"


def test_absence_is_recorded_on_the_page_and_ended_over_the_api(escalated: tuple[World, str]) -> None:
    world, _ = escalated
    desk, today = Building(world).desk("u-sec"), world.clock.now().date()
    person = world.actor("u-gd").account_id
    assert "U legt dit vast voor <strong>G. Gedrag</strong>" in desk.found(f"/berichten/afwezigheid?voor={person}")
    wrong = desk.post("/berichten/afwezigheid", {"voor": person, "van": "morgen"})
    assert wrong.status_code == 400
    given = {"voor": person, "van": f"{today:%d-%m-%Y}", "totEnMet": f"{today + timedelta(days=3):%d-%m-%Y}"}
    done = desk.post("/berichten/afwezigheid", {**given, "waarnemer": world.actor("u-pr2").account_id})
    assert done.status_code == 302
    assert "B. Fictie neemt waar." in desk.found("/berichten/afwezigheid")
    client = Door(world).as_("u-gd")
    [row] = client.found("/afwezigheid")["resultaten"]
    assert (row["naam"], row["stand"], row["vastgelegdDoor"]) == ("G. Gedrag", "loopt", "S. Schrijver")
    assert client.post(f"/afwezigheid/{row['id']}/beeindiging").status_code == 204
    substitutes = client.found("/afwezigheid/waarnemers")["resultaten"]
    assert "B. Fictie" in {one["naam"] for one in substitutes}
    body = {"van": date(2020, 1, 1).isoformat(), "totEnMet": "2020-01-02", "waarnemer": 1}
    assert client.post("/afwezigheid", body).status_code == 400


def test_mail_that_did_not_arrive_is_sent_again_from_the_page_and_the_api(escalated: tuple[World, str]) -> None:
    world, _ = escalated
    with world.factory.write() as work:
        send_mail(work, PARENT, "advies", About(), owner="melder")
    fail(world, Post())
    operator = Building(world).desk("u-operator")
    page = operator.found("/berichten/niet-aangekomen")
    assert "o…@verkeerd.example" in page
    assert PARENT not in page
    client = Door(world).as_("u-operator")
    [row] = client.found("/mail/niet-aangekomen")["resultaten"]
    assert client.post(f"/mail/{row['id']}/opnieuw", {"adres": "nee"}).status_code == 400
    assert operator.post(f"/berichten/niet-aangekomen/{row['id']}/opnieuw", {"adres": ""}).status_code == 302
    unknown = {"berichtId": "<bestaat-niet@procesregie>", "reden": "550"}
    assert client.post("/mail/teruggekomen", unknown).status_code == 404
    assert Door(world).as_("u-pr1").post("/mail/teruggekomen", unknown).status_code == 403
    assert Door(world).as_("u-inkoop-m").get("/mail/niet-aangekomen").status_code == 403
