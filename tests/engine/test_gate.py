"""The gate refuses what the engine would misread, says where and what to do, and never falls over a file."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from service.engine import ReleaseFiles, gate
from tests.engine.drawing import (
    boundary,
    call,
    catch,
    chain,
    diagram,
    element,
    end,
    flow,
    many,
    message,
    parallel,
    service,
    start,
    sub_process,
    terminate,
    timer,
    user,
    xor,
)
from tests.engine.world import Blocks

ROLES = ("secretaris", "triagist")
LANES = {"Secretaris": ["begin", "doen", "einde", "keuze", "bellen", "roepen", "af", "t", "t_actie", "t_einde", "rond"]}


def findings(*content: str, forms: Mapping[str, bytes] | None = None, **more: object) -> list[gate.Finding]:
    drawn = diagram("proef", *content, **{"lanes": LANES, **more})  # type: ignore[arg-type]
    return gate.check({"proef.bpmn": drawn}, forms if forms is not None else {"doen": b"{}"}, Blocks(), ROLES)


def mistakes(*content: str, **more: object) -> list[tuple[str, str | None]]:
    return [(found.rule, found.element) for found in findings(*content, **more) if found.severity == "fout"]  # type: ignore[arg-type]


GOOD = (start(), user("doen"), end(), chain("begin", "doen", "einde"))


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


BAD: dict[str, tuple[tuple[str, ...], tuple[str, str | None]]] = {
    "script task": (
        (
            start(),
            element("scriptTask", "doen", "<bpmn:script>1</bpmn:script>"),
            end(),
            chain("begin", "doen", "einde"),
        ),
        ("element", "doen"),
    ),
    "pre-script": (
        (
            start(),
            user("doen").replace("</bpmn:ext", "<spiffworkflow:preScript>1</spiffworkflow:preScript></bpmn:ext"),
            end(),
            chain("begin", "doen", "einde"),
        ),
        ("script", "doen"),
    ),
    "event gateway": (
        (start(), element("eventBasedGateway", "keuze"), end(), chain("begin", "keuze", "einde")),
        ("element", "keuze"),
    ),
    "cycle timer": (
        (start(), catch("doen", timer('"R/PT1H"', "timeCycle")), end(), chain("begin", "doen", "einde")),
        ("element", "doen"),
    ),
    "error event": (
        (*GOOD, boundary("t", "doen", '<bpmn:errorEventDefinition id="e" />'), end("af", "af"), chain("t", "af")),
        ("element", "t"),
    ),
    "event sub-process": (
        (*GOOD, element("subProcess", "rond", start("s") + end("e") + chain("s", "e"), triggeredByEvent="true")),
        ("element", "rond"),
    ),
    "signal end": (
        (start(), end("einde", "klaar", '<bpmn:signalEventDefinition id="s" />'), chain("begin", "einde")),
        ("gebeurtenis", "einde"),
    ),
    "start with a timer": (
        (
            element("startEvent", "begin", timer("om_verval(vandaag())")),
            user("doen"),
            end(),
            chain("begin", "doen", "einde"),
        ),
        ("gebeurtenis", "begin"),
    ),
    "service task without block": (
        (start(), element("serviceTask", "bellen"), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen", "bellen"),
    ),
    "unknown block": (
        (start(), service("bellen", "weg"), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen", "bellen"),
    ),
    "missing parameter": (
        (start(), service("bellen", "melden"), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen", "bellen"),
    ),
    "unknown parameter": (
        (start(), service("bellen", "melden", bericht='"x"', zomaar='"y"'), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen", "bellen"),
    ),
    "parameter of another type": (
        (start(), service("bellen", "melden", bericht="1"), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen", "bellen"),
    ),
    "value that the block does not return": (
        (start(), service("bellen", "melden", takes="iets", bericht='"x"'), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen", "bellen"),
    ),
    "unknown form": (
        (start(), user("doen", formulier="weg"), end(), chain("begin", "doen", "einde")),
        ("formulier", "doen"),
    ),
    "unknown variable taken": (
        (start(), user("doen", takes="weg"), end(), chain("begin", "doen", "einde")),
        ("variabele", "doen"),
    ),
    "no due date": ((start(), user("doen", due=None), end(), chain("begin", "doen", "einde")), ("vervaldatum", "doen")),
    "unsafe due date": (
        (start(), user("doen", due="open('x')"), end(), chain("begin", "doen", "einde")),
        ("uitdrukking", "doen"),
    ),
    "wrong number of arguments": (
        (start(), user("doen", due='termijn("T01")'), end(), chain("begin", "doen", "einde")),
        ("uitdrukking", "doen"),
    ),
    "unknown name": (
        (start(), user("doen", due="werkdagen(1, weg)"), end(), chain("begin", "doen", "einde")),
        ("variabele", "doen"),
    ),
    "timer without instant": (
        (*GOOD, boundary("t", "doen", timer("vandaag()")), end("af", "af"), chain("t", "af")),
        ("timer", "t"),
    ),
    "endless duration": (
        (start(), catch("doen", timer('"P999999999M"', "timeDuration")), end(), chain("begin", "doen", "einde")),
        ("timer", "doen"),
    ),
    "unknown process": (
        (start(), call("roepen", "weg"), end(), chain("begin", "roepen", "einde")),
        ("aanroep", "roepen"),
    ),
    "recursion": (
        (start(), call("roepen", "proef"), end(), chain("begin", "roepen", "einde")),
        ("aanroep", "roepen"),
    ),
    "unknown phase": (
        (start(), call("roepen", "proef", phase="zomaar"), end(), chain("begin", "roepen", "einde")),
        ("fase", "roepen"),
    ),
    "message without name": (
        (start(), catch("doen", message("weg")), end(), chain("begin", "doen", "einde")),
        ("verwijzing", "doen"),
    ),
    "reserved id": ((start(), user("End"), end(), chain("begin", "End", "einde")), ("id", "End")),
    "duplicate id": ((*GOOD, user("doen")), ("id", "doen")),
    "id of a parameter": (
        (start(), service("bericht", "melden", bericht='"x"'), end(), chain("begin", "bericht", "einde")),
        ("id", "bericht"),
    ),
    "two starts": ((*GOOD, start("rond"), flow("rond", "einde")), ("start", "proef")),
    "no end": ((start(), user("doen"), chain("begin", "doen")), ("einde", "proef")),
    "dead end": ((*GOOD, user("af"), xor("keuze"), flow("keuze", "af")), ("pad", "af")),
    "unreachable": ((*GOOD, user("af"), flow("af", "einde")), ("pad", "af")),
    "no way to an end": (
        (
            start(),
            xor("keuze", "f_keuze__einde"),
            user("doen"),
            user("af"),
            end(),
            flow("begin", "keuze"),
            flow("keuze", "doen", "True"),
            flow("keuze", "einde"),
            chain("doen", "af", "doen"),
        ),
        ("pad", "doen"),
    ),  # fmt: skip
    "flow to nowhere": ((*GOOD[:-1], flow("begin", "doen"), flow("doen", "weg")), ("stroom", "f_doen__weg")),
    "two flows out of a task": ((*GOOD, end("af", "af"), flow("doen", "af")), ("stroom", "doen")),
    "condition after a task": (
        (*GOOD[:-1], flow("begin", "doen"), flow("doen", "einde", "True")),
        ("voorwaarde", "f_doen__einde"),
    ),  # fmt: skip
    "gateway without default": (
        (
            start(),
            xor("keuze"),
            user("doen"),
            end(),
            flow("begin", "keuze"),
            flow("keuze", "doen", "True"),
            flow("keuze", "einde", "False"),
            flow("doen", "einde"),
        ),
        ("standaard", "keuze"),
    ),  # fmt: skip
    "flow without condition": (
        (
            start(),
            xor("keuze", "f_keuze__einde"),
            user("doen"),
            end(),
            flow("begin", "keuze"),
            flow("keuze", "doen"),
            flow("keuze", "einde"),
            flow("doen", "einde"),
        ),
        ("voorwaarde", "f_keuze__doen"),
    ),  # fmt: skip
    "loop without a wait": (
        (
            start(),
            service("bellen", "tellen"),
            xor("keuze", "f_keuze__bellen"),
            end(),
            chain("begin", "bellen", "keuze"),
            flow("keuze", "einde", "False"),
            flow("keuze", "bellen"),
        ),
        ("lus", "bellen"),
    ),  # fmt: skip
    "task on a branch that does not interrupt": (
        (
            *GOOD,
            boundary("t", "doen", timer("om_verval(vervalt_op)"), False),
            user("af"),
            end("t_einde", "tak_klaar"),
            chain("t", "af", "t_einde"),
        ),
        ("zijtak", "af"),
    ),  # fmt: skip
    "boundary on nothing": (
        (*GOOD, boundary("t", "weg", timer("om_verval(vandaag())")), end("af", "af"), chain("t", "af")),
        ("rand", "t"),
    ),  # fmt: skip
    "end without result": (
        (start(), user("doen"), end("einde", None), chain("begin", "doen", "einde")),
        ("resultaat", "einde"),
    ),  # fmt: skip
    "result inside a sub-process": (
        (
            start(),
            sub_process("rond", start("s"), end("e", "klaar"), chain("s", "e")),
            end(),
            chain("begin", "rond", "einde"),
        ),
        ("resultaat", "e"),
    ),  # fmt: skip
    "too many branches": (
        (
            start(),
            *(parallel(f"p{n}") for n in range(3)),
            *(user(f"u{n}{m}") for n in range(3) for m in range(6)),
            end(),
            flow("begin", "p0"),
            *(flow(f"p{n}", f"u{n}{m}") for n in range(3) for m in range(6)),
        ),
        ("takken", "proef"),
    ),  # fmt: skip
    "many over something that is no list": (
        (start(), user("doen", body=many("weg", "een")), end(), chain("begin", "doen", "einde")),
        ("meervoud", "doen"),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_diagram_is_refused_at_its_element(name: str) -> None:
    content, expected = BAD[name]
    assert expected in mistakes(*content, forms={"doen": b"{}", "af": b"{}"})


def test_all_mistakes_are_reported_at_once_with_their_lines() -> None:
    found = findings(start(), user("doen", due=None, formulier="weg"), service("bellen", "weg"), end("einde", None),
                     chain("begin", "doen", "bellen", "einde"))  # fmt: skip
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
    drawn = (*GOOD, boundary("t", "doen", timer("om_verval(vervalt_op)"), False, reason), user("af"),
             end("t_einde", "tak_klaar"), chain("t", "af", "t_einde"))  # fmt: skip
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
        "condition": (start(), xor("keuze", "f_keuze__einde"), user("doen"), end(), flow("begin", "keuze"),
                      flow("keuze", "doen", expression), flow("keuze", "einde"), flow("doen", "einde")),
        "due": (start(), user("doen", due=expression), end(), chain("begin", "doen", "einde")),
        "timer": (*GOOD, boundary("t", "doen", timer(expression)), end("af", "af"), chain("t", "af")),
        "parameter": (start(), service("bellen", "melden", bericht=expression), end(), chain("begin", "bellen", "einde")),
        "cardinality": (start(), user("doen", body=multi), end(), chain("begin", "doen", "einde")),
    }  # fmt: skip
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
    drawn = diagram("proef", start(), user("doen", due='termijn("T99", vandaag())'), xor("keuze", "f_keuze__einde"),
                    end("af", "af"), end(), chain("begin", "doen", "keuze"),
                    flow("keuze", "af", 'instelling("weg")'), flow("keuze", "einde"), lanes=LANES)  # fmt: skip
    known = gate.Vocabulary(terms={"T01"}, settings={"clock.reminder_time"})
    found = gate.check({"proef": drawn}, {"doen": b"{}"}, Blocks(), ROLES, vocabulary=known)
    assert {(mistake.rule, mistake.element) for mistake in found if mistake.severity == "fout"} == {
        ("verwijzing", "doen"),
        ("verwijzing", "f_keuze__af"),
    }


class ReadForm:
    """A form with one field, and one name from the process."""

    def field_names(self) -> frozenset[str]:
        return frozenset({"antwoord"})

    def outside_names(self) -> list[tuple[str, str]]:
        return [("antwoord", "spoed")]


def test_forms_are_held_against_the_task_that_shows_them() -> None:
    drawn = diagram("proef", start(), user("doen", takes="x=weg"), end(), chain("begin", "doen", "einde"),
                    variables={"x": "str; doen"}, lanes=LANES)  # fmt: skip
    found = gate.check({"proef": drawn}, {"doen.json": b"{}"}, Blocks(), ROLES, read_form=lambda _id, _data: ReadForm())
    texts = [mistake.message for mistake in found if mistake.rule == "formulier"]
    assert len(texts) == 2
    assert "«weg»" in texts[0]
    assert "«spoed»" in texts[1]


def test_a_form_that_cannot_be_read_is_a_finding() -> None:
    def refuse(_id: str, _data: bytes) -> ReadForm:
        raise ValueError("Het formulier heeft geen titel. Vul er een in.")

    found = gate.check({}, {"doen.json": b"{"}, Blocks(), ROLES, read_form=refuse)
    assert [(mistake.file, mistake.rule) for mistake in found] == [("doen.json", "formulier")]


def test_a_variant_lies_over_its_base_and_may_not_drop_a_mandatory_step() -> None:
    base_drawn = diagram("proef", start(), user("doen", verplicht="perspectief"), call("roepen", "stap"), end(),
                         chain("begin", "doen", "roepen", "einde"), lanes=LANES)  # fmt: skip
    stap = diagram("stap", start("s"), end("e"), chain("s", "e"))
    base = ReleaseFiles(1, "landelijk-1", {"proef": base_drawn, "stap": stap}, {"doen": b"{}"})
    kept = diagram("proef", start(), call("roepen", "stap"), user("af", verplicht="perspectief"), end(),
                   chain("begin", "roepen", "af", "einde"), lanes=LANES)  # fmt: skip
    dropped = base_drawn.replace(b"perspectief", b"")
    check = gate.check({"proef": kept}, {"af": b"{}"}, Blocks(), ROLES, base)
    assert [mistake for mistake in check if mistake.severity == "fout"] == []
    check = gate.check({"proef": dropped}, {}, Blocks(), ROLES, base)
    assert [mistake.rule for mistake in check if mistake.severity == "fout"] == ["verplicht"]


def test_a_sub_process_id_is_unique_in_the_whole_release() -> None:
    one, two = (
        diagram(key, start(), sub_process("rond", start("s"), end("e", "tak_klaar"), chain("s", "e")), end(),
                chain("begin", "rond", "einde"), lanes=LANES)
        for key in ("een", "twee")
    )  # fmt: skip
    found = gate.check({"een": one, "twee": two}, {}, Blocks(), ROLES)
    assert ("twee", "id", "rond") in [(mistake.file, mistake.rule, mistake.element) for mistake in found]


def test_a_join_that_may_wait_for_ever_is_pointed_at() -> None:
    found = findings(start(), xor("keuze", "f_keuze__af"), user("doen"), user("af"), parallel("rond"), end(),
                     flow("begin", "keuze"), flow("keuze", "doen", "True"), flow("keuze", "af"),
                     chain("doen", "rond", "einde"), chain("af", "rond"),
                     forms={"doen": b"{}", "af": b"{}"})  # fmt: skip
    assert ("samenkomst", "rond", "advies") in [(item.rule, item.element, item.severity) for item in found]


HOSTILE = {
    "empty": b"",
    "blank": b"  \n",
    "text": b"hallo",
    "zip": b"PK\x03\x04" + b"0" * 100,
    "png": b"\x89PNG\r\n\x1a\n" + b"0" * 100,
    "html": b"<!DOCTYPE html><html></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" />',
    "utf-16": diagram("proef", *GOOD).decode().encode("utf-16"),
    "latin-1": diagram("proef", *GOOD).replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"'),
    "broken utf-8": diagram("proef", *GOOD).replace(b'name="doen"', b'name="do\xffen"'),
    "too large": b"<a>" + b" " * (600 * 1024) + b"</a>",
    "entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "billion laughs": b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    "include": b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" /></a>',
    "cut off": diagram("proef", *GOOD)[:-40],
    "deep": b"<a>" * 3000 + b"</a>" * 3000,
    "deep bpmn": diagram("proef", *GOOD, "<bpmn:group>" * 150 + "</bpmn:group>" * 150),
    "no process": b'<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" />',
    "not executable": diagram("proef", *GOOD).replace(b'isExecutable="true"', b'isExecutable="false"'),
    "no id": diagram("proef", *GOOD).replace(b'process id="proef"', b"process"),
    "other name": diagram("anders", *GOOD),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_diagram_is_a_finding_and_never_an_exception(name: str) -> None:
    found = gate.check({"proef.bpmn": HOSTILE[name]}, {}, Blocks(), ROLES)
    assert any(mistake.severity == "fout" for mistake in found)


def test_one_unreadable_file_does_not_hide_the_mistakes_of_another() -> None:
    found = gate.check({"stuk": b"", "proef": diagram("proef", start())}, {}, Blocks(), ROLES)
    assert {mistake.file for mistake in found} == {"stuk", "proef"}


def test_damaged_files_never_make_the_gate_fall() -> None:
    chance = random.Random(1)
    whole = diagram("proef", *GOOD, boundary("t", "doen", timer("om_verval(vervalt_op)")), end("af", "af"),
                    chain("t", "af"), service("bellen", "melden", bericht='"x"'), lanes=LANES,
                    variables={"x": "bool; doen"})  # fmt: skip
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            start_at, length = chance.randrange(len(damaged)), chance.randint(0, 30)
            damaged[start_at : start_at + length] = chance.choice([b"", b"doen", b'"', b"<bpmn:task id='x'/>", b"\xff"])
        for found in gate.check({"proef": bytes(damaged)}, {}, Blocks(), ROLES):
            assert found.rule != "onbekend", bytes(damaged)
