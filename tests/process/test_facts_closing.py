"""Scaling down, reopening, withdrawal, a new question."""

from typing import Any

from service.domain.actors import SYSTEM
from service.models import (
    Episode,
    PlanVersion,
    ProcessInstance,
    Stall,
)
from service.usecases import cases
from tests.process.play import TWO_GOALS, Play
from tests.story import answers as story

CHECK: dict[str, Any] = {"stand": "op_koers", "veiligheid_gewijzigd": False}
AGAIN: dict[str, Any] = {"loopt_het": "nee", "heropenen": True, "reden_heropenen": "Vader stopte."}


def open_stalls(play: Play) -> list[tuple[str, str]]:
    return [(stall.rule, stall.target) for stall in play.facts(Stall) if stall.closed_on is None]


def test_when_every_goal_is_reached_scaling_down_is_proposed(play: Play) -> None:
    play.to_monitoring(**TWO_GOALS)
    play.do("checkin", {**CHECK, "stand": "bereikt"}, subject="doel 1")
    assert "afschalen_beoordelen" not in play.elements()
    play.do("checkin", {**CHECK, "stand": "bereikt"}, subject="doel 2")
    assert "afschalen_beoordelen" in play.elements()
    assert play.running("ret_voortgangscheck") == []


def test_scaled_down_the_checks_and_calls_end_but_not_before_the_case_director_accepts(play: Play) -> None:
    play.to_closing()
    play.do("resultaat", story.RESULT)
    play.do("overdracht_casusregie", {**story.TAKEN_OVER, "aanvaard": False, "reden_niet": "Nog niet.", "terugweg": ""})
    assert play.running("ret_voortgangscheck")
    play.do("resultaat", story.RESULT)
    play.do("overdracht_casusregie", story.TAKEN_OVER)
    assert (play.running("ret_voortgangscheck"), play.running("ret_belmoment")) == ([], [])
    assert play.case().status == "afgeschaald"


def test_reopened_it_is_the_same_case_with_a_new_episode_and_a_new_overview(play: Play) -> None:
    play.to_closing()
    play.do("resultaat", story.RESULT)
    play.do("overdracht_casusregie", story.TAKEN_OVER)
    play.forward("62wd")
    again = {
        "loopt_het": "nee",
        "heropenen": True,
        "start_bij_nieuw": "analyse_plan",
        "reden_heropenen": "Vader stopte.",
    }
    play.do("nazorg", again)
    assert [(e.number, e.result) for e in play.facts(Episode)] == [(1, "heropend"), (2, None)]
    assert (play.case().status, play.case().closed_on) == ("analyse_plan", None)
    assert play.elements() == {"partijen_bepalen"}
    play.do("partijen_bepalen", story.PARTIES)
    play.do("perspectief", story.PERSPECTIVE)
    play.do("overleg_plannen", story.INVITED)
    play.do("analyse", story.ANALYSIS)
    play.do("plan_maken", story.PLAN)
    play.do("vaststellen", {"adviesgewicht": "dringend", "ingangsdatum": play.today})
    assert [(p.number, p.status) for p in play.facts(PlanVersion)] == [(1, "vervangen"), (2, "geldig")]
    assert len(play.running("ret_belmoment")) == 2


def test_reopened_at_monitoring_the_plan_is_watched_again(play: Play) -> None:
    play.to_closing()
    play.do("resultaat", story.RESULT)
    play.do("overdracht_casusregie", story.TAKEN_OVER)
    play.do("nazorg", {**AGAIN, "start_bij_nieuw": "monitoring"})
    assert play.case().status == "monitoring"
    assert (len(play.running("ret_voortgangscheck")), len(play.running("ret_belmoment"))) == (1, 2)
    assert [i.episode_number for i in play.running("ret_procesregie")] == [2]


def test_withdrawn_everything_beside_the_overview_ends_and_no_reason_is_needed(play: Play) -> None:
    play.to_monitoring()
    play.forward("31wd")
    with play.world.factory.write(play.world.actor("u-pr1")) as work:
        cases.withdraw(work, play.number, "ouder_verzorger", "")
    assert play.elements() == {"intrekking_afhandelen"}
    play.do("intrekking_afhandelen", {"ingetrokken_door": "ouder_verzorger", "bevestigd_aan": ["ouders", "melder"]})
    assert play.case().status == "ingetrokken"
    assert play.facts(Episode)[0].result == "ingetrokken_door_melder_of_gezin"
    assert {i.status for i in play.facts(ProcessInstance)} <= {"completed", "cancelled"}
    assert open_stalls(play) == []


def test_a_new_question_goes_back_to_the_analysis_while_the_plan_holds(play: Play) -> None:
    play.to_monitoring()
    with play.world.factory.write(SYSTEM) as work:
        cases.propose_scaling_down(work, play.number)
    new = {**story.SCALE_DOWN, "keuze": "nieuwe_vraag", "motivering": "Nieuwe vraag over wonen."}
    play.do("afschalen_beoordelen", new)
    assert "partijen_bepalen" in play.elements()
    assert [p.status for p in play.facts(PlanVersion)] == ["geldig"]
    assert play.running("ret_voortgangscheck")
