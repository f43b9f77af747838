"""What a single answer may be: from JSON or from a posted page to one clean value, or one Dutch sentence."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from service.forms.field import Field

MAX_TEXT, MAX_LONG_TEXT, MAX_ROWS = 300, 10_000, 100
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MAX_NUMBER = {"getal": 100_000, "bedrag": 100_000_000}
_ASK_DATE = "Vul een datum in, bijvoorbeeld 24-11-2026."
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DUTCH = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_NUMBER = re.compile(r"-?[0-9]{1,12}")
_MONEY = re.compile(r"(?:€\s*)?(-?[0-9]{1,3}(?:\.[0-9]{3}){1,3}|-?[0-9]{1,12})(?:,(?:00|-|--))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ANSWERS = {"ja": True, "true": True, "on": True, "nee": False, "false": False}


class Mistake(ValueError):
    """One answer that cannot be used; the message says what to do."""


def clean_value(field: Field, value: Any) -> Any:
    """The clean value of any field but a list; None when there is no answer; raises Mistake.

    Dates become ISO strings, amounts whole euros; whether a choice exists is not looked at here.
    """
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        return field.blank
    return _CLEANERS[field.type](field, value)


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise Mistake("Vul hier tekst in.")
    text = _readable(value.replace("\r\n", "\n").replace("\r", "\n"))
    longest = MAX_LONG_TEXT if field.type == "lange_tekst" else MAX_TEXT
    if field.type != "lange_tekst":
        text = " ".join(text.split())
    if len(text) > longest:
        raise Mistake(
            f"Maak de tekst korter: hoogstens {longest:,} tekens, nu zijn het er {len(text):,}.".replace(",", ".")
        )
    return text


def _readable(text: str) -> str:
    """The text without control characters; half of a character pair cannot be stored."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Mistake("Er staat een teken in dat niet bewaard kan worden. Typ de tekst opnieuw.") from error
    return _CONTROL.sub("", text)


def _date(_field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise Mistake(_ASK_DATE)
    if found := _ISO.fullmatch(value):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DUTCH.fullmatch(value):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise Mistake(_ASK_DATE)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Mistake(f"Controleer het jaar: het ligt tussen {_FIRST_YEAR} en {_LAST_YEAR}.")
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise Mistake(f"Deze dag bestaat niet. {_ASK_DATE}") from error


def _number(field: Field, value: Any) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Mistake("Vul een heel getal in, bijvoorbeeld 12.")
    return _within(field, value)


def _money(field: Field, value: Any) -> int:
    if isinstance(value, str) and (found := _MONEY.fullmatch(value)):
        value = int(found.group(1).replace(".", ""))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Mistake("Vul een bedrag in hele euro's in, bijvoorbeeld 12500.")
    return _within(field, value)


def _within(field: Field, number: int) -> int:
    low = 0 if field.minimum is None else field.minimum
    high = _MAX_NUMBER[field.type] if field.maximum is None else field.maximum
    if not low <= number <= high:
        raise Mistake(f"Vul een getal in van {low} tot en met {high}.")
    return number


def _yes_no(_field: Field, value: Any) -> bool:
    if isinstance(value, str):
        value = _ANSWERS.get(value.lower())
    if not isinstance(value, bool):
        raise Mistake("Kies ja of nee.")
    return value


def _key(_field: Field, value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise Mistake("Kies een van de antwoorden in de lijst.")
    return _readable(value)


def _keys(field: Field, value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Mistake("Geef hier een lijst van antwoorden.")
    if not all(isinstance(item, str) for item in value):
        raise Mistake("Kies alleen antwoorden uit de lijst.")
    return list(dict.fromkeys(_key(field, item.strip()) for item in value if item.strip()))


_CLEANERS: Mapping[str, Callable[[Field, Any], Any]] = {
    "tekst": _text,
    "lange_tekst": _text,
    "verborgen": _text,
    "keuze": _key,
    "verwijzing": _key,
    "meerkeuze": _keys,
    "datum": _date,
    "getal": _number,
    "bedrag": _money,
    "janee": _yes_no,
}


def is_empty(value: Any) -> bool:
    """Whether a clean value is no answer; False and 0 are answers."""
    return value is None or value in ("", [])


def ask_for(field: Field) -> str:
    """The sentence for a required field without an answer."""
    if field.type == "lijst":
        return f"Vul bij «{field.label}» ten minste één rij in."
    if field.label.endswith("?"):
        return f"Beantwoord de vraag «{field.label}»."
    return _ASK[field.type].format(label=field.label)


_ASK = {
    "tekst": "Vul «{label}» in.",
    "lange_tekst": "Vul «{label}» in.",
    "verborgen": "Laad de pagina opnieuw: «{label}» ontbreekt.",
    "keuze": "Maak een keuze bij «{label}».",
    "verwijzing": "Maak een keuze bij «{label}».",
    "meerkeuze": "Kies een of meer antwoorden bij «{label}».",
    "datum": "Vul bij «{label}» een datum in, bijvoorbeeld 24-11-2026.",
    "getal": "Vul bij «{label}» een getal in.",
    "bedrag": "Vul bij «{label}» een bedrag in hele euro's in.",
    "janee": "Kies ja of nee bij «{label}».",
}
