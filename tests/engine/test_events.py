"""Escalations, confirm tasks, and what the outcome tells of where an instance stands."""

from tests.engine.drawing import (
    boundary,
    call,
    chain,
    diagram,
    element,
    end,
    parallel,
    properties,
    start,
    sub_process,
    user,
)
from tests.engine.world import Story

ESCALATION = '<bpmn:escalation id="esc" name="Opschalen" escalationCode="opschalen" />'
THROWN = '<bpmn:escalationEventDefinition id="gooi" escalationRef="esc" />'
CAUGHT = '<bpmn:escalationEventDefinition id="vang" escalationRef="esc" />'


ESCALATING = sub_process(
    "binnen",
    start("b"),
    user("doen"),
    element("intermediateThrowEvent", "gooien", THROWN),
    user("verder"),
    end("e", "tak_klaar"),
    chain("b", "doen", "gooien", "verder", "e"),
)


def test_an_escalation_reaches_the_boundary_around_it_and_is_forgotten_elsewhere() -> None:
    caught = diagram(
        "proef",
        start(),
        ESCALATING,
        boundary("vangen", "binnen", CAUGHT),
        user("opgeschaald"),
        end("af", "opgeschaald"),
        end(),
        chain("begin", "binnen", "einde"),
        chain("vangen", "opgeschaald", "af"),
        extra=ESCALATION,
    )
    story = Story(caught)
    story.start()
    story.do("doen")
    assert story.open == ["opgeschaald"]
    assert story.do("opgeschaald").result == "opgeschaald"
    uncaught = Story(diagram("proef", start(), ESCALATING, end(), chain("begin", "binnen", "einde"), extra=ESCALATION))
    uncaught.start()
    uncaught.do("doen")
    assert uncaught.do("verder").result == "klaar"


def test_a_task_without_a_type_and_a_manual_task_are_confirmed_by_a_person() -> None:
    due = properties({"vervalt": "werkdagen(1, vandaag())", "verplicht": "perspectief"})
    drawn = diagram(
        "proef",
        start(),
        element("task", "een", due),
        element("manualTask", "twee", due),
        end(),
        chain("begin", "een", "twee", "einde"),
        lanes={"Secretaris": ["een", "twee"]},
    )
    story = Story(drawn)
    task = story.start().open_tasks[0]
    assert (task.element_id, task.role, task.form_id, task.mandatory) == ("een", "secretaris", "", "perspectief")
    story.do("een")
    assert [visit.kind for visit in story.outcome.visited] == ["task"]
    assert story.do("twee").status == "completed"


def test_the_outcome_tells_where_the_instance_stands() -> None:
    callee = diagram("stap", start("s"), user("doen"), end("e"), chain("s", "doen", "e"))
    drawn = diagram(
        "proef",
        start(),
        parallel("split"),
        sub_process(
            "binnen", start("b"), call("een", "stap", "monitoring"), end("x", "tak_klaar"), chain("b", "een", "x")
        ),
        call("twee", "stap", "consultatie"),
        parallel("samen"),
        end(),
        chain("begin", "split", "binnen", "samen", "einde"),
        chain("split", "twee", "samen"),
    )
    story = Story(drawn, callee)
    started = story.start()
    assert set(started.active) == {("proef", "binnen"), ("proef", "een"), ("proef", "twee"), ("stap", "doen")}
    assert set(started.phases) == {"monitoring", "consultatie"}
    assert len({task.spiff_id for task in started.open_tasks}) == 2
    after = story.do("doen")
    assert ("proef", "samen") in after.active
    assert len(after.phases) == 1
    assert story.do("doen").status == "completed"
