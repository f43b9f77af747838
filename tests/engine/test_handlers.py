"""Building blocks: what goes in, what comes back, and what a failure leaves."""

from typing import Any

import pytest

from service.domain.errors import DomainError
from service.engine import EngineError
from tests.engine.drawing import (
    chain,
    diagram,
    end,
    service,
    start,
    user,
)
from tests.engine.world import MONDAY, Step, Story

HANDLED = diagram(
    "proef",
    start(),
    user("vragen"),
    service("tellen", "tellen", takes="aantal, gestart_op"),
    end(),
    chain("begin", "vragen", "tellen", "einde"),
    variables={"aantal": "int; tellen", "gestart_op": "date; tellen"},
)


def test_a_domain_error_of_a_handler_passes_through_unchanged() -> None:
    class Dicht(DomainError):
        sentence = "De deur is dicht."

    def refuse(*_: object) -> Any:
        raise Dicht

    story = Story(HANDLED)
    story.start()
    with pytest.raises(Dicht):
        story.do("vragen", Step(answer=refuse))
    assert story.do("vragen", Step(answer=lambda *_: {"aantal": 1})).status == "completed"


def test_a_failing_handler_leaves_nothing_and_keeps_its_true_cause() -> None:
    story = Story(HANDLED)
    before = story.start().state
    cause = KeyError("weg")

    def fail(*_: object) -> Any:
        raise cause

    with pytest.raises(EngineError) as caught:
        story.do("vragen", Step(answer=fail))
    error = caught.value
    assert (error.cause, error.element_id, error.handler, error.__cause__) == (cause, "tellen", "tellen", cause)
    assert story.outcome.state == before
    assert story.do("vragen", Step(answer=lambda *_: {"aantal": 2})).data["aantal"] == 2


@pytest.mark.parametrize("answer", [{"aantal": "twee"}, {"aantal": MONDAY}, {"iets": {"a": 1}}, {"iets": [1]}, None])
def test_a_handler_returns_scalars_of_the_declared_type_only(answer: Any) -> None:
    story = Story(HANDLED)
    story.start()
    with pytest.raises(EngineError) as caught:
        story.do("vragen", Step(answer=lambda *_: answer))
    assert caught.value.handler == "tellen"


def test_only_the_returned_scalars_that_the_diagram_names_are_kept() -> None:
    story = Story(HANDLED)
    story.start()
    done = story.do("vragen", Step(answer=lambda *_: {"aantal": 2, "klaar": True}))
    assert done.data == {"aantal": 2, "proef_resultaat": "klaar"}


@pytest.mark.parametrize(
    "parameters",
    [{}, {"bericht": "1"}, {"bericht": '"x"', "onbekend": '"y"'}, {"bericht": '"x"', "uiterlijk": '"morgen"'}],
)
def test_parameters_are_checked_against_the_catalogue(parameters: dict[str, str]) -> None:
    drawn = diagram(
        "proef", start(), service("bellen", "melden", None, "", **parameters), end(), chain("begin", "bellen", "einde")
    )
    with pytest.raises(EngineError) as caught:
        Story(drawn).start()
    assert (caught.value.element_id, caught.value.handler) == ("bellen", "melden")


def test_an_unknown_handler_names_itself() -> None:
    drawn = diagram("proef", start(), service("bellen", "weg"), end(), chain("begin", "bellen", "einde"))
    with pytest.raises(EngineError, match="weg"):
        Story(drawn).start()
