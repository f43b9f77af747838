"""Financing comes after content: lines per law, each with its decision (R090-R092, R098)."""

from datetime import date

from service.domain.plan import OPEN_LINE
from service.domain.stall import FINANCING_RULES
from service.models import FinancingLine
from service.usecases.plans import get_valid_plan
from service.usecases.stalls import close_stalls
from service.usecases.steps import Step


def ask_financing(step: Step) -> tuple[bool, date]:
    """Submit the lines without a decision; returns whether there are any."""
    lines = _undecided(step)
    if lines:
        total = sum(line.amount for line in lines)
        what = "één financieringsregel" if len(lines) == 1 else f"{len(lines)} financieringsregels"
        amount = f"{total:,}".replace(",", ".")
        step.event("financiering", f"Over {what} (samen € {amount}) is een besluit gevraagd.")
    return bool(lines), step.today


def record_decision(step: Step) -> None:
    """Store the decision per line; a grant ends an open financing stall and its escalation."""
    answers = step.answers("financieren")
    decision = str(answers.get("besluit") or "")
    per_line = {str(row.get("kenmerk")): row for row in answers.get("regels") or ()}
    for line in _undecided(step):
        row = per_line.get(line.key) or next((r for r in per_line.values() if _is_about(r, line)), None)
        line.state = str(row.get("besluit") or decision) if row else decision
        line.decided_on = step.today
        if row and row.get("bedrag") is not None and line.state != "afgewezen":
            line.amount = int(row["bedrag"])
    words = {"toegekend": "toegekend", "deels_toegekend": "deels toegekend", "afgewezen": "afgewezen"}
    step.event("financiering", f"Besluit over de financiering: {words.get(decision, decision)}.")
    if decision == "toegekend":
        close_stalls(step, FINANCING_RULES, None, "opgelost", with_escalation=True)


def _is_about(row: dict[str, object], line: FinancingLine) -> bool:
    return not row.get("kenmerk") and row.get("wet") == line.law and row.get("betaler") == line.payer


def _undecided(step: Step) -> list[FinancingLine]:
    return [line for line in get_valid_plan(step).financing if line.state == OPEN_LINE]
