"""Parallel branches meet: every change arrives, whichever branch comes last."""

import itertools

import pytest

from tests.engine.drawing import boundary, chain, diagram, end, flow, parallel, start, timer, user, xor
from tests.engine.world import Story

FORK = (start(), parallel("split"), parallel("samen"), end())
VARIABLES = {"a": "int; een; 0", "b": "int; twee; 0", "c": "int; een, drie; 0"}


@pytest.mark.parametrize("order", list(itertools.permutations(["een", "twee", "drie"])))
def test_a_branch_that_changed_nothing_takes_nothing_back(order: tuple[str, ...]) -> None:
    drawn = diagram(
        "proef",
        *FORK,
        user("een", takes="a"),
        user("twee", takes="b"),
        user("drie"),
        chain("begin", "split", "een", "samen", "einde"),
        chain("split", "twee", "samen"),
        chain("split", "drie", "samen"),
        variables=VARIABLES,
    )
    story = Story(drawn)
    story.start()
    for task in order:
        story.do(task, a=1, b=2)
    assert story.outcome.status == "completed"
    assert (story.outcome.data["a"], story.outcome.data["b"]) == (1, 2)


@pytest.mark.parametrize(("first", "last"), [("een", "drie"), ("drie", "een")])
def test_the_last_to_arrive_wins_where_two_branches_changed_the_same(first: str, last: str) -> None:
    drawn = diagram(
        "proef",
        *FORK,
        user("een", takes="c"),
        user("drie", takes="c"),
        chain("begin", "split", "een", "samen", "einde"),
        chain("split", "drie", "samen"),
        variables=VARIABLES,
    )
    story = Story(drawn)
    story.start()
    story.do(first, c=1)
    assert story.do(last, c=2).data["c"] == 2


def test_an_earlier_round_of_a_loop_has_no_say_in_a_later_one() -> None:
    drawn = diagram(
        "proef",
        *FORK,
        xor("weer"),
        user("een", takes="a"),
        user("twee", takes="b"),
        user("tussen", takes="a, nog_eens"),
        xor("keuze", "f_keuze__einde"),
        chain("begin", "weer", "split", "een", "samen", "tussen", "keuze"),
        chain("split", "twee", "samen"),
        flow("keuze", "weer", "nog_eens"),
        flow("keuze", "einde"),
        variables={**VARIABLES, "a": "int; een, tussen; 0", "nog_eens": "bool; tussen"},
    )
    story = Story(drawn)
    story.start()
    story.do("een", a=1)
    story.do("twee", b=1)
    story.do("tussen", a=50, nog_eens=True)
    story.do("een")
    assert story.do("twee").data["a"] == 50
    assert story.do("tussen", nog_eens=False).status == "completed"


def test_nested_splits_and_an_interrupted_branch_join_like_any_other() -> None:
    drawn = diagram(
        "proef",
        *FORK,
        parallel("dieper"),
        user("een", takes="a"),
        user("twee", takes="b"),
        user("drie", takes="c"),
        boundary("t", "drie", timer("om_verval(vervalt_op)")),
        user("na", takes="c"),
        xor("terug"),
        chain("begin", "split", "een", "samen", "einde"),
        chain("split", "dieper", "twee", "samen"),
        chain("dieper", "drie", "terug", "samen"),
        chain("t", "na", "terug"),
        variables={**VARIABLES, "c": "int; drie, na; 0"},
    )
    story = Story(drawn)
    story.start()
    story.do("twee", b=2)
    story.fire()
    story.do("na", c=3)
    done = story.do("een", a=1)
    assert (done.status, done.data) == ("completed", {"a": 1, "b": 2, "c": 3, "proef_resultaat": "klaar"})
