"""Two versions of a way of working side by side: region and national, older and newer, draft and what it began with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.engine.comparing import Change, compare
from service.usecases.ways.contents import title_of
from service.usecases.ways.versions import Version, get_version
from service.usecases.work import Work

__all__ = ["Change", "Comparison", "FileDifference", "compare_versions"]


@dataclass(frozen=True)
class FileDifference:
    """What differs in one file; `marks` has the elements to colour: nieuw, gewijzigd, vervallen."""

    kind: str
    name: str
    title: str
    how: str  # nieuw | gewijzigd | vervallen
    changes: Sequence[Change]
    marks: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two versions, per file."""

    old: Version
    new: Version
    files: Sequence[FileDifference]

    @property
    def count(self) -> int:
        """How many differences there are."""
        return sum(max(len(file.changes), 1) for file in self.files)


def compare_versions(work: Work, old_key: str, new_key: str) -> Comparison:
    """All differences between two versions the actor may see; the same order of files every time."""
    old, new = get_version(work, old_key), get_version(work, new_key)
    keys = sorted(key for key in {*old.files, *new.files} if old.files.get(key) != new.files.get(key))
    return Comparison(old, new, [_file(*key, old.files.get(key), new.files.get(key)) for key in keys])


# Files are compared again at every look, and hardly ever change in between.
_compared = lru_cache(maxsize=256)(compare)


def _file(kind: str, name: str, old: bytes | None, new: bytes | None) -> FileDifference:
    how = "nieuw" if old is None else "vervallen" if new is None else "gewijzigd"
    changes = tuple(_compared(kind, old, new))
    marks = {
        sort: tuple(dict.fromkeys(one.element for one in changes if one.how == sort and one.element))
        for sort in ("nieuw", "gewijzigd", "vervallen")
    }
    title = title_of((kind, name), new if new is not None else old or b"")
    return FileDifference(kind, name, title, how, changes, marks)
