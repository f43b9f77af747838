"""The Dutch texts of messages: one file per kind in config/berichten, with subject, line for the inbox and body."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

# What a text may name. Case content is not among them: a message holds number, kind, due date and link (pitfall 24).
PLACEHOLDERS = frozenset({"zaak", "vervalt", "taak", "team", "procesregisseur", "casusregisseur"})
LINKS = frozenset({"zaak", "taak", "escalaties", "werklijst", "geen"})
_FOOTER = "Dit is een automatisch bericht. Antwoorden op dit bericht worden niet gelezen."


class UnknownMessage(LookupError):
    """A kind of message without a text."""


@dataclass(frozen=True)
class MessageText:
    """The text of one kind; `link` says which page the mail points at."""

    kind: str
    subject: str
    line: str
    link: str
    body: str

    def mail(self, values: Mapping[str, str], url: str | None, reason: str = "") -> tuple[str, str]:
        """Subject and body of the mail; `reason` says why the due date in it is what it is."""
        why = f"Waarom deze datum? {reason[:1].upper()}{reason[1:]}." if reason and "{vervalt}" in self.body else ""
        parts = [self.body.format_map(values), why, f"Bekijk het hier: {url}" if url else "", _FOOTER]
        return self.subject.format_map(values), "\n\n".join(part for part in parts if part) + "\n"


def message_kinds(folder: Path) -> frozenset[str]:
    """The kinds that have a text."""
    return frozenset(path.stem for path in folder.glob("*.txt"))


@lru_cache(maxsize=256)
def message_text(folder: Path, kind: str) -> MessageText:
    """The text of a kind; raises UnknownMessage, or ValueError when the file is wrong."""
    path = folder / f"{kind}.txt"
    if not kind.isidentifier() or not path.is_file():
        raise UnknownMessage(f"no text for message {kind!r} in config/berichten")
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    text = MessageText(kind, fields["Onderwerp"], fields["Melding"], fields["Link"], body.strip())
    used = {name for part in (text.subject, text.line, text.body) for _, name, _, _ in Formatter().parse(part) if name}
    if used - PLACEHOLDERS or text.link not in LINKS:
        raise ValueError(f"message {kind}: unknown placeholder or link {sorted(used - PLACEHOLDERS) or text.link}")
    return text
