"""A review of a placement asked on its own: by a referrer or a process director, through the pages (R169, R170)."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select

from service.models import Event, Notification, PlacementReview, Task
from service.usecases import clocks
from tests.variants.shipped import complete_as, judged, judged_second, load_variants
from tests.web.desk import Building, Desk, text_of
from tests.world import World

REFERRER, DIRECTOR, EXPERT, OTHER = "u-cp-gi", "u-pr1", "u-gd", "u-gd2"
ASKED: Mapping[str, str] = {
    "gemeente": "hamerveen",
    "soort": "machtiging_gevraagd",
    "leeftijd": "9",
    "kenmerk": "GI-77",
    "voornemen": "Een gezinshuis, omdat het thuis niet lukt. Oma is nog niet gevraagd.",
    "zonder_namen": "ja",
}


@pytest.fixture
def building(world: World) -> Building:
    world.come_to("varianten geladen", lambda: load_variants(world))
    return Building(world)


def ask(desk: Desk, **changes: str) -> str:
    """Send the form in; where the answer leads."""
    desk.found("/toetsen/nieuw")
    return desk.post("/toetsen/nieuw", {**ASKED, **changes}).headers["Location"]


def judging(world: World) -> dict[str, int]:
    with world.database.read() as session:
        found = session.scalars(select(Task).where(Task.ended_at.is_(None)).order_by(Task.id))
        return {task.element_id: task.id for task in found}


def told(world: World, kind: str) -> set[str]:
    with world.database.read() as session:
        return {note.path or "" for note in session.scalars(select(Notification).where(Notification.kind == kind))}


def test_a_referrer_asks_two_experts_judge_and_the_referrer_reads_the_answer(building: Building) -> None:
    world, referrer = building.world, building.desk(REFERRER)
    assert "/toetsen" in referrer.found("/zaken")
    assert "Er zijn geen toetsen" in referrer.found("/toetsen")
    refused = referrer.post("/toetsen/nieuw", {**ASKED, "leeftijd": "negen", "zonder_namen": ""})
    assert refused.status_code == 400
    assert "Vul de leeftijd in als getal" in text_of(refused)
    assert "Oma is nog niet gevraagd" in text_of(refused), "nothing typed is lost"
    address = ask(referrer)
    assert address == "/toetsen/TOETS-2026-001"
    assert "Wacht op twee oordelen" in referrer.found(address)
    open_now = judging(world)
    assert set(open_now) == {"eerste_beoordelen", "tweede_beoordelen"}
    assert "Oma is nog niet gevraagd" in building.desk(EXPERT).found(f"/taken/{open_now['eerste_beoordelen']}")
    assert building.desk("u-cp-berk").get(address).status_code == 404
    assert building.desk("u-amb-m").get(address).status_code == 404
    complete_as(
        world, OTHER, open_now["tweede_beoordelen"], judged_second("ondersteunt_mits", voorwaarden="Eerst oma.")
    )
    assert "Mits" not in referrer.found(address)
    complete_as(world, EXPERT, open_now["eerste_beoordelen"], judged("ondersteunt"))
    shown = referrer.found(address)
    assert "mits aan voorwaarden is voldaan" in shown
    assert "De twee oordelen verschillen" in shown
    assert "Voorwaarden: Eerst oma." in shown
    assert told(world, "toets_uitslag") == {address}


def test_a_late_review_without_a_case_is_told_to_who_can_step_in(building: Building) -> None:
    world = building.world
    ask(building.desk(DIRECTOR))
    assert "Hoe oud is het kind" in building.desk(DIRECTOR).found("/toetsen/nieuw")
    clocks.forward(world.factory, "10d")
    assert told(world, "toets_te_laat") == {"/toetsen/TOETS-2026-001"}
    assert told(world, "escalatie_zonder_zaak") == {"/toetsen/TOETS-2026-001"}
    with world.database.read() as session:
        (review,) = session.scalars(select(PlacementReview))
        assert (review.case_id, review.outcome) == (None, None)
        kinds = set(session.scalars(select(Event.kind).where(Event.instance_id == review.instance_id)))
    assert kinds == {"stap", "herinnering", "alarm", "escalatie"}


def test_only_regions_that_review_placements_offer_it_and_only_to_who_asks_for_people(building: Building) -> None:
    form = building.desk(REFERRER).found("/toetsen/nieuw")
    assert "Lindervoort" in form
    assert "Duinwerd" not in form, "Eilandenrijk reviews no placements"
    for who in ("u-amb-m", "u-beheer-m", "u-eil"):
        assert building.desk(who).get("/toetsen/nieuw").status_code == 403
    refused = building.desk(REFERRER).post("/toetsen/nieuw", {**ASKED, "gemeente": "duinwerd"})
    assert "Kies een gemeente uit de lijst" in text_of(refused)
