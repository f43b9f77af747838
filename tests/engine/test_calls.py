"""What crosses a call, and what a terminate end stops."""

import pytest

from service.engine import EngineError, Snapshot
from tests.engine.drawing import (
    call,
    chain,
    diagram,
    end,
    parallel,
    start,
    sub_process,
    terminate,
    user,
)
from tests.engine.world import Step, Story

CALLEE = diagram(
    "stap",
    start("begin_stap"),
    user("stap_doen", takes="uitkomst, eigen"),
    end("stap_klaar", "gelukt"),
    chain("begin_stap", "stap_doen", "stap_klaar"),
    variables={"doel": "str; start", "ronde": "int; start; 1", "uitkomst": "str; stap_doen", "eigen": "str; stap_doen"},
)


CALLER_VARIABLES = {
    "doel": "str; start",
    "geheim": "str; start",
    "uitkomst": "str; roepen",
    "stap_resultaat": 'str; roepen; ""',
}


CALLER = diagram(
    "proef",
    start(),
    call("roepen", "stap", phase="monitoring"),
    end(),
    chain("begin", "roepen", "einde"),
    variables=CALLER_VARIABLES,
)


def test_a_call_gets_what_it_declares_and_gives_back_what_the_caller_declares() -> None:
    story = Story(CALLER, CALLEE)
    started = story.start(doel="d1", geheim="g")
    assert started.open_tasks[0].data == {"doel": "d1", "ronde": 1}
    assert started.open_tasks[0].process_key == "stap"
    assert started.phases == ("monitoring",)
    assert started.active == (("proef", "roepen"), ("stap", "stap_doen"))
    done = story.do("stap_doen", uitkomst="goed", eigen="blijft binnen")
    assert done.data == {
        "doel": "d1",
        "geheim": "g",
        "uitkomst": "goed",
        "stap_resultaat": "gelukt",
        "proef_resultaat": "klaar",
    }
    assert story.passed == ["stap_doen", "stap_klaar", "roepen", "einde"]


def test_a_call_without_its_start_variables_is_an_error() -> None:
    caller = diagram("proef", start(), call("roepen", "stap"), end(), chain("begin", "roepen", "einde"))
    with pytest.raises(EngineError, match="doel") as caught:
        Story(caller, CALLEE).start()
    assert caught.value.element_id == "roepen"


def test_a_terminate_end_in_a_sub_process_stops_its_branches_and_the_process_goes_on() -> None:
    inner = sub_process(
        "ladder",
        start("onder"),
        parallel("split"),
        user("een"),
        user("twee"),
        terminate("besloten", "tak_klaar"),
        end("verder", "tak_klaar"),
        chain("onder", "split", "een", "besloten"),
        chain("split", "twee", "verder"),
    )
    drawn = diagram(
        "proef",
        start(),
        inner,
        user("daarna"),
        end(),
        chain("begin", "ladder", "daarna", "einde"),
        lanes={"Gemeente / inkoop": ["ladder"], "Secretaris": ["begin", "daarna", "einde"]},
    )
    story = Story(drawn)
    story.start()
    assert story.open == ["een", "twee"]
    assert {task.role for task in story.outcome.open_tasks} == {"gemeente_inkoop"}
    story.do("een")
    assert story.open == ["daarna"]
    assert story.do("daarna").result == "klaar"


def test_a_terminate_end_gives_the_result_and_ends_the_side_branches() -> None:
    drawn = diagram(
        "proef",
        start(),
        parallel("split"),
        user("een"),
        user("twee"),
        terminate("stop", "gestopt"),
        end("rest", "tak_klaar"),
        chain("begin", "split", "een", "stop"),
        chain("split", "twee", "rest"),
    )
    story = Story(drawn)
    story.start()
    done = story.do("een")
    assert (done.status, done.result, done.open_tasks) == ("completed", "gestopt", ())


def test_cancelling_ends_everything_and_is_not_a_completion() -> None:
    story = Story(CALLER, CALLEE)
    story.start(doel="d1", geheim="g")
    ended = story.runner.cancel(story.snapshot, Step())
    assert (ended.status, ended.result, ended.open_tasks, ended.active) == ("cancelled", None, (), ())
    again = story.runner.cancel(Snapshot(1, "proef", ended.state), Step())
    assert again.status == "cancelled"
