"""One task for every item of a list."""

from datetime import UTC, date, datetime

import pytest

from service.engine import EngineError
from tests.engine.drawing import (
    boundary,
    chain,
    diagram,
    element,
    end,
    flow,
    many,
    parallel,
    service,
    start,
    timer,
    user,
    xor,
)
from tests.engine.world import Step, Story


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


def test_a_list_can_be_worked_through_one_by_one_across_saves() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("reactie", body=many("partijen", "partij_id", sequential=True)),
        end(),
        chain("begin", "reactie", "einde"),
        variables={"partijen": "list; start"},
    )
    story = Story(drawn)
    story.start(partijen=["p1", "p2", "p3"])
    seen = []
    while story.outcome.status == "running":
        assert len(story.outcome.open_tasks) == 1
        seen.append(story.outcome.open_tasks[0].data["partij_id"])
        fresh = Story(drawn)
        fresh.outcome = story.outcome
        fresh.do("reactie")
        story = fresh
    assert seen == ["p1", "p2", "p3"]


def test_a_set_of_tasks_has_one_due_date_and_its_reminder_fires_once() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("reactie", body=many("partijen", "partij_id")),
        boundary("t", "reactie", timer("om_verval(vervalt_op)"), interrupting=False),
        service("t_actie", "melden", bericht='"laat"'),
        end("t_einde", "tak_klaar"),
        end(),
        chain("begin", "reactie", "einde"),
        chain("t", "t_actie", "t_einde"),
        variables={"partijen": "list; start"},
    )
    story = Story(drawn)
    started = story.start(partijen=["p1", "p2"])
    assert {task.due_on for task in started.open_tasks} == {date(2026, 1, 13)}
    step = Step(now=datetime(2026, 1, 13, 16, tzinfo=UTC))
    story.fire(step)
    assert [(element.host_element_id, element.host_due_on) for _, _, element in step.calls] == [
        ("reactie", date(2026, 1, 13))
    ]
    assert story.outcome.next_due_at is None
    story.do("reactie")
    assert story.do("reactie").status == "completed"


def test_an_interrupting_timer_takes_the_whole_set_away() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("reactie", body=many("partijen", "partij_id")),
        boundary("t", "reactie", timer("om_verval(vervalt_op)")),
        end("te_laat", "te_laat"),
        end(),
        chain("begin", "reactie", "einde"),
        chain("t", "te_laat"),
        variables={"partijen": "list; start"},
    )
    story = Story(drawn)
    story.start(partijen=["p1", "p2", "p3"])
    story.do("reactie")
    assert story.fire().result == "te_laat"


def test_a_call_can_be_made_for_every_item() -> None:
    callee = diagram(
        "stap",
        start("s"),
        user("doen"),
        end("e", "gelukt"),
        chain("s", "doen", "e"),
        variables={"partij_id": "str; start"},
    )
    caller = diagram(
        "proef",
        start(),
        element("callActivity", "roepen", many("partijen", "partij_id"), calledElement="stap"),
        end(),
        chain("begin", "roepen", "einde"),
        variables={"partijen": "list; start"},
    )
    story = Story(caller, callee)
    started = story.start(partijen=["p1", "p2"])
    assert [task.data for task in started.open_tasks] == [{"partij_id": "p1"}, {"partij_id": "p2"}]
    story.do("doen")
    assert story.do("doen").data == {"partijen": ["p1", "p2"], "proef_resultaat": "klaar"}


def test_a_second_round_over_a_list_starts_afresh() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("reactie", body=many("partijen", "partij_id")),
        user("kiezen", takes="nog_eens"),
        xor("gw", "f_gw__einde"),
        end(),
        chain("begin", "reactie", "kiezen", "gw"),
        flow("gw", "reactie", "nog_eens"),
        flow("gw", "einde"),
        variables={"partijen": "list; start", "nog_eens": "bool; kiezen"},
    )
    story = Story(drawn)
    story.start(partijen=["p1", "p2"])
    for again in (True, True, False):
        assert story.open == ["reactie", "reactie"]
        story.do("reactie")
        story.do("reactie")
        story.do("kiezen", nog_eens=again)
    assert story.outcome.status == "completed"
