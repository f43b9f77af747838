"""What one rule of the gate is, for whoever reads its finding and wants to know more."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule: `why` explains it, `remedy` says what to do, `example` shows a case; all Dutch, shown in the handbook."""

    id: str
    title: str
    why: str
    remedy: str
    example: str
