"""What makes a plan a plan: goals, roles, tasks and monitoring, with both sides named (R001, R074-R076, R084).

A plan is looked at as the form gives it: lists of rows under `doelen`, `taken`, `aanbieders`, `overbrugging`
and `financiering`. Every mistake is one Dutch sentence at its field.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from service.domain.errors import FieldError

Row = Mapping[str, Any]
MUNICIPAL_LAWS = frozenset({"jeugdwet", "wmo"})
MUNICIPAL_WORDS = ("gemeente", "inkoop", "wethouder")
OPEN_LINE = "te_besluiten"
DECIDED_LINES = frozenset({"toegekend", "deels_toegekend", "afgewezen"})


def plan_mistakes(plan: Mapping[str, Any], providers: Container[str], municipality: str) -> list[FieldError]:
    """All mistakes of a plan; `providers` are the known keys, `municipality` the name of the responsible one."""
    return [
        *_goal_mistakes(rows(plan, "doelen"), rows(plan, "taken")),
        *_task_mistakes(rows(plan, "taken"), len(rows(plan, "doelen"))),
        *_bridging_mistakes(plan),
        *_provider_mistakes(rows(plan, "aanbieders"), providers),
        *_municipality_mistakes(plan, municipality),
    ]


def rows(plan: Mapping[str, Any], name: str) -> Sequence[Row]:
    """The rows of a list of the plan; a list that was not filled in is empty."""
    found = plan.get(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def undecided_amount(lines: Sequence[Row]) -> int:
    """The amount in whole euros about which nobody has decided."""
    return sum(int(line.get("bedrag") or 0) for line in lines if (line.get("status") or OPEN_LINE) == OPEN_LINE)


def _goal_mistakes(goals: Sequence[Row], tasks: Sequence[Row]) -> Iterator[FieldError]:
    if not goals:
        yield FieldError("doelen", "Een plan heeft minstens één doel. Voeg een doel toe.")
    served = {task.get("doel") for task in tasks}
    for number, goal in enumerate(goals):
        if _is_blank(goal.get("omschrijving")):
            yield FieldError(f"doelen.{number}.omschrijving", f"Beschrijf doel {number + 1}.")
        if _is_blank(goal.get("eigenaar")):
            yield FieldError(f"doelen.{number}.eigenaar", f"Noem wie doel {number + 1} bewaakt.")
        if not _is_positive(goal.get("ritme")):
            message = f"Vul bij doel {number + 1} in om de hoeveel werkdagen u de voortgang vraagt."
            yield FieldError(f"doelen.{number}.ritme", message)
        if number + 1 not in served:
            yield FieldError(
                "taken", f"Doel {number + 1} heeft nog geen taak. Voeg een taak toe en vul daar doel {number + 1} in."
            )


def _task_mistakes(tasks: Sequence[Row], goals: int) -> Iterator[FieldError]:
    for number, task in enumerate(tasks):
        goal = task.get("doel")
        if not isinstance(goal, int) or not 1 <= goal <= goals:
            yield FieldError(
                f"taken.{number}.doel",
                f"Taak {number + 1} hoort bij geen doel. Kies een nummer van 1 tot en met {goals}.",
            )
        if _is_blank(task.get("verantwoordelijke")):
            yield FieldError(
                f"taken.{number}.verantwoordelijke",
                f"Noem wie taak {number + 1} doet. Een taak zonder eigenaar blijft liggen.",
            )
        if _is_blank(task.get("vervaldatum")):
            yield FieldError(f"taken.{number}.vervaldatum", f"Vul in wanneer taak {number + 1} klaar is.")


def _bridging_mistakes(plan: Mapping[str, Any]) -> Iterator[FieldError]:
    waiting = int(plan.get("wachttijd_verwacht") or 0)
    bridging = rows(plan, "overbrugging")
    if waiting > 0 and not bridging:
        message = (
            f"Er is {waiting} weken wachttijd. Beschrijf wat het gezin in die tijd helpt: wie doet wat, en wanneer."
        )
        yield FieldError("overbrugging", message)
    names = {"taak": "wat er gebeurt", "eigenaar": "wie het doet", "datum": "vanaf of tot wanneer"}
    for number, row in enumerate(bridging if waiting > 0 else ()):
        for name, what in names.items():
            if _is_blank(row.get(name)):
                yield FieldError(f"overbrugging.{number}.{name}", f"Vul bij overbrugging {number + 1} in {what}.")


def _provider_mistakes(lines: Sequence[Row], providers: Container[str]) -> Iterator[FieldError]:
    if not lines:
        yield FieldError("aanbieders", "Noem minstens één aanbieder die het plan uitvoert.")
    seen: set[str] = set()
    for number, line in enumerate(lines):
        key = str(line.get("organisatie") or "")
        if key not in providers:
            yield FieldError(
                f"aanbieders.{number}.organisatie", f"Kies bij aanbieder {number + 1} een organisatie uit de lijst."
            )
        elif key in seen:
            yield FieldError(
                f"aanbieders.{number}.organisatie", "Deze aanbieder staat al in het plan. Zet de onderdelen bij elkaar."
            )
        seen.add(key)


def _municipality_mistakes(plan: Mapping[str, Any], municipality: str) -> Iterator[FieldError]:
    if not names_municipality(plan, municipality):
        message = (
            f"Noem ook wie het van de gemeente doet. Zet gemeente {municipality} bij een taak, "
            "als eigenaar van een doel of als betaler."
        )
        yield FieldError("financiering", message)


def names_municipality(plan: Mapping[str, Any], municipality: str) -> bool:
    """Whether somebody of the municipality has a part: as payer under its own laws, or by name (R001)."""
    if any(line.get("wet") in MUNICIPAL_LAWS and line.get("betaler") for line in rows(plan, "financiering")):
        return True
    words = (*MUNICIPAL_WORDS, municipality.lower())
    texts = [row.get(name) for list_name, names in _ACTORS for row in rows(plan, list_name) for name in names]
    return any(word in str(text).lower() for text in texts if text for word in words)


_ACTORS = (
    ("doelen", ("eigenaar",)),
    ("taken", ("rol", "verantwoordelijke")),
    ("overbrugging", ("eigenaar",)),
    ("financiering", ("betaler",)),
    ("instemming", ("partij",)),
)


def _is_blank(value: Any) -> bool:
    return value is None or not str(value).strip()


def _is_positive(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def assign_keys(lines: Sequence[Row], prefix: str, taken: set[str], known: Container[str]) -> list[str]:
    """The key of each row: kept when it is that of an earlier version, else a new one (`doel-3`), never used twice."""
    keys: list[str] = []
    used = set(taken)
    for line in lines:
        key = str(line.get("kenmerk") or "")
        if key not in known or key in keys:
            key = _next_key(prefix, used)
        used.add(key)
        keys.append(key)
    return keys


def _next_key(prefix: str, used: set[str]) -> str:
    number = 1
    while f"{prefix}-{number}" in used:
        number += 1
    return f"{prefix}-{number}"
