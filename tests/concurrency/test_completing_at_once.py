"""One task, two people at the same moment: one completes it, the other is told so."""

from collections import Counter

from sqlalchemy import func, select

from service.models import Event, Incident, ProcessInstance, Submission, Task
from tests.concurrency.crowd import gather
from tests.concurrency.processes import complete_all_twice
from tests.world import World

TASKS = 200


def test_of_two_processes_that_complete_the_same_200_tasks_one_succeeds_and_one_is_refused_each_time(
    world: World,
) -> None:
    with_case = gather(world, TASKS // 4, 3)
    found = [*with_case, *gather(world, TASKS // 4, 1, without_case=True)]
    with world.database.read() as session:
        ids = list(session.scalars(select(Task.id).where(Task.instance_id.in_(found)).order_by(Task.id)))
    assert len(ids) == TASKS
    became = complete_all_twice(world, ids)
    assert [answers.count("done") for answers in became] == [1] * TASKS
    refused = Counter(word for answers in became for word in answers if word != "done")
    assert sum(refused.values()) == TASKS
    assert set(refused) <= {"TaskAlreadyCompleted", "Overtaken"}
    assert {answers.index("done") for answers in became} == {0, 1}, "one of the two was always first"
    with world.database.read() as session:
        kept = Counter(session.scalars(select(Submission.task_id)))
        events = session.scalar(select(func.count()).select_from(Event).where(Event.kind == "taak_afgerond"))
        statuses = Counter(session.scalars(select(ProcessInstance.status).where(ProcessInstance.id.in_(found))))
        assert session.scalars(select(Incident)).all() == []
    assert kept == dict.fromkeys(ids, 1)
    assert (events, statuses) == (TASKS, {"completed": TASKS})
