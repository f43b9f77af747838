"""No expression of a diagram can run code, through none of the channels in which the library evaluates."""

from pathlib import Path

import pytest

from service.engine import EngineError
from service.engine.codec import decode
from service.engine.script_engine import SafeScriptEngine
from tests.engine.drawing import (
    boundary,
    catch,
    chain,
    diagram,
    element,
    end,
    flow,
    many,
    message,
    service,
    start,
    timer,
    user,
    xor,
)
from tests.engine.world import Step, Story

ATTACKS = [
    "open({path!r}, 'w')",
    "__import__('pathlib').Path({path!r}).touch()",
    "().__class__.__base__.__subclasses__()",
    "[open({path!r}, 'w') for _ in (1,)]",
    "(lambda: open({path!r}, 'w'))()",
    "f\"{{open({path!r}, 'w')}}\"",
    "9**9**9",
    "'a' * 10**9",
    "(x := open({path!r}, 'w'))",
    "vandaag.__globals__",
    "kies(True, open, 1)({path!r}, 'w')",
    "breakpoint()",
    "eval('1')",
]


def script(kind: str, code: str) -> str:
    """A user task with a script of the library's own extension."""
    escaped = code.replace("&", "&amp;").replace("<", "&lt;")
    extension = (
        f"<bpmn:extensionElements><spiffworkflow:{kind}>{escaped}</spiffworkflow:{kind}></bpmn:extensionElements>"
    )
    return element("manualTask", "doen", extension)


def conditional(code: str) -> str:
    condition = f"<bpmn:condition>{_text(code)}</bpmn:condition>"
    return catch("wachten", f'<bpmn:conditionalEventDefinition id="als">{condition}</bpmn:conditionalEventDefinition>')


def _text(code: str) -> str:
    return code.replace("&", "&amp;").replace("<", "&lt;")


def through(channel: str, code: str) -> bytes:
    """A diagram in which this code stands in one channel; completing `doen` or starting reaches it."""
    bodies = {
        "condition": xor("doen", "f_doen__af") + end("af") + flow("doen", "einde", code) + flow("doen", "af"),
        "timer date": catch("doen", timer(code)) + flow("doen", "einde"),
        "timer duration": catch("doen", timer(code, "timeDuration")) + flow("doen", "einde"),
        "cardinality": user(
            "doen",
            body=f"<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>{_text(code)}</bpmn:loopCardinality>"
            "</bpmn:multiInstanceLoopCharacteristics>",
        )
        + flow("doen", "einde"),
        "parameter": service("doen", "melden", bericht=code) + flow("doen", "einde"),
        "due date": user("doen", due=code) + flow("doen", "einde"),
        "pre-script": script("preScript", code) + flow("doen", "einde"),
        "conditional event": conditional(code).replace("wachten", "doen") + flow("doen", "einde"),
    }
    return diagram("proef", start(), bodies[channel], end(), chain("begin", "doen"))


CHANNELS = [
    "condition",
    "timer date",
    "timer duration",
    "cardinality",
    "parameter",
    "due date",
    "pre-script",
    "conditional event",
]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_in_every_channel(channel: str, attack: str, tmp_path: Path) -> None:
    target = tmp_path / "gelukt"
    with pytest.raises(EngineError) as caught:
        Story(through(channel, attack.format(path=str(target)))).start()
    assert caught.value.element_id == "doen"
    assert not target.exists()


def test_a_post_script_is_refused_when_the_task_is_completed(tmp_path: Path) -> None:
    target = tmp_path / "gelukt"
    extension = f"<spiffworkflow:postScript>open({str(target)!r}, 'w')</spiffworkflow:postScript>"
    task = user("doen").replace("</bpmn:extensionElements>", extension + "</bpmn:extensionElements>")
    story = Story(diagram("proef", start(), task, end(), chain("begin", "doen", "einde")))
    story.start()
    with pytest.raises(EngineError, match="script"):
        story.do("doen")
    assert not target.exists()


def test_a_script_task_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "gelukt"
    task = element("scriptTask", "doen", f"<bpmn:script>open({str(target)!r}, 'w')</bpmn:script>")
    with pytest.raises(EngineError, match="script"):
        Story(diagram("proef", start(), task, end(), chain("begin", "doen", "einde"))).start()
    assert not target.exists()


def test_a_completion_condition_is_held_to_the_same_language(tmp_path: Path) -> None:
    target = tmp_path / "gelukt"
    condition = f"<bpmn:completionCondition>open({str(target)!r}, 'w')</bpmn:completionCondition></bpmn:multi"
    body = many("partijen", "partij_id").replace("</bpmn:multi", condition)
    drawn = diagram(
        "proef",
        start(),
        user("doen", body=body),
        end(),
        chain("begin", "doen", "einde"),
        variables={"partijen": "list; start"},
    )
    story = Story(drawn)
    story.start(partijen=["p1", "p2"])
    with pytest.raises(EngineError):
        story.do("doen")
    assert not target.exists()


def test_a_correlation_reaches_past_the_engine_and_is_refused_there(tmp_path: Path) -> None:
    target = tmp_path / "gelukt"
    correlation = (
        '<bpmn:correlationProperty id="zaak"><bpmn:correlationPropertyRetrievalExpression messageRef="msg_klaar">'
        f"<bpmn:messagePath>open({str(target)!r}, 'w')</bpmn:messagePath>"
        "</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>"
    )
    drawn = diagram(
        "proef",
        start(),
        catch("wachten", message("klaar")),
        end(),
        chain("begin", "wachten", "einde"),
        messages=["klaar"],
        extra=correlation,
    )
    story = Story(drawn)
    story.start()
    with pytest.raises(EngineError):
        story.send("klaar")
    assert not target.exists()


def test_a_loaded_instance_has_the_safe_engine_again(tmp_path: Path) -> None:
    target = tmp_path / "gelukt"
    drawn = diagram(
        "proef",
        start(),
        user("vragen"),
        xor("keuze", "f_keuze__af"),
        end(),
        end("af"),
        chain("begin", "vragen", "keuze"),
        flow("keuze", "einde", f"open({str(target)!r}, 'w')"),
        flow("keuze", "af"),
    )
    story = Story(drawn)
    story.start()
    release = story.library.get(1)
    engine = SafeScriptEngine(release, Step())
    loaded = decode(story.outcome.state, release.specs("proef"), engine)
    assert loaded.script_engine is engine
    with pytest.raises(EngineError):
        story.do("vragen")
    assert not target.exists()


def test_a_reminder_may_use_the_due_date_of_its_host_and_nothing_else_of_it() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("doen"),
        boundary("t", "doen", timer("om_verval(vervalt_op.x)"), False),
        end("tak", "tak_klaar"),
        end(),
        chain("begin", "doen", "einde"),
        flow("t", "tak"),
    )
    with pytest.raises(EngineError) as caught:
        Story(drawn).start()
    assert caught.value.element_id == "t"
