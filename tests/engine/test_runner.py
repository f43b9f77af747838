"""What a step does, told with small diagrams; every step starts from saved bytes."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from service.domain.errors import DomainError, TaskNotOpen
from service.engine import EngineError, Snapshot
from tests.engine.drawing import (
    boundary,
    call,
    catch,
    chain,
    diagram,
    end,
    flow,
    many,
    message,
    parallel,
    service,
    start,
    sub_process,
    terminate,
    user,
    xor,
)
from tests.engine.world import MONDAY, Step, Story

ONE_TASK = diagram("proef", start(), user("vragen"), end(), chain("begin", "vragen", "einde"))


def test_a_process_starts_at_its_first_open_task_and_ends_with_its_result() -> None:
    story = Story(ONE_TASK)
    started = story.start()
    assert started.status == "running"
    assert [(task.element_id, task.due_on, task.form_id) for task in started.open_tasks] == [
        ("vragen", date(2026, 1, 13), "vragen")
    ]
    assert started.active == (("proef", "vragen"),)
    done = story.do("vragen")
    assert (done.status, done.result, done.open_tasks, done.next_due_at) == ("completed", "klaar", (), None)
    assert story.passed == ["vragen", "einde"]
    assert done.data == {"proef_resultaat": "klaar"}


def test_completing_a_task_twice_is_refused() -> None:
    story = Story(ONE_TASK)
    task = story.start().open_tasks[0]
    story.do("vragen")
    for spiff_id in (task.spiff_id, "geen-uuid", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(TaskNotOpen):
            story.runner.complete(story.snapshot, spiff_id, {}, Step())


def test_a_task_that_lies_ahead_cannot_be_completed() -> None:
    two = diagram("proef", start(), user("een"), user("twee"), end(), chain("begin", "een", "twee", "einde"))
    story = Story(two)
    first = story.start()
    ahead = Story(two)
    ahead.start()
    later = ahead.do("een").open_tasks[0]
    with pytest.raises(TaskNotOpen):
        story.runner.complete(Snapshot(1, "proef", first.state), later.spiff_id, {}, Step())


def test_only_the_fields_that_the_task_names_reach_the_data() -> None:
    story = Story(
        diagram(
            "proef",
            start(),
            user("vragen", takes="spoed, keuze=antwoord"),
            end(),
            chain("begin", "vragen", "einde"),
            variables={"spoed": "bool; vragen", "keuze": "str; vragen"},
        )
    )
    story.start()
    done = story.do("vragen", spoed=True, antwoord="ja", naam="Jansen")
    assert done.data == {"spoed": True, "keuze": "ja", "proef_resultaat": "klaar"}


@pytest.mark.parametrize("value", ["ja", 1, {"typename": "Task"}, [1]])
def test_a_form_value_of_another_type_never_enters_the_data(value: Any) -> None:
    drawn = diagram(
        "proef",
        start(),
        user("vragen", takes="spoed"),
        end(),
        chain("begin", "vragen", "einde"),
        variables={"spoed": "bool; vragen"},
    )
    story = Story(drawn)
    story.start()
    with pytest.raises(EngineError) as caught:
        story.do("vragen", spoed=value)
    assert caught.value.element_id == "vragen"


def test_the_start_gives_declared_variables_only() -> None:
    story = Story(
        diagram(
            "proef",
            start(),
            user("vragen"),
            end(),
            chain("begin", "vragen", "einde"),
            variables={"doel": "str; start", "urgentie": "str; start, vragen", "ronde": "int; start; 1"},
        )
    )
    with pytest.raises(EngineError, match="doel"):
        story.start()
    with pytest.raises(EngineError, match="naam"):
        story.start(doel="d1", naam="Jansen")
    assert story.start(doel="d1").data == {"doel": "d1", "ronde": 1}
    assert story.start(doel="d1", ronde=2, urgentie="hoog").open_tasks[0].data == {
        "doel": "d1",
        "urgentie": "hoog",
        "ronde": 2,
    }


def test_the_start_form_answers_its_task_at_once() -> None:
    story = Story(
        diagram(
            "proef",
            start(),
            user("registreren", takes="type", start_beantwoord="ja"),
            user("beoordelen"),
            end(),
            chain("begin", "registreren", "beoordelen", "einde"),
            variables={"type": "str; registreren"},
        )
    )
    started = story.start(answered={"type": "ouder"})
    assert story.open == ["beoordelen"]
    assert story.passed == ["begin", "registreren"]
    assert started.data == {"type": "ouder"}
    assert story.start() and story.open == ["registreren"]


def test_an_answer_without_a_task_for_it_is_an_error() -> None:
    with pytest.raises(EngineError, match="start_beantwoord"):
        Story(ONE_TASK).start(answered={})


def test_conditions_are_tried_in_the_order_of_the_flows_wherever_the_shapes_are_drawn() -> None:
    shapes = "".join(
        f'<bpmndi:BPMNShape id="di_{id}" bpmnElement="{id}"><dc:Bounds x="0" y="{y}" width="1" height="1" />'
        "</bpmndi:BPMNShape>"
        for id, y in (("een", 900), ("twee", 100), ("drie", "geen getal"))
    )
    drawn = diagram(
        "proef",
        start(),
        xor("keuze", "f_keuze__drie"),
        end("een", "een"),
        end("twee", "twee"),
        end("drie", "drie"),
        flow("begin", "keuze"),
        flow("keuze", "drie"),
        flow("keuze", "een", "True"),
        flow("keuze", "twee", "True"),
        extra=f'<bpmndi:BPMNDiagram id="tekening"><bpmndi:BPMNPlane id="vlak">{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>',
    )
    assert Story(drawn).start().result == "een"


def test_a_gateway_without_a_way_out_names_itself() -> None:
    drawn = diagram(
        "proef", start(), xor("keuze"), end("een"), end("twee"), flow("begin", "keuze"),
        flow("keuze", "een", "False"), flow("keuze", "twee", "False"),
    )  # fmt: skip
    with pytest.raises(EngineError) as caught:
        Story(drawn).start()
    assert caught.value.element_id == "keuze"


def test_a_name_that_has_no_value_is_an_error_and_never_none() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("vragen"),
        xor("keuze", "f_keuze__nee"),
        end("ja"),
        end("nee"),
        chain("begin", "vragen", "keuze"),
        flow("keuze", "ja", "spoed"),
        flow("keuze", "nee"),
        variables={"spoed": "bool; vragen"},
    )
    story = Story(drawn)
    before = story.start()
    with pytest.raises(EngineError, match="spoed") as caught:
        story.do("vragen")
    assert (caught.value.process_key, caught.value.element_id) == ("proef", "keuze")
    assert [task.element_id for task in before.open_tasks] == ["vragen"]


@pytest.mark.parametrize("due", [None, "spoed", '"morgen"', "termijn(1)", "om_verval(vandaag())"])
def test_a_due_date_that_cannot_be_worked_out_names_the_task(due: str | None) -> None:
    drawn = diagram("proef", start(), user("vragen", due=due), end(), chain("begin", "vragen", "einde"))
    with pytest.raises(EngineError) as caught:
        Story(drawn).start()
    assert caught.value.element_id == "vragen"


def test_the_due_date_of_an_open_task_stays_what_it_was() -> None:
    drawn = diagram(
        "proef", start(), parallel("split"), user("een"), user("twee"), parallel("samen"), end(),
        chain("begin", "split", "een", "samen", "einde"), chain("split", "twee", "samen"),
    )  # fmt: skip
    story = Story(drawn)
    story.start()
    story.do("een", Step(now=datetime(2026, 3, 2, 9, tzinfo=UTC)))
    assert [task.due_on for task in story.outcome.open_tasks] == [date(2026, 1, 13)]
    assert story.do("twee").status == "completed"


CALLEE = diagram(
    "stap",
    start("begin_stap"),
    user("stap_doen", takes="uitkomst, eigen"),
    end("stap_klaar", "gelukt"),
    chain("begin_stap", "stap_doen", "stap_klaar"),
    variables={"doel": "str; start", "ronde": "int; start; 1", "uitkomst": "str; stap_doen", "eigen": "str; stap_doen"},
)
CALLER_VARIABLES = {
    "doel": "str; start",
    "geheim": "str; start",
    "uitkomst": "str; roepen",
    "stap_resultaat": 'str; roepen; ""',
}
CALLER = diagram(
    "proef",
    start(),
    call("roepen", "stap", phase="monitoring"),
    end(),
    chain("begin", "roepen", "einde"),
    variables=CALLER_VARIABLES,
)


def test_a_call_gets_what_it_declares_and_gives_back_what_the_caller_declares() -> None:
    story = Story(CALLER, CALLEE)
    started = story.start(doel="d1", geheim="g")
    assert started.open_tasks[0].data == {"doel": "d1", "ronde": 1}
    assert started.open_tasks[0].process_key == "stap"
    assert started.phases == ("monitoring",)
    assert started.active == (("proef", "roepen"), ("stap", "stap_doen"))
    done = story.do("stap_doen", uitkomst="goed", eigen="blijft binnen")
    assert done.data == {
        "doel": "d1",
        "geheim": "g",
        "uitkomst": "goed",
        "stap_resultaat": "gelukt",
        "proef_resultaat": "klaar",
    }
    assert story.passed == ["stap_doen", "stap_klaar", "roepen", "einde"]


def test_a_call_without_its_start_variables_is_an_error() -> None:
    caller = diagram("proef", start(), call("roepen", "stap"), end(), chain("begin", "roepen", "einde"))
    with pytest.raises(EngineError, match="doel") as caught:
        Story(caller, CALLEE).start()
    assert caught.value.element_id == "roepen"


def test_a_terminate_end_in_a_sub_process_stops_its_branches_and_the_process_goes_on() -> None:
    inner = sub_process(
        "ladder", start("onder"), parallel("split"), user("een"), user("twee"), terminate("besloten", "tak_klaar"),
        end("verder", "tak_klaar"), chain("onder", "split", "een", "besloten"), chain("split", "twee", "verder"),
    )  # fmt: skip
    drawn = diagram(
        "proef", start(), inner, user("daarna"), end(), chain("begin", "ladder", "daarna", "einde"),
        lanes={"Gemeente / inkoop": ["ladder"], "Secretaris": ["begin", "daarna", "einde"]},
    )  # fmt: skip
    story = Story(drawn)
    story.start()
    assert story.open == ["een", "twee"]
    assert {task.role for task in story.outcome.open_tasks} == {"gemeente_inkoop"}
    story.do("een")
    assert story.open == ["daarna"]
    assert story.do("daarna").result == "klaar"


def test_a_terminate_end_gives_the_result_and_ends_the_side_branches() -> None:
    drawn = diagram(
        "proef", start(), parallel("split"), user("een"), user("twee"), terminate("stop", "gestopt"),
        end("rest", "tak_klaar"), chain("begin", "split", "een", "stop"), chain("split", "twee", "rest"),
    )  # fmt: skip
    story = Story(drawn)
    story.start()
    done = story.do("een")
    assert (done.status, done.result, done.open_tasks) == ("completed", "gestopt", ())


def test_a_message_reaches_a_waiting_boundary_and_cancels_everything_inside() -> None:
    inner = sub_process(
        "traject", start("onder"), user("werken"), boundary("te_laat", "werken", TIMER, interrupting=False),
        service("melden_actie", "melden", bericht='"laat"'), end("tak", "tak_klaar"), end("af", "tak_klaar"),
        chain("onder", "werken", "af"), chain("te_laat", "melden_actie", "tak"),
    )  # fmt: skip
    drawn = diagram(
        "proef", start(), inner, boundary("intrekken", "traject", message("intrekken")), user("bevestigen"),
        end("gewoon"), end("ingetrokken", "ingetrokken"), chain("begin", "traject", "gewoon"),
        chain("intrekken", "bevestigen", "ingetrokken"), messages=["intrekken"],
    )  # fmt: skip
    story = Story(drawn)
    started = story.start()
    assert started.messages == ("intrekken",)
    assert started.next_due_at is not None
    assert story.send("iets_anders") is None
    sent = story.send("intrekken")
    assert sent is not None
    assert (sent.messages, sent.next_due_at, story.open) == ((), None, ["bevestigen"])
    assert story.do("bevestigen").result == "ingetrokken"


TIMER = (
    '<bpmn:timerEventDefinition id="klok"><bpmn:timeDate xsi:type="bpmn:tFormalExpression">om_verval(vervalt_op)'
    "</bpmn:timeDate></bpmn:timerEventDefinition>"
)


def test_a_message_reaches_a_waiting_catch_event() -> None:
    drawn = diagram(
        "proef", start(), catch("wachten", message("klaar")), end(), chain("begin", "wachten", "einde"),
        messages=["klaar"],
    )  # fmt: skip
    story = Story(drawn)
    assert story.start().active == (("proef", "wachten"),)
    sent = story.send("klaar")
    assert sent is not None
    assert sent.status == "completed"


def test_cancelling_ends_everything_and_is_not_a_completion() -> None:
    story = Story(CALLER, CALLEE)
    story.start(doel="d1", geheim="g")
    ended = story.runner.cancel(story.snapshot, Step())
    assert (ended.status, ended.result, ended.open_tasks, ended.active) == ("cancelled", None, (), ())
    again = story.runner.cancel(Snapshot(1, "proef", ended.state), Step())
    assert again.status == "cancelled"


def test_a_completed_instance_stays_completed_when_it_is_cancelled() -> None:
    story = Story(ONE_TASK)
    story.start()
    story.do("vragen")
    assert story.runner.cancel(story.snapshot, Step()).status == "completed"


def test_every_item_of_a_list_gets_its_task_and_leaves_no_item_behind() -> None:
    drawn = diagram(
        "proef",
        start(),
        service("tellen", "tellen", takes="partijen"),
        user("reactie", body=many("partijen", "partij_id")),
        end(),
        chain("begin", "tellen", "reactie", "einde"),
        variables={"partijen": "list; tellen"},
    )
    story = Story(drawn)
    story.start(Step(answer=lambda *_: {"partijen": ["p1", "p2", "p3"]}))
    assert [task.data["partij_id"] for task in story.outcome.open_tasks] == ["p1", "p2", "p3"]
    for _ in range(2):
        # Another worker: parsed afresh, it never made the first instance itself.
        fresh = Story(drawn)
        fresh.outcome = story.outcome
        fresh.do("reactie")
        story = fresh
    assert story.open == ["reactie"]
    done = story.do("reactie")
    assert done.status == "completed"
    assert done.data == {"partijen": ["p1", "p2", "p3"], "proef_resultaat": "klaar"}


@pytest.mark.parametrize(("items", "opened"), [([], 0), (["p"] * 20, 20), (["p"] * 21, None)])
def test_a_list_of_tasks_may_be_empty_and_is_bounded(items: list[str], opened: int | None) -> None:
    drawn = diagram(
        "proef",
        start(),
        user("reactie", body=many("partijen", "partij_id")),
        end(),
        chain("begin", "reactie", "einde"),
        variables={"partijen": "list; start"},
    )
    story = Story(drawn)
    if opened is None:
        with pytest.raises(EngineError, match="20"):
            story.start(partijen=items)
    else:
        assert len(story.start(partijen=items).open_tasks) == opened


def test_lists_of_parallel_branches_are_not_merged_item_by_item() -> None:
    drawn = diagram(
        "proef",
        start(),
        parallel("split"),
        user("een", takes="partijen"),
        user("twee"),
        parallel("samen"),
        end(),
        chain("begin", "split", "een", "samen", "einde"),
        chain("split", "twee", "samen"),
        variables={"partijen": 'list; een; ["oud1", "oud2", "oud3"]'},
    )
    story = Story(drawn)
    story.start()
    story.do("twee")
    assert story.do("een", partijen=["nieuw"]).data["partijen"] == ["nieuw"]


def test_a_domain_error_of_a_handler_passes_through_unchanged() -> None:
    class Dicht(DomainError):
        sentence = "De deur is dicht."

    def refuse(*_: object) -> Any:
        raise Dicht

    story = Story(HANDLED)
    story.start()
    with pytest.raises(Dicht):
        story.do("vragen", Step(answer=refuse))
    assert story.do("vragen", Step(answer=lambda *_: {"aantal": 1})).status == "completed"


HANDLED = diagram(
    "proef",
    start(),
    user("vragen"),
    service("tellen", "tellen", takes="aantal, gestart_op"),
    end(),
    chain("begin", "vragen", "tellen", "einde"),
    variables={"aantal": "int; tellen", "gestart_op": "date; tellen"},
)


def test_a_failing_handler_leaves_nothing_and_keeps_its_true_cause() -> None:
    story = Story(HANDLED)
    before = story.start().state
    cause = KeyError("weg")

    def fail(*_: object) -> Any:
        raise cause

    with pytest.raises(EngineError) as caught:
        story.do("vragen", Step(answer=fail))
    error = caught.value
    assert (error.cause, error.element_id, error.handler, error.__cause__) == (cause, "tellen", "tellen", cause)
    assert story.outcome.state == before
    assert story.do("vragen", Step(answer=lambda *_: {"aantal": 2})).data["aantal"] == 2


@pytest.mark.parametrize("answer", [{"aantal": "twee"}, {"aantal": MONDAY}, {"iets": {"a": 1}}, {"iets": [1]}, None])
def test_a_handler_returns_scalars_of_the_declared_type_only(answer: Any) -> None:
    story = Story(HANDLED)
    story.start()
    with pytest.raises(EngineError) as caught:
        story.do("vragen", Step(answer=lambda *_: answer))
    assert caught.value.handler == "tellen"


def test_only_the_returned_scalars_that_the_diagram_names_are_kept() -> None:
    story = Story(HANDLED)
    story.start()
    done = story.do("vragen", Step(answer=lambda *_: {"aantal": 2, "klaar": True}))
    assert done.data == {"aantal": 2, "proef_resultaat": "klaar"}


@pytest.mark.parametrize(
    "parameters",
    [{}, {"bericht": "1"}, {"bericht": '"x"', "onbekend": '"y"'}, {"bericht": '"x"', "uiterlijk": '"morgen"'}],
)
def test_parameters_are_checked_against_the_catalogue(parameters: dict[str, str]) -> None:
    drawn = diagram(
        "proef", start(), service("bellen", "melden", None, "", **parameters), end(), chain("begin", "bellen", "einde")
    )
    with pytest.raises(EngineError) as caught:
        Story(drawn).start()
    assert (caught.value.element_id, caught.value.handler) == ("bellen", "melden")


def test_an_unknown_handler_names_itself() -> None:
    drawn = diagram("proef", start(), service("bellen", "weg"), end(), chain("begin", "bellen", "einde"))
    with pytest.raises(EngineError, match="weg"):
        Story(drawn).start()


def test_a_state_of_another_diagram_is_an_error_and_not_a_crash() -> None:
    story = Story(ONE_TASK)
    story.start()
    other = Story(diagram("proef", start("anders"), end(), chain("anders", "einde")))
    other.outcome = story.outcome
    with pytest.raises(EngineError):
        other.do("vragen")
    for state in (b"", b"geen zlib", story.outcome.state[:-4]):
        with pytest.raises(EngineError):
            story.runner.complete(Snapshot(1, "proef", state), story.outcome.open_tasks[0].spiff_id, {}, Step())
    with pytest.raises(EngineError, match="weg"):
        story.runner.start(1, "weg", {}, Step())
