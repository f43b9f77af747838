"""The files of dry runs, in the data directory: a folder for each, and templates that are made once and copied."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from service.domain.errors import Conflict
from service.usecases.work import Services

_STALE_SECONDS = 2 * 24 * 3600


def folder_of(services: Services) -> Path:
    """Where the dry runs of this installation are."""
    return services.settings.data_dir / "proeven"


@contextmanager
def new_folder(services: Services) -> Iterator[Path]:
    """A folder for a dry run; it goes again when the work fails."""
    folder = folder_of(services) / token_hex(8)
    folder.mkdir(parents=True)
    try:
        yield folder
    except BaseException:
        remove_folder(folder)
        raise


def template(services: Services, name: str, make: Callable[[Path], None]) -> Path:
    """A file that is made once and copied after; whoever makes it at the same moment makes the same."""
    file = folder_of(services) / f"sjabloon-{name}.db"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = new_file(file.parent)
        try:
            make(made)
        except BaseException:
            remove(made)
            raise
        made.replace(file)
    return file


def copy_into(folder: Path, file: Path) -> Path:
    """A copy under a name of its own."""
    made = new_file(folder)
    shutil.copyfile(file, made)
    return made


@contextmanager
def next_file(file: Path) -> Iterator[Path]:
    """A copy to take a step on, beside the file; it goes again when the step fails."""
    made = copy_into(file.parent, file)
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


def new_file(folder: Path) -> Path:
    """A name that nothing else has."""
    return folder / f"{token_hex(8)}.db"


def remove(file: Path) -> None:
    """Take a file away with what SQLite put beside it."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}-journal"):
        (file.parent / name).unlink(missing_ok=True)


def remove_stale(services: Services, newest: Path) -> None:
    """Take away what nobody has used for two days, folders without a dry run and templates; `newest` was made now."""
    now = newest.stat().st_mtime
    for path in folder_of(services).iterdir():
        # Another process may be clearing as well.
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > _STALE_SECONDS:
                remove_folder(path) if path.is_dir() else remove(path)


def remove_folder(folder: Path) -> None:
    """Take everything of a dry run away."""
    shutil.rmtree(folder, ignore_errors=True)
