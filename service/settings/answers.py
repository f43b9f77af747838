"""One setting and one term of a region, checked when they are read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from service.settings.application import SettingsError

_SOURCES = {"A": "Voorstel: geen bron noemt een getal", "P": "Praktijk elders", "S": "Brontekst"}


@dataclass(frozen=True)
class Setting:
    """One question with the answer that holds; `kind` is janee, getal, tekst, tijd, keuze or lijst."""

    key: str
    question: str
    kind: str
    value: Any
    default: Any
    choices: tuple[str, ...]
    labels: Mapping[str, str]
    number: str | None  # of the set-up question, V01-V96

    @property
    def own(self) -> bool:
        """Whether the region answered differently from the national default."""
        return bool(self.value != self.default)


@dataclass(frozen=True)
class Term:
    """One term: `unit` is werkdagen or maanden, `source` S (source text), P (practice) or A (assumption)."""

    code: str
    what: str
    number: int
    unit: str
    source: str
    anchor: str
    counted_from: tuple[str, ...]  # the variables that may stand for the anchor
    own: bool  # the region has another number than the national default
    national: str = ""  # what it is nationally: «5 werkdagen»
    grounds: tuple[str, ...] = ()  # the requirements (R…) and set-up questions (V…) that it answers
    unused: str = ""  # why no national diagram uses it
    instead: Mapping[str, str] | None = None

    def counted_as(self, number: int) -> "Term":
        """The same term with the number that another setting gives it."""
        return replace(self, number=number, own=True)

    @property
    def text(self) -> str:
        """«5 werkdagen na ontvangst», in Dutch."""
        return f"{amount(self.number, self.unit)} {'na' if self.number >= 0 else 'vóór'} {self.anchor}"

    @property
    def source_text(self) -> str:
        """Where the number comes from, in Dutch."""
        kind, _, what = self.source.partition(": ")
        return f"{_SOURCES[kind]}: {what}" if what else _SOURCES[kind]


def amount(number: int, unit: str) -> str:
    """«1 werkdag», «3 maanden»; how many, whichever way it counts."""
    one = {"werkdagen": "werkdag", "maanden": "maand"}[unit]
    return f"{abs(number)} {one if abs(number) == 1 else unit}"


def read_setting(key: str, raw: Mapping[str, Any], source: str, answer: Any, labels: Mapping[str, str]) -> Setting:
    """The setting with a region's answer (None: the default); raises SettingsError when the answer does not fit."""
    setting = Setting(
        key=key,
        question=raw["wat"],
        kind=raw["soort"],
        value=raw["standaard"] if answer is None else answer,
        default=raw["standaard"],
        choices=tuple(raw.get("keuzes", ())),
        labels={**raw.get("labels", {}), **labels},
        number=raw.get("vraag"),
    )
    if not _fits(setting):
        raise SettingsError(f"{source}: het antwoord {setting.value!r} past niet bij «{key}» ({setting.kind}).")
    return setting


def _fits(setting: Setting) -> bool:
    value = setting.value
    match setting.kind:
        case "janee":
            return isinstance(value, bool)
        case "getal":
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case "lijst":
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case "keuze":
            return value in setting.choices
        case "tijd":
            return _is_time(value)
    return setting.kind == "tekst" and isinstance(value, str)


def _is_time(value: Any) -> bool:
    try:
        time.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def read_term(code: str, raw: Mapping[str, Any], source: str, own: Any) -> Term:
    """The term with a region's number (`5`, or `{maanden = 6}`); raises SettingsError when that is no number."""
    unit = "maanden" if "maanden" in raw else "werkdagen"
    number = raw[unit]
    national = number, unit
    if isinstance(own, dict) and len(own) == 1 and next(iter(own)) in ("werkdagen", "maanden"):
        [(unit, number)] = own.items()
    elif own is not None:
        number = own
    if not isinstance(number, int) or isinstance(number, bool) or not -250 <= number <= 250:
        raise SettingsError(f"{source}: de termijn {code} is een aantal werkdagen of maanden; {own!r} is dat niet.")
    return Term(
        code=code,
        what=raw["wat"],
        number=number,
        unit=unit,
        source=raw["bron"],
        anchor=raw["anker"],
        counted_from=tuple(raw["vanaf"]),
        own=(number, unit) != national,
        national=amount(*national),
        grounds=tuple(raw.get("grond", ())),
        unused=raw.get("niet_in_diagram", ""),
        instead=raw.get("anders"),
    )
