"""The ladder above a stall: by itself, joined, lapsed, decided, one level up."""

from typing import Any

import pytest

from service.domain.errors import Conflict, NotAllowed
from service.models import (
    Escalation,
    Stall,
)
from service.usecases.escalations import lapse_escalation
from tests.process.play import TWO_GOALS, Play
from tests.story import answers as story

DELAYED: dict[str, Any] = {"stand": "vertraagd", "belemmering": ["wachtlijst"], "veiligheid_gewijzigd": False}


def open_stalls(play: Play) -> list[tuple[str, str]]:
    return [(stall.rule, stall.target) for stall in play.facts(Stall) if stall.closed_on is None]


def test_a_check_that_is_not_filled_in_reminds_alarms_and_escalates_by_itself(play: Play) -> None:
    play.to_monitoring()
    play.forward("18wd")
    director = play.world.actor("u-cp-lt").account_id
    assert [n.account_id for n in play.told("herinnering_vooraf")] == [director]
    assert play.told("herinnering_achteraf") == []
    play.forward("8wd")
    assert director in {n.account_id for n in play.told("herinnering_achteraf")}
    assert open_stalls(play) == [("checkin_te_laat", "doel-1")]
    play.forward("5wd")
    escalation = play.facts(Escalation)[0]
    assert (escalation.status, escalation.start_mode) == ("open_ambtelijk", "automatisch")
    assert "een voortgangscheck is niet ingevuld" in escalation.question
    assert "doel 1" in escalation.question
    assert "Mees" not in escalation.question
    # The check and the judgement stay open beside it.
    assert {"checkin", "stagnatie_beoordelen", "ambtelijk_besluiten", "escalatie_voorbereiden"} <= play.elements()


def test_solved_on_the_way_lets_the_escalation_lapse(play: Play) -> None:
    play.to_monitoring()
    play.forward("31wd")
    play.do("stagnatie_beoordelen", story.SOLVED)
    assert [e.status for e in play.facts(Escalation)] == ["vervallen"]
    assert open_stalls(play) == []
    assert "ambtelijk_besluiten" not in play.elements()


def test_a_later_stall_joins_the_open_escalation_and_keeps_it_open(play: Play) -> None:
    play.to_monitoring(**TWO_GOALS)
    play.forward("50wd")
    escalations = play.facts(Escalation)
    assert len(escalations) == 1
    with play.world.database.read() as session:
        causes = [c.cause for c in session.get_one(Escalation, escalations[0].id).causes]
    assert causes == ["checkin_te_laat:doel-2", "checkin_te_laat:doel-1"]
    play.do("stagnatie_beoordelen", story.SOLVED, subject="doel 2")
    assert play.facts(Escalation)[0].closed_on is None
    play.do("stagnatie_beoordelen", story.SOLVED, subject="doel 1")
    assert play.facts(Escalation)[0].status == "vervallen"


def test_choosing_to_escalate_after_it_went_up_by_itself_starts_no_second_one(play: Play) -> None:
    play.to_monitoring()
    play.forward("31wd")
    decision = {
        "besluit": "partij_aangesproken",
        "motivering": "Gebeld.",
        "uitvoering_door": "o-berk",
        "uiterlijk": "2026-11-20",
    }
    play.do("ambtelijk_besluiten", decision)
    play.do("stagnatie_beoordelen", {**story.SOLVED, "actie": "ambtelijk_escaleren"})
    assert len(play.facts(Escalation)) == 1
    assert play.facts(Stall)[0].result == "geescaleerd"


def test_a_decision_that_does_not_come_goes_up_to_the_alderman_of_the_responsible_municipality(play: Play) -> None:
    play.to_monitoring()
    play.forward("36wd")
    escalation = play.facts(Escalation)[0]
    assert escalation.status == "open_bestuurlijk"
    assert escalation.administrative_owner_id == play.world.actor("u-weth-l").account_id
    assert escalation.official_owner_id == play.world.actor("u-amb-m").account_id


def test_the_process_director_lets_an_escalation_lapse_and_nobody_else(play: Play) -> None:
    play.to_monitoring()
    play.forward("31wd")
    key = play.facts(Escalation)[0].key
    with play.world.factory.write(play.world.actor("u-amb-m")) as work, pytest.raises(NotAllowed):
        lapse_escalation(work, key, "opgelost")
    with play.world.factory.write(play.world.actor("u-pr1")) as work:
        lapse_escalation(work, key, "De check is gedaan.")
    assert play.facts(Escalation)[0].status == "vervallen"
    with play.world.factory.write(play.world.actor("u-pr1")) as work, pytest.raises(Conflict):
        lapse_escalation(work, key, "nog eens")


def test_a_stall_may_be_answered_with_a_new_plan(play: Play) -> None:
    play.to_monitoring()
    play.do("checkin", {**DELAYED, "stand": "gestagneerd"})
    play.do("stagnatie_beoordelen", {**story.SOLVED, "actie": "plan_bijstellen"})
    assert "plan_bijstellen" in play.elements()
    assert open_stalls(play) == []


def test_postponement_is_once_and_escalates_when_it_is_over(play: Play) -> None:
    play.to_monitoring()
    play.do("checkin", {**DELAYED, "stand": "gestagneerd"})
    answer = {**story.SOLVED, "actie": "uitstel_eenmalig", "nieuwe_datum": "2026-09-10"}
    play.do("stagnatie_beoordelen", answer)
    play.forward("4wd")
    assert {"uitstel_bewaken", "ambtelijk_besluiten"} <= play.elements()
    assert open_stalls(play) == [("doel_vertraagd_of_gestagneerd", "doel-1")]
