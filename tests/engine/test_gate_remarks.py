"""Remarks of the gate: what may go wrong on some way through the process."""

from tests.engine.drawing import (
    boundary,
    chain,
    diagram,
    end,
    flow,
    parallel,
    start,
    sub_process,
    terminate,
    timer,
    user,
    xor,
)
from tests.engine.gate_cases import findings

FORMS = {"een": b"{}", "twee": b"{}", "drie": b"{}"}


def remarks(rule: str, *content: str, **variables: str) -> list[str | None]:
    return [found.element for found in findings(*content, forms=FORMS, variables=variables) if found.rule == rule]


def test_a_variable_that_one_way_leaves_empty_is_pointed_at_where_it_is_read() -> None:
    drawn = (
        start(),
        user("een", takes="keuze"),
        xor("gw", "f_gw__drie"),
        user("twee", takes="datum"),
        user("drie", due="werkdagen(1, datum)"),
        end(),
        chain("begin", "een", "gw"),
        flow("gw", "twee", "keuze"),
        flow("gw", "drie"),
        chain("twee", "drie", "einde"),
    )
    assert remarks("waarde", *drawn, keuze="bool; een", datum="date; twee") == ["drie"]
    assert remarks("waarde", *drawn, keuze="bool; een", datum="date; start, twee; ''") == []


def test_what_a_timer_reads_must_be_there_when_its_task_opens() -> None:
    drawn = (
        start(),
        user("een", takes="datum"),
        boundary("t", "een", timer("om_verval(datum)")),
        user("twee", due="werkdagen(1, datum)"),
        end(),
        end("af", "af"),
        chain("begin", "een", "einde"),
        chain("t", "twee", "af"),
    )
    assert remarks("waarde", *drawn, datum="date; een") == ["t", "twee"]
    assert remarks("waarde", *drawn, datum="date; start") == []


def test_choices_that_are_never_looked_at_are_not_counted() -> None:
    due = "kies(spoed, werkdagen(1, datum), vandaag())"
    drawn = (start(), user("een", due=due, takes="datum"), end(), chain("begin", "een", "einde"))
    assert remarks("waarde", *drawn, spoed="bool; start", datum="date; een") == []


def test_a_sub_process_gives_what_every_end_of_it_has() -> None:
    inner = sub_process("binnen", start("b"), user("een", takes="datum"), end("e", "tak_klaar"), chain("b", "een", "e"))
    drawn = (start(), inner, user("twee", due="werkdagen(1, datum)"), end(), chain("begin", "binnen", "twee", "einde"))
    assert remarks("waarde", *drawn, datum="date; een") == []


def test_all_branches_bring_their_values_to_a_join() -> None:
    drawn = (
        start(),
        parallel("split"),
        user("een", takes="a"),
        user("twee", takes="b"),
        parallel("samen"),
        user("drie", due="eerste_van(a, b)"),
        end(),
        chain("begin", "split", "een", "samen", "drie", "einde"),
        chain("split", "twee", "samen"),
    )
    assert remarks("waarde", *drawn, a="date; een", b="date; twee") == []
    assert remarks("samenkomst", *drawn, a="date; een", b="date; twee") == []


def test_a_join_that_may_wait_for_ever_is_pointed_at() -> None:
    drawn = (
        start(),
        xor("gw", "f_gw__twee"),
        user("een"),
        user("twee"),
        parallel("samen"),
        end(),
        flow("begin", "gw"),
        flow("gw", "een", "True"),
        flow("gw", "twee"),
        chain("een", "samen", "einde"),
        chain("twee", "samen"),
    )
    assert remarks("samenkomst", *drawn) == ["samen"]


def test_branches_that_run_on_without_a_join_are_pointed_at_where_they_come_together() -> None:
    drawn = (
        start(),
        parallel("split"),
        user("een"),
        user("twee"),
        user("drie"),
        end(),
        chain("begin", "split", "een", "drie", "einde"),
        chain("split", "twee", "drie"),
    )
    assert remarks("dubbel", *drawn) == ["drie"]
    apart = (*drawn[:5], terminate(), end("af", "tak_klaar"), chain("begin", "split", "een", "drie", "einde"))
    assert remarks("dubbel", *apart, chain("split", "twee", "af")) == []


def test_a_diagram_without_drawing_or_labels_may_run_but_is_remarked_upon() -> None:
    bare = diagram("proef", start(), user("een").replace('name="een"', ""), end(), chain("begin", "een", "einde"))
    assert b"bpmndi:BPMNShape" not in bare
    found = findings(start(), user("een").replace('name="een"', ""), end(), chain("begin", "een", "einde"), forms=FORMS)
    assert {(item.rule, item.element) for item in found if item.severity == "advies"} >= {
        ("tekening", "proef"),
        ("label", "een"),
    }
