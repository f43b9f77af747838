"""Timers: armed once, fired in order and on their instant, never twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from service.engine import EngineError
from tests.engine.drawing import boundary, catch, chain, diagram, end, service, start, timer, user
from tests.engine.world import MONDAY, Step, Story


def reminded(*timers: tuple[str, str, bool], due: str = "werkdagen(3, vandaag())") -> bytes:
    """A task with reminders; each is an id, an expression and whether it takes the task away."""
    parts = [start(), user("doen", due=due), end(), chain("begin", "doen", "einde")]
    for id, expression, interrupting in timers:
        parts += [
            boundary(id, "doen", timer(expression), interrupting),
            service(f"{id}_actie", "melden", bericht=f'"{id}"'),
            end(f"{id}_einde", "te_laat" if interrupting else "tak_klaar"),
            chain(id, f"{id}_actie", f"{id}_einde"),
        ]
    return diagram("proef", *parts)


THREE = reminded(
    ("na", "om_herinnering(werkdagen(1, vervalt_op))", False),
    ("vooraf", "om_herinnering(werkdagen(-1, vervalt_op))", False),
    ("verval", "om_verval(werkdagen(2, vervalt_op))", True),
)


def test_three_timers_on_one_task_fire_in_the_order_of_their_instants_across_saves() -> None:
    story = Story(THREE)
    story.start()
    fired = []
    while story.outcome.next_due_at is not None:
        due_at = story.outcome.next_due_at
        step = Step(now=due_at)
        story.fire(step)
        fired += [(name, call["bericht"], due_at.isoformat()) for name, call, _ in step.calls]
    assert fired == [
        ("melden", "vooraf", "2026-01-14T08:00:00+00:00"),
        ("melden", "na", "2026-01-16T08:00:00+00:00"),
        ("melden", "verval", "2026-01-19T16:00:00+00:00"),
    ]
    assert (story.outcome.status, story.outcome.result) == ("completed", "te_laat")


def test_only_one_instant_fires_in_a_call_however_late_it_is() -> None:
    story = Story(THREE)
    story.start()
    late = Step(now=datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert [visit.element_id for visit in story.fire(late).visited][:1] == ["vooraf"]
    assert [visit.element_id for visit in story.fire(late).visited][:1] == ["na"]
    assert [visit.element_id for visit in story.fire(late).visited][:1] == ["verval"]
    assert len(late.calls) == 3


def test_timers_of_the_same_instant_fire_together_and_once() -> None:
    story = Story(reminded(("een", "om_verval(vervalt_op)", False), ("twee", "om_verval(vervalt_op)", False)))
    story.start()
    step = Step(now=datetime(2026, 1, 15, 16, tzinfo=UTC))
    story.fire(step)
    assert sorted(call["bericht"] for _, call, _ in step.calls) == ["een", "twee"]
    again = Step(now=datetime(2026, 2, 1, tzinfo=UTC))
    assert story.fire(again).visited == ()
    assert again.calls == []
    assert story.open == ["doen"]


def test_a_timer_fires_on_its_very_instant_and_not_a_second_earlier() -> None:
    story = Story(reminded(("verval", "om_verval(vervalt_op)", True)))
    story.start()
    instant = datetime(2026, 1, 15, 16, tzinfo=UTC)
    assert story.outcome.next_due_at == instant
    assert story.fire(Step(now=instant - timedelta(seconds=1))).status == "running"
    assert story.fire(Step(now=instant)).status == "completed"


def test_a_timer_that_is_due_when_it_is_armed_waits_for_the_next_call() -> None:
    story = Story(reminded(("verval", 'om_verval("2026-01-05")', True)))
    started = story.start()
    assert (started.next_due_at, story.open) == (datetime(2026, 1, 5, 16, tzinfo=UTC), ["doen"])
    assert story.fire(Step()).status == "completed"


def test_completing_the_task_disarms_its_timers() -> None:
    story = Story(THREE)
    story.start()
    story.fire()
    done = story.do("doen")
    assert (done.status, done.next_due_at, done.result) == ("completed", None, "klaar")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (datetime(2026, 3, 26, 9, tzinfo=UTC), datetime(2026, 3, 30, 15, tzinfo=UTC)),
        (datetime(2026, 10, 22, 9, tzinfo=UTC), datetime(2026, 10, 26, 16, tzinfo=UTC)),
    ],
    ids=["into summer time", "out of summer time"],
)
def test_five_in_the_afternoon_stays_five_in_the_afternoon_when_the_clock_changes(
    today: datetime, expected: datetime
) -> None:
    story = Story(reminded(("verval", "om_verval(vervalt_op)", True), due="werkdagen(2, vandaag())"))
    assert story.start(Step(now=today)).next_due_at == expected


def test_the_branch_of_a_timer_knows_its_host() -> None:
    story = Story(THREE)
    task = story.start().open_tasks[0]
    step = Step(now=datetime(2026, 1, 14, 8, tzinfo=UTC))
    story.fire(step)
    element = step.calls[0][2]
    assert (element.element_id, element.host_element_id, element.host_spiff_id, element.host_due_on) == (
        "vooraf_actie",
        "doen",
        task.spiff_id,
        date(2026, 1, 15),
    )


def test_the_route_after_the_branch_of_a_timer_has_no_host() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("doen"),
        boundary("te_laat", "doen", timer("om_verval(vervalt_op)")),
        user("beslissen"),
        service("bellen", "melden", bericht='"x"'),
        end(),
        end("anders"),
        chain("begin", "doen", "einde"),
        chain("te_laat", "beslissen", "bellen", "anders"),
    )
    story = Story(drawn)
    story.start()
    story.fire()
    step = Step()
    story.do("beslissen", step)
    assert step.calls[0][2].host_element_id is None


def test_what_fires_counts_for_its_own_day_even_when_it_is_handled_later() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("doen"),
        boundary("te_laat", "doen", timer("om_verval(vervalt_op)")),
        user("beslissen"),
        end(),
        end("anders"),
        chain("begin", "doen", "einde"),
        chain("te_laat", "beslissen", "anders"),
    )
    story = Story(drawn)
    story.start()
    late = Step(now=datetime(2026, 2, 2, 9, tzinfo=UTC), day=date(2026, 1, 13))
    assert story.fire(late).open_tasks[0].due_on == date(2026, 1, 14)


def test_a_duration_counts_from_the_instant_of_the_step() -> None:
    drawn = diagram(
        "proef", start(), catch("wachten", timer('"PT36H"', "timeDuration")), end(), chain("begin", "wachten", "einde")
    )
    story = Story(drawn)
    assert story.start().next_due_at == MONDAY + timedelta(hours=36)
    assert story.fire().status == "completed"


@pytest.mark.parametrize("duration", ['"PT10S"', '"P999999Y"', '"P11Y"', '"-P1D"', '"R/PT0S"', '"morgen"', "1", '"P"'])
def test_a_duration_is_bounded(duration: str) -> None:
    drawn = diagram(
        "proef", start(), catch("wachten", timer(duration, "timeDuration")), end(), chain("begin", "wachten", "einde")
    )
    with pytest.raises(EngineError) as caught:
        Story(drawn).start()
    assert caught.value.element_id == "wachten"


@pytest.mark.parametrize("instant", ['"2026-01-15T17:00:00"', "vandaag()", '"morgen"', "1"])
def test_an_instant_without_an_offset_is_refused(instant: str) -> None:
    with pytest.raises(EngineError) as caught:
        Story(reminded(("verval", instant, True))).start()
    assert caught.value.element_id == "verval"


def test_a_cycle_timer_is_refused() -> None:
    drawn = diagram(
        "proef", start(), catch("wachten", timer('"R/PT0S"', "timeCycle")), end(), chain("begin", "wachten", "einde")
    )
    with pytest.raises(EngineError):
        Story(drawn).start()
