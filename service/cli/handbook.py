"""The command handboek: the handbook of who makes ways of working, as Markdown."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import handlers
from service.cli.installation import read_settings
from service.usecases.ways.handbook import Chapter, Entry, Handbook, Step, shipped_handbook

_STATIC = "../service/web/static"  # seen from docs/
_TOP = """# Handboek werkwijzen

Voor wie in een regio de werkwijze maakt of goedkeurt. In de dienst staat hetzelfde onder Werkwijzen, met de termijnen
van de eigen regio. Dit bestand is gemaakt met `procesregie handboek docs/handboek.md`; wijzig het niet met de hand.
"""


def write_handbook(options: argparse.Namespace) -> int:
    """Write the handbook to a file, or show it."""
    text = as_markdown(shipped_handbook(read_settings(options), handlers.catalogue()))
    if options.bestand is None:
        print(text, end="")
    else:
        Path(options.bestand).write_text(text, encoding="utf-8")
        print(f"Het handboek staat in {options.bestand}.")
    return 0


def as_markdown(book: Handbook) -> str:
    """The whole handbook, one line for each thing."""
    lines = [_TOP, "## Uw eerste wijziging in tien minuten", ""]
    lines += [line for number, step in enumerate(book.steps, 1) for line in _step(number, step)]
    return "\n".join([*lines, *(line for chapter in book.chapters for line in _chapter(chapter))]) + "\n"


def _step(number: int, step: Step) -> Iterator[str]:
    yield f"{number}. **{step.title}.** {step.text}"
    for picture in step.pictures:
        yield from ("", f"   ![{picture.alt}]({_STATIC}/{picture.file})", "", f"   *{picture.caption}*", "")


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from ("", f"## {chapter.title}", "", chapter.lead)
    for title, entries in chapter.groups:
        yield from ("", f"### {title}", "")
        yield from _entries(entries)


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        code = f" (`{entry.code}`)" if entry.code else ""
        yield f"- **{entry.title}**{code}{f': {entry.text}' if entry.text else ''}"
        yield from (f"  - {label}: {text}" for label, text in entry.facts)
