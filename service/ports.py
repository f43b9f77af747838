"""What the inside asks of the outside, as small protocols; everything above implements or receives these."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


@dataclass(frozen=True)
class ElementRef:
    """Where in a diagram something happens; `host` is the task that a boundary branch belongs to.

    A branch that a timer began says by which rule: the code of its `term`, or `why` the day was that day.
    """

    process_key: str
    element_id: str
    name: str
    role: str
    host_element_id: str | None = None
    host_spiff_id: str | None = None
    host_due_on: date | None = None
    term: str = ""
    why: str = ""


class StepContext(Protocol):
    """What one step gives to the engine: its instant, its day, the functions of expressions, the handlers."""

    @property
    def now(self) -> datetime: ...

    @property
    def today(self) -> date: ...

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]: ...

    def call_handler(self, name: str, parameters: Mapping[str, Any], element: ElementRef) -> Mapping[str, Any]:
        """Run a building block by name; returns routing scalars only."""
        ...


@dataclass(frozen=True)
class HandlerParameter:
    """One typed parameter of a handler: `type` is str, int, bool or date (an ISO string).

    `choices` are the only values it takes, when there are few; `refers` says what its value is the name of: bericht
    (a kind of mail), rollen (lanes, with commas), proces. `help` is a Dutch sentence.
    """

    name: str
    type: str
    required: bool
    choices: tuple[str, ...] = ()
    refers: str = ""
    help: str = ""


class HandlerDescription(Protocol):
    """What gate and editor know of a building block."""

    @property
    def name(self) -> str: ...

    @property
    def summary(self) -> str: ...

    @property
    def subject(self) -> str: ...

    @property
    def parameters(self) -> tuple[HandlerParameter, ...]: ...

    @property
    def returns(self) -> tuple[str, ...]: ...


class HandlerCatalogue(Protocol):
    """The building blocks a diagram may use."""

    def find(self, name: str) -> HandlerDescription | None: ...

    def all(self) -> Iterable[HandlerDescription]: ...


class HandlerTable(HandlerCatalogue, Protocol):
    """The building blocks, callable by name; `step` is the use cases' Step."""

    def call(self, name: str, step: Any, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Run one; parameters and answer are scalars, dates as ISO strings."""
        ...
