"""Who acts: an account with its roles, or the service itself."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Grant:
    """One role, valid today, with the place it holds for."""

    role: str
    team_id: int | None = None
    region_id: int | None = None
    municipality_id: int | None = None
    organisation_id: int | None = None
    ring: str | None = None


@dataclass(frozen=True)
class Actor:
    """Somebody (or the service: `account_id` None and `system` True) on whose behalf a step is done."""

    account_id: int | None
    name: str
    grants: tuple[Grant, ...] = ()
    system: bool = False
    stands_in_for: frozenset[int] = frozenset()  # accounts of who is away today and named this actor

    @property
    def persons(self) -> frozenset[int]:
        """The accounts as whom the actor acts: their own, and of those they stand in for."""
        return self.stands_in_for | ({self.account_id} if self.account_id is not None else frozenset())

    def has(self, *roles: str) -> bool:
        """Whether the actor holds one of these roles anywhere."""
        return any(grant.role in roles for grant in self.grants)

    def teams(self, *roles: str) -> frozenset[int]:
        """Ids of the teams in which the actor holds one of these roles (any role when none is named)."""
        return frozenset(g.team_id for g in self.grants if g.team_id is not None and (not roles or g.role in roles))

    def municipalities(self, *roles: str) -> frozenset[int]:
        """Ids of the municipalities in which the actor holds one of these roles."""
        return frozenset(g.municipality_id for g in self.grants if g.municipality_id is not None and g.role in roles)

    def regions(self, *roles: str) -> frozenset[int]:
        """Ids of the regions in which the actor holds one of these roles."""
        return frozenset(g.region_id for g in self.grants if g.region_id is not None and g.role in roles)

    def organisations(self) -> frozenset[int]:
        """Ids of the organisations the actor speaks for."""
        return frozenset(g.organisation_id for g in self.grants if g.organisation_id is not None)

    @property
    def roles(self) -> Iterable[str]:
        return sorted({grant.role for grant in self.grants})


SYSTEM = Actor(account_id=None, name="Procesregie (automatisch)", system=True)
NOBODY = Actor(account_id=None, name="Bezoeker")
