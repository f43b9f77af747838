"""Every rule of the gate can be explained, and every rule speaks up when there is cause."""

import ast
from pathlib import Path

import pytest

from service.engine.gate.rules import GROUPS, RULES
from tests.engine.bad_diagrams import BAD
from tests.engine.rule_cases import CASES

GATE = Path("service/engine/gate")
IN_BAD = {rule for _, (rule, _element) in BAD.values()}


def test_every_rule_has_an_explanation_a_remedy_and_an_example() -> None:
    assert sum(len(rules) for rules in GROUPS.values()) == len(RULES)
    for rule in RULES.values():
        assert rule.title
        assert rule.example
        assert all(text.endswith(".") for text in (rule.why, rule.remedy)), rule.id


def test_every_rule_that_the_gate_names_in_its_code_is_in_the_catalogue() -> None:
    named = set()
    for file in GATE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="add" | "advise" | "_add") | ast.Name(id="add"),
                    args=[ast.Constant(value=rule), *_],
                ):
                    named.add(rule)
    assert len(named) > 40
    assert named <= set(RULES)


# Found by doing a walk again, not by reading a diagram: tests/ways/test_scenarios.py.
IN_SCENARIOS = {"scenario_gelezen", "scenario", "landelijk_scenario"}


def test_every_rule_has_a_case() -> None:
    assert set(RULES) == IN_BAD | set(CASES) | IN_SCENARIOS


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_speaks_up_and_says_what_to_do(rule: str) -> None:
    found = CASES[rule]()
    said = [one for one in found if one.rule == rule]
    assert said, [(one.rule, one.element, one.message) for one in found]
    assert all(one.message.endswith(".") and one.severity in ("fout", "advies") for one in said)
    assert {one.rule for one in found} <= set(RULES)
