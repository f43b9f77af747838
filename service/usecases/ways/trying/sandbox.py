"""A service of its own for one dry run: the real engine and use cases on a file, with a clock that stands still.

A file is never written once it is there: a step works on a copy, which becomes the next file. So any process of this
machine can do the next step, and a step that breaks leaves nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from service.adapters.clock import FrozenClock
from service.db import Database, Statements
from service.engine import Library, Outcome, ReleaseFiles, Runner
from service.engine.values import Visit
from service.usecases.releases import release_files
from service.usecases.work import Services, WorkFactory

RELEASE = 1
# The result of what ran before the example was ready to be tried.
PREPARED = "voorbereid"
_STATEMENTS = Statements()
_LIBRARIES: dict[tuple[int, str], Library] = {}
_MOST_LIBRARIES = 8


class WatchedRunner(Runner):
    """A runner that remembers what was passed."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.visits: list[Visit] = []

    def _finish(self, run: Any) -> Outcome:
        outcome = super()._finish(run)
        self.visits += outcome.visited
        return outcome


@dataclass(frozen=True)
class Sandbox:
    """One file, opened."""

    services: Services
    clock: FrozenClock
    runner: WatchedRunner

    @property
    def factory(self) -> WorkFactory:
        return WorkFactory(self.services)

    @property
    def visits(self) -> Sequence[Visit]:
        """What was passed since it was opened."""
        return self.runner.visits


@contextmanager
def opened(services: Services, file: Path, now: datetime, content: str = "") -> Iterator[Sandbox]:
    """Open the file of a dry run; `content` tells its diagrams apart, so that they are parsed once."""
    database, clock = Database(f"sqlite:///{file}", statements=_STATEMENTS), FrozenClock(now)
    try:
        runner = WatchedRunner(_library(services, database, content))
        # Nothing leaves from here: without a mail server and outside the demo, mail waits in the outbox for ever.
        settings = replace(services.settings, database_url=f"sqlite:///{file}", smtp_url="", demo=False)
        own = replace(
            services, database=database, clock=clock, library=runner._library, runner=runner, settings=settings
        )
        yield Sandbox(own, clock, runner)
    finally:
        database.close()


def _library(services: Services, database: Database, content: str) -> Library:
    key = (id(services.handlers), content)
    found = _LIBRARIES.get(key)
    if found is not None:
        return found

    def load(release_id: int) -> ReleaseFiles:
        with database.read() as session:
            return release_files(session, release_id)

    library = Library(load, services.handlers)
    if content:
        library.get(RELEASE)  # while its file is there
        for old in list(_LIBRARIES)[: max(len(_LIBRARIES) - _MOST_LIBRARIES + 1, 0)]:
            _LIBRARIES.pop(old, None)
        _LIBRARIES[key] = library
    return library
