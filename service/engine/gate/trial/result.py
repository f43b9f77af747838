"""What a trial has to tell, in plain values that can leave the process it ran in."""

import re
from dataclasses import dataclass

from service.domain.expressions import ExpressionError
from service.engine.errors import EngineError, NothingWaits


@dataclass(frozen=True)
class Stuck:
    """A way that went wrong: the element of the process that was tried, why (Dutch), and the steps that led there."""

    element: str | None
    reason: str
    way: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """The trial of one process: `missed` are elements no case came to, `whole` that every way was walked."""

    stuck: tuple[Stuck, ...]
    missed: tuple[str, ...]
    whole: bool
    states: int
    ended: int


# The engine's own words are for the log; these are for whoever drew the diagram.
_IN_DUTCH = (
    (r"the due date .* is not a date", "de vervaldatum is leeg of geen datum"),
    (r"parameter (\w+) should be .*", r"de waarde van «\1» is leeg of van de verkeerde soort"),
    (r"(?:\S+ )?starts without (.*)", r"het proces start zonder \1"),
    (r"more than \d+ elements in one step.*", "er is een lus die nergens wacht"),
    (r"the task tree is deeper than .*|the state has .*", "de zaak wordt te groot; er is een lus zonder einde"),
    (r"timer without offset.*", "de timer geeft geen moment; gebruik om_herinnering of om_verval"),
    (r"No conditions satisfied for .*", "geen enkele voorwaarde is waar en er is geen standaardstroom"),
    (r"\d+ instances at once.*", "de meervoudige taak krijgt te veel onderdelen"),
    (r"(\w+) should be (\w+) and is .*", r"de variabele «\1» krijgt een waarde van de verkeerde soort"),
    (r"variable (\w+) is not declared", r"de variabele «\1» staat niet bij het proces"),
)


def reason_of(error: EngineError) -> str:
    """Why a step could not be done, in Dutch as far as it is known."""
    if isinstance(error, NothingWaits):
        return "er staat niets meer open, terwijl het proces niet is afgelopen"
    text = str(error.cause)
    if isinstance(error.cause, ExpressionError | DateMissing):
        return text.rstrip(".")
    for pattern, dutch in _IN_DUTCH:
        found = re.fullmatch(pattern, text)
        if found:
            return found.expand(dutch)
    return f"de procesmotor meldt: {text[:200]}"


class DateMissing(ValueError):
    """A function was given something that is no date; the message is Dutch."""
