"""Timers that read the time of the step, and fire only when the runner says so.

The library compares each timer with the machine's clock at every opportunity and with `<`, so that a timer does not
fire on its own instant. Here a timer only knows its due instant; the runner decides which timers fire in a step.
That needs no patched clock: the instant travels with the engine object of the step.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.event_definitions.timer import (
    DurationTimerEventDefinition,
    TimeDateEventDefinition,
    TimerEventDefinition,
)
from SpiffWorkflow.spiff.parser.event_parsers import SpiffBoundaryEventParser, SpiffIntermediateCatchEventParser

from service.engine.place import Task, failure
from service.engine.script_engine import engine_of
from service.engine.xml import BPMN, Element

VALUE = "event_value"
FIRED = "event_fired"
MIN_DURATION = timedelta(minutes=1)
MAX_DURATION = timedelta(days=3660)
_DURATION = re.compile(r"P(?=.)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?(T(?=.)(\d{1,5}H)?(\d{1,6}M)?(\d{1,8}S)?)?")


def read_duration(text: Any) -> dict[str, Any]:
    """An ISO 8601 duration without signs, fractions and repeats, as the library's parts; raises ValueError."""
    if not isinstance(text, str) or not _DURATION.fullmatch(text):
        raise ValueError(f"not a duration: {text!r}")
    parts: dict[str, Any] = TimerEventDefinition.parse_iso_duration(text)
    return parts


def duration_from(text: Any, start: datetime) -> timedelta:
    """How long a duration lasts from an instant (months differ); raises ValueError when it is bad or too long."""
    try:
        wait: timedelta = TimerEventDefinition.get_timedelta_from_start(read_duration(text), start)
    except OverflowError as error:
        raise ValueError(f"too long: {text!r}") from error
    if not MIN_DURATION <= wait <= MAX_DURATION:
        raise ValueError(f"a timer waits at least a minute and at most ten years, not {wait}")
    return wait


class _Armed:
    """Fixes its due instant once, and has fired when the step fires it."""

    expression: str

    def has_fired(self, my_task: Task) -> bool:
        known = my_task.internal_data
        if known.get(VALUE) is None:
            known[VALUE] = self.due_at(my_task)
        if my_task.id in engine_of(my_task).firing:
            known[FIRED] = True
        return bool(known.get(FIRED, False))

    def due_at(self, my_task: Task) -> str:
        raise NotImplementedError


class DateTimer(_Armed, TimeDateEventDefinition):
    """Due at the instant its expression gives."""

    def due_at(self, my_task: Task) -> str:
        return engine_of(my_task).instant(my_task, self.expression)


class DurationTimer(_Armed, DurationTimerEventDefinition):
    """Due some time after it is armed: at least a minute, at most ten years."""

    def due_at(self, my_task: Task) -> str:
        engine = engine_of(my_task)
        try:
            wait = duration_from(engine.evaluate(my_task, self.expression), engine.step.now)
        except ValueError as error:
            raise failure(my_task, error) from error
        return (engine.step.now + wait).isoformat()


class _OwnTimers:
    node: Element
    filename: str

    def parse_timer_event(self, event: Element) -> TimerEventDefinition:
        name = self.node.get("name", self.node.get("id"))
        for tag, kind in (("timeDate", DateTimer), ("timeDuration", DurationTimer)):
            expression = event.findtext(f"{BPMN}{tag}")
            if expression is not None:
                return kind(name, expression.strip())
        raise ValidationException("a timer has a date or a duration", node=self.node, file_name=self.filename)


class BoundaryParser(_OwnTimers, SpiffBoundaryEventParser):
    """Boundary events with our timers."""


class CatchParser(_OwnTimers, SpiffIntermediateCatchEventParser):
    """Intermediate catch events with our timers."""
