"""Two versions of a file side by side: every element and property that differs, as a Dutch sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from service.engine.comparing.form_units import read_form
from service.engine.comparing.units import Unit, Units, Unreadable, read_diagram
from service.engine.comparing.words import fact_word, kind_word, name_of, shown

ORDER = "volgorde van de velden"
_WORDS = {"diagram": "Het diagram", "form": "Het formulier", "scenario": "Het scenario"}
How = Literal["nieuw", "gewijzigd", "vervallen"]
# Follow from something else that is told, or say nothing to people.
_SILENT = frozenset({"@processRef", "@isExecutable", "@isMarkerVisible", "bouwsteen.resultaat"})


@dataclass(frozen=True)
class Change:
    """One difference: `element` is the id (of an element, or of a field as veld:naam), `what` the property in words."""

    element: str
    kind: str
    name: str
    how: How
    what: str
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """The difference in one sentence."""
        alone = self.kind.startswith(("Het ", "De "))
        who = self.kind if alone else f"{self.kind} «{self.name}»"
        if self.how == "nieuw":
            return f"{who} is nieuw{f': {self.new}' if self.new else ''}."
        if self.how == "vervallen":
            return f"{who} is vervallen."
        if self.what == ORDER:
            return f"De velden staan in een andere volgorde: {self.new}."
        if not self.old:
            return f"{who}: {self.what} is nu «{self.new}» (stond er niet)."
        if not self.new:
            return f"{who}: {self.what} is weg (was «{self.old}»)."
        return f"{who}: {self.what} was «{self.old}» en is nu «{self.new}»."


def compare(kind: str, old: bytes | None, new: bytes | None) -> list[Change]:
    """All differences between two versions of a diagram or form; None: the file is not there."""
    word = _WORDS[kind]
    if old is None or new is None:
        how: How = "nieuw" if old is None else "vervallen"
        return [Change("", word, word, how, "bestand", "", "")]
    if kind == "scenario":
        return (
            [] if old == new else [Change("", word, word, "gewijzigd", "inhoud", "de vorige loop", "een andere loop")]
        )
    try:
        before, after = read_units(kind, old), read_units(kind, new)
    except Unreadable:
        return [] if old == new else [Change("", word, word, "gewijzigd", "inhoud", "", "niet te lezen")]
    return [*_differences(before, after), *_order(before, after)]


def read_units(kind: str, content: bytes) -> Units:
    """A file taken apart; raises Unreadable, also for what is taken over as a whole."""
    if kind == "scenario":
        raise Unreadable("scenario")
    return read_diagram(content).units if kind == "diagram" else read_form(content)


def _differences(before: Units, after: Units) -> Iterator[Change]:
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if new is None and old is not None:
            yield Change(key, kind_word(old), name_of(key, before), "vervallen", "", "", "")
        elif old is None and new is not None:
            yield Change(key, kind_word(new), name_of(key, after), "nieuw", "", "", _summary(new, after))
        elif old is not None and new is not None and old != new:
            yield from _facts(key, (old, before), (new, after))


def _facts(key: str, before: tuple[Unit, Units], after: tuple[Unit, Units]) -> Iterator[Change]:
    (old, all_old), (new, all_new) = before, after
    head = (key, kind_word(new), name_of(key, all_new), "gewijzigd")
    if old.kind != new.kind:
        yield Change(*head, "soort", kind_word(old).lower(), kind_word(new).lower())  # type: ignore[arg-type]
    for fact in dict.fromkeys((*new.facts, *old.facts)):
        was, now = old.facts.get(fact), new.facts.get(fact)
        if was == now or fact in _SILENT or fact.startswith("paramtype:"):
            continue
        said = (fact_word(new, fact), shown(fact, was, all_old), shown(fact, now, all_new))
        if said[1] != said[2]:
            yield Change(*head, *said)  # type: ignore[arg-type]


def _summary(unit: Unit, units: Units) -> str:
    """The most telling facts of something new."""
    telling = (
        "lane", "prop:formulier", "prop:vervalt", "bouwsteen", "@calledElement", "rest:conditionExpression",
        "rest:timerEventDefinition", "rest:messageEventDefinition", "type", "verplicht", "eis",
    )  # fmt: skip
    parts = [f"{fact_word(unit, key)} «{shown(key, unit.facts[key], units)}»" for key in telling if key in unit.facts]
    return ", ".join(parts)


def _order(before: Units, after: Units) -> Iterator[Change]:
    """Fields in another order; elements of a diagram have none."""
    fields = [key for key in after if key.startswith("veld:") and key in before]
    if fields != [key for key in before if key in fields]:
        head = ("formulier", "Het formulier", "Het formulier")
        yield Change(*head, "gewijzigd", ORDER, "", _named(fields, after))


def _named(fields: list[str], units: Units) -> str:
    return ", ".join(name_of(key, units) for key in fields[:6]) + (" …" if len(fields) > 6 else "")


def outline(kind: str, content: bytes) -> list[str]:
    """What a file holds, element by element, as text: for who does not look at a drawing."""
    try:
        units = read_units(kind, content)
    except Unreadable:
        return ["Dit bestand is niet te lezen."]
    told = (key for key, unit in units.items() if unit.kind not in ("participant", "collaboration", "laneSet"))
    return [_line(units[key], name_of(key, units), _summary(units[key], units)) for key in told]


def _line(unit: Unit, name: str, facts: str) -> str:
    word = kind_word(unit)
    return f"{f'{word}:' if word.startswith(('Het ', 'De ')) else word} «{name}»{f' ({facts})' if facts else ''}"
