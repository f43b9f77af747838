"""What our own code knows of a process: read from the diagram once, then shared by every instance of the release."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any, Final

START: Final = "start"
SIDE_END: Final = "tak_klaar"
UNSET: Final = object()
SUBJECTS: Final[Mapping[str, str]] = {
    "zaak": "case",
    "aanmeldpoging": "registration_attempt",
    "thema": "theme",
    "team": "team",
    "plaatsingstoets": "placement_review",
}
HUMAN_KINDS: Final = frozenset({"userTask", "manualTask", "task"})


@dataclass(frozen=True)
class Lane:
    """A lane: `role` is the key made from its Dutch label."""

    role: str
    label: str


@dataclass(frozen=True)
class Variable:
    """A declared variable: `sources` are `start` or ids of elements; `first` is UNSET when it has no first value."""

    name: str
    type: str
    sources: tuple[str, ...]
    first: Any = UNSET

    @property
    def from_start(self) -> bool:
        """Whether the instance may be given this variable when it starts."""
        return START in self.sources

    @property
    def needed_at_start(self) -> bool:
        """Whether nothing else can set it: the start gives it, it has a first value, or the start is refused."""
        return self.sources == (START,) and self.first is UNSET


@dataclass(frozen=True)
class Flow:
    """A sequence flow; `condition` is None on a default flow and outside gateways."""

    id: str
    source: str
    target: str
    name: str
    condition: str | None
    is_default: bool


@dataclass(frozen=True)
class NodeModel:
    """One element of a diagram; `kind` is its BPMN tag.

    `takes` are pairs of a variable and a field or returned scalar; `due`, `timer` and the values of `parameters` are
    expressions; `inside` is the sub-process that holds the element, `item` the variable of a multi-instance.
    """

    id: str
    kind: str
    name: str
    role: str
    form: str | None = None
    documentation: str = ""
    calls: str | None = None
    phase: str | None = None
    mandatory: str | None = None
    due: str | None = None
    takes: tuple[tuple[str, str], ...] = ()
    handler: str | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    result: str | None = None
    event: str | None = None
    message: str | None = None
    timer: str | None = None
    attached_to: str | None = None
    interrupting: bool = True
    answered_at_start: bool = False
    inside: str | None = None
    item: str | None = None

    @property
    def expressions(self) -> tuple[str, ...]:
        """The expressions of the element itself: its due date, its timer, its parameters."""
        given = (self.due, self.timer, *(source for _, source in self.parameters))
        return tuple(source for source in given if source)

    @property
    def is_human(self) -> bool:
        """Whether the element waits for a person."""
        return self.kind in HUMAN_KINDS


@dataclass(frozen=True)
class ProcessModel:
    """A process of a release. `subject` is case, registration_attempt, theme, team or placement_review."""

    key: str
    name: str
    documentation: str
    subject: str
    variables: Mapping[str, Variable]
    lanes: tuple[Lane, ...]
    nodes: Mapping[str, NodeModel]
    flows: tuple[Flow, ...]

    @property
    def start_variables(self) -> tuple[str, ...]:
        """The variables that may be given at the start."""
        return tuple(name for name, variable in self.variables.items() if variable.from_start)

    @property
    def first_values(self) -> dict[str, Any]:
        """The variables that have a value from the beginning."""
        return {name: found.first for name, found in self.variables.items() if found.first is not UNSET}

    def missing_at_start(self, data: Container[str]) -> list[str]:
        """The variables that a start with these data would leave without a value."""
        return [name for name, variable in self.variables.items() if variable.needed_at_start and name not in data]

    @property
    def result_variable(self) -> str:
        """The variable that receives the result code of the end that is reached."""
        return result_variable(self.key)


def result_variable(process_key: str) -> str:
    """The name of the variable with a process's result code."""
    return f"{process_key}_resultaat"
