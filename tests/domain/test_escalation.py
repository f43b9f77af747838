"""The escalation ladder."""

from datetime import date

from service.domain.escalation import (
    answers_waiting_task,
    decision_question,
    grants_financing,
    join_cause,
    outcome,
    split_cause,
)
from service.domain.labels import cause_label


def test_a_cause_carries_its_goal_and_reads_as_a_sentence() -> None:
    cause = join_cause("checkin_te_laat", "doel-2")
    assert split_cause(cause) == ("checkin_te_laat", "doel-2")
    assert cause_label(cause) == "Een voortgangscheck is niet ingevuld (doel 2)"
    assert split_cause(join_cause("financiering_uitgebleven", "")) == ("financiering_uitgebleven", "")


def test_granting_money_settles_financing_whatever_the_cause() -> None:
    assert grants_financing("financiering_toegekend", ["checkin_te_laat:doel-1"])
    assert grants_financing("oplossing_opgelegd", ["financiering_uitgebleven"])
    assert not grants_financing("oplossing_opgelegd", ["toezegging_geweigerd"])
    assert not grants_financing("partij_aangesproken", ["financiering_uitgebleven"])


def test_only_a_decision_on_the_matter_itself_takes_the_place_of_a_waiting_task() -> None:
    assert answers_waiting_task("oplossing_opgelegd", ["goedkeuring_uitgebleven"])
    assert not answers_waiting_task("terug_naar_team_met_opdracht", ["goedkeuring_uitgebleven"])
    assert not answers_waiting_task("oplossing_opgelegd", ["toezegging_geweigerd"])


def test_no_solution_is_the_only_decision_that_is_not_a_decision() -> None:
    assert outcome("geen_oplossing") == "geen_oplossing"
    assert outcome("oplossing_opgelegd") == "besluit"


def test_the_generated_question_names_rule_goal_and_dates_and_asks_for_a_decision() -> None:
    question = decision_question(["checkin_te_laat:doel-1"], [("doel 1", date(2026, 9, 1))], date(2026, 7, 31))
    assert question == (
        "Wat besluit u, nu dit sinds vrijdag 31 juli 2026 vastloopt: een voortgangscheck is niet ingevuld? "
        "Het gaat om doel 1 (streefdatum dinsdag 1 september 2026). Noem wie het uitvoert en uiterlijk wanneer."
    )
