"""What parties, municipality and payers say about the plan."""

from datetime import date
from typing import Any

from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.models import (
    Commitment,
    Escalation,
    FinancingLine,
    PlanTask,
    PlanVersion,
    Stall,
)
from service.usecases import cases
from tests.process.play import Play, decided
from tests.story import answers as story

KOMPAS = [{"organisatie": "o-kompas", "onderdeel": "begeleiding", "startdatum": "2027-02-01"}]


def rows(play: Play, table: Any, plan: PlanVersion) -> list[Any]:
    with play.world.database.read() as session:
        return list(session.scalars(select(table).where(table.plan_id == plan.id).order_by(table.id)))


def plans(play: Play) -> list[tuple[int, str]]:
    return [(plan.number, plan.status) for plan in play.facts(PlanVersion)]


def change_plan(play: Play) -> None:
    with play.world.factory.write(SYSTEM) as work:
        cases.start_plan_change(work, play.number)


def test_a_party_without_covenant_consents_before_the_plan_goes_on(play: Play) -> None:
    play.to_adoption(aanbieders=KOMPAS)
    assert play.elements() == {"instemmen"}
    play.do("instemmen", {"instemming": "ja_mits", "reden": "Als er vervoer is."})
    assert play.elements() == {"vaststellen"}
    asked = play.facts(Commitment)[0]
    assert (asked.kind, asked.answer, asked.party) == ("instemming", "ja_mits", "LVB-zorg Kompas (fictief)")


def test_a_party_that_refuses_makes_somebody_choose_and_a_new_text_asks_anew(play: Play) -> None:
    play.to_adoption(aanbieders=KOMPAS)
    play.do("instemmen", {"instemming": "nee", "reden": "Geen ruimte."})
    play.do("keuze_geen_instemming", {"keuze": "plan_aanpassen", "motivering": "Kleiner begin."})
    play.do("plan_maken", {"nodig": "Een kleiner begin."})
    assert play.elements() == {"instemmen"}
    first, second = play.facts(Commitment)
    assert first.withdrawn_on is not None
    assert (second.answer, second.withdrawn_on) == (None, None)


def test_a_party_that_stays_silent_is_a_stall_and_its_answer_ends_it(play: Play) -> None:
    play.to_adoption(aanbieders=KOMPAS)
    play.forward("6wd")
    assert [(s.rule, s.closed_on) for s in play.facts(Stall)] == [("instemming_uitgebleven", None)]
    play.do("instemmen", {"instemming": "ja"})
    assert play.facts(Stall)[0].closed_on is not None
    assert play.running("ret_stagnatie") == []


def test_outside_the_mandate_the_municipality_approves_first(play: Play) -> None:
    expensive = [{**story.PLAN["financiering"][0], "bedrag": 90000}]
    play.to_adoption(financiering=expensive)
    assert play.elements() == {"goedkeuren"}
    assert (plans(play), play.case().status) == ([(1, "ter_goedkeuring")], "plan_ter_goedkeuring")
    play.do("goedkeuren", {"besluit": "afgewezen", "motivering": "Te duur."})
    assert (plans(play), play.elements()) == ([(1, "ter_goedkeuring")], {"plan_maken"})
    play.do("plan_maken", {"financiering": expensive})
    play.do("goedkeuren", {"besluit": "akkoord"})
    play.do("vaststellen", {"adviesgewicht": "bindend", "ingangsdatum": "2026-09-07"})
    assert plans(play) == [(1, "geldig")]


def test_approval_that_does_not_come_escalates_and_the_decision_takes_its_place(play: Play) -> None:
    play.to_adoption(financiering=[{**story.PLAN["financiering"][0], "bedrag": 90000}])
    play.forward("11wd")
    assert {"goedkeuren", "ambtelijk_besluiten"} <= play.elements()
    decision = {
        "besluit": "oplossing_opgelegd",
        "motivering": "Doen.",
        "uitvoering_door": "o-berk",
        "uiterlijk": "2026-10-20",
    }
    play.do("ambtelijk_besluiten", decision)
    assert "goedkeuren" not in play.elements()
    assert {"plan_maken", "verwerken"} <= play.elements()
    play.do("plan_maken")
    assert {"vaststellen", "verwerken"} <= play.elements()
    play.do("verwerken", {"planwijziging": "Ligt naast het concept.", "terugkoppeling_gezin": play.today})
    assert play.facts(Escalation)[0].status == "verwerkt"
    tasks = rows(play, PlanTask, play.facts(PlanVersion)[0])
    assert tasks[-1].responsible == "Stichting De Berk (fictief)"


def test_late_approval_lets_the_escalation_lapse(play: Play) -> None:
    play.to_adoption(financiering=[{**story.PLAN["financiering"][0], "bedrag": 90000}])
    play.forward("11wd")
    play.do("goedkeuren", {"besluit": "akkoord"})
    assert play.elements() == {"vaststellen"}
    escalation = play.facts(Escalation)[0]
    assert (escalation.status, escalation.closed_on is not None) == ("vervallen", True)


