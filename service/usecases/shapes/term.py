"""The page of terms: what a region counts with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.usecases.shapes.basic import Choice


@dataclass(frozen=True)
class TermView:
    """One term as it holds in a region."""

    code: str
    name: str
    number: int  # negative: before the anchor
    unit: str  # werkdagen | maanden
    text: str  # «5 werkdagen na ontvangst»
    anchor: str
    source: str  # where the number comes from, in Dutch
    grounds: Sequence[str]  # requirements (R…) and set-up questions (V…)
    differs: bool  # the region chose another number than the national one
    national: str  # «5 werkdagen»
    used_in: Sequence[str]  # names of the processes whose diagram counts with it
    note: str  # why no diagram uses it


@dataclass(frozen=True)
class DayOff:
    """A day that does not count: a holiday, or a day of the region itself."""

    day: date
    name: str


@dataclass(frozen=True)
class TermList:
    """All terms of a region, with its calendar and the moments on a day."""

    region: str  # key
    region_name: str
    regions: Sequence[Choice]  # all, to look at another one
    release: str
    reminder_time: str
    expiry_time: str
    days_off: Sequence[DayOff]  # of the twelve months to come
    terms: Sequence[TermView]
