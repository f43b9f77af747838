"""Finding a dry run, holding it, opening its file."""

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import select

from service.domain.actors import Actor
from service.domain.errors import Conflict, NotFound
from service.models import DryRun, WayDraft
from service.usecases.ways.access import get_locked, get_visible
from service.usecases.ways.trying import files
from service.usecases.ways.trying.sandbox import Sandbox, opened
from service.usecases.work import Work, WorkFactory


def find(work: Work, draft_key: str, number: int) -> tuple[WayDraft, DryRun]:
    """A dry run of a draft that the actor may see."""
    draft = get_visible(work, draft_key)
    query = select(DryRun).where(DryRun.draft_id == draft.id, DryRun.number == number)
    run = work.session.scalars(query).first()
    if run is None:
        raise NotFound("Deze proef is er niet (meer). Begin een nieuwe proef.")
    return draft, run


def read(factory: WorkFactory, actor: Actor, draft_key: str, number: int) -> DryRun:
    """A dry run to look at, after its unit of work is over."""
    with factory.read(actor) as work:
        _, run = find(work, draft_key, number)
        work.session.expunge(run)
    return run


def lock(work: Work, draft_key: str, number: int) -> DryRun:
    """The same, held until this transaction ends."""
    get_locked(work, draft_key)
    _, run = find(work, draft_key, number)
    work.session.refresh(run, with_for_update=True)
    return run


def ensure_same(run: DryRun, revision: int) -> None:
    """Raises Conflict when somebody took a step since."""
    if run.revision != revision:
        raise Conflict(
            "In deze proef is intussen een stap gezet, in een ander venster of door een ander. Uw stap is niet gedaan. "
            "Ververs de pagina en kijk waar de proef nu staat."
        )


def file_of(factory: WorkFactory, run: DryRun) -> Path:
    """The file that holds now."""
    return files.existing(factory.services, run.folder, run.steps[-1]["bestand"])


def opened_at(factory: WorkFactory, run: DryRun) -> AbstractContextManager[Sandbox]:
    """The example as it stands, to look at."""
    return opened(factory.services, file_of(factory, run), run.stands_at, run.content_hash)
