"""The sweeps: what has no timer in a diagram is found all the same, once, on its own day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from service.domain.actors import SYSTEM
from service.models import Episode, Escalation, Meeting, Stall, Watch
from service.usecases import cases, pauses, sweeps
from service.usecases.case_reads import get_case
from service.usecases.incidents import list_incidents
from service.usecases.reconcile import reconcile
from service.usecases.ticking import next_due_at, tick
from tests.process.play import Play
from tests.story import answers as story
from tests.world import World

CHECK: dict[str, Any] = {"stand": "op_koers", "veiligheid_gewijzigd": False}
# Due on Monday 14 September; ten working days later is Monday the 28th.
EARLY_TASK: dict[str, Any] = {"taken": [{**story.PLAN_TASKS[0], "vervaldatum": "2026-09-14"}]}
EARLY_HELP: dict[str, Any] = {
    "aanbieders": [
        {"organisatie": "o-berk", "onderdeel": "begeleiding", "startdatum": "2026-09-19"},
        {"organisatie": "o-lichtwacht", "onderdeel": "behandeling", "startdatum": "2026-10-07"},
    ]
}


def stalls(play: Play, *, closed: bool = False) -> list[tuple[str, str, date]]:
    return [(s.rule, s.target, s.opened_on) for s in play.facts(Stall) if closed or s.closed_on is None]


def due_at(play: Play) -> datetime | None:
    with play.world.factory.read(SYSTEM) as work:
        return next_due_at(work)


def at(day: str, hour: int = 17) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour - 2:02}:00:00+00:00").astimezone(UTC)


def move_task(play: Play, day: str, state: str = "open") -> None:
    row = play.prefilled("checkin")["taken_stand"][0]
    play.do("checkin", {**CHECK, "taken_stand": [{**row, "stand": state, "nieuwe_datum": day}]})


def test_a_task_ten_working_days_late_is_a_stall_once_and_not_a_day_before(play: Play) -> None:
    play.to_monitoring(**EARLY_TASK)
    play.forward("2026-09-28T16:59")
    assert stalls(play) == []
    assert due_at(play) == at("2026-09-28")
    play.forward("2m")
    assert stalls(play) == [("taak_te_laat", "taak-1", date(2026, 9, 28))]
    told = {play.world.actor(key).account_id for key in ("u-pr1", "u-amb-m")}
    assert {n.account_id for n in play.told("stagnatiealarm")} == told
    for _ in range(3):
        tick(play.world.factory)
    assert len(play.facts(Stall)) == 1
    play.do("stagnatie_beoordelen", {**story.SOLVED, "motivering": "Morgen klaar."})
    play.forward("7wd")
    assert len(play.facts(Stall)) == 1, "judged is judged: the same date raises no second alarm"


def test_what_was_due_while_nobody_ticked_counts_for_its_own_day_and_in_order(play: Play) -> None:
    play.to_monitoring(**EARLY_TASK)
    play.world.clock.set(datetime(2026, 10, 1, 12, tzinfo=UTC))
    report = tick(play.world.factory)
    assert (report.failed, stalls(play)) == (0, [("taak_te_laat", "taak-1", date(2026, 9, 28))])
    assert play.open("stagnatie_beoordelen")[0].due_on == date(2026, 10, 5)
    assert [n.due_on for n in play.told("stagnatiealarm")] == [date(2026, 10, 5)] * 2


def test_a_task_put_off_twice_is_a_stall_and_its_new_date_is_watched_too(play: Play) -> None:
    play.to_monitoring(**EARLY_TASK)
    move_task(play, "2026-09-10")
    move_task(play, "2026-09-21")
    tick(play.world.factory)
    assert stalls(play) == [], "brought forward once and put off once"
    move_task(play, "2026-09-25")
    assert due_at(play) == play.world.clock.now()
    tick(play.world.factory)
    assert stalls(play) == [("taak_te_laat", "taak-1", date(2026, 9, 7))]
    play.do("stagnatie_beoordelen", story.SOLVED)
    play.forward("2026-10-09T17:00")
    assert stalls(play) == [("taak_te_laat", "taak-1", date(2026, 10, 9))], "ten working days after the last date"


def test_a_task_that_is_done_or_dropped_is_watched_no_more_and_ends_its_own_alarm(play: Play) -> None:
    play.to_monitoring(**EARLY_TASK)
    play.forward("2026-09-28T17:00")
    row = play.prefilled("checkin")["taken_stand"][0]
    play.do("checkin", {**CHECK, "taken_stand": [{**row, "stand": "klaar"}]})
    assert [(s.rule, s.result) for s in play.facts(Stall)] == [("taak_te_laat", "alsnog_gedaan")]
    assert "stagnatie_beoordelen" not in play.elements()
    assert not [w for w in play.facts(Watch) if w.rule == "taak_te_laat"]


def test_putting_a_task_off_in_a_new_version_of_the_plan_counts_as_well(play: Play) -> None:
    play.to_monitoring(**EARLY_TASK)
    for day in ("2026-10-15", "2026-11-16"):
        with play.world.factory.write(SYSTEM) as work:
            cases.start_plan_change(work, play.number)
        tasks = [{**row, "vervaldatum": day} for row in play.prefilled("plan_bijstellen")["taken"]]
        play.do("plan_bijstellen", {**story.REVISION, "taken": tasks})
        play.do("terugkoppelen", {"gedeeld_op": play.today, "regie_genoemd": True})
    tick(play.world.factory)
    assert [(s.rule, s.target) for s in play.facts(Stall)] == [("taak_te_laat", "taak-1")]


def test_help_that_has_not_started_on_the_expected_day_is_a_stall_per_day_until_it_starts(play: Play) -> None:
    play.to_monitoring(committed=False, **EARLY_HELP)
    for subject in [task.subject for task in play.open("toezeggen")]:
        play.do("toezeggen", {**story.COMMITTED, "startdatum": "2026-10-07"}, subject=subject)
    play.forward("2026-09-21T16:59")
    assert stalls(play) == [], "a Saturday counts until the end of Monday"
    play.forward("2026-09-21T17:00")
    assert stalls(play) == [("hulp_niet_gestart", "", date(2026, 9, 21))]
    play.do("stagnatie_beoordelen", story.SOLVED)
    play.forward("2026-10-07T17:00")
    assert ("hulp_niet_gestart", "", date(2026, 10, 7)) in stalls(play)
    play.do("checkin", {**CHECK, "hulp_gestart_op": "2026-10-06"})
    assert {s.result for s in play.facts(Stall) if s.rule == "hulp_niet_gestart"} == {"opgelost", "hulp_gestart"}
    assert {w.rule for w in play.facts(Watch)} == {"taak_te_laat"}


def test_help_that_started_lets_the_escalation_about_it_lapse(play: Play) -> None:
    play.to_monitoring(aanbieders=[{"organisatie": "o-berk", "onderdeel": "begeleiding", "startdatum": "2026-09-10"}])
    play.forward("2026-09-17T17:00")
    assert [e.status for e in play.facts(Escalation)] == ["open_ambtelijk"]
    play.do("checkin", {**CHECK, "hulp_gestart_op": "2026-09-17"})
    assert [(e.status, e.result) for e in play.facts(Escalation)] == [("vervallen", "vervallen")]
    assert "ambtelijk_besluiten" not in play.elements()


def test_a_suspended_case_raises_no_alarm_and_the_alarm_moves_with_the_other_terms(play: Play) -> None:
    play.to_monitoring(**EARLY_TASK)
    play.forward("2026-09-18T12:00")
    with play.world.factory.write(play.world.actor("u-pr1")) as work:
        pauses.suspend(work, play.number, date(2026, 10, 2), "Het gezin is op reis.")
    play.forward("2026-10-01T17:00")
    assert stalls(play) == []
    play.forward("2026-10-12T16:59")
    assert stalls(play) == []
    play.forward("2026-10-12T17:00")
    assert stalls(play) == [("taak_te_laat", "taak-1", date(2026, 10, 12))], "ten working days were lost"


def test_a_plan_of_before_there_were_sweeps_is_watched_from_the_next_start(play: Play) -> None:
    play.to_monitoring(**EARLY_TASK)
    with play.world.database.write() as session:
        session.query(Watch).delete()
        session.commit()
    play.forward("2026-10-01T12:00")
    reconcile(play.world.factory)
    assert {w.rule for w in play.facts(Watch)} == {"taak_te_laat", "hulp_niet_gestart", "lang_zonder_hulp"}
    tick(play.world.factory)
    assert stalls(play) == [("taak_te_laat", "taak-1", date(2026, 10, 1))], "its terms count from when it was seen"


def test_an_ended_case_is_watched_no_more(play: Play) -> None:
    play.to_monitoring(**EARLY_TASK)
    with play.world.factory.write(SYSTEM) as work:
        cases.withdraw(work, play.number, "ouder_verzorger", "")
    play.do("intrekking_afhandelen", {"ingetrokken_door": "ouder_verzorger", "bevestigd_aan": ["ouders"]})
    assert play.facts(Watch) == []
    assert due_at(play) is None


def test_a_sweep_that_breaks_is_an_incident_is_tried_again_and_holds_up_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = Play(world).to_monitoring(**EARLY_TASK)

    def broken(*_: Any) -> None:
        raise RuntimeError("the broom is broken")

    with monkeypatch.context() as patched:
        patched.setitem(sweeps._RULES, "taak_te_laat", broken)
        play.world.clock.set(datetime(2026, 9, 28, 15, tzinfo=UTC))
        assert tick(play.world.factory).failed == 1
    with play.world.factory.read(SYSTEM) as work:
        assert ["the broom is broken" in (row.cause or "") for row in list_incidents(work)] == [True]
    assert tick(play.world.factory).failed == 0, "not before its time"
    play.world.clock.forward(timedelta(minutes=2))
    assert tick(play.world.factory).fired == 1
    assert stalls(play) == [("taak_te_laat", "taak-1", date(2026, 9, 28))]
    with play.world.factory.write(SYSTEM) as work:
        assert list_incidents(work) == []


def test_three_months_without_help_whatever_the_checks_say_and_wherever_the_case_stands(play: Play) -> None:
    # The municipality never decides about the financing, so monitoring never begins and its timer never runs.
    play.to_monitoring(financed=False)
    play.do("checkin", CHECK)
    play.forward("2026-12-07T16:59")
    assert play.facts(Episode)[0].resubmitted_on is None
    play.forward("2026-12-07T17:00")
    assert play.facts(Episode)[0].resubmitted_on == date(2026, 12, 7)
    again = play.facts(Meeting)[-1]
    assert (again.agenda_kind, again.slot_id is not None) == ("herinbreng", True)
    receivers = {n.account_id for n in play.told("opnieuw_op_agenda")}
    assert {play.world.actor("u-pho").account_id, play.world.actor("u-pr1").account_id} <= receivers
    with play.world.factory.read(play.world.actor("u-pr1")) as work:
        case = get_case(work, play.number)
    assert case.back_on_agenda == again.day
    said = next(line for line in case.timeline if line.kind == "overleg" and line.automatic)
    assert (said.day, said.rule_code) == (date(2026, 12, 7), "T22")
    play.forward("70wd")
    assert [m.agenda_kind for m in play.facts(Meeting)].count("herinbreng") == 1
    assert len(play.told("opnieuw_op_agenda")) == len(receivers)
