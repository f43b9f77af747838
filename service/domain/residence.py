"""Which municipality is responsible: the residence principle of the Youth Act (woonplaatsbeginsel)."""

from collections.abc import Mapping
from typing import Any

STAYS_ELSEWHERE = frozenset({"pleeggezin", "gezinshuis", "instelling_open", "instelling_gesloten", "ggz_opname"})


def responsible_municipality(registration: Mapping[str, Any]) -> str | None:
    """Key of the municipality that pays: where the child is registered, or was directly before a stay elsewhere."""
    if registration.get("verblijf") in STAYS_ELSEWHERE and registration.get("gemeente_voor_verblijf"):
        return str(registration["gemeente_voor_verblijf"])
    key = registration.get("gemeente_brp")
    return str(key) if key else None
