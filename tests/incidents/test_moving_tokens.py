"""Moving a token in the engine: to where it is sound, with its data; refused where branches belong together."""

import pytest

from service.engine import EngineError
from tests.engine.drawing import (
    boundary,
    call,
    chain,
    diagram,
    end,
    many,
    parallel,
    service,
    start,
    timer,
    user,
)
from tests.engine.world import Step, Story

REMINDER = (
    boundary("klok", "twee", timer("om_verval(vervalt_op)"), False),
    service("klok_actie", "melden", bericht='"te laat"'),
    end("klok_einde", "tak_klaar"), chain("klok", "klok_actie", "klok_einde"),
)  # fmt: skip
ROW = diagram(
    "proef", start(), user("een", takes="keuze"), user("twee"), *REMINDER, user("drie"), end(),
    chain("begin", "een", "twee", "drie", "einde"), variables={"keuze": "str; een"},
)  # fmt: skip
SPLIT = diagram(
    "proef", start(), user("vooraf"), parallel("uit"), user("links"), user("rechts"), parallel("in"), user("achteraf"),
    end(), chain("begin", "vooraf", "uit", "links", "in", "achteraf", "einde"), chain("uit", "rechts", "in"),
)  # fmt: skip


def token(story: Story, number: int = 0) -> str:
    return story.runner.tokens(story.snapshot, Step())[number].spiff_id


def move(story: Story, target: str) -> None:
    story.outcome = story.runner.move(story.snapshot, token(story), target, Step())


def test_the_chosen_task_opens_with_the_same_data_and_the_process_goes_on_from_there() -> None:
    story = Story(ROW)
    story.start()
    story.do("een", keuze="links")
    move(story, "drie")
    assert (story.open, story.outcome.open_tasks[0].data) == (["drie"], {"keuze": "links"})
    assert story.outcome.next_due_at is None, "the reminders of what was left are gone"
    assert story.do("drie").status == "completed"


def test_it_may_go_back_and_comes_with_fresh_reminders() -> None:
    story = Story(ROW)
    story.start()
    for name in ("een", "twee"):
        story.do(name)
    move(story, "twee")
    assert story.open == ["twee"]
    assert story.outcome.next_due_at is not None
    assert story.fire().visited
    move(story, "een")
    story.do("een")
    story.do("twee")
    assert story.do("drie").status == "completed"


def test_moving_to_and_fro_a_hundred_times_does_not_grow_the_state() -> None:
    story = Story(ROW)
    story.start()
    sizes = []
    for _ in range(100):
        move(story, "twee")
        move(story, "een")
        sizes.append(len(story.outcome.state))
    assert max(sizes) - min(sizes) < 30, sizes
    for name in ("een", "twee"):
        story.do(name)
    assert story.do("drie").status == "completed"


def test_a_branch_is_neither_left_nor_entered() -> None:
    story = Story(SPLIT)
    story.start()
    [standing] = story.runner.tokens(story.snapshot, Step())
    assert standing.targets == (("achteraf", "achteraf"),), "a join would wait for the other branch for ever"
    story.do("vooraf")
    assert all(found.refusal and not found.targets for found in story.runner.tokens(story.snapshot, Step()))
    story.do("links")
    waiting = story.runner.tokens(story.snapshot, Step())
    assert all(found.refusal for found in waiting), "the branch that is done waits at the join"
    with pytest.raises(EngineError, match="cannot go to achteraf"):
        story.runner.move(story.snapshot, waiting[0].spiff_id, "achteraf", Step())


def test_one_of_a_set_stays_where_it_is() -> None:
    drawn = diagram(
        "proef", start(), user("doen", body=many("partijen", "partij")), user("daarna"), end(),
        chain("begin", "doen", "daarna", "einde"), variables={"partijen": "list; start"},
    )  # fmt: skip
    story = Story(drawn)
    story.start(partijen=["a", "b"])
    assert all(found.refusal and "groep" in found.refusal for found in story.runner.tokens(story.snapshot, Step()))


def test_within_a_call_the_token_moves_inside_the_called_process_and_its_caller_goes_on() -> None:
    caller = diagram(
        "proef", start(), call("stap", "binnen"), user("slot"), end(), chain("begin", "stap", "slot", "einde")
    )
    callee = diagram(
        "binnen", start("binnen_begin"), user("eerst"), user("later"), end("binnen_einde"),
        chain("binnen_begin", "eerst", "later", "binnen_einde"),
    )  # fmt: skip
    story = Story(caller, callee)
    story.start()
    [standing] = story.runner.tokens(story.snapshot, Step())
    assert (standing.process_key, standing.targets) == ("binnen", (("later", "later"),))
    move(story, "later")
    story.do("later")
    assert story.open == ["slot"]


def test_a_token_that_is_gone_is_refused() -> None:
    story = Story(ROW)
    story.start()
    old = token(story)
    story.do("een")
    with pytest.raises(EngineError, match="no token"):
        story.runner.move(story.snapshot, old, "drie", Step())


def test_declared_scalars_can_be_put_right_and_nothing_else() -> None:
    story = Story(ROW)
    story.start()
    story.do("een", keuze="links")
    assert [(one.name, one.type, one.value) for one in story.runner.variables(story.snapshot, "proef", Step())] == [
        ("keuze", "str", "links")
    ]
    story.outcome = story.runner.correct(story.snapshot, "proef", {"keuze": "rechts"}, Step())
    assert story.outcome.open_tasks[0].data == {"keuze": "rechts"}
    story.do("twee")
    assert story.outcome.open_tasks[0].data == {"keuze": "rechts"}
    for wrong in ({"anders": "x"}, {"keuze": 3}):
        with pytest.raises(EngineError):
            story.runner.correct(story.snapshot, "proef", wrong, Step())


def test_a_task_that_needs_data_from_a_step_not_taken_is_no_target() -> None:
    drawn = diagram(
        "proef", start(), user("een"), service("besluiten", "tellen", takes="gestart_op"),
        user("twee", due="werkdagen(5, gestart_op)"), user("drie"), end(),
        chain("begin", "een", "besluiten", "twee", "drie", "einde"), variables={"gestart_op": "date; besluiten"},
    )  # fmt: skip
    story = Story(drawn)
    story.start()
    assert story.runner.tokens(story.snapshot, Step())[0].targets == (("drie", "drie"),)
    story.do("een", Step(answer=lambda *_: {"gestart_op": "2026-01-12"}))
    move(story, "een")
    assert dict(story.runner.tokens(story.snapshot, Step())[0].targets) == {"twee": "twee", "drie": "drie"}
