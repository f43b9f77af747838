"""National updates and own changes brought together, over all files of a way of working."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from service.engine.comparing.changes import Change, compare, read_units
from service.engine.comparing.form_units import WHOLE, read_form, write_form
from service.engine.comparing.rebuild import write_diagram
from service.engine.comparing.references import mend
from service.engine.comparing.threeway import Choice, Merged, merge_units
from service.engine.comparing.units import Units, Unreadable, read_diagram
from service.engine.comparing.words import kind_word, name_of

Key = tuple[str, str]
Files = Mapping[Key, bytes]
Changes = tuple[Change, ...]
Fate = Literal["landelijk", "eigen", "samen", "ontmoeting"]


@dataclass(frozen=True)
class Meeting:
    """An element (or, with an empty `element`, a whole file) on which both sides differ; `choice` if one was made."""

    key: str
    element: str
    title: str
    national: Changes
    own: Changes
    choice: Choice | None


@dataclass(frozen=True)
class MergedFile:
    """What becomes of one file that a side changed; `content` None: it is taken out."""

    kind: str
    name: str
    fate: Fate
    national: Changes
    own: Changes
    meetings: tuple[Meeting, ...]
    content: bytes | None


def merge_files(old: Files, theirs: Files, mine: Files, choices: Mapping[str, Choice]) -> list[MergedFile]:
    """Every file that a side changed, merged; `choices` by the key of a meeting, what is undecided stays own."""
    found = [
        _merge(key, (old.get(key), theirs.get(key), mine.get(key)), choices)
        for key in sorted({*old, *theirs, *mine})
        if not old.get(key) == theirs.get(key) == mine.get(key)
    ]
    own = [file.content for file in found if file.kind == "diagram" and file.fate != "landelijk" and file.content]
    return [_kept(file, mine, own) for file in found]


def _kept(file: MergedFile, mine: Files, own: Sequence[bytes]) -> MergedFile:
    """What is no longer there nationally stays when own diagrams use it: else they would refer to nothing."""
    content = mine.get((file.kind, file.name))
    if file.content is not None or content is None or not any(f'"{file.name}"'.encode() in one for one in own):
        return file
    return replace(file, fate="eigen", content=content)


def _merge(
    key: Key, versions: tuple[bytes | None, bytes | None, bytes | None], choices: Mapping[str, Choice]
) -> MergedFile:
    kind, name = key
    old, theirs, mine = versions
    national, own = tuple(compare(kind, old, theirs)), tuple(compare(kind, old, mine))
    if mine in (old, theirs):
        return MergedFile(kind, name, "landelijk", national, own, (), theirs)
    if theirs == old:
        return MergedFile(kind, name, "eigen", national, own, (), mine)
    try:
        if old is not None and theirs is not None and mine is not None:
            return _merge_inside(key, (old, theirs, mine), national, own, choices)
    except Unreadable:
        pass  # then the whole file is the choice
    choice = choices.get(f"{kind}/{name}")
    meeting = Meeting(f"{kind}/{name}", "", "Het hele bestand", national, own, choice)
    return MergedFile(kind, name, "ontmoeting", national, own, (meeting,), theirs if choice == "landelijk" else mine)


def _merge_inside(
    key: Key, versions: tuple[bytes, bytes, bytes], national: Changes, own: Changes,
    choices: Mapping[str, Choice],
) -> MergedFile:  # fmt: skip
    kind, name = key
    head = f"{kind}/{name}#"
    made = {one.removeprefix(head): choice for one, choice in choices.items() if one.startswith(head)}
    old, theirs, mine = (read_units(kind, version) for version in versions)
    merged, met = merge_units(old, theirs, mine, made), dict[str, list[str]]()
    if kind == "diagram":
        mended = mend(merged.units, theirs, mine, made)
        met = mended.met
        merged = replace(merged, units=mended.units, meetings=tuple(dict.fromkeys((*merged.meetings, *met))))
    content = _write_form(versions, merged) if kind == "form" else _write_diagram(versions, merged, made)
    meetings = tuple(
        Meeting(
            head + unit,
            unit,
            _title(unit, mine if unit in mine else theirs),
            *_met((unit, *met.get(unit, ())), national, own),
            made.get(unit),
        )
        for unit in merged.meetings
    )
    return MergedFile(kind, name, "ontmoeting" if meetings else "samen", national, own, meetings, content)


def _met(units: Sequence[str], national: Changes, own: Changes) -> tuple[Changes, Changes]:
    """What both sides say about units (one, and what refers to it): what both changed, or all when one is taken out."""
    there, here = (tuple(one for one in side if one.element in units) for side in (national, own))
    both = {(one.element, one.what) for one in there} & {(one.element, one.what) for one in here}
    if not both:
        return there, here
    return (
        tuple(one for one in there if (one.element, one.what) in both),
        tuple(one for one in here if (one.element, one.what) in both),
    )


def _title(unit: str, units: Units) -> str:
    word = kind_word(units[unit])
    return word if word.startswith(("Het ", "De ")) else f"{word} «{name_of(unit, units)}»"


def _write_diagram(versions: tuple[bytes, bytes, bytes], merged: Merged, made: Mapping[str, Choice]) -> bytes:
    """The drawing of a unit is the region's where the region changed it or chose its own, else the national one."""
    old, theirs, mine = (read_diagram(version) for version in versions)
    drawings = {}
    for unit in merged.units:
        was, there, here = (side.drawings.get(unit) for side in (old, theirs, mine))
        own = here is not None and (here != was or there is None) and made.get(unit) != "landelijk"
        if found := here if own else there or here:
            drawings[unit] = found
    return write_diagram(theirs, mine, merged.units, drawings)


def _write_form(versions: tuple[bytes, bytes, bytes], merged: Merged) -> bytes:
    """The national order, with what is own after what it stood behind."""
    _, theirs, mine = (read_form(version) for version in versions)
    order = [key for key in theirs if key in merged.units]
    before = WHOLE
    for key in mine:
        if key in merged.units and key not in order:
            order.insert(order.index(before) + 1 if before in order else len(order), key)
        before = key if key in order else before
    return write_form(merged.units, order)
