"""An instance stays small and findable however long it runs, and stops loudly where it cannot go on."""

import statistics
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from service.engine import EngineError, Library, Limits, ReleaseFiles, Runner, Snapshot
from service.engine.codec import decode, workflows
from service.engine.script_engine import SafeScriptEngine
from tests.engine.drawing import (
    boundary,
    call,
    chain,
    diagram,
    end,
    flow,
    parallel,
    service,
    start,
    sub_process,
    timer,
    user,
    xor,
)
from tests.engine.world import Blocks, Step, Story

LOOP = diagram(
    "proef",
    start(),
    user("doen", takes="nog_eens"),
    boundary("t", "doen", timer("om_verval(vervalt_op)"), interrupting=False),
    service("t_actie", "melden", bericht='"laat"'),
    end("t_einde", "tak_klaar"),
    service("tellen", "tellen", takes="aantal", stap="aantal"),
    call("roepen", "stap"),
    xor("keuze", "f_keuze__einde"),
    end(),
    chain("begin", "doen", "tellen", "roepen", "keuze"),
    chain("t", "t_actie", "t_einde"),
    flow("keuze", "doen", "nog_eens"),
    flow("keuze", "einde"),
    variables={"nog_eens": "bool; doen", "aantal": "int; tellen; 0"},
)
STEP = diagram(
    "stap",
    start("stap_begin"),
    sub_process(
        "binnen",
        start("binnen_begin"),
        user("stap_doen"),
        end("binnen_klaar", "tak_klaar"),
        chain("binnen_begin", "stap_doen", "binnen_klaar"),
    ),
    end("stap_klaar"),
    chain("stap_begin", "binnen", "stap_klaar"),
)


def count(_name: str, parameters: Mapping[str, Any], _element: object) -> Mapping[str, Any]:
    return {"aantal": parameters["stap"] + 1} if "stap" in parameters else {}


def size(story: Story) -> int:
    release = story.library.get(1)
    loaded = decode(story.outcome.state, release.specs("proef"), SafeScriptEngine(release, Step()))
    return sum(len(found.tasks) for found in workflows(loaded))


def test_a_thousand_rounds_leave_the_state_as_small_as_it_was() -> None:
    story = Story(LOOP, STEP)
    step = Step(answer=count)
    story.start(step)
    story.fire()
    story.do("doen", step, nog_eens=True)
    story.do("stap_doen", step)
    tasks, sizes = size(story), []
    for number in range(1000):
        if number % 100 == 0:
            story.fire()
        story.do("doen", step, nog_eens=True)
        story.do("stap_doen", step)
        sizes.append(len(story.outcome.state))
        step.calls.clear()
    assert size(story) == tasks
    assert max(sizes[-100:]) <= statistics.mean(sizes[:100]) * 1.1
    assert story.outcome.data["aantal"] == 1001
    story.do("doen", step, nog_eens=False)
    done = story.do("stap_doen", step)
    assert (done.status, done.result, done.data["aantal"]) == ("completed", "klaar", 1002)


def test_a_loop_beside_a_waiting_branch_stays_small_and_joins_at_the_end() -> None:
    drawn = diagram(
        "proef",
        start(),
        parallel("split"),
        user("wachten", takes="naam"),
        user("doen", takes="nog_eens"),
        xor("keuze", "f_keuze__samen"),
        parallel("samen"),
        end(),
        chain("begin", "split", "wachten", "samen", "einde"),
        chain("split", "doen", "keuze"),
        flow("keuze", "doen", "nog_eens"),
        flow("keuze", "samen"),
        variables={"nog_eens": "bool; doen", "naam": "str; wachten"},
    )
    story = Story(drawn)
    story.start()
    story.do("doen", nog_eens=True)
    tasks = size(story)
    for _ in range(50):
        story.do("doen", nog_eens=True)
    assert size(story) == tasks
    story.do("doen", nog_eens=False)
    assert story.open == ["wachten"]
    done = story.do("wachten", naam="n")
    assert (done.result, done.data["naam"], done.data["nog_eens"]) == ("klaar", "n", False)


