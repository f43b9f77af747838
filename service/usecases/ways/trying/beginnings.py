"""The first file of a dry run: places, people and a way of working; for one process alone also a case with a plan."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import delete, update

from service.domain.actors import SYSTEM
from service.models import Base, MeetingSlot, Release, ReleaseFile
from service.settings.roles import lane_roles
from service.usecases.releases import release_rows
from service.usecases.seeding import seed_regions
from service.usecases.ways.contents import Files, digest
from service.usecases.ways.trying import alone, files
from service.usecases.ways.trying.people import SandboxRegion, sandbox_people
from service.usecases.ways.trying.sandbox import RELEASE, opened
from service.usecases.ways.trying.starting import registration_sample
from service.usecases.work import Services


class Ground(Protocol):
    """The files to try, the national files under them, and the region."""

    @property
    def files(self) -> Files: ...

    @property
    def under(self) -> Files: ...

    @property
    def region(self) -> SandboxRegion: ...


_ALWAYS = date(2020, 1, 1)


@contextmanager
def begun(
    services: Services, ground: Ground, now: datetime, *, on_case: bool = False, kept: bool = True
) -> Iterator[Path]:
    """The first file, in a folder of its own that goes again when the work fails, or anyway unless `kept`."""
    with files.new_folder(services) as folder:
        under = _with_case(services, ground, now) if on_case else _with_people(services, ground.region)
        file = files.copy_into(folder, under)
        _put_release(services, file, ground.files, now)
        yield file
    if not kept:
        files.remove_folder(folder)


def _with_people(services: Services, region: SandboxRegion) -> Path:
    """Tables, places and people of a region."""
    people = sandbox_people(region, lane_roles(services.settings.config_dir))

    def make(file: Path) -> None:
        with opened(services, file, services.clock.now()) as box:
            Base.metadata.create_all(box.services.database.engine)
            with box.factory.write(SYSTEM) as work:
                seed_regions(work, people)
                # That a table stays empty is about a team, not about the example: its clock does not stop there.
                work.session.execute(update(MeetingSlot).values(look_at=None))

    return files.template(services, _digest(people), make)


def _digest(*parts: object) -> str:
    tables = Base.metadata.sorted_tables
    columns = [(table.name, column.name, str(column.type)) for table in tables for column in table.columns]
    return hashlib.sha256(repr((parts, columns)).encode()).hexdigest()[:16]


def _with_case(services: Services, ground: Ground, now: datetime) -> Path:
    """The same with a case that has a valid plan, made with the national files, on this day."""
    content, people = digest(ground.under, None), _with_people(services, ground.region)

    def make(file: Path) -> None:
        shutil.copyfile(people, file)
        _put_release(services, file, ground.under, now)
        with opened(services, file, now, content) as box:
            with box.factory.read(SYSTEM) as work:
                registration = registration_sample(work, ground.region.key)
            alone.prepare(box, registration)

    return files.template(services, _digest(content, people.name, now.isoformat()), make)


def _put_release(services: Services, file: Path, content: Files, now: datetime) -> None:
    """Make these files the one way of working of the example."""
    with opened(services, file, now) as box, box.factory.write(SYSTEM) as work:
        release = work.session.get(Release, RELEASE)
        if release is None:
            release = Release(
                id=RELEASE, key="proef", title="Ontwerp", content_hash="", active_from=_ALWAYS, loaded_at=work.now
            )
            work.session.add(release)
        work.session.execute(delete(ReleaseFile))
        release.files = release_rows(content)
