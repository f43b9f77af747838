"""Three versions of a file: what one side changed, what the other side changed, and where they meet.

`theirs` is the national side, `mine` the region's, `old` what both began with. What only one side changed is taken
over. A meeting is a unit of which both changed the same fact differently, or that one took out and the other changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from service.engine.comparing.units import Unit, Units

MINE: Final = "eigen"
THEIRS: Final = "landelijk"
Choice = Literal["eigen", "landelijk"]


@dataclass(frozen=True)
class Merged:
    """The merged units; `meetings` names the units on which somebody must decide (decided ones as well)."""

    units: Units
    meetings: tuple[str, ...]
    taken: tuple[str, ...]  # changed by theirs only
    kept: tuple[str, ...]  # changed by mine only


def merge_units(old: Units, theirs: Units, mine: Units, choices: Mapping[str, Choice]) -> Merged:
    """Merge unit by unit and within a unit fact by fact; where they meet and nobody chose, mine stays."""
    units: Units = {}
    meetings, taken, kept = [], [], []
    for key in dict.fromkeys((*theirs, *mine, *old)):
        was, there, here = old.get(key), theirs.get(key), mine.get(key)
        if here == was and there != was:
            taken.append(key)
        if there == was and here != was:
            kept.append(key)
        unit, met = _unit(was, there, here, choices.get(key, "eigen"))
        if met:
            meetings.append(key)
        if unit is not None:
            units[key] = unit
    return Merged(units, tuple(meetings), tuple(taken), tuple(kept))


def _unit(was: Unit | None, there: Unit | None, here: Unit | None, choice: Choice) -> tuple[Unit | None, bool]:
    if here in (was, there):
        return there, False
    if there == was:
        return here, False
    if here is None or there is None or here.kind != there.kind:
        return (here if choice == MINE else there), True
    facts, met = _facts(was.facts if was is not None else {}, there.facts, here.facts, choice)
    return Unit(here.kind, facts), met


def _facts(
    was: Mapping[str, str], there: Mapping[str, str], here: Mapping[str, str], choice: Choice
) -> tuple[dict[str, str], bool]:
    facts: dict[str, str] = {}
    met = False
    for key in dict.fromkeys((*there, *here)):
        first, second, third = was.get(key), there.get(key), here.get(key)
        value = second if third == first else third
        if third not in (first, second) and second != first:
            met, value = True, third if choice == MINE else second
        if value is not None:
            facts[key] = value
    return facts, met
