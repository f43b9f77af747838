"""The plan: a whole plan or none, one concept at a time, versions that keep what stays."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.domain.errors import InvalidInput
from service.models import (
    Analysis,
    Episode,
    Goal,
    PlanVersion,
)
from service.usecases import cases
from tests.process.play import TWO_GOALS, Play
from tests.story import answers as story

CHANGE: dict[str, Any] = dict(story.REVISION)


def rows(play: Play, table: Any, plan: PlanVersion) -> list[Any]:
    with play.world.database.read() as session:
        return list(session.scalars(select(table).where(table.plan_id == plan.id).order_by(table.id)))


def plans(play: Play) -> list[tuple[int, str]]:
    return [(plan.number, plan.status) for plan in play.facts(PlanVersion)]


def change_plan(play: Play) -> None:
    with play.world.factory.write(SYSTEM) as work:
        cases.start_plan_change(work, play.number)


def test_a_plan_with_mistakes_comes_back_whole_with_a_sentence_at_each_field(play: Play) -> None:
    play.to_planning()
    elsewhere = [{"wet": "wlz", "betaler": "Zorgkantoor", "bedrag": 5, "status": "te_besluiten"}]
    goals = [*story.GOALS, {**story.GOALS[0], "omschrijving": "Een doel zonder taak"}]
    with pytest.raises(InvalidInput) as refused:
        play.do("plan_maken", {**story.PLAN, "doelen": goals, "financiering": elsewhere})
    assert [error.path for error in refused.value.fields] == ["taken", "financiering"]
    assert plans(play) == []
    assert "plan_maken" in play.elements()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"doelen": [{k: v for k, v in story.GOALS[0].items() if k != "ritme"}]}, "doelen.0.ritme"),
        ({"wachttijd_verwacht": 6}, "overbrugging"),
        ({"taken": [{**story.PLAN_TASKS[0], "vervaldatum": ""}]}, "taken.0.vervaldatum"),
    ],
)
def test_a_plan_without_rhythm_bridging_or_dates_is_no_plan(play: Play, changes: dict[str, Any], path: str) -> None:
    play.to_planning()
    with pytest.raises(InvalidInput) as refused:
        play.do("plan_maken", {**story.PLAN, **changes})
    assert [error.path for error in refused.value.fields] == [path]


def test_a_concept_keeps_the_analysis_and_is_replaced_in_place(play: Play) -> None:
    play.to_adoption(passend_gezin="nee")
    assert plans(play) == [(1, "concept")]
    assert [a.shared_by_family for a in play.facts(Analysis)] == ["ja"]
    play.do("analyse", {**story.ANALYSIS, "gedeeld_gezin": "deels"})
    assert play.prefilled("plan_maken")["nodig"] == story.PLAN["nodig"]
    play.do("plan_maken", {**story.PLAN, **TWO_GOALS})
    assert plans(play) == [(1, "concept")]
    assert [g.key for g in rows(play, Goal, play.facts(PlanVersion)[0])] == ["doel-1", "doel-2"]
    assert [a.shared_by_family for a in play.facts(Analysis)] == ["ja", "deels"]


def test_the_second_time_that_it_does_not_fit_somebody_chooses(play: Play) -> None:
    play.to_adoption(passend_gezin="nee")
    play.do("analyse", story.ANALYSIS)
    play.do("plan_maken", story.UNFIT)
    assert play.elements() == {"keuze_niet_passend"}


def test_within_the_mandate_the_plan_is_adopted_and_set_out_at_once(play: Play) -> None:
    play.to_adoption()
    assert play.elements() == {"vaststellen"}
    play.do("vaststellen", {"adviesgewicht": "dringend", "ingangsdatum": "2026-09-07"})
    plan = play.facts(PlanVersion)[0]
    assert (plan.status, plan.advice_weight, plan.adopted_on) == ("geldig", "dringend", date(2026, 9, 7))
    assert play.facts(Episode)[0].first_adopted_on == date(2026, 9, 7)
    assert {"toezeggen", "financieren", "terugkoppelen", "checkin", "gezin_bellen"} <= play.elements()
    assert len(play.running("ret_belmoment")) == 2
    assert [c.start_data for c in play.running("ret_voortgangscheck")] == [{"doel_id": "doel-1", "vanaf": "2026-09-07"}]


def test_a_new_version_keeps_what_stays_and_ends_exactly_what_is_dropped(play: Play) -> None:
    play.to_monitoring(**TWO_GOALS)
    play.forward("5wd")
    due = {task.subject: task.due_on for task in play.open("checkin")}
    change_plan(play)
    known = play.prefilled("plan_bijstellen")
    goals = [known["doelen"][1], {**story.GOALS[0], "omschrijving": "Nieuw doel"}]
    tasks = [{**known["taken"][1], "doel": 1}, {**story.PLAN_TASKS[0], "doel": 2}]
    play.do("plan_bijstellen", {**CHANGE, "doelen": goals, "taken": tasks})
    assert plans(play) == [(1, "vervangen"), (2, "geldig")]
    assert [g.key for g in rows(play, Goal, play.facts(PlanVersion)[-1])] == ["doel-2", "doel-3"]
    checks = {task.subject: task.due_on for task in play.open("checkin")}
    assert set(checks) == {"doel 2", "doel 3"}
    assert checks["doel 2"] == due["doel 2"]
    assert len(play.running("ret_belmoment")) == 2
    # The provider stayed: nobody is asked twice.
    assert play.open("toezeggen") == []


def test_the_old_version_holds_until_a_change_is_approved(play: Play) -> None:
    play.to_monitoring()
    change_plan(play)
    more = [*story.PLAN["financiering"], {**story.PLAN["financiering"][0], "bedrag": 99000}]
    play.do("plan_bijstellen", {**CHANGE, "financiering": more})
    assert "wijziging_goedkeuren" in play.elements()
    assert (plans(play), play.case().status) == ([(1, "geldig"), (2, "ter_goedkeuring")], "monitoring")
    play.do("wijziging_goedkeuren", {"besluit": "akkoord"})
    assert plans(play) == [(1, "vervangen"), (2, "geldig")]


def test_a_second_change_joins_the_open_one(play: Play) -> None:
    play.to_monitoring()
    change_plan(play)
    with play.world.factory.write(SYSTEM) as work, pytest.raises(Exception, match="loopt al een planwijziging"):
        cases.start_plan_change(work, play.number)
    assert len(play.running("ret_planwijziging")) == 1
