"""A whole service for tests: real engine, real database, real diagrams; only the clock stands still."""

import shutil
from collections.abc import Callable, Hashable, Mapping
from copy import deepcopy
from dataclasses import fields
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from argon2 import PasswordHasher
from sqlalchemy import delete, event, update

from handlers import catalogue
from service.adapters.clock import FrozenClock
from service.db import Database
from service.domain.actors import SYSTEM, Actor
from service.engine import Library, Runner
from service.engine.gate import Finding
from service.engine.library import Release
from service.models import Account, Base, MeetingSlot, ReleaseFile
from service.settings import RegionSettings, Settings
from service.usecases.accounts import find_account, get_actor
from service.usecases.releases import load_national, release_files
from service.usecases.seeding import seed_regions
from service.usecases.ways.draft_checks import Asked
from service.usecases.work import AMSTERDAM, Services, Work, WorkFactory
from tests.databases import Databases

Result = TypeVar("Result")
ROOT = Path(__file__).parent.parent
MONDAY = datetime(2026, 9, 7, 10, 0, tzinfo=AMSTERDAM)


_PARSED: dict[tuple[int, str, str], Release] = {}  # by id, key and content


class SharedLibrary(Library):
    """A library whose parsed releases serve every service of a test run: they are never changed, and cost most."""

    def get(self, release_id: int) -> Release:
        if release_id not in self._releases:
            files = self._load(release_id)
            content = sha256()
            for name, data in sorted({**files.diagrams, **files.forms}.items()):
                content.update(f"{name}\0{sha256(data).hexdigest()}".encode())
            key = (release_id, files.key, content.hexdigest())
            if key not in _PARSED:
                _PARSED[key] = Release(files, self._catalogue)
            self._releases[release_id] = _PARSED[key]
        return self._releases[release_id]


_STATEMENTS: dict[str, tuple[Any, dict[Any, Any]]] = {}  # by kind of database: its dialect, and what it compiled


def share_statements(database: Database) -> None:
    """Let every service of a test run use the statements that an earlier one compiled."""
    dialect, compiled = _STATEMENTS.setdefault(database.engine.dialect.name, (database.engine.dialect, {}))
    for sessions in (database.read, database.write):
        engine = sessions.kw["bind"]  # type: ignore[attr-defined]
        engine.dialect = dialect
        engine.update_execution_options(compiled_cache=compiled)


_JUDGED: dict[str, tuple[Finding, ...]] = {}


def share_judgements() -> None:
    """Let every service of a test run use what the gate found before about the very same question."""
    really = Asked.judge

    def judge(asked: Asked) -> tuple[Finding, ...]:
        if asked.question not in _JUDGED:
            _JUDGED[asked.question] = really(asked)
        return _JUDGED[asked.question]

    setattr(Asked, "judge", judge)  # noqa: B010  # mypy takes no methods that are assigned to


share_judgements()

_KEPT: dict[Hashable, tuple[str, datetime, Any]] = {}  # what was kept, when it was then, what playing gave


def _parts(services: Services) -> list[int]:
    """Which engine, building blocks and settings a service works with."""
    return [id(getattr(services, part.name)) for part in fields(services)]


class World:
    """A service on a database of its own."""

    def __init__(
        self, folder: Path, now: datetime = MONDAY, url: str | None = None, databases: Databases | None = None
    ) -> None:
        self.databases, self.commits, self.closed = databases, 0, False
        self.clock = FrozenClock(now)
        self.settings = Settings.load(
            {},
            data_dir=folder,
            demo=True,
            secret_key="only-for-tests",  # noqa: S106 - it guards nothing
            api_requests_per_minute=0,
            database_url=url or f"sqlite:///{folder / 'test.db'}",
        )
        self.database = Database(self.settings.database_url)
        share_statements(self.database)
        self.services = Services(
            database=self.database,
            clock=self.clock,
            library=SharedLibrary(self._files, catalogue()),
            runner=None,  # type: ignore[arg-type]  # filled in below: it needs the library
            regions=RegionSettings(self.settings.regions_dir),
            handlers=catalogue(),
            settings=self.settings,
        )
        object.__setattr__(self.services, "runner", Runner(self.services.library))
        self.factory = WorkFactory(self.services)
        self.parts = _parts(self.services)
        event.listen(self.database.engine, "commit", self._count)

    def _count(self, _connection: object) -> None:
        self.commits += 1

    def come_to(self, stage: Hashable, play: Callable[[], Result]) -> Result:
        """Play up to a stage; whoever comes there again, in whatever test of this run, starts from a copy.

        Only a service in which nothing happened and nothing was changed can be taken there so; others play it.
        """
        if self.databases is None or self.commits or self.parts != _parts(self.services):
            return play()
        key = (id(self.databases), self.clock.now(), stage)
        if key in _KEPT:
            kept, instant, result = _KEPT[key]
            self.database.close()
            self.databases.bring_back(kept, self.settings.database_url)
            self.clock.set(instant)
            self.commits += 1
            return deepcopy(cast(Result, result))
        result = play()
        self.database.close()
        _KEPT[key] = (self.databases.keep(self.settings.database_url), self.clock.now(), deepcopy(result))
        return result

    def _files(self, release_id: int) -> Any:
        with self.database.read() as session:
            return release_files(session, release_id)

    def actor(self, key: str) -> Actor:
        """The person with this account key, with the roles of today."""
        with self.factory.read() as work:
            account = find_account(work, key)
            assert account is not None, key
            return get_actor(work, account)

    def close(self) -> None:
        self.database.close()
        self.closed = True


def demo_regions() -> Mapping[str, Any]:
    """The regions, teams and people of the demo."""
    found = yaml.safe_load((ROOT / "config/demo/regios.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def fill(world: World) -> None:
    """Make the tables, seed regions and people, load the diagrams."""
    Base.metadata.create_all(world.database.engine)
    with world.factory.write(SYSTEM) as work:
        seed_regions(work, demo_regions())
        # Nobody hears every fortnight that the table of an empty service has no cases; a test that wants to, says so.
        work.session.execute(update(MeetingSlot).values(look_at=None))
        _hash_cheaply(work, world.settings.demo_password)
    with world.factory.write(SYSTEM) as work:
        load_national(work, ROOT / "bpmn")
        # Doing all national scenarios again takes seconds: who tests that puts them back.
        work.session.execute(delete(ReleaseFile).where(ReleaseFile.kind == "scenario"))


def _hash_cheaply(work: Work, password: str) -> None:
    """Let logging in take no time: nobody guesses these passwords."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)
    work.session.execute(update(Account).where(Account.password_hash.is_not(None)).values(password_hash=cheap))


def fill_at(url: str, folder: Path) -> None:
    """Fill the database at a URL; hashing fifty passwords takes longer than a test may, so it is done once."""
    world = World(folder, url=url)
    fill(world)
    world.close()


@cache
def template(folder: Path) -> Path:
    """A filled SQLite database, made once per folder."""
    folder.mkdir(parents=True, exist_ok=True)
    fill_at(f"sqlite:///{folder / 'test.db'}", folder)
    return folder / "test.db"


def new_world(template_folder: Path, folder: Path, now: datetime = MONDAY) -> World:
    """A service on a fresh copy of the filled SQLite database."""
    shutil.copy(template(template_folder), folder / "test.db")
    return World(folder, now)
