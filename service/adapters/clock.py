"""The clocks: the real one, one that can be moved (demo), one that stands still (tests)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable


@runtime_checkable
class MovableClock(Protocol):
    """A clock that can be put at another instant."""

    def now(self) -> datetime: ...

    def set(self, instant: datetime) -> None: ...


class SystemClock:
    """The time of this machine, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class DatabaseClock:
    """The real time plus an offset that all processes share through the database.

    The offset is read anew at every call: a unit of work asks once, and another process may have moved the clock.
    """

    def __init__(self, read_offset: Callable[[], timedelta], write_offset: Callable[[timedelta], None]) -> None:
        self._real, self._read, self._write = SystemClock(), read_offset, write_offset

    def now(self) -> datetime:
        return self._real.now() + self._read()

    def set(self, instant: datetime) -> None:
        """From now on the time runs from this instant."""
        self._write(instant - self._real.now())


class FrozenClock:
    """A clock for tests: it stands still until it is told to move."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        return self._instant

    def set(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)

    def forward(self, amount: timedelta) -> None:
        self._instant += amount
