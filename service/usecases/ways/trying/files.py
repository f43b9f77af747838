"""The files of dry runs, in the data directory: a folder for each, and templates that are made once and copied."""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from secrets import token_hex

from service.domain.actors import SYSTEM
from service.domain.errors import Conflict
from service.models import Base, Release
from service.settings.roles import lane_roles
from service.usecases.releases import release_rows
from service.usecases.seeding import seed_regions
from service.usecases.ways.contents import Files
from service.usecases.ways.trying.people import SandboxRegion, sandbox_people
from service.usecases.ways.trying.sandbox import RELEASE, opened
from service.usecases.work import Services, WorkFactory

_ALWAYS = date(2020, 1, 1)


def folder_of(services: Services) -> Path:
    """Where the dry runs of this installation are."""
    return services.settings.data_dir / "proeven"


@contextmanager
def begun(services: Services, region: SandboxRegion, files: Files) -> Iterator[Path]:
    """The first file of a dry run, in a folder of its own: places, people and these files as the way of working.

    The folder goes again when the work fails.
    """
    folder = folder_of(services) / token_hex(8)
    folder.mkdir(parents=True)
    try:
        file = _new(folder)
        shutil.copyfile(_template(services, region), file)
        _put_release(services, file, files)
        yield file
    except BaseException:
        remove_folder(folder)
        raise


@contextmanager
def for_a_look(services: Services, region: SandboxRegion, files: Files) -> Iterator[Path]:
    """The same, only for as long as the work lasts."""
    with begun(services, region, files) as file:
        yield file
    remove_folder(file.parent)


def _template(services: Services, region: SandboxRegion) -> Path:
    """The file that every dry run of a region starts as; whoever makes it at the same moment makes the same."""
    roles = lane_roles(services.settings.config_dir)
    file = folder_of(services) / f"sjabloon-{_digest(region, roles)}.db"
    if not file.exists():
        made = _new(file.parent)
        with opened(services, made, services.clock.now()) as box:
            Base.metadata.create_all(box.services.database.engine)
            with box.factory.write(SYSTEM) as work:
                seed_regions(work, sandbox_people(region, roles))
        made.replace(file)
    return file


def _digest(region: SandboxRegion, roles: Mapping[str, str]) -> str:
    tables = [(table.name, [str(column.type) for column in table.columns]) for table in Base.metadata.sorted_tables]
    return hashlib.sha256(repr((sandbox_people(region, roles), tables)).encode()).hexdigest()[:16]


def _put_release(services: Services, file: Path, files: Files) -> None:
    with opened(services, file, services.clock.now()) as box, WorkFactory(box.services).write(SYSTEM) as work:
        release = Release(
            id=RELEASE, key="proef", title="Ontwerp", content_hash="", active_from=_ALWAYS, loaded_at=work.now,
            files=release_rows(files),
        )  # fmt: skip
        work.session.add(release)


@contextmanager
def next_file(file: Path) -> Iterator[Path]:
    """A copy to take a step on, beside the file; it goes again when the step fails."""
    made = _new(file.parent)
    shutil.copyfile(file, made)
    try:
        yield made
    except BaseException:
        remove(made)
        raise


def existing(services: Services, folder: str, name: str) -> Path:
    """A file of a dry run; Conflict when it was cleared away or is on another machine."""
    file = folder_of(services) / folder / name
    if not file.exists():
        raise Conflict("Deze proef is opgeruimd. Begin een nieuwe proef.")
    return file


def _new(folder: Path) -> Path:
    return folder / f"{token_hex(8)}.db"


def remove(file: Path) -> None:
    """Take a file away with what SQLite put beside it."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}-journal"):
        (file.parent / name).unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    """Take everything of a dry run away."""
    shutil.rmtree(folder, ignore_errors=True)
