"""Every stall rule fires where it is found, once, and what is no stall raises none; the ladder that follows."""

from datetime import date
from typing import Any

import pytest

from service.domain.errors import InvalidInput, NotAllowed
from service.models import BridgingTask, Escalation, PlanTask, PlanVersion, Signal, Stall
from service.usecases.help_starts import record_help_started
from service.usecases.timelines import get_events
from tests.process.play import TWO_GOALS, Play, decided
from tests.story import answers as story

CHECK: dict[str, Any] = {"stand": "op_koers", "veiligheid_gewijzigd": False}
DELAYED: dict[str, Any] = {"stand": "vertraagd", "belemmering": ["wachtlijst"], "veiligheid_gewijzigd": False}
REFUSED = {"toezegging": "nee", "reden": "Te weinig mensen."}


def stalls(play: Play) -> list[tuple[str, date]]:
    return [(s.rule, s.opened_on) for s in play.facts(Stall) if s.closed_on is None]


def test_a_commitment_that_does_not_come_and_a_financing_decision_that_does_not_come(play: Play) -> None:
    play.to_monitoring(committed=False, financed=False)
    play.forward("2026-09-21T16:59")
    assert stalls(play) == []
    # T10 on the 14th and T17 after it, T11 on the 21st: both on Monday the 21st at five.
    play.forward("2026-09-21T17:00")
    day = date(2026, 9, 21)
    assert sorted(stalls(play)) == [("financiering_uitgebleven", day), ("toezegging_uitgebleven", day)]
    play.do("toezeggen", story.COMMITTED)
    play.do("financieren", story.GRANTED)
    assert stalls(play) == []
    assert {s.result for s in play.facts(Stall)} == {"opgelost"}


def test_a_refusal_without_a_choice_and_financing_that_is_refused(play: Play) -> None:
    play.to_monitoring(committed=False, financed=False)
    play.do("toezeggen", REFUSED)
    refused = {**story.GRANTED, "besluit": "afgewezen", "motivering": "Geen budget."}
    play.do("financieren", {**refused, "regels": [{**story.GRANTED["regels"][0], "besluit": "afgewezen"}]})
    assert stalls(play) == [("financiering_afgewezen", date(2026, 9, 7))]
    play.forward("2026-09-14T17:00")
    assert ("toezegging_geweigerd", date(2026, 9, 14)) in stalls(play)
    assert len(play.facts(Escalation)) == 1, "the one of the financing; the refusal is still to be judged"
    play.forward("2026-09-21T17:00")
    [escalation] = play.facts(Escalation)
    with play.world.database.read() as session:
        causes = [c.cause for c in session.get_one(Escalation, escalation.id).causes]
    assert [cause.partition(":")[0] for cause in causes] == ["financiering_afgewezen", "toezegging_geweigerd"]


def test_what_the_family_says_is_revision_and_worsened_safety_is_an_emergency_not_a_stall(play: Play) -> None:
    play.to_monitoring(**TWO_GOALS)
    play.do("gezin_bellen", {"gezin_bereikt": "ja", "hulp_gestart": "nee", "past_nog": "nee"})
    assert (stalls(play), play.open("plan_bijstellen")[0].due_on) == ([], date(2026, 9, 14))
    play.do("plan_bijstellen", {**story.REVISION, "doorzetten": "laten_vervallen"})
    play.do("checkin", {**CHECK, "veiligheid_gewijzigd": True}, subject="doel 1")
    assert play.open("veiligheid_handelen")[0].due_on == date(2026, 9, 8)
    acted = {"ingeschakeld": ["veilig_thuis"], "tijdstip": "vandaag", "spoedoverleg_nodig": True}
    play.do("veiligheid_handelen", acted)
    assert (stalls(play), play.open("plan_bijstellen")[0].due_on) == ([], date(2026, 9, 8))
    play.forward("2026-09-08T17:00")
    told = {play.world.actor(key).account_id for key in ("u-vz", "u-amb-m")}
    assert {n.account_id for n in play.told("planwijziging_te_laat")} == told
    assert play.facts(Stall) == []


def test_one_reasoned_postponement_of_at_most_five_working_days_and_not_once_it_went_up(play: Play) -> None:
    play.to_monitoring()
    play.do("checkin", {**DELAYED, "stand": "gestagneerd"})
    later = {**story.SOLVED, "actie": "uitstel_eenmalig"}
    for wrong in ({"nieuwe_datum": "2026-09-15"}, {"nieuwe_datum": "2026-09-14", "motivering": ""}):
        with pytest.raises(InvalidInput):
            play.do("stagnatie_beoordelen", {**later, **wrong})
    play.forward("2026-09-11T12:00")
    play.do("stagnatie_beoordelen", {**later, "nieuwe_datum": "2026-09-18"})
    assert "uitstel_eenmalig" not in str(play.prefilled("uitstel_bewaken"))
    with pytest.raises(InvalidInput):
        play.do("uitstel_bewaken", {"actie": "uitstel_eenmalig", "motivering": "Nog even."})
    play.forward("2026-09-18T16:59")
    assert play.facts(Escalation) == []
    play.forward("2026-09-18T17:00")
    assert [e.started_on for e in play.facts(Escalation)] == [date(2026, 9, 18)]


