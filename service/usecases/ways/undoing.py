"""Undoing in the lists of steps and questions: the last changes are kept with the file before and after each."""

import zlib
from dataclasses import dataclass

from sqlalchemy import select

from service.domain.errors import Conflict
from service.models import WayChange
from service.usecases.ways.access import get_visible
from service.usecases.ways.draft_files import read_file, save_file
from service.usecases.work import Work

_KEPT = 30


@dataclass(frozen=True)
class Undoing:
    """What can be undone and done again now, in words; None when there is nothing."""

    undo: str | None
    redo: str | None


def save_change(work: Work, draft_key: str, kind: str, name: str, content: bytes, revision: int, what: str) -> int:
    """Save a file as `save_file` does, and keep the change so that it can be undone; gives the new revision."""
    before = read_file(work, draft_key, kind, name).content
    saved = save_file(work, draft_key, kind, name, content, revision)
    if content == before:
        return saved
    changes = _changes(work, draft_key, kind, name)
    for old in [*(one for one in changes if one.undone), *(one for one in changes[: 1 - _KEPT] if not one.undone)]:
        work.session.delete(old)
    draft, actor = get_visible(work, draft_key), work.actor.account_id
    made = WayChange(draft_id=draft.id, kind=kind, name=name, what=what, before=zlib.compress(before),
                     after=zlib.compress(content), undone=False, made_by_id=actor, made_at=work.now)  # fmt: skip
    work.session.add(made)
    work.session.flush()
    return saved


def find_undoing(work: Work, draft_key: str, kind: str, name: str) -> Undoing:
    """What can be undone now: nothing, once the file was changed in another way since."""
    now = read_file(work, draft_key, kind, name).content
    undo, redo = _last(work, draft_key, kind, name, now, back=True), _last(work, draft_key, kind, name, now, back=False)
    return Undoing(undo.what if undo else None, redo.what if redo else None)


def undo_change(work: Work, draft_key: str, kind: str, name: str, revision: int, *, back: bool = True) -> str:
    """Take the last change back, or with `back=False` do it again; says which. Raises Conflict when there is none."""
    found = _last(work, draft_key, kind, name, read_file(work, draft_key, kind, name).content, back=back)
    if found is None:
        word = "ongedaan te maken" if back else "opnieuw te doen"
        raise Conflict(f"Er is niets {word}: dit bestand is sindsdien op een andere manier gewijzigd.")
    content = zlib.decompress(found.before if back else found.after)
    save_file(work, draft_key, kind, name, content, revision)
    found.undone = back
    return found.what


def _last(work: Work, draft_key: str, kind: str, name: str, now: bytes, *, back: bool) -> WayChange | None:
    changes = [one for one in _changes(work, draft_key, kind, name) if one.undone is not back]
    found = (changes[-1] if back else changes[0]) if changes else None
    return found if found and zlib.decompress(found.after if back else found.before) == now else None


def _changes(work: Work, draft_key: str, kind: str, name: str) -> list[WayChange]:
    """The changes of a file, the oldest first."""
    draft = get_visible(work, draft_key)
    asked = select(WayChange).where(WayChange.draft_id == draft.id, WayChange.kind == kind, WayChange.name == name)
    return list(work.session.scalars(asked.order_by(WayChange.id)))
