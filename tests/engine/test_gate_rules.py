"""Every rule of the gate can be explained: what it is, why it is there and what to do."""

import ast
from pathlib import Path

from service.engine.gate.rules import GROUPS, RULES

GATE = Path("service/engine/gate")


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