def test_on_the_due_day_itself_it_is_too_late_to_postpone(play: Play) -> None:
    play.to_monitoring()
    play.do("checkin", {**DELAYED, "stand": "gestagneerd"})
    play.forward("2026-09-14T12:00")
    with pytest.raises(InvalidInput) as refused:
        play.do("stagnatie_beoordelen", {**story.SOLVED, "actie": "uitstel_eenmalig", "nieuwe_datum": "2026-09-16"})
    assert [error.path for error in refused.value.fields] == ["actie"]


def test_the_whole_ladder_ends_as_a_task_in_a_new_version_and_the_family_hears_of_it(play: Play) -> None:
    play.to_monitoring()
    play.do("checkin", {**DELAYED, "stand": "gestagneerd"})
    play.forward("2026-09-14T17:00")
    assert not play.facts(Escalation)[0].question_prepared, "visible to the official all the same"
    assert "ambtelijk_besluiten" in play.elements()
    play.do("escalatie_voorbereiden", story.PREPARED)
    play.forward("2026-09-21T17:00")
    assert play.open("bestuurlijk_besluiten")[0].due_on == date(2026, 10, 5)
    play.forward("2026-10-05T17:00")
    told = {play.world.actor(key).account_id for key in ("u-vz", "u-pho")}
    assert {n.account_id for n in play.told("bestuurlijk_te_laat")} == told
    play.forward("20wd")
    assert len(play.told("bestuurlijk_te_laat")) == len(told), "once"
    assert "bestuurlijk_besluiten" in play.elements()
    play.do("bestuurlijk_besluiten", decided("oplossing_opgelegd", "o-berk"))
    decided_on = play.facts(Escalation)[0].decided_on
    assert decided_on == date(2026, 11, 2)
    assert play.open("verwerken")[0].due_on == date(2026, 11, 9), "T21"
    play.do("verwerken", {"planwijziging": "De Berk begint.", "terugkoppeling_gezin": "2026-11-02"})
    versions = play.facts(PlanVersion)
    assert [(v.number, v.status) for v in versions] == [(1, "vervangen"), (2, "geldig")]
    with play.world.database.read() as session:
        tasks = session.query(PlanTask).filter_by(plan_id=versions[1].id).order_by(PlanTask.position).all()
    assert (tasks[-1].responsible, tasks[-1].due_on) == ("Stichting De Berk (fictief)", date(2026, 11, 20))


def test_no_solution_asks_for_a_signal_and_bridging_and_process_direction_goes_on(play: Play) -> None:
    play.to_monitoring()
    play.do("checkin", {**DELAYED, "stand": "gestagneerd"})
    play.forward("2026-09-21T17:00")
    play.do("bestuurlijk_besluiten", {"besluit": "geen_oplossing", "motivering": "Er is niets."})
    bridge = {"taak": "Dagelijks bellen", "eigenaar": "B. Buurt", "datum": "2026-10-01"}
    signal = {"signaal": "Geen plek.", "thema": ["ggz"], "terugkoppeling_gezin": "2026-09-21", "overbrugging": [bridge]}
    for wrong in ({"niveau": "lokaal"}, {"niveau": "landelijk", "overbrugging": []}):
        with pytest.raises(InvalidInput):
            play.do("signaal_vastleggen", {**signal, **wrong})
    assert play.facts(Escalation)[0].closed_on is None
    play.do("signaal_vastleggen", {**signal, "niveau": "bovenregionaal"})
    [kept] = play.facts(Signal)
    assert (kept.level, kept.escalation_id) == ("bovenregionaal", play.facts(Escalation)[0].id)
    with play.world.database.read() as session:
        assert [row.description for row in session.query(BridgingTask)] == ["Dagelijks bellen"]
    assert (play.case().status, play.running("ret_procesregie") != []) == ("monitoring", True)
    assert "checkin" in play.elements()


def test_help_that_started_is_noted_on_its_day_and_the_history_says_every_rule(play: Play) -> None:
    play.to_monitoring(aanbieders=[{"organisatie": "o-berk", "onderdeel": "hulp", "startdatum": "2026-09-10"}])
    play.forward("2026-09-10T17:00")
    assert stalls(play) == [("hulp_niet_gestart", date(2026, 9, 10))]
    world = play.world
    with world.factory.write(world.actor("u-amb-m")) as work, pytest.raises(Exception, match="niet"):
        record_help_started(work, play.number, date(2026, 9, 10))
    with world.factory.write(world.actor("u-gd")) as work, pytest.raises(NotAllowed):
        record_help_started(work, play.number, date(2026, 9, 10))
    with world.factory.write(world.actor("u-pr1")) as work, pytest.raises(InvalidInput):
        record_help_started(work, play.number, date(2026, 9, 11))
    with world.factory.write(world.actor("u-cp-lt")) as work:
        record_help_started(work, play.number, date(2026, 9, 10))
    assert stalls(play) == []
    with world.factory.read(world.actor("u-pr1")) as work:
        lines, _ = get_events(work, play.number)
    said = [(line.kind, line.day, line.rule) for line in lines if line.kind == "stagnatie" and line.automatic]
    assert said == [
        ("stagnatie", date(2026, 9, 10), "verwachte start van de hulp op donderdag 10 september 2026, zonder start")
    ]
