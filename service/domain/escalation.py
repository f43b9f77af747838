"""The escalation ladder: what is asked, what a decision does, and what comes before what (R110-R112)."""

from collections.abc import Iterable, Sequence
from datetime import date

from service.domain.deadlines import dutch_date
from service.domain.labels import label

OPEN = ("voorbereid", "open_ambtelijk", "open_bestuurlijk")
LEVELS = {"open_ambtelijk": "ambtelijk", "open_bestuurlijk": "bestuurlijk"}
APPROVAL = "goedkeuring_uitgebleven"
NO_AGREEMENT = "geen_overeenstemming"
FINANCING = frozenset({"financiering_uitgebleven", "financiering_afgewezen"})
BINDING = frozenset({"oplossing_opgelegd", "financiering_toegekend"})
NO_SOLUTION = "geen_oplossing"


def level_of(status: str) -> str | None:
    """The level at which an escalation lies, if any."""
    return LEVELS.get(status)


def split_cause(cause: str) -> tuple[str, str]:
    """Rule and target of a cause: `regel` or `regel:doel-2`."""
    rule, _, target = cause.partition(":")
    return rule, target


def join_cause(rule: str, target: str) -> str:
    """The cause of a rule about a goal, task or party, or about the whole plan."""
    return f"{rule}:{target}" if target else rule


def grants_financing(decision: str, causes: Iterable[str]) -> bool:
    """Whether this decision settles the financing lines: said so, or imposed where financing was the question."""
    rules = {split_cause(cause)[0] for cause in causes}
    return decision == "financiering_toegekend" or (decision == "oplossing_opgelegd" and bool(rules & FINANCING))


def answers_waiting_task(decision: str, causes: Iterable[str]) -> bool:
    """Whether the decision takes the place of a waiting approval or financing decision."""
    rules = {split_cause(cause)[0] for cause in causes}
    return decision in BINDING and (grants_financing(decision, rules) or APPROVAL in rules)


def outcome(decision: str) -> str:
    """What the diagram routes on."""
    return NO_SOLUTION if decision == NO_SOLUTION else "besluit"


def decision_question(causes: Sequence[str], goals: Sequence[tuple[str, date]], since: date) -> str:
    """The question made from rule, goal and dates, without a word of the case.

    `goals` are (number of the goal in words, its target date or the date it was last checked).
    """
    reasons = "; ".join(_lower(label("aanleiding", split_cause(cause)[0])) for cause in causes) or "het plan loopt vast"
    parts = [f"Wat besluit u, nu dit sinds {dutch_date(since)} vastloopt: {reasons}?"]
    if goals:
        named = ", ".join(f"{name} (streefdatum {dutch_date(day)})" for name, day in goals)
        parts.append(f"Het gaat om {named}.")
    parts.append("Noem wie het uitvoert en uiterlijk wanneer.")
    return " ".join(parts)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
