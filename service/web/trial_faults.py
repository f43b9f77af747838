"""A draft that breaks while it is tried: where, and the way into the editor."""

from dataclasses import dataclass

from service.domain.errors import DomainError
from service.usecases.ways.trying.acting import TryFailed


@dataclass(frozen=True)
class Broken:
    """The element at which it broke; the address opens the editor there."""

    href: str
    name: str


def broken_at(key: str, refused: DomainError | None) -> Broken | None:
    """Where the draft broke; None when something else was refused."""
    if not isinstance(refused, TryFailed):
        return None
    if refused.process_key is None:
        return Broken("", "")
    place = f"?element={refused.element_id}" if refused.element_id else ""
    address = f"/werkwijzen/ontwerpen/{key}/diagram/{refused.process_key}{place}"
    return Broken(address, getattr(refused, "element_name", None) or refused.element_id or "")
