"""What a form consists of: fields, choices and rules, as read from its file."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.expressions import FUNCTIONS, Compiled

TYPES = frozenset(
    [
        "tekst",
        "lange_tekst",
        "keuze",
        "meerkeuze",
        "datum",
        "getal",
        "bedrag",
        "janee",
        "verwijzing",
        "lijst",
        "verborgen",
    ],
)
SOURCES = frozenset(
    [
        "gemeenten",
        "organisaties",
        "aanbieders",
        "procesregisseurs",
        "casusregisseurs",
        "netwerken",
        "overlegmomenten",
        "overdrachtspartijen",
        "uitvoerders",
    ]
)
SETTING_PREFIX, SOURCE_PREFIX = "instelling:", "bron:"
# The moments of a timer mean nothing in a form.
FORM_FUNCTIONS = FUNCTIONS - {"om_herinnering", "om_verval"}


class FormDefinitionError(ValueError):
    """A form file that cannot be used; `problems` are Dutch sentences, one per mistake."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(self.problems))


@dataclass(frozen=True)
class Choice:
    """One answer to choose: `value` is stored, `label` is shown."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """One question; `fields` are the columns of a list, `choices` a setting (`instelling:…`) when a region fills them.

    At the top level a condition in `required` or `show` decides whether the field is shown at all;
    inside a row it only decides whether the column must be filled in.
    """

    name: str
    type: str
    label: str
    help: str = ""
    required: bool | Compiled = False
    show: Compiled | None = None
    choices: tuple[Choice, ...] | str = ()
    source: str | None = None
    fields: tuple["Field", ...] = ()
    core: bool = False
    row_label: str = "Rij"
    minimum: int | None = None
    maximum: int | None = None

    @property
    def condition(self) -> Compiled | None:
        """The expression that decides whether the field is shown, if any."""
        return self.required if isinstance(self.required, Compiled) else self.show

    @property
    def blank(self) -> list[object] | None:
        """What an expression sees when the field is not answered."""
        return [] if self.type in ("meerkeuze", "lijst") else None

    @property
    def options_key(self) -> str | None:
        """What to ask `FormScope.choices` for, when the choices are not in the file."""
        if self.source is not None:
            return SOURCE_PREFIX + self.source
        return self.choices if isinstance(self.choices, str) else None


@dataclass(frozen=True)
class Rule:
    """A demand on the answers together; `message` is shown at `field` when it does not hold."""

    demand: Compiled
    message: str
    field: str