def test_a_loop_over_a_split_and_a_join_keeps_working_round_after_round() -> None:
    drawn = diagram(
        "proef",
        start(),
        xor("weer"),
        parallel("split"),
        user("een", takes="a"),
        user("twee", takes="nog_eens"),
        parallel("samen"),
        xor("keuze", "f_keuze__einde"),
        end(),
        chain("begin", "weer", "split", "een", "samen", "keuze"),
        chain("split", "twee", "samen"),
        flow("keuze", "weer", "nog_eens"),
        flow("keuze", "einde"),
        variables={"nog_eens": "bool; twee", "a": "int; een"},
    )
    story = Story(drawn)
    story.start()
    sizes = []
    for number in range(20):
        assert sorted(story.open) == ["een", "twee"]
        story.do("een" if number % 2 else "twee", a=number, nog_eens=True)
        story.do("twee" if number % 2 else "een", a=number, nog_eens=True)
        sizes.append(size(story))
    assert sizes[-1] == sizes[2]
    story.do("een", a=99)
    done = story.do("twee", nog_eens=False)
    assert (done.status, done.data["a"]) == ("completed", 99)


def test_a_loop_without_a_wait_is_an_error_that_names_an_element() -> None:
    drawn = diagram(
        "proef",
        start(),
        service("tellen", "tellen"),
        xor("keuze", "f_keuze__tellen"),
        end(),
        chain("begin", "tellen", "keuze"),
        flow("keuze", "einde", "False"),
        flow("keuze", "tellen"),
    )
    with pytest.raises(EngineError, match="500") as caught:
        Story(drawn).start()
    assert caught.value.element_id in {"tellen", "keuze"}


def test_passing_the_depth_limit_is_an_error_and_never_a_silent_end() -> None:
    tasks = [f"t{number}" for number in range(40)]
    body = "".join(service(name, "tellen") for name in tasks)
    drawn = diagram("proef", start(), body, user("doen"), end(), chain("begin", *tasks, "doen", "einde"))
    assert Story(drawn).start().open_tasks
    with pytest.raises(EngineError, match="deeper"):
        Story(drawn, limits=Limits(depth=30)).start()


def test_too_large_a_state_is_an_error() -> None:
    drawn = diagram("proef", start(), user("doen"), end(), chain("begin", "doen", "einde"))
    with pytest.raises(EngineError, match="bytes"):
        Story(drawn, limits=Limits(state_bytes=100)).start()


def test_an_instance_in_which_nothing_is_open_and_nothing_waits_is_an_error() -> None:
    drawn = diagram(
        "proef",
        start(),
        xor("keuze", "f_keuze__een"),
        service("een", "tellen"),
        service("twee", "tellen"),
        parallel("samen"),
        end(),
        chain("begin", "keuze", "een", "samen", "einde"),
        flow("keuze", "twee", "False"),
        flow("twee", "samen"),
    )
    with pytest.raises(EngineError, match="nothing is open"):
        Story(drawn).start()


def test_a_task_without_a_way_out_is_an_error_and_not_a_zombie() -> None:
    story = Story(diagram("proef", start(), user("doen"), flow("begin", "doen")))
    story.start()
    with pytest.raises(EngineError):
        story.do("doen")


def test_instances_share_one_parsed_release_in_many_threads() -> None:
    story = Story(LOOP, STEP)
    step = Step(answer=count)
    before = story.start(step)

    def run(_number: int) -> int:
        runner, state, rounds = Runner(story.library), before, 0
        for element, values in (("doen", {"nog_eens": True}), ("stap_doen", {})) * 5:
            task = next(task for task in state.open_tasks if task.element_id == element)
            state = runner.complete(Snapshot(1, "proef", state.state), task.spiff_id, values, Step(answer=count))
            rounds += element == "doen"
        return int(state.data["aantal"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(run, range(24))) == [5] * 24


def test_a_release_is_parsed_once_and_again_by_nobody() -> None:
    loads: list[int] = []
    files = Story(LOOP, STEP).files

    def load(release_id: int) -> ReleaseFiles:
        loads.append(release_id)
        return files

    library = Library(load, Blocks())
    with ThreadPoolExecutor(8) as pool:
        releases = list(pool.map(lambda _: library.get(1), range(16)))
    assert loads == [1]
    assert len({id(release) for release in releases}) == 1