def test_financing_decided_per_line_and_a_refusal_is_a_stall(play: Play) -> None:
    play.to_monitoring(financed=False)
    assert play.prefilled("financieren")["regels"][0]["kenmerk"] == "regel-1"
    play.do("financieren", {"besluit": "afgewezen", "motivering": "Andere wet.", "regels": [
        {**play.prefilled("financieren")["regels"][0], "besluit": "afgewezen"}]})  # fmt: skip
    assert [line.state for line in rows(play, FinancingLine, play.facts(PlanVersion)[0])] == ["afgewezen"]
    assert [s.rule for s in play.facts(Stall)] == ["financiering_afgewezen"]


def test_a_grant_that_comes_late_ends_the_stall_and_its_escalation(play: Play) -> None:
    play.to_monitoring(financed=False)
    play.forward("16wd")
    assert [e.status for e in play.facts(Escalation)] == ["open_ambtelijk"]
    line = play.prefilled("financieren")["regels"][0]
    play.do("financieren", {"besluit": "toegekend", "regels": [{**line, "besluit": "toegekend"}]})
    assert [s.closed_on is not None for s in play.facts(Stall)] == [True]
    assert [e.status for e in play.facts(Escalation)] == ["vervallen"]
    assert "ambtelijk_besluiten" not in play.elements()


def test_money_granted_in_escalation_settles_the_lines_and_the_waiting_task(play: Play) -> None:
    play.to_monitoring(financed=False)
    play.forward("16wd")
    play.do("ambtelijk_besluiten", decided("financiering_toegekend", "lindervoort"))
    assert "financieren" not in play.elements()
    assert {line.state for line in rows(play, FinancingLine, play.facts(PlanVersion)[0])} == {"toegekend"}
    play.do("verwerken", {"planwijziging": "Voorschot betalen.", "terugkoppeling_gezin": play.today})
    assert plans(play) == [(1, "vervangen"), (2, "geldig")]
    newest = play.facts(PlanVersion)[-1]
    task = rows(play, PlanTask, newest)[-1]
    assert (task.responsible, task.due_on) == ("Gemeente Lindervoort", date(2026, 11, 20))
    assert len(play.running("ret_voortgangscheck")) == 1


def test_a_refused_commitment_may_go_to_another_provider(play: Play) -> None:
    play.to_monitoring(committed=False)
    play.do("toezeggen", {"toezegging": "nee", "reden": "Te weinig personeel."})
    choice = {"keuze": "andere_aanbieder", "aanbieder": "o-lichtwacht", "motivering": "Die kan wel."}
    play.do("keuze_na_weigering", choice)
    assert [(c.party[:8], c.answer) for c in play.facts(Commitment)] == [("Stichtin", "nee"), ("GGZ Lich", None)]
    play.do("toezeggen", story.COMMITTED)
    assert play.facts(Commitment)[-1].possible_start_on == date(2027, 2, 1)
    change_plan(play)
    assert [row["organisatie"] for row in play.prefilled("plan_bijstellen")["aanbieders"]] == ["o-lichtwacht"]


def test_a_binding_advice_that_is_refused_escalates_at_once(play: Play) -> None:
    play.to_adoption()
    play.do("vaststellen", {"adviesgewicht": "bindend", "ingangsdatum": "2026-09-07"})
    play.do("toezeggen", {"toezegging": "nee", "reden": "Vol."})
    assert {"ambtelijk_besluiten", "escalatie_voorbereiden"} <= play.elements()
    # The manager decides here as well, and hears it once.
    assert (len(play.told("escalatie_geopend_ambtelijk")), play.told("escalatie_gestart")) == (1, [])


def test_a_provider_that_stays_silent_is_a_stall_until_it_answers(play: Play) -> None:
    play.to_monitoring(committed=False)
    play.forward("11wd")
    assert [s.rule for s in play.facts(Stall)] == ["toezegging_uitgebleven"]
    play.do("toezeggen", story.COMMITTED)
    assert play.facts(Stall)[0].result == "opgelost"
    assert "stagnatie_beoordelen" not in play.elements()


def test_no_agreement_runs_the_ladder_inside_the_planning(play: Play) -> None:
    play.to_adoption(aanbieders=KOMPAS)
    play.do("instemmen", {"instemming": "nee", "reden": "Geen ruimte."})
    play.do("keuze_geen_instemming", {"keuze": "escaleren", "motivering": "We komen er niet uit."})
    assert play.elements() == {"escalatie_voorbereiden"}
    play.do("escalatie_voorbereiden", story.PREPARED)
    play.do("ambtelijk_besluiten", {"besluit": "doorzetten_bestuurlijk", "motivering": "Te groot."})
    play.do("bestuurlijk_besluiten", {"besluit": "geen_oplossing", "motivering": "Er is niets."})
    signal = {
        "niveau": "landelijk", "signaal": "Geen plek voor deze combinatie.", "thema": ["lvb"],
        "overbrugging": [{"taak": "Wekelijks contact", "eigenaar": "A. Proef", "datum": "2026-10-01"}],
        "terugkoppeling_gezin": play.today,
    }  # fmt: skip
    play.do("signaal_vastleggen", signal)
    assert play.facts(Escalation)[0].status == "geen_oplossing"
    assert play.elements() == {"resultaat"}
