"""A file that comes new into a draft: empty, or a diagram as another program drew it."""

import re

from service.domain.errors import FieldError, InvalidInput
from service.engine.editing.reading_in import named, readable
from service.forms.editing import slug
from service.usecases.ways.access import get_editable
from service.usecases.ways.contents import draft_set
from service.usecases.ways.draft_files import MAX_BYTES, add_file, read_file, save_file
from service.usecases.work import Work

_PREFIX = "ret_"
_ID = re.compile(rb"<(?:[\w-]+:)?process\b[^>]*\bid=[\"'](ret_[a-z0-9_]{1,60})[\"']")


def bring_in(work: Work, draft_key: str, kind: str, title: str, name: str = "", content: bytes | None = None) -> str:
    """Add an empty file, or a diagram that was drawn elsewhere; gives its name, which follows from id or title.

    A diagram with the name of one that is there takes its place. Whatever is in it is kept: the gate says what must be
    replaced, and the drawing stays; one without a drawing is drawn. Raises InvalidInput when no name can be made.
    """
    found = name or _name_of(kind, title, content)
    if not found:
        raise InvalidInput(fields=[FieldError("titel", "Geef een titel. De korte naam wordt ervan gemaakt.")])
    if content is not None and kind == "diagram" and len(content) <= MAX_BYTES:
        content = named(readable(content), found)
    if content is not None and kind == "diagram":
        content = named(readable(content), found)
    if content is None or (kind, found) not in draft_set(work, get_editable(work, draft_key)):
        add_file(work, draft_key, kind, found, content, title=title)
    else:
        save_file(work, draft_key, kind, found, content, read_file(work, draft_key, kind, found).revision)
    return found


def _name_of(kind: str, title: str, content: bytes | None) -> str:
    known = _ID.search(content or b"")
    if known is not None:
        return known.group(1).decode()
    made = slug(title) if title else ""
    return _PREFIX + made.removeprefix(_PREFIX) if made and kind == "diagram" else made


def drawn_content(content: bytes) -> str:
    """A diagram as the editor opens it: with a drawing also when it was kept without."""
    return readable(content).decode("utf-8", "replace")
