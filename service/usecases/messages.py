"""The Dutch texts of messages: one file per kind in config/berichten, with subject, line for the inbox and body."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

from service.domain.message import GROUPS
from service.settings import SettingsError

# What a mail may name. Case content is not among them: a mail holds number, kind, due date and link (pitfall 24).
IN_MAIL = frozenset({"zaak", "vervalt", "taak", "team", "aanspreekpunt"})
# The line in the inbox is read behind a login: it may name who directs.
IN_APP = IN_MAIL | {"procesregisseur", "casusregisseur"}
LINKS = frozenset({"zaak", "taak", "escalaties", "werklijst", "afwezigheid", "vragen", "overleg", "werkwijzen", "geen"})
_HEADS = ("Onderwerp", "Melding", "Link", "Groep")
_ANNOUNCES = "Taak"
_FOOTER = "Dit is een automatisch bericht. Antwoorden op dit bericht worden niet gelezen."


class UnknownMessage(LookupError):
    """A kind of message without a text."""


class WrongText(SettingsError):
    """A text that stops start-up: something is missing, or it names what may not stand in it."""


@dataclass(frozen=True)
class MessageText:
    """The text of one kind; `link` says which page the mail points at, `group` what a receiver chooses about.

    One that `announces` says itself that a task waits: no second message comes about that task.
    """

    kind: str
    subject: str
    line: str
    link: str
    group: str
    announces: bool
    body: str

    def mail(
        self,
        values: Mapping[str, str],
        url: str | None,
        reason: str = "",
        on_behalf_of: str | None = None,
        listed: str = "",
    ) -> tuple[str, str]:
        """Subject and body of the mail; `reason` says why the due date is what it is, `listed` stands below the text.

        A substitute reads in whose stead they get it.
        """
        why = f"Waarom deze datum? {reason[:1].upper()}{reason[1:]}." if reason and "{vervalt}" in self.body else ""
        stands_in = f"U krijgt dit bericht namens {on_behalf_of}, die afwezig is." if on_behalf_of else ""
        parts = [
            stands_in,
            self.body.format_map(values),
            listed,
            why,
            f"Bekijk het hier: {url}" if url else "",
            _FOOTER,
        ]
        return self.subject.format_map(values), "\n\n".join(part for part in parts if part) + "\n"


def message_kinds(folder: Path) -> frozenset[str]:
    """The kinds that have a text."""
    return frozenset(path.stem for path in folder.glob("*.txt"))


def check_messages(folder: Path) -> None:
    """Read every text; raises WrongText about the first that is wrong."""
    for kind in sorted(message_kinds(folder)):
        message_text(folder, kind)


@lru_cache(maxsize=256)
def message_text(folder: Path, kind: str) -> MessageText:
    """The text of a kind; raises UnknownMessage, or WrongText when the file is wrong."""
    path = folder / f"{kind}.txt"
    if not kind.isidentifier() or not path.is_file():
        raise UnknownMessage(f"no text for message {kind!r} in config/berichten")
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    # A text that names no group is about progress, which nobody must read at once.
    heads = {"Groep": "voortgang", **dict(_head(path.name, line) for line in head.splitlines())}
    if missing := [name for name in _HEADS if name not in heads]:
        raise WrongText(f"config/berichten/{path.name}: de regel «{missing[0]}:» ontbreekt.")
    subject, line, link, group = (heads[name] for name in _HEADS)
    text = MessageText(kind, subject, line, link, group, heads.get(_ANNOUNCES, "nee") == "ja", body.strip())
    _check(path.name, text)
    return text


def _head(file: str, line: str) -> tuple[str, str]:
    name, colon, value = line.partition(": ")
    if not colon or name not in (*_HEADS, _ANNOUNCES):
        raise WrongText(f"config/berichten/{file}: de regel «{line}» is niet te lezen.")
    return name, value.strip()


def _check(file: str, text: MessageText) -> None:
    for part, allowed in ((text.subject, IN_MAIL), (text.body, IN_MAIL), (text.line, IN_APP)):
        for name in _placeholders(file, part):
            if name not in allowed:
                raise WrongText(f"config/berichten/{file}: {_why_not(name)}")
    if text.link not in LINKS:
        raise WrongText(f"config/berichten/{file}: de link «{text.link}» bestaat niet. Kies: {_list(LINKS)}.")
    if text.group not in GROUPS:
        raise WrongText(f"config/berichten/{file}: de groep «{text.group}» bestaat niet. Kies: {_list(GROUPS)}.")


def _placeholders(file: str, part: str) -> list[str]:
    try:
        found = [field for field in Formatter().parse(part) if field[1] is not None]
    except ValueError as error:
        raise WrongText(
            f"config/berichten/{file}: een accolade staat los. Schrijf {{{{ voor het teken zelf."
        ) from error
    if any(form or conversion for _, _, form, conversion in found):
        raise WrongText(f"config/berichten/{file}: tussen de accolades mag alleen een naam staan, zoals {{zaak}}.")
    return [str(name) for _, name, _, _ in found]


def _why_not(name: str) -> str:
    if name in IN_APP:
        return f"«{name}» is de naam van een persoon en mag alleen in de regel «Melding:», niet in de e-mail."
    return f"«{name}» mag niet in een bericht: het is onbekend of kan inhoud van de zaak zijn. Kies: {_list(IN_MAIL)}."


def _list(names: Mapping[str, str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))
