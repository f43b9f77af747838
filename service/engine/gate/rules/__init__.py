"""Every rule of the gate by its id; the handbook's page of findings is made from this."""

from collections.abc import Mapping

from service.engine.gate.rules import (
    appearance,
    elements,
    expressions,
    files,
    flows,
    processes,
    references,
    scenarios,
    soundness,
    trial,
)
from service.engine.gate.rules.rule import Rule

GROUPS: Mapping[str, tuple[Rule, ...]] = {
    "Het bestand": files.RULES,
    "Het proces als geheel": processes.RULES,
    "Elementen": elements.RULES,
    "Stromen en wegen": flows.RULES,
    "Uitdrukkingen, termijnen en variabelen": expressions.RULES,
    "Waar het diagram naar verwijst": references.RULES,
    "Vastlopen en keuzes": soundness.RULES,
    "De proef": trial.RULES,
    "Scenario's": scenarios.RULES,
    "De tekening": appearance.RULES,
}
RULES: Mapping[str, Rule] = {rule.id: rule for rules in GROUPS.values() for rule in rules}

__all__ = ["GROUPS", "RULES", "Rule"]
