"""What moving a case does, in Dutch: one word for the whole, and a sentence for each thing that stays or changes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from service.domain.deadlines import dutch_date
from service.usecases.ways.migrations import CasePreview, InstancePreview
from service.usecases.work import AMSTERDAM

SAME, OTHER, CHOICE, REFUSED = "ongewijzigd", "anders", "keuze", "geweigerd"
VERDICTS: Mapping[str, str] = {
    SAME: "Gaat ongewijzigd over",
    OTHER: "Gaat over, met een verschil",
    CHOICE: "Keuze nodig",
    REFUSED: "Kan niet over",
}
MOVABLE = (SAME, OTHER)


def verdict(seen: CasePreview) -> str:
    """One of VERDICTS: a choice is needed when nothing else than steps that are gone stands in the way."""
    found = [one.migration for one in seen.instances]
    refusals, unmapped = (sum(len(getattr(one, kind)) for one in found) for kind in ("refusals", "unmapped"))
    if refusals:
        return CHOICE if refusals == unmapped else REFUSED
    changes = any(one.moves or one.skipped or one.new_terms or one.ended_terms for one in found)
    return OTHER if changes or any(one.next_before != one.next_after for one in seen.instances) else SAME


def tell(seen: CasePreview) -> list[str]:
    """Why it cannot go, or else what stays and what changes, process by process."""
    told = seen.refusals or [f"{one.name}: {text}" for one in seen.instances for text in _of_instance(one)]
    # A case with three goals has three checks of which the same is true.
    return [text if times == 1 else f"{text} ({times} keer)" for text, times in Counter(told).items()]


def _of_instance(one: InstancePreview) -> Iterator[str]:
    found, moved = one.migration, {to: name for name, to in one.migration.moves}
    for name, due_on in one.days:
        until = f"uiterlijk op {dutch_date(due_on)}"
        if name in moved:
            yield f"van «{moved[name]}» naar «{name}», {until}; de antwoorden tot nu toe gaan niet mee."
        else:
            yield f"«{name}» blijft open, {until}."
    for name in dict.fromkeys(found.stays):
        if name not in dict(one.days):
            yield f"«{name}» blijft wachten."
    for names, text in (
        (found.skipped, "slaat over wat nieuw is en al voorbij"),
        (found.new_terms, "gaat vanaf nu tellen"),
        (found.ended_terms, "telt niet meer"),
    ):
        if names:
            yield f"{text}: «{'», «'.join(dict.fromkeys(names))}»."
    yield from _next(one)


def _next(one: InstancePreview) -> Iterator[str]:
    if one.next_after is None:
        if one.next_before is not None:
            yield "er staat geen termijn meer die vanzelf afloopt."
    elif one.next_after == one.next_before:
        yield f"de eerstvolgende termijn blijft {_moment(one.next_after)}."
    else:
        yield f"de eerstvolgende termijn wordt {_moment(one.next_after)}."


def _moment(instant: datetime) -> str:
    local = instant.astimezone(AMSTERDAM)
    return f"{dutch_date(local.date())} om {local:%H:%M} uur"
