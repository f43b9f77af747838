"""One step of a trial: a clock of its own, plain functions, and building blocks that answer what they declare."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from service.domain.deadlines import AMSTERDAM
from service.engine.gate.trial.result import DateMissing
from service.ports import ElementRef

BEGIN: Final = datetime(2026, 1, 12, 9, tzinfo=UTC)
TERM_DAYS: Final = 5
Answer = Callable[[ElementRef], Mapping[str, Any]]


@dataclass
class Tape:
    """Which of its answers each call of a building block gives; `following` is the next combination to try."""

    picks: list[int]
    options: list[int] = field(default_factory=list)

    def pick(self, values: list[Any]) -> Any:
        """One of these values."""
        place = len(self.options)
        self.options.append(len(values))
        return values[self.picks[place] if place < len(self.picks) else 0]

    def following(self) -> list[int] | None:
        """The next combination of answers, None after the last."""
        picks = [*self.picks, *[0] * len(self.options)][: len(self.options)]
        for place in reversed(range(len(picks))):
            if picks[place] + 1 < self.options[place]:
                return [*picks[:place], picks[place] + 1]
        return None


@dataclass(frozen=True)
class TrialStep:
    """The context of one step."""

    now: datetime
    answer: Answer
    settings: Mapping[str, Any]

    @property
    def today(self) -> date:
        return self.now.astimezone(AMSTERDAM).date()

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        return {
            "termijn": lambda _code, since: weekdays(TERM_DAYS, since),
            "werkdagen": weekdays,
            "vandaag": lambda: self.today.isoformat(),
            "om_herinnering": lambda day: _at(9, day),
            "om_verval": lambda day: _at(17, day),
            "eerste_van": lambda *days: min(map(_day, days)).isoformat(),
            "laatste_van": lambda *days: max(map(_day, days)).isoformat(),
            "kies": lambda condition, then, otherwise: then if condition else otherwise,
            "instelling": lambda key: self.settings[key],
            "aantal": len,
        }

    def call_handler(self, _name: str, _parameters: Mapping[str, Any], element: ElementRef) -> Mapping[str, Any]:
        return self.answer(element)


def weekdays(number: int, since: str) -> str:
    """Working days without holidays: near enough to try an order of events."""
    found, step = _day(since), 1 if number > 0 else -1
    for _ in range(abs(number)):
        found += timedelta(step)
        while found.weekday() > 4:
            found += timedelta(step)
    return found.isoformat()


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise DateMissing("er wordt met een datum gerekend die niet is ingevuld") from error


def _at(hour: int, day: str) -> str:
    return datetime.combine(_day(day), time(hour), AMSTERDAM).isoformat()
