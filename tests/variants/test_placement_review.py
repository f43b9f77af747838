"""Meerwolde: a plan with a placement outside the family waits for two experts who judge each on their own (R169)."""

import pytest

from service.domain.errors import InvalidInput
from service.models import Escalation, Notification, PlacementReview
from service.usecases import case_reads, cases, task_reads, tasks
from tests.process.play import Play
from tests.story import answers as story
from tests.variants.shipped import AT_HOME, PLACEMENT, do_as, judged, judged_second

FIRST, SECOND, ADOPT = "eerste_beoordelen", "tweede_beoordelen", "vaststellen"
EXPERT, OTHER, DIRECTOR = "u-gd", "u-gd2", "u-pr1"


def review_of(case: Play) -> PlacementReview:
    return case.facts(PlacementReview)[-1]


def adopting(case: Play) -> bool:
    return bool({ADOPT, "goedkeuren"} & case.elements())


def test_two_people_judge_without_seeing_each_other_and_the_plan_goes_on_when_they_agree(reviewed: Play) -> None:
    case, world = reviewed, reviewed.world
    assert {FIRST, SECOND} <= case.elements()
    assert not adopting(case)
    assert {str(task.due_on) for task in case.open() if task.element_id in (FIRST, SECOND)} == {"2026-09-14"}
    first, second = (case.open(element)[0].task_id for element in (FIRST, SECOND))
    do_as(case, EXPERT, FIRST, judged("ondersteunt"))
    for reader in (OTHER, DIRECTOR):
        with world.factory.read(world.actor(reader)) as work:
            assert task_reads.get_task(work, first).submission is None, "sealed until both have judged"
            assert "oordeel" not in task_reads.get_task(work, first).data
    with world.factory.read(world.actor(EXPERT)) as work:
        assert task_reads.get_task(work, first).data["oordeel"] == "ondersteunt"
    with world.factory.write(world.actor(EXPERT)) as work, pytest.raises(InvalidInput, match="dezelfde persoon"):
        tasks.claim(work, second)
    with pytest.raises(InvalidInput, match="dezelfde persoon"):
        do_as(case, EXPERT, SECOND, judged_second("ondersteunt"))
    with pytest.raises(InvalidInput) as refused:
        do_as(case, OTHER, SECOND, judged_second("ondersteunt", niet_betrokken=False))
    assert [error.path for error in refused.value.fields] == ["niet_betrokken"]
    do_as(case, OTHER, SECOND, judged_second("ondersteunt"))
    assert adopting(case)
    found = review_of(case)
    assert (found.outcome, found.plan_number, found.kind) == ("ondersteunt", 1, "machtiging_gevraagd")
    assert [message.path for message in case.told("toets_uitslag")] == [f"/zaken/{case.number}"]
    with world.factory.read(world.actor(DIRECTOR)) as work:
        assert task_reads.get_task(work, first).submission is not None
        (shown,) = case_reads.get_case(work, case.number).reviews
    assert (shown.outcome_label, shown.differ) == ("Ondersteunt de plaatsing", False)


def test_when_they_differ_the_more_cautious_counts_and_the_plan_goes_back_to_the_family(reviewed: Play) -> None:
    case = reviewed
    do_as(case, OTHER, SECOND, judged_second("ondersteunt_niet"))
    do_as(case, EXPERT, FIRST, judged("ondersteunt_mits", voorwaarden="Elke week bezoek van de ouders."))
    assert review_of(case).outcome == "ondersteunt_niet"
    assert "Voorwaarden: Elke week bezoek" in (review_of(case).explanation or "")
    assert "het voorzichtigste telt" in case.events("besluit")[-1]
    do_as(case, DIRECTOR, "keuze_na_toets", {"keuze": "plan_aanpassen", "besproken": "Met ouders en Mees aan tafel."})
    assert case.prefilled("plan_maken")["uithuisplaatsing_voorgenomen"] is True
    case.do("plan_maken", {**story.PLAN, **PLACEMENT, "uithuisplaatsing_soort": "vrijwillig"})
    assert {FIRST, SECOND} <= case.elements(), "every version with a placement is reviewed"
    do_as(case, OTHER, FIRST, judged("ondersteunt_niet"))
    do_as(case, EXPERT, SECOND, judged_second("ondersteunt_niet"))
    assert len(case.facts(PlacementReview)) == 2
    with pytest.raises(InvalidInput):
        do_as(case, DIRECTOR, "keuze_na_toets", {"keuze": "afwijken", "besproken": "Besproken."})
    reasoned = {"afwijking_van": "rechter", "afwijking_motivering": "Beschikking van de rechtbank."}
    do_as(case, DIRECTOR, "keuze_na_toets", {"keuze": "afwijken", "besproken": "Besproken.", **reasoned})
    assert adopting(case)


def test_a_judgement_that_stays_away_is_reminded_told_and_escalated_on_their_days(reviewed: Play) -> None:
    case = reviewed
    do_as(case, EXPERT, FIRST, judged("ondersteunt"))
    case.forward("2d")  # Wednesday 9 September: three working days before, as Meerwolde wants it
    assert len(case.events("herinnering")) == 1
    case.forward("5d")
    assert case.told("toets_te_laat") == []
    case.forward("8h")  # past 17:00 on the 14th
    assert {message.due_on.isoformat() for message in case.told("toets_te_laat")} == {"2026-09-14"}  # type: ignore[union-attr]
    assert case.facts(Escalation) == []
    case.forward("1d")
    (escalation,) = case.facts(Escalation)
    assert (escalation.start_mode, escalation.started_on.isoformat()) == ("automatisch", "2026-09-15")
    assert "een toets van een uithuisplaatsing is niet op tijd klaar" in (escalation.question or "").lower()
    do_as(case, OTHER, SECOND, judged_second("ondersteunt"))
    assert case.facts(Escalation)[0].status == "vervallen", "what it was about is done"
    assert adopting(case)


def test_a_plan_without_a_placement_asks_nobody_and_a_change_with_one_is_reviewed_too(reviewed: Play) -> None:
    case = reviewed
    do_as(case, OTHER, SECOND, judged_second("ondersteunt_niet"))
    do_as(case, EXPERT, FIRST, judged("ondersteunt_niet"))
    do_as(case, DIRECTOR, "keuze_na_toets", {"keuze": "plan_aanpassen", "besproken": "Met ouders."})
    case.do("plan_maken", {**story.PLAN, **AT_HOME})
    assert FIRST not in case.elements()
    case.do(ADOPT, {"adviesgewicht": "dringend", "ingangsdatum": "2026-09-07"})
    with case.world.factory.write(case.world.actor(DIRECTOR)) as work:
        cases.start_plan_change(work, case.number)
    case.do("plan_bijstellen", {**story.REVISION, **PLACEMENT, "uithuisplaatsing_soort": "spoed_achteraf"})
    assert {str(task.due_on) for task in case.open() if task.element_id in (FIRST, SECOND)} == {"2026-09-21"}
    do_as(case, OTHER, FIRST, judged("ondersteunt"))
    do_as(case, EXPERT, SECOND, judged_second("ondersteunt"))
    assert review_of(case).plan_number == 2
    assert "toets_uitslag" in {message.kind for message in case.facts(Notification)}
