"""The gate meets files that are no diagrams, and never falls over one."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import hypothesis
import hypothesis.strategies as st
import pytest

from service.engine import gate
from service.engine.gate.rules import RULES
from tests.engine.drawing import (
    chain,
    diagram,
    end,
    parallel,
    start,
    user,
)
from tests.engine.gate_cases import GOOD, ROLES
from tests.engine.world import Blocks


def _drawing(*numbers: str) -> str:
    shape = '<bpmndi:BPMNShape id="s" bpmnElement="doen"><dc:Bounds x="{}" y="{}" width="{}" height="{}" />'
    plane = (
        f'<bpmndi:BPMNPlane id="p" bpmnElement="proef">{shape.format(*numbers)}</bpmndi:BPMNShape></bpmndi:BPMNPlane>'
    )
    return f'<bpmndi:BPMNDiagram id="d">{plane}</bpmndi:BPMNDiagram>'


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
    "json": b'{"type": "bpmn"}',
    "used inclusion": diagram(
        "proef", *GOOD, '<x xmlns="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" />'
    ),
    "odd numbers": diagram("proef", *GOOD, extra=_drawing("1e999", "NaN", "0x10", "-")),
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


FOLDER = Path("bpmn/landelijk")
FILES = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.bpmn"))}
PIECES = (
    b"", b"doen", b'"', b"<", b">", b"</", b"&#x202e;", b"&amp;", b"\xff", b"\x00", b"-1e999", b"NaN",
    b"<bpmn:task id='x'/>",
    b"<bpmn:scriptTask id='y'><bpmn:script>1</bpmn:script></bpmn:scriptTask>", b'id="End"', b"P999999999M", b"9" * 400,
    b"(" * 300, b"<!-- -->", b"<?pi?>", b"<![CDATA[x]]>", b'xmlns:bpmn="urn:x"',
)  # fmt: skip
DAMAGE = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 60), st.sampled_from(PIECES)), min_size=1, max_size=5
)


@hypothesis.settings(max_examples=80, deadline=None, derandomize=True, database=None)
@hypothesis.given(name=st.sampled_from(sorted(FILES)), damage=DAMAGE)
def test_damaged_files_never_make_the_gate_fall(name: str, damage: list[tuple[float, int, bytes]]) -> None:
    data = bytearray(FILES[name])
    for place, length, piece in damage:
        begin = int(place * len(data))
        data[begin : begin + length] = piece
    for found in gate.check({name: bytes(data)}, {}, Blocks(), ROLES):
        assert found.rule in RULES
        assert found.rule != "onbekend", bytes(data)


def test_thousands_of_tasks_or_a_maze_of_gateways_are_refused_before_anything_takes_long() -> None:
    many = [f"t{number}" for number in range(1500)]
    long = (start(), *(f'<bpmn:task id="{task}" />' for task in many), end(), chain("begin", *many, "einde"))
    gateways = [parallel(f"p{number}") for number in range(8)]
    maze = "".join(
        f'<bpmn:sequenceFlow id="f{number}_{way}" sourceRef="p{number}" targetRef="p{number + 1}" />'
        for number in range(7)
        for way in range(6)
    )
    assert "omvang" in {found.rule for found in gate.check({"proef": diagram("proef", *long)}, {}, Blocks(), ROLES)}
    tangled = diagram("proef", start(), *gateways, end(), chain("begin", "p0"), maze, chain("p7", "einde"))
    assert {"takken", "dubbele_stroom"} <= {found.rule for found in gate.check({"proef": tangled}, {}, Blocks(), ROLES)}


def test_hostile_names_are_shown_as_text_and_turn_nothing_around() -> None:
    name = "<script>alert(1)</script>\u202eegnaro\u202c\x85" + "x" * 5000
    hostile = diagram("proef", *GOOD).replace(b'name="doen"', f"name={quoteattr(name)}".encode())
    (found,) = [one for one in gate.check({"proef": hostile}, {}, Blocks(), ROLES) if one.rule == "formulier"]
    assert found.name is not None
    assert found.name.startswith("<script>alert(1)</script> egnaro x")
    assert len(found.name) <= 600
    everything = "".join(one.message for one in gate.check({"proef": hostile}, {}, Blocks(), ROLES))
    assert "\u202e" not in everything


def test_a_file_with_mistakes_without_end_gives_a_bounded_number_of_findings() -> None:
    tasks = "".join(f'<bpmn:scriptTask id="t{number}" />' for number in range(3000))
    assert len(gate.check({"proef": diagram("proef", start(), tasks, end())}, {}, Blocks(), ROLES)) <= 301


@pytest.mark.parametrize("id_", ["Start", "End", "Root", "x.EndJoin", "__zaak", "StartEventSplit", "é", "a b"])
def test_an_id_that_the_library_uses_itself_is_refused(id_: str) -> None:
    drawn = diagram("proef", start(), user(id_), end(), chain("begin", id_, "einde"))
    assert (id_, "id") in [(found.element, found.rule) for found in gate.check({"proef": drawn}, {}, Blocks(), ROLES)]
