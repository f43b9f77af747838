"""A way of working from a folder, along the same road as one that was drawn here: checked, handed in, approved."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from service.domain.actors import SYSTEM
from service.domain.errors import NotAllowed, NotFound
from service.engine.gate import Finding
from service.usecases.accounts import get_account_id, get_actor
from service.usecases.diagram_checks import MISTAKE
from service.usecases.ways import approvals
from service.usecases.ways.access import get_editable
from service.usecases.ways.exchange import import_zip
from service.usecases.ways.versions import get_version
from service.usecases.work import WorkFactory

_KEPT = ("werkwijze.toml", "*.bpmn", "formulieren/*.json")


@dataclass(frozen=True)
class Wanted:
    """What is loaded for which region, and by whom; without `approver` somebody approves it in the browser."""

    folder: Path
    region_key: str
    author: str
    approver: str = ""
    active_from: date | None = None


@dataclass(frozen=True)
class Loaded:
    """The draft that was made; `release_key` is None as long as nobody approved it, `findings` are the remarks."""

    draft_key: str
    release_key: str | None
    findings: Sequence[Finding]


def load_way(factory: WorkFactory, wanted: Wanted) -> Loaded:
    """Make a draft of a folder, hand it in and let it be approved; with mistakes it stays a draft.

    Raises NotAllowed when both are one person, NotFound for a folder without files or an unknown account, InvalidInput
    with what stands in the way.
    """
    with factory.read(SYSTEM) as work:
        author = get_actor(work, get_account_id(work, wanted.author))
        approver = get_actor(work, get_account_id(work, wanted.approver)) if wanted.approver else None
    if approver is not None and approver.account_id == author.account_id:
        raise NotAllowed("Niemand keurt het eigen werk goed. Noem bij --akkoord iemand anders dan bij --auteur.")
    with factory.write(author) as work:
        key, findings = import_zip(work, wanted.region_key, _zipped(wanted.folder))
        note = get_editable(work, key).change_note or get_version(work, key).title
    if any(found.severity == MISTAKE for found in findings):
        return Loaded(key, None, findings)
    with factory.write(author) as work:
        approvals.submit(work, key, note, wanted.active_from or work.today)
    if approver is None:
        return Loaded(key, None, findings)
    with factory.write(approver) as work:
        return Loaded(key, approvals.approve(work, key), findings)


def _zipped(folder: Path) -> bytes:
    files = sorted(path for pattern in _KEPT for path in folder.glob(pattern))
    if not any(path.suffix in (".bpmn", ".json") for path in files):
        raise NotFound(f"In de map {folder.name} staat geen werkwijze: geen diagram (.bpmn) en geen formulier (.json).")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for path in files:
            target.write(path, path.relative_to(folder).as_posix())
    return made.getvalue()
