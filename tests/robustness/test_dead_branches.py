"""A branch that can never go on is an error at once, also when something else in the instance still waits."""

import pytest

from service.engine import NothingWaits
from tests.engine.drawing import boundary, call, chain, diagram, end, flow, message, parallel, service, start, user, xor
from tests.engine.world import Step, Story

# The join of the inner process waits for a branch that was never taken.
DEAD = diagram(
    "stap",
    start("stap_begin"),
    user("doen"),
    xor("keuze", "f_keuze__een"),
    service("een", "tellen"),
    service("twee", "tellen"),
    parallel("samen"),
    end("stap_klaar"),
    chain("stap_begin", "doen", "keuze", "een", "samen", "stap_klaar"),
    flow("keuze", "twee", "False"),
    flow("twee", "samen"),
)


def test_a_dead_call_is_an_error_although_its_caller_can_be_withdrawn() -> None:
    caller = diagram(
        "proef",
        start(),
        call("roepen", "stap"),
        boundary("weg", "roepen", message("intrekken")),
        end("ingetrokken", "ingetrokken"),
        end(),
        chain("begin", "roepen", "einde"),
        chain("weg", "ingetrokken"),
        messages=["intrekken"],
    )
    story = Story(caller, DEAD)
    story.start()
    before = story.outcome
    with pytest.raises(NothingWaits) as caught:
        story.do("doen")
    assert caught.value.process_key == "stap"
    assert story.outcome == before
    assert story.open == ["doen"]


def test_a_dead_call_is_an_error_although_another_branch_waits() -> None:
    caller = diagram(
        "proef",
        start(),
        parallel("split"),
        call("roepen", "stap"),
        user("wachten"),
        parallel("bijeen"),
        end(),
        chain("begin", "split", "roepen", "bijeen", "einde"),
        chain("split", "wachten", "bijeen"),
    )
    story = Story(caller, DEAD)
    story.start()
    with pytest.raises(NothingWaits):
        story.do("doen")


def test_looking_at_an_instance_changes_nothing_and_says_the_same() -> None:
    story = Story(diagram("proef", start(), user("doen"), end(), chain("begin", "doen", "einde")))
    started = story.start()
    seen = story.runner.inspect(story.snapshot, Step())
    assert (seen.state, seen.open_tasks, seen.active) == (started.state, started.open_tasks, started.active)
    assert (seen.status, seen.visited) == ("running", ())
