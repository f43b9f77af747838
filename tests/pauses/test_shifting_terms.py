"""Moving armed timers and due dates in the engine: by working days, on the same time of the clock, and nothing else."""

from datetime import UTC, date, datetime

import pytest

from service.domain.deadlines import WorkingCalendar
from service.engine import Scope
from service.engine.shifting import Day
from tests.engine.drawing import boundary, catch, chain, diagram, end, many, parallel, service, start, timer, user
from tests.engine.world import Step, Story

CALENDAR = WorkingCalendar(extra_days=[date(2026, 4, 8)])
MARCH = datetime(2026, 3, 23, 9, tzinfo=UTC)  # a Monday; summer time begins on the 29th


def reminded(task: str, due: str) -> tuple[str, ...]:
    """A task with a reminder and an expiry."""
    parts = [user(task, due=due)]
    for id, expression in (
        ("vooraf", "om_herinnering(werkdagen(-1, vervalt_op))"),
        ("verval", "om_verval(vervalt_op)"),
    ):
        name = f"{task}_{id}"
        parts += [
            boundary(name, task, timer(expression), False),
            service(f"{name}_actie", "melden", bericht=f'"{name}"'),
            end(f"{name}_einde", "tak_klaar"),
            chain(name, f"{name}_actie", f"{name}_einde"),
        ]
    return tuple(parts)


TWO = diagram(
    "proef", start(), parallel("uit"), *reminded("een", "werkdagen(2, vandaag())"),
    *reminded("twee", "werkdagen(9, vandaag())"),
    parallel("in"), end(), chain("begin", "uit", "een", "in", "einde"), chain("uit", "twee", "in"),
)  # fmt: skip


def by(n: int) -> Day:
    return lambda on: CALENDAR.add_working_days(n, on) if n else on


def due(story: Story) -> dict[str, str]:
    return {task.element_id: task.due_on.isoformat() for task in story.outcome.open_tasks}


@pytest.fixture
def story() -> Story:
    made = Story(TWO)
    made.start(Step(now=MARCH))
    return made


def test_everything_moves_by_working_days_over_holidays_and_keeps_its_time_over_summer_time(story: Story) -> None:
    assert due(story) == {"een": "2026-03-25", "twee": "2026-04-03"}
    story.outcome, moved = story.runner.shift(story.snapshot, Step(now=MARCH), Scope(), by(8))
    # Good Friday 3 April, Easter Monday the 6th, and the region's own 8 April do not count.
    assert due(story) == {"een": "2026-04-09", "twee": "2026-04-17"}
    assert [(one.element_id, one.old_on.isoformat(), one.new_on.isoformat()) for one in moved] == [
        ("een_vooraf", "2026-03-24", "2026-04-07"),
        ("een", "2026-03-25", "2026-04-09"),
        ("een_verval", "2026-03-25", "2026-04-09"),
        ("twee_vooraf", "2026-04-02", "2026-04-17"),
        ("twee", "2026-04-03", "2026-04-17"),
        ("twee_verval", "2026-04-03", "2026-04-17"),
    ]
    reminder = moved[0]
    assert (reminder.old_at, reminder.new_at) == (
        datetime(2026, 3, 24, 8, tzinfo=UTC),
        datetime(2026, 4, 7, 7, tzinfo=UTC),
    ), "nine o'clock stays nine o'clock"
    assert story.outcome.next_due_at == datetime(2026, 4, 7, 7, tzinfo=UTC)


def test_one_task_moves_with_its_own_timers_only(story: Story) -> None:
    [first] = [task.spiff_id for task in story.outcome.open_tasks if task.element_id == "een"]
    story.outcome, moved = story.runner.shift(story.snapshot, Step(now=MARCH), Scope(frozenset({first})), by(1))
    assert {one.element_id for one in moved} == {"een", "een_vooraf", "een_verval"}
    assert {one.host_spiff_id for one in moved} == {first}
    assert due(story) == {"een": "2026-03-26", "twee": "2026-04-03"}


def test_moved_timers_fire_on_their_new_instant_and_never_on_the_old_one(story: Story) -> None:
    story.outcome, _ = story.runner.shift(story.snapshot, Step(now=MARCH), Scope(), by(1))
    step = Step(now=datetime(2026, 3, 24, 12, tzinfo=UTC))
    assert story.fire(step).visited == ()
    fired = Step(now=datetime(2026, 3, 25, 8, tzinfo=UTC))
    story.fire(fired)
    assert [call["bericht"] for _, call, _ in fired.calls] == ["een_vooraf"]


