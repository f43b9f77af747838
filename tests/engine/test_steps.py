"""What a step does, told with small diagrams; every step starts from saved bytes."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from service.domain.errors import TaskNotOpen
from service.engine import EngineError, Snapshot
from tests.engine.drawing import (
    chain,
    diagram,
    end,
    flow,
    parallel,
    start,
    user,
    xor,
)
from tests.engine.world import Step, Story

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
    assert story.start()
    assert story.open == ["registreren"]


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
        extra=f'<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="v">{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>',
    )
    assert Story(drawn).start().result == "een"


def test_a_gateway_without_a_way_out_names_itself() -> None:
    drawn = diagram(
        "proef",
        start(),
        xor("keuze"),
        end("een"),
        end("twee"),
        flow("begin", "keuze"),
        flow("keuze", "een", "False"),
        flow("keuze", "twee", "False"),
    )
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
        "proef",
        start(),
        parallel("split"),
        user("een"),
        user("twee"),
        parallel("samen"),
        end(),
        chain("begin", "split", "een", "samen", "einde"),
        chain("split", "twee", "samen"),
    )
    story = Story(drawn)
    story.start()
    story.do("een", Step(now=datetime(2026, 3, 2, 9, tzinfo=UTC)))
    assert [task.due_on for task in story.outcome.open_tasks] == [date(2026, 1, 13)]
    assert story.do("twee").status == "completed"


def test_a_completed_instance_stays_completed_when_it_is_cancelled() -> None:
    story = Story(ONE_TASK)
    story.start()
    story.do("vragen")
    assert story.runner.cancel(story.snapshot, Step()).status == "completed"


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
