"""The gate refuses what the engine would misread, and says where and what to do."""

from pathlib import Path

import pytest

from service.engine import gate
from tests.engine.bad_diagrams import BAD
from tests.engine.drawing import (
    boundary,
    chain,
    diagram,
    end,
    flow,
    service,
    start,
    terminate,
    timer,
    user,
    xor,
)
from tests.engine.gate_cases import GOOD, LANES, ROLES, findings, mistakes
from tests.engine.world import Blocks


def test_a_sound_diagram_has_no_mistakes() -> None:
    drawn = (
        start(),
        user("doen", takes="spoed"),
        boundary("t", "doen", timer("om_verval(vervalt_op)"), interrupting=False),
        service("t_actie", "melden", bericht='"laat"', uiterlijk="vandaag()"),
        end("t_einde", "tak_klaar"),
        xor("keuze", "f_keuze__af"),
        service("bellen", "tellen", takes="aantal", stap="aantal"),
        end(),
        terminate("af", "afgebroken"),
        chain("begin", "doen", "keuze"),
        chain("bellen", "einde"),
        chain("t", "t_actie", "t_einde"),
        flow("keuze", "bellen", "spoed and aantal(lijst) > 0"),
        flow("keuze", "af"),
    )
    declared = {"spoed": "bool; doen", "aantal": "int; bellen; 0", "lijst": 'list; start; ["a"]'}
    assert mistakes(*drawn, variables=declared) == []


@pytest.mark.parametrize("path", sorted(Path("bpmn/landelijk").glob("*.bpmn")), ids=lambda path: path.stem)
def test_every_finding_about_a_national_diagram_names_a_rule_and_says_what_to_do(path: Path) -> None:
    for found in gate.check({path.stem: path.read_bytes()}, {}, Blocks(), ROLES):
        assert found.rule
        assert found.message.endswith(".")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_diagram_is_refused_at_its_element(name: str) -> None:
    content, expected = BAD[name]
    assert expected in mistakes(*content, forms={"doen": b"{}", "af": b"{}"})


def test_all_mistakes_are_reported_at_once_with_their_lines() -> None:
    found = findings(
        start(),
        user("doen", due=None, formulier="weg"),
        service("bellen", "weg"),
        end("einde", None),
        chain("begin", "doen", "bellen", "einde"),
    )
    assert {mistake.rule for mistake in found} >= {"vervaldatum", "formulier", "bouwsteen", "resultaat"}
    assert all(mistake.line == 1 and mistake.file == "proef.bpmn" for mistake in found)
    assert next(mistake for mistake in found if mistake.rule == "vervaldatum").name == "doen"


def test_a_person_on_a_side_branch_is_allowed_with_a_reason() -> None:
    reason = (
        '<bpmn:extensionElements><spiffworkflow:properties><spiffworkflow:property name="gebruikerstaak_toegestaan" '
    )
    reason += (
        'value="De ambtelijk verantwoordelijke wacht niet." /></spiffworkflow:properties></bpmn:extensionElements>'
    )
    drawn = (
        *GOOD,
        boundary("t", "doen", timer("om_verval(vervalt_op)"), False, reason),
        user("af"),
        end("t_einde", "tak_klaar"),
        chain("t", "af", "t_einde"),
    )
    assert mistakes(*drawn, forms={"doen": b"{}", "af": b"{}"}) == []


@pytest.mark.parametrize(
    "expression",
    ["__import__('os')", "().__class__", "9**9**9", "[1]", "lambda: 1", "f'{1}'", "doen.x", "", "(", "x" * 600],
)
@pytest.mark.parametrize("channel", ["condition", "due", "timer", "parameter", "cardinality"])
def test_every_channel_holds_to_the_language(channel: str, expression: str) -> None:
    number = f"<bpmn:loopCardinality>{expression}</bpmn:loopCardinality>"
    multi = f"<bpmn:multiInstanceLoopCharacteristics>{number}</bpmn:multiInstanceLoopCharacteristics>"
    drawn = {
        "condition": (
            start(),
            xor("keuze", "f_keuze__einde"),
            user("doen"),
            end(),
            flow("begin", "keuze"),
            flow("keuze", "doen", expression),
            flow("keuze", "einde"),
            flow("doen", "einde"),
        ),
        "due": (start(), user("doen", due=expression), end(), chain("begin", "doen", "einde")),
        "timer": (*GOOD, boundary("t", "doen", timer(expression)), end("af", "af"), chain("t", "af")),
        "parameter": (
            start(),
            service("bellen", "melden", bericht=expression),
            end(),
            chain("begin", "bellen", "einde"),
        ),
        "cardinality": (start(), user("doen", body=multi), end(), chain("begin", "doen", "einde")),
    }
    assert mistakes(*drawn[channel])


@pytest.mark.parametrize(
    ("declared", "ok"),
    [
        ("bool; doen", True),
        ('str; start, doen; ""', True),
        ("int; doen; 0", True),
        ("bool", False),
        ("dict; doen", False),
        ("bool; doen; 3", False),
        ("int; doen; __import__('os')", False),
        ("bool; weg", False),
    ],
)
def test_declared_variables_can_be_read_and_come_from_somewhere(declared: str, ok: bool) -> None:
    assert (mistakes(*GOOD, variables={"x": declared}) == []) is ok


def test_a_role_that_does_not_exist_and_a_task_without_a_lane_are_mistakes() -> None:
    assert ("baan", "doen") in mistakes(*GOOD, lanes={"Tovenaar": ["doen"], "Secretaris": ["begin", "einde"]})
    assert ("baan", "doen") in mistakes(*GOOD, lanes={"Secretaris": ["begin", "einde"]})


def test_terms_and_settings_exist_when_the_caller_knows_them() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("doen", due='termijn("T99", vandaag())'),
        xor("keuze", "f_keuze__einde"),
        end("af", "af"),
        end(),
        chain("begin", "doen", "keuze"),
        flow("keuze", "af", 'instelling("weg")'),
        flow("keuze", "einde"),
        lanes=LANES,
    )
    known = gate.Vocabulary(terms={"T01"}, settings={"clock.reminder_time"})
    found = gate.check({"proef": drawn}, {"doen": b"{}"}, Blocks(), ROLES, vocabulary=known)
    assert {(mistake.rule, mistake.element) for mistake in found if mistake.severity == "fout"} == {
        ("termijn", "doen"),
        ("instelling", "f_keuze__af"),
    }