def test_held_timers_never_fire_and_go_on_where_they_were_when_they_are_released(story: Story) -> None:
    step = Step(now=MARCH)
    story.outcome, held = story.runner.hold(story.snapshot, step, Scope())
    assert (held, story.outcome.next_due_at) == (6, None)
    assert all(task.held_on == date(2026, 3, 23) for task in story.outcome.open_tasks)
    assert story.runner.hold(story.snapshot, step, Scope())[1] == 0, "held once is held"
    late = Step(now=datetime(2027, 1, 4, tzinfo=UTC))
    assert story.fire(late).visited == ()
    story.outcome, moved = story.runner.release(story.snapshot, late, Scope(), lambda _, on: on)
    assert moved == []
    assert story.outcome.next_due_at == datetime(2026, 3, 24, 8, tzinfo=UTC)
    assert not any(task.held_on for task in story.outcome.open_tasks)


def test_what_was_late_before_it_was_held_stays_late(story: Story) -> None:
    since = datetime(2026, 3, 24, 12, tzinfo=UTC)
    story.outcome, _ = story.runner.hold(story.snapshot, Step(now=since), Scope())
    story.outcome, moved = story.runner.release(story.snapshot, Step(now=since), Scope(), lambda _, on: by(5)(on))
    assert story.outcome.next_due_at == datetime(2026, 3, 24, 8, tzinfo=UTC)
    assert "een_vooraf" not in {one.element_id for one in moved}


def test_what_is_held_later_moves_by_less(story: Story) -> None:
    first, second = (frozenset({task.spiff_id}) for task in story.outcome.open_tasks)
    story.outcome, _ = story.runner.hold(story.snapshot, Step(now=MARCH), Scope(first))
    story.outcome, _ = story.runner.hold(story.snapshot, Step(now=datetime(2026, 3, 25, 9, tzinfo=UTC)), Scope(second))

    def later(held_on: date, on: date) -> date:
        return by(CALENDAR.working_days_between(held_on, date(2026, 3, 27)))(on)

    story.outcome, _ = story.runner.release(story.snapshot, Step(now=MARCH), Scope(), later)
    assert due(story) == {"een": "2026-03-31", "twee": "2026-04-09"}


def test_what_is_held_can_be_extended_too(story: Story) -> None:
    story.outcome, _ = story.runner.hold(story.snapshot, Step(now=MARCH), Scope())
    story.outcome, moved = story.runner.shift(story.snapshot, Step(now=MARCH), Scope(), by(1))
    assert len(moved) == 6
    assert story.outcome.next_due_at is None
    story.outcome, _ = story.runner.release(story.snapshot, Step(now=MARCH), Scope(), lambda _, on: on)
    assert story.outcome.next_due_at == datetime(2026, 3, 25, 8, tzinfo=UTC)


def test_a_process_that_is_spared_keeps_its_terms(story: Story) -> None:
    spared = Scope(spared=frozenset({"proef"}))
    assert story.runner.hold(story.snapshot, Step(now=MARCH), spared)[1] == 0
    assert story.runner.shift(story.snapshot, Step(now=MARCH), spared, by(3))[1] == []


def test_a_wait_without_a_task_moves_too() -> None:
    waiting = Story(
        diagram(
            "proef",
            start(),
            catch("wacht", timer("om_verval(werkdagen(1, vandaag()))")),
            end(),
            chain("begin", "wacht", "einde"),
        )
    )
    waiting.start(Step(now=MARCH))
    waiting.outcome, [moved] = waiting.runner.shift(waiting.snapshot, Step(now=MARCH), Scope(), by(5))
    assert (moved.name, moved.old_on, moved.new_on) == ("wacht", date(2026, 3, 24), date(2026, 3, 31))
    assert waiting.outcome.next_due_at == datetime(2026, 3, 31, 15, tzinfo=UTC), "17:00 in summer time"


def test_a_set_of_tasks_has_one_term_and_it_moves_for_all_of_them() -> None:
    drawn = diagram(
        "proef", start(), user("doen", due="werkdagen(2, vandaag())", body=many("partijen", "partij")), end(),
        chain("begin", "doen", "einde"), variables={"partijen": "list; start"},
    )  # fmt: skip
    story = Story(drawn)
    story.start(Step(now=MARCH), partijen=["a", "b"])
    one = story.outcome.open_tasks[0].spiff_id
    story.outcome, moved = story.runner.shift(story.snapshot, Step(now=MARCH), Scope(frozenset({one})), by(2))
    assert len(moved) == 1
    assert {task.due_on for task in story.outcome.open_tasks} == {date(2026, 3, 27)}
