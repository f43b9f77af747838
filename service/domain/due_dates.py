"""A due date that can say why it is what it is, all the way through an expression."""

from collections.abc import Callable
from datetime import date

from service.domain.deadlines import dutch_day

# What sets a term apart as one for an emergency: its code, or the part of it after the dot.
EMERGENCY = ("T05", "T06")
EMERGENCY_PART = ".spoed"


class ExplainedDate(str):
    """An ISO date that can say why; to whoever only compares dates it is a string like any other.

    The reason is one Dutch sentence; `term` is the code of the term it was counted with, empty when there was none.
    """

    _explain: Callable[[], str]
    term: str

    def __new__(cls, on: date, explain: Callable[[], str], term: str = "") -> "ExplainedDate":
        made = super().__new__(cls, on.isoformat())
        # Most dates are never asked: a timer compares them, or another date comes first.
        made._explain, made.term = explain, term
        return made

    @property
    def why(self) -> str:
        return self._explain()


def started_late(on: date) -> ExplainedDate:
    """Today, as `vandaag()` gives it: as a due date it means that the term was over before the task began."""
    text = "de dag waarop deze taak begon, want de termijn was toen al voorbij"
    return ExplainedDate(on, lambda: f"{dutch_day(on)}: {text}")


def why_of(value: str) -> tuple[str, str]:
    """The reason for a date and the code of its term; both empty for a plain string."""
    return (value.why, value.term) if isinstance(value, ExplainedDate) else ("", "")


def agreed(on: date, anchor: str) -> str:
    """The reason for a date that was not counted but named before: «dinsdag 11 mei: de dag van «overleg»»."""
    about = f"de dag van «{anchor}»" if anchor else "de dag die eerder is afgesproken"
    return f"{dutch_day(on)}: {about}"


def moved(on: date, from_on: date) -> str:
    """The reason for a date that a pause or an extension moved."""
    return f"{dutch_day(on)}: verschoven van {dutch_day(from_on)}, door een pauze of een andere afspraak"


def suspended(on: date, from_on: date, until_on: date) -> str:
    """The reason for the date that is shown while a term is suspended."""
    return f"{dutch_day(on)}: was {dutch_day(from_on)}, en schuift mee met de pauze tot {dutch_day(until_on)}"


def is_emergency(code: str) -> bool:
    """Whether a term is one for emergencies."""
    return code in EMERGENCY or code.endswith(EMERGENCY_PART)
