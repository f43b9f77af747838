"""What a merge may leave behind: a unit that refers to one that the other side took out. Nothing keeps such an end.

Where that happens both sides meet: whoever decides either keeps what was taken out, with all that hung on it, or lets
go of what refers to it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from service.engine.comparing.units import Unit, Units

_ENDS: Final = ("@sourceRef", "@targetRef", "@attachedToRef", "@processRef", "parent")
# Without these a unit is still something.
_LOOSE: Final = ("@default", "lane")
_EVENT = re.compile(r'\b(?:messageRef|signalRef|escalationRef)="([^"]+)"')


def references(unit: Unit) -> Iterator[tuple[str, str]]:
    """The facts of a unit that name others, with the name."""
    for name in (*_ENDS, *_LOOSE):
        if name in unit.facts:
            yield name, unit.facts[name]
    for name, value in unit.facts.items():
        if name.startswith("rest:"):
            yield from ((name, found) for found in _EVENT.findall(value))


@dataclass
class Mended:
    """Units without loose ends; `met` has what both sides meet about, each with what refers to it."""

    units: Units
    met: dict[str, list[str]] = field(default_factory=dict)


def mend(merged: Units, theirs: Units, mine: Units, choices: Mapping[str, str]) -> Mended:
    """Keep or let go until every reference leads somewhere; what nobody decided on stays as it is in `mine`."""
    return _Mending(Mended(dict(merged)), theirs, mine, choices).run()


@dataclass
class _Mending:
    found: Mended
    theirs: Units
    mine: Units
    choices: Mapping[str, str]
    let_go: set[str] = field(default_factory=set)
    swapped: set[str] = field(default_factory=set)

    def run(self) -> Mended:
        while (loose := next(self._loose(), None)) is not None:
            self._mend(*loose)
        return self.found

    def _loose(self) -> Iterator[tuple[str, str, str]]:
        for key, unit in self.found.units.items():
            for fact, target in references(unit):
                # What no side ever had as a unit of its own is none of our business.
                if target not in self.found.units and (target in self.theirs or target in self.mine):
                    yield key, fact, target

    def _mend(self, key: str, fact: str, target: str) -> None:
        referring = self.found.met.setdefault(target, [])
        if key not in referring:
            referring.append(key)
        side = self.theirs if self.choices.get(target) == "landelijk" else self.mine
        if target in side and target not in self.let_go:
            self._keep(target, side)
        elif fact in _LOOSE:
            self.found.units[key] = _without(self.found.units[key], fact)
        elif key in side and key not in self.swapped and side[key] != self.found.units[key]:
            # One end came from each side: then it is as on the side that was chosen.
            self.swapped.add(key)
            self.found.units[key] = side[key]
        else:
            self.let_go.add(key)
            del self.found.units[key]

    def _keep(self, target: str, side: Units) -> None:
        """Put back what was taken out, with what hung on it there."""
        hung = [key for key, unit in side.items() if any(name == target for _, name in references(unit))]
        for key in (target, *hung):
            if key not in self.let_go:
                self.found.units.setdefault(key, side[key])


def _without(unit: Unit, fact: str) -> Unit:
    return Unit(unit.kind, {name: value for name, value in unit.facts.items() if name != fact})
