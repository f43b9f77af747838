"""One task for every item of a list."""

import pytest

from service.engine import EngineError
from tests.engine.drawing import (
    chain,
    diagram,
    end,
    many,
    parallel,
    service,
    start,
    user,
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
