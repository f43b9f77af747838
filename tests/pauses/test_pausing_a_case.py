"""Suspending, resuming and extending on a real case: every date moves by the same working days, on the record."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from service.domain.deadlines import AMSTERDAM
from service.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from service.models import Case, DateMove, Event, Incident, Notification, Pause, ProcessInstance, Task
from service.usecases import cases, pauses, tasks
from service.usecases.agreement import examine_all
from service.usecases.ticking import next_due_at, tick
from tests.process.play import Play
from tests.story.answers import DIRECTION
from tests.world import World

DIRECTOR = "u-pr1"
FRIDAY = date(2026, 9, 18)


@pytest.fixture
def play(world: World) -> Iterator[Play]:
    """A case at its analysis; nothing may break, and every instance agrees with its state afterwards."""
    made = Play(world)
    made.to_triage()
    yield made
    with world.factory.read() as work:
        assert [incident.cause for incident in work.session.query(Incident)] == []
        assert [found.deviations for found in examine_all(work) if found.deviations] == []


def act(play: Play, what: object, *args: object, who: str = DIRECTOR) -> None:
    with play.world.factory.write(play.world.actor(who)) as work:
        what(work, *args)  # type: ignore[operator]


def dues(play: Play) -> dict[str, date]:
    return {task.element_id: task.due_on for task in play.facts(Task) if task.ended_at is None}


def instants(play: Play) -> list[datetime]:
    return sorted(i.next_due_at for i in play.facts(ProcessInstance) if i.next_due_at)


def later(play: Play, n: int, on: date) -> date:
    return play.world.services.regions.for_region("meerwolde").working_days(n, on)


def test_nothing_fires_while_it_is_suspended_and_tasks_say_until_when(play: Play) -> None:
    before = dues(play)
    act(play, pauses.suspend, play.number, FRIDAY, "Het gezin is op vakantie.")
    assert instants(play) == []
    [task] = [task for task in play.facts(Task) if task.element_id == "beoordelen"]
    assert (task.paused_until, task.startable_on) == (FRIDAY, FRIDAY)
    assert task.due_on == later(play, 9, before["beoordelen"]), "what to expect when it lasts as long as was meant"
    play.world.clock.set(datetime(2026, 9, 17, 23, 0, tzinfo=AMSTERDAM))
    assert tick(play.world.factory).fired == 0
    with play.world.factory.write(play.world.actor(DIRECTOR)) as work, pytest.raises(Conflict, match="gepauzeerd tot"):
        tasks.complete(work, task.id, {})


def test_resuming_early_moves_every_date_by_the_working_days_it_stood_still(play: Play) -> None:
    before, armed = dues(play), instants(play)
    act(play, pauses.suspend, play.number, FRIDAY, "Het gezin is op vakantie.")
    play.world.clock.forward(timedelta(days=3))
    act(play, pauses.resume, play.number, "Eerder terug.")
    assert dues(play) == {element: later(play, 3, on) for element, on in before.items()}
    moved = [at.astimezone(AMSTERDAM) for at in instants(play)]
    for old, new in zip(armed, moved, strict=True):
        local = old.astimezone(AMSTERDAM)
        assert (new.date(), new.time()) == (later(play, 3, local.date()), local.time())
    [pause] = play.facts(Pause)
    assert (pause.ended_on, pause.working_days, pause.end_reason) == (date(2026, 9, 10), 3, "Eerder terug.")
    assert all(task.paused_until is None for task in play.facts(Task))
    ledger = play.facts(DateMove)
    assert {line.pause_id for line in ledger} == {pause.id}
    assert all(line.new_on == later(play, 3, line.old_on) and line.working_days == 3 for line in ledger)
    assert [line.what for line in ledger if line.old_at is None] == ["Taak «Triage: criteria en uitkomst»"]
    assert all(line.what.startswith("Signaal bij «") for line in ledger if line.old_at)


def test_it_resumes_by_itself_on_the_day_however_late_that_is_noticed(play: Play) -> None:
    before = dues(play)
    act(play, pauses.suspend, play.number, FRIDAY, "Het gezin is op vakantie.")
    with play.world.factory.read() as work:
        assert next_due_at(work) == datetime(2026, 9, 18, tzinfo=AMSTERDAM)
    play.forward("20d")
    [pause] = play.facts(Pause)
    assert (pause.ended_on, pause.working_days, pause.ended_by_id) == (FRIDAY, 9, None)
    assert pause.ended_at is not None
    assert dues(play)["beoordelen"] == later(play, 9, before["beoordelen"])
    days = [event.day for event in play.facts(Event) if "is hervat" in event.text]
    assert days == [FRIDAY]


def test_again_and_again_and_every_step_is_in_the_ledger(play: Play) -> None:
    before = dues(play)["beoordelen"]
    for days in (1, 2):
        act(play, pauses.suspend, play.number, FRIDAY + timedelta(days=30), "Wachten op stukken.")
        play.world.clock.forward(timedelta(days=days))
        act(play, pauses.resume, play.number, "Ze zijn er.")
    act(play, pauses.extend, play.number, 4, "Het is complex.")
    assert dues(play)["beoordelen"] == later(play, 7, before)
    assert [line.working_days for line in play.facts(DateMove) if line.old_at is None] == [1, 2, 4]
    chain = [(line.old_on, line.new_on) for line in play.facts(DateMove) if line.old_at is None]
    assert [new for _, new in chain[:-1]] == [old for old, _ in chain[1:]], "each move begins where the last one ended"


def test_a_pause_of_no_working_days_moves_nothing(play: Play) -> None:
    before, armed = dues(play), instants(play)
    act(play, pauses.suspend, play.number, FRIDAY, "Vergissing.")
    act(play, pauses.resume, play.number, "Vergissing.")
    assert (dues(play), instants(play)) == (before, armed)
    assert play.facts(DateMove) == []


def test_over_a_weekend_and_a_holiday_only_working_days_count(world: World) -> None:
    world.clock.set(datetime(2026, 12, 24, 10, 0, tzinfo=AMSTERDAM))
    play = Play(world).to_triage()
    before = dues(play)["beoordelen"]
    act(play, pauses.suspend, play.number, date(2026, 12, 28), "Kerst.")
    play.forward("5d")
    # 24 December counts; Christmas and the weekend after it do not.
    assert [pause.working_days for pause in play.facts(Pause)] == [1]
    assert dues(play)["beoordelen"] == later(play, 1, before)


def test_one_task_is_suspended_and_the_others_go_on(play: Play) -> None:
    play.do("beoordelen", DIRECTION)
    open_ = {task.element_id: task for task in play.facts(Task) if task.ended_at is None}
    one, *others = open_.values()
    act(play, pauses.suspend_task, one.id, FRIDAY, "Wachten op een rapport.")
    now = {task.id: task for task in play.facts(Task)}
    assert now[one.id].paused_until == FRIDAY
    assert all(now[other.id].paused_until is None and now[other.id].due_on == other.due_on for other in others)
    with pytest.raises(Conflict, match="al gepauzeerd"):
        act(play, pauses.suspend_task, one.id, FRIDAY, "Nog eens.")
    play.world.clock.forward(timedelta(days=2))
    act(play, pauses.resume_task, one.id, "Het is er.")
    assert {task.id: task for task in play.facts(Task)}[one.id].due_on == later(play, 2, one.due_on)


def test_pausing_the_case_ends_the_pause_of_a_single_term_first(play: Play) -> None:
    [task] = [task for task in play.facts(Task) if task.element_id == "beoordelen"]
    act(play, pauses.suspend_task, task.id, FRIDAY, "Wachten.")
    play.world.clock.forward(timedelta(days=1))
    act(play, pauses.suspend, play.number, FRIDAY, "Alles wacht.")
    play.world.clock.forward(timedelta(days=1))
    with pytest.raises(Conflict, match="hele zaak"):
        act(play, pauses.resume_task, task.id, "Toch.")
    act(play, pauses.resume, play.number, "Verder.")
    assert dues(play)["beoordelen"] == later(play, 2, task.due_on), "each day counts once"


def test_one_task_gets_more_time_with_its_own_timers(play: Play) -> None:
    [task] = [task for task in play.facts(Task) if task.element_id == "beoordelen"]
    act(play, pauses.extend_task, task.id, 5, "De school is nog niet bereikt.")
    assert dues(play)["beoordelen"] == later(play, 5, task.due_on)
    lines = play.facts(DateMove)
    assert {line.task_id for line in lines} == {task.id}
    assert all(line.new_on == later(play, 5, line.old_on) for line in lines)
    assert [line.what for line in lines if line.new_at] == ["Signaal bij «Triage: criteria en uitkomst»"]


def test_who_does_not_direct_the_case_moves_nothing(play: Play) -> None:
    [task] = [task for task in play.facts(Task) if task.element_id == "beoordelen"]
    for who, refusal in (("u-gd", NotAllowed), ("u-amb-m", NotFound), ("u-pr-e", NotFound), ("u-operator", NotFound)):
        with pytest.raises(refusal):
            act(play, pauses.suspend, play.number, FRIDAY, "Nee.", who=who)
        with pytest.raises(refusal):
            act(play, pauses.extend_task, task.id, 3, "Nee.", who=who)


def test_every_mistake_is_named_at_its_field(play: Play) -> None:
    for until in (date(2026, 9, 7), date(2027, 12, 1)):
        with pytest.raises(InvalidInput) as refused:
            act(play, pauses.suspend, play.number, until, " ")
        assert {error.path for error in refused.value.fields} == {"reden", "tot"}
    for days in (0, -3, 261):
        with pytest.raises(InvalidInput) as refused:
            act(play, pauses.extend, play.number, days, "")
        assert {error.path for error in refused.value.fields} == {"reden", "werkdagen"}
    with pytest.raises(Conflict):
        act(play, pauses.resume, play.number, "Er is geen pauze.")


def test_withdrawing_ends_the_pause(play: Play) -> None:
    act(play, pauses.suspend, play.number, FRIDAY, "Vakantie.")
    act(play, cases.withdraw, play.number, "melder", "Niet meer nodig.")
    assert play.case().paused_until is None
    assert all(task.paused_until is None for task in play.facts(Task) if task.ended_at is None)


def test_an_emergency_waits_only_with_a_motivation_that_the_manager_reads(world: World) -> None:
    play = Play(world).to_triage()
    with world.factory.write() as work:
        work.session.query(Case).one().emergency = True
    with pytest.raises(InvalidInput) as refused:
        act(play, pauses.suspend, play.number, FRIDAY, "Wachten.")
    assert [error.path for error in refused.value.fields] == ["motivering"]
    act(play, pauses.suspend, play.number, FRIDAY, "Wachten.", "Het kind is veilig bij oma.")
    assert [message.kind for message in play.facts(Notification)].count("spoed_gepauzeerd") >= 1
    [line] = [event.text for event in play.facts(Event) if event.kind == "status" and "gepauzeerd" in event.text]
    assert "Het kind is veilig bij oma." in line
    assert "Wachten." not in line
