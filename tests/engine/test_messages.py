"""Messages from outside reach whatever waits for them."""

from tests.engine.drawing import (
    boundary,
    catch,
    chain,
    diagram,
    end,
    message,
    parallel,
    service,
    start,
    sub_process,
    user,
)
from tests.engine.world import Story

TIMER = (
    '<bpmn:timerEventDefinition id="klok"><bpmn:timeDate xsi:type="bpmn:tFormalExpression">om_verval(vervalt_op)'
    "</bpmn:timeDate></bpmn:timerEventDefinition>"
)


REMINDED = sub_process(
    "traject",
    start("onder"),
    user("werken"),
    boundary("te_laat", "werken", TIMER, interrupting=False),
    service("melden_actie", "melden", bericht='"laat"'),
    end("tak", "tak_klaar"),
    end("af", "tak_klaar"),
    chain("onder", "werken", "af"),
    chain("te_laat", "melden_actie", "tak"),
)


def test_a_message_reaches_a_waiting_boundary_and_cancels_everything_inside() -> None:
    drawn = diagram(
        "proef",
        start(),
        REMINDED,
        boundary("intrekken", "traject", message("intrekken")),
        user("bevestigen"),
        end("gewoon"),
        end("ingetrokken", "ingetrokken"),
        chain("begin", "traject", "gewoon"),
        chain("intrekken", "bevestigen", "ingetrokken"),
        messages=["intrekken"],
    )
    story = Story(drawn)
    started = story.start()
    assert started.messages == ("intrekken",)
    assert started.next_due_at is not None
    assert story.send("iets_anders") is None
    sent = story.send("intrekken")
    assert sent is not None
    assert (sent.messages, sent.next_due_at, story.open) == ((), None, ["bevestigen"])
    assert story.do("bevestigen").result == "ingetrokken"


def test_a_message_reaches_a_waiting_catch_event() -> None:
    drawn = diagram(
        "proef",
        start(),
        catch("wachten", message("klaar")),
        end(),
        chain("begin", "wachten", "einde"),
        messages=["klaar"],
    )
    story = Story(drawn)
    assert story.start().active == (("proef", "wachten"),)
    sent = story.send("klaar")
    assert sent is not None
    assert sent.status == "completed"


def test_a_signal_from_outside_is_sent_like_a_message() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("doen"),
        boundary("alarm", "doen", '<bpmn:signalEventDefinition id="s" signalRef="sig" />'),
        end("af", "afgebroken"),
        end(),
        chain("begin", "doen", "einde"),
        chain("alarm", "af"),
        extra='<bpmn:signal id="sig" name="noodstop" />',
    )
    story = Story(drawn)
    assert story.start().messages == ("noodstop",)
    sent = story.send("noodstop")
    assert sent is not None
    assert sent.result == "afgebroken"


def test_a_message_reaches_everything_that_waits_for_it() -> None:
    drawn = diagram(
        "proef",
        start(),
        parallel("split"),
        catch("een", message("klaar")),
        catch("twee", message("klaar").replace("post", "post_twee")),
        parallel("samen"),
        end(),
        chain("begin", "split", "een", "samen", "einde"),
        chain("split", "twee", "samen"),
        messages=["klaar"],
    )
    story = Story(drawn)
    assert story.start().messages == ("klaar",)
    sent = story.send("klaar")
    assert sent is not None
    assert sent.status == "completed"
    assert story.send("klaar") is None
