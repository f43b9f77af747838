"""Changing a form file field by field: what handlers rely on stays, whatever else may change.

A field is pointed at by its path: `doelen`, or `doelen.maat` for a column of a list.
"""

import copy
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from service.domain.errors import DomainError, NotFound

Raw = dict[str, Any]
CORE_REASON = (
    "Een bouwsteen gebruikt dit antwoord. U mag de vraag en de hulptekst anders verwoorden; "
    "de naam, de soort en de waarden van de keuzes liggen vast, en weghalen kan niet."
)


class CoreField(DomainError):
    """The change would take away what a building block needs."""

    sentence = CORE_REASON


def find_field(raw: Mapping[str, Any], path: str) -> Raw:
    """The field at a path; raises NotFound."""
    fields, index = _place(raw, path)
    found: Raw = fields[index]
    return found


def is_core(raw: Mapping[str, Any], path: str) -> bool:
    """Whether a building block relies on this field: marked so itself, or a column of a list that is."""
    parent = path.partition(".")[0]
    return bool(find_field(raw, path).get("kern") or find_field(raw, parent).get("kern"))


def with_field(raw: Raw, path: str | None, field: Raw, *, inside: str = "") -> Raw:
    """The form with the field at `path` replaced, or without a path added at the end (`inside` a list)."""
    changed = copy.deepcopy(raw)
    if path is None:
        holder = find_field(changed, inside) if inside else changed
        holder.setdefault("velden", []).append(field)
        return changed
    if is_core(raw, path):
        _ensure_core_kept(find_field(raw, path), field)
    fields, index = _place(changed, path)
    fields[index] = field
    return changed


def without_field(raw: Raw, path: str) -> Raw:
    """The form without a field; raises CoreField."""
    if is_core(raw, path):
        raise CoreField
    changed = copy.deepcopy(raw)
    fields, index = _place(changed, path)
    del fields[index]
    return changed


def moved(raw: Raw, path: str, by: int) -> Raw:
    """The form with a field one place up (-1) or down (1), as far as it goes."""
    changed = copy.deepcopy(raw)
    fields, index = _place(changed, path)
    to = min(max(index + by, 0), len(fields) - 1)
    fields.insert(to, fields.pop(index))
    return changed


def slug(label: str) -> str:
    """The name a label gives: «Reden van uithuisplaatsing» → reden_van_uithuisplaatsing."""
    plain = unicodedata.normalize("NFD", label).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50].strip("_")
    return words if words[:1].isalpha() else f"veld_{words}".strip("_")


def free_name(raw: Mapping[str, Any], label: str, inside: str = "") -> str:
    """A name for a new field that is not in use yet."""
    holder = find_field(raw, inside) if inside else raw
    used = {field.get("naam") for field in holder.get("velden", [])}
    name, number = slug(label), 2
    while name in used:
        name, number = f"{slug(label)}_{number}", number + 1
    return name


def _place(raw: Mapping[str, Any], path: str) -> tuple[list[Raw], int]:
    holder: Mapping[str, Any] = raw
    fields: list[Raw] = []
    index = -1
    for name in path.split("."):
        fields = holder.get("velden") or []
        index = next((number for number, one in enumerate(fields) if one.get("naam") == name), -1)
        if index < 0:
            raise NotFound("Dit veld staat niet (meer) in het formulier. Ga terug naar de lijst met velden.")
        holder = fields[index]
    return fields, index


def _ensure_core_kept(old: Raw, new: Raw) -> None:
    kept = ("naam", "type", "verplicht", "toon", "bron", "kern", "rij")
    values = [[one.get("waarde") for one in _choices(field)] for field in (old, new)]
    if any(old.get(key) != new.get(key) for key in kept) or values[0] != values[1]:
        raise CoreField


def _choices(field: Raw) -> list[Raw]:
    found = field.get("keuzes")
    return found if isinstance(found, list) else []
