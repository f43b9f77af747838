"""The gate meets files that are no diagrams, and never falls over one."""

import random

import pytest

from service.engine import gate
from tests.engine.drawing import (
    boundary,
    chain,
    diagram,
    end,
    service,
    start,
    timer,
)
from tests.engine.gate_cases import GOOD, LANES, ROLES
from tests.engine.world import Blocks

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
    chance = random.Random(1)  # noqa: S311  # damage that is the same in every run
    whole = diagram(
        "proef",
        *GOOD,
        boundary("t", "doen", timer("om_verval(vervalt_op)")),
        end("af", "af"),
        chain("t", "af"),
        service("bellen", "melden", bericht='"x"'),
        lanes=LANES,
        variables={"x": "bool; doen"},
    )
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            start_at, length = chance.randrange(len(damaged)), chance.randint(0, 30)
            damaged[start_at : start_at + length] = chance.choice([b"", b"doen", b'"', b"<bpmn:task id='x'/>", b"\xff"])
        for found in gate.check({"proef": bytes(damaged)}, {}, Blocks(), ROLES):
            assert found.rule != "onbekend", bytes(damaged)
