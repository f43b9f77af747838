"""Watching the plan: checks in their rhythm, calls with the family, stalls."""

from datetime import date
from typing import Any

from sqlalchemy import select

from service.models import (
    CheckIn,
    Episode,
    FamilyCall,
    Meeting,
    PlanTask,
    Stall,
)
from tests.process.play import TWO_GOALS, Play

CHECK: dict[str, Any] = {"stand": "op_koers", "veiligheid_gewijzigd": False}
DELAYED: dict[str, Any] = {"stand": "vertraagd", "belemmering": ["wachtlijst"], "veiligheid_gewijzigd": False}
CALL: dict[str, Any] = {"gezin_bereikt": "ja", "hulp_gestart": "nee", "past_nog": "ja"}


def open_stalls(play: Play) -> list[tuple[str, str]]:
    return [(stall.rule, stall.target) for stall in play.facts(Stall) if stall.closed_on is None]


def test_a_check_is_followed_by_the_next_in_the_rhythm_of_the_goal(play: Play) -> None:
    play.to_monitoring(**TWO_GOALS)
    assert {t.subject: t.due_on for t in play.open("checkin")} == {
        "doel 1": date(2026, 10, 5),
        "doel 2": date(2026, 9, 21),
    }
    play.forward("10wd")
    play.do("checkin", CHECK, subject="doel 2")
    assert {t.subject: t.due_on for t in play.open("checkin")}["doel 2"] == date(2026, 10, 5)
    assert [(c.goal_key, c.state) for c in play.facts(CheckIn)] == [("doel-2", "op_koers")]


def test_a_check_moves_the_tasks_of_its_goal_and_notes_that_help_started(play: Play) -> None:
    play.to_monitoring()
    stand = play.prefilled("checkin")["taken_stand"]
    assert stand == [{"kenmerk": "taak-1", "taak": "Rustige plek op school regelen", "stand": "open"}]
    moved = [{**stand[0], "nieuwe_datum": "2027-01-22"}]
    play.do("checkin", {**CHECK, "taken_stand": moved, "hulp_gestart_op": "2026-09-07"})
    with play.world.database.read() as session:
        task = session.scalars(select(PlanTask)).one()
    assert (task.due_on, task.moved, task.state) == (date(2027, 1, 22), 1, "open")
    assert play.facts(Episode)[0].help_started_on == date(2026, 9, 7)


def test_the_same_goal_delayed_twice_in_a_row_is_a_stall(play: Play) -> None:
    play.to_monitoring()
    play.do("checkin", DELAYED)
    assert open_stalls(play) == []
    play.do("checkin", DELAYED)
    assert open_stalls(play) == [("doel_vertraagd_of_gestagneerd", "doel-1")]
    told = {play.world.actor(key).account_id for key in ("u-pr1", "u-amb-m")}
    assert {n.account_id for n in play.told("stagnatiealarm")} == told
    play.do("checkin", DELAYED)
    assert len(play.facts(Stall)) == 1


def test_a_goal_that_stands_still_once_is_a_stall_and_bridging_that_fails_too(play: Play) -> None:
    bridging: dict[str, Any] = {
        "wachttijd_verwacht": 8,
        "overbrugging": [{"taak": "Wekelijks", "eigenaar": "Y. Berk", "datum": "2026-12-01"}],
    }
    play.to_monitoring(**bridging)
    play.do("checkin", {**CHECK, "overbrugging_werkt": "nee"})
    play.do("checkin", {**DELAYED, "stand": "gestagneerd", "overbrugging_werkt": "deels"})
    assert open_stalls(play) == [("overbrugging_werkt_niet", "doel-1"), ("doel_vertraagd_of_gestagneerd", "doel-1")]


def test_a_check_that_comes_after_all_ends_its_own_alarm(play: Play) -> None:
    play.to_monitoring()
    play.forward("26wd")
    play.do("checkin", CHECK)
    assert play.facts(Stall)[0].result == "alsnog_ingevuld"
    assert "stagnatie_beoordelen" not in play.elements()


def test_worsened_safety_adjusts_the_plan_as_an_emergency(play: Play) -> None:
    play.to_monitoring()
    play.do("checkin", {**CHECK, "veiligheid_gewijzigd": True})
    acted = {"ingeschakeld": ["veilig_thuis"], "tijdstip": "vandaag", "spoedoverleg_nodig": True}
    play.do("veiligheid_handelen", acted)
    assert play.open("plan_bijstellen")[0].due_on == date(2026, 9, 8)


def test_the_family_is_called_twice_and_its_answer_can_change_the_plan(play: Play) -> None:
    play.to_monitoring()
    play.forward("30wd")
    play.do("gezin_bellen", {**CALL, "past_nog": "nee"})
    calls = play.facts(FamilyCall)
    assert [(c.kind, c.still_fits) for c in calls] == [("zes_weken", "nee")]
    assert "plan_bijstellen" in play.elements()
    assert len(play.running("ret_belmoment")) == 1


def test_three_months_without_help_puts_the_case_back_on_the_agenda_once(play: Play) -> None:
    play.to_monitoring()
    play.forward("70wd")
    assert play.facts(Episode)[0].resubmitted_on is not None
    assert [m.agenda_kind for m in play.facts(Meeting)] == ["plan", "herinbreng"]
    assert len(play.told("opnieuw_op_agenda")) >= 1


def test_help_that_started_keeps_the_case_off_that_agenda(play: Play) -> None:
    play.to_monitoring()
    play.do("checkin", {**CHECK, "hulp_gestart_op": "2026-09-07"})
    play.forward("70wd")
    assert [m.agenda_kind for m in play.facts(Meeting)] == ["plan"]
