"""A case with ten years behind it opens its page like a new one: bounded queries, bounded rows, the rest by page."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from service.domain.errors import NotFound
from service.models import CheckIn, ContactNote, Event, Goal, PlanVersion, Stall, Submission, Task
from service.usecases.case_answers import get_answers
from service.usecases.case_reads import get_case
from service.usecases.timelines import get_events
from tests.process.play import Play
from tests.web.desk import Building
from tests.world import World

CHECKS, VERSIONS, LINES = 1000, 600, 5000


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(world.database.engine, "before_cursor_execute", note)


def copied(row: Any, **values: Any) -> dict[str, Any]:
    """The columns of a row for another like it."""
    columns = {column.name: getattr(row, column.name) for column in row.__table__.columns}
    return {**{name: value for name, value in columns.items() if name not in ("id", "revision")}, **values}


def live_on(play: Play) -> None:
    """Ten years of checks, revisions, notes and stalls, as rows: what made them is proven elsewhere."""
    case, [plan], [goal] = play.case(), play.facts(PlanVersion), _goals(play)
    with play.world.database.write() as session:
        [answer, *_] = session.scalars(select(Submission).where(Submission.task_id.is_not(None)))
        task = session.get_one(Task, answer.task_id)
        begin = play.world.clock.now()
        for n in range(CHECKS):
            at = begin - timedelta(days=3 * n)
            made = Task(**copied(task, spiff_id=f"check-{n}", completed_at=at, ended_at=at))
            session.add(made)
            session.flush()
            session.add(Submission(**copied(answer, task_id=made.id)))
            session.add(
                CheckIn(case_id=case.id, episode_number=1, goal_key=goal.key, plan_id=plan.id,
                        recorded_on=at.date(), state="op_koers", obstacles=[])
            )  # fmt: skip
        for n in range(VERSIONS):
            version = PlanVersion(**copied(plan, number=plan.number + 1 + n, status="vervangen"))
            session.add(version)
            session.flush()
            session.add(Goal(**copied(goal, plan_id=version.id)))
        for n in range(LINES):
            session.add(Event(case_id=case.id, at=begin, day=begin.date(), kind="stap", text=f"regel {n}", data={}))
        for n in range(300):
            session.add(ContactNote(case_id=case.id, at=begin, author_id=None, with_whom="school", text=f"{n}"))
            closed = begin.date() if n else None
            session.add(Stall(case_id=case.id, rule="taak_te_laat", target=f"doel-{n}", opened_on=begin.date(),
                              closed_on=closed, result="opgelost" if n else None))  # fmt: skip
        session.commit()


def _goals(play: Play) -> list[Goal]:
    with play.world.database.read() as session:
        return list(session.scalars(select(Goal)))


def test_ten_years_cost_no_more_queries_than_ten_days(monitored: Play) -> None:
    world, actor = monitored.world, monitored.world.actor("u-pr1")
    with world.factory.read(actor) as work:
        get_case(work, monitored.number)  # reads the diagrams of the release, once
    with world.factory.read(actor) as work, counted(world) as before:
        get_case(work, monitored.number)
    live_on(monitored)
    with world.factory.read(actor) as work, counted(world) as after:
        case = get_case(work, monitored.number)
    assert len(after) <= len(before) <= 50
    parts = (case.timeline, case.answers, case.notes, case.stalls, case.plan_versions)
    assert [len(part) for part in parts] == [50, 50, 50, 50, 21]
    # What matters now is there, however old it is.
    assert case.plan is not None
    assert case.plan.status == "geldig"
    assert case.plan.goals[0].last_state == "op_koers"
    assert case.stalls[0].closed_on is None


def test_everything_older_is_reached_page_by_page(monitored: Play) -> None:
    before = len(_all(monitored, get_answers))
    live_on(monitored)
    answers = _all(monitored, get_answers)
    assert len({answer.task_id for answer in answers}) == len(answers) == before + CHECKS
    assert [answer.at for answer in answers] == sorted((answer.at for answer in answers), reverse=True)
    lines = [line.text for line in _all(monitored, get_events) if line.text.startswith("regel")]
    assert lines == [f"regel {n}" for n in reversed(range(LINES))]


def _all(play: Play, read: Callable[..., tuple[Sequence[Any], str | None]]) -> list[Any]:
    found: list[Any] = []
    after: str | None = ""
    with play.world.factory.read(play.world.actor("u-pr1")) as work:
        while after is not None:
            rows, after = read(work, play.number, after)
            assert len(rows) <= 50
            found += rows
    return found


def test_the_pages_offer_what_is_older(monitored: Play) -> None:
    live_on(monitored)
    building = Building(monitored.world)
    desk = building.desk("u-pr1")
    text = desk.found(f"/zaken/{monitored.number}")
    for kind in ("tijdlijn", "afgerond"):
        path = f"/zaken/{monitored.number}/{kind}"
        assert f'href="{path}"' in text
        assert "Toon eerder" in desk.found(path)
        assert "Toon eerder" in desk.found(path, na="onzin")
    assert building.desk("u-amb-m").get(f"/zaken/{monitored.number}/afgerond").status_code == 404


def test_a_damaged_cursor_begins_at_the_beginning(monitored: Play) -> None:
    with monitored.world.factory.read(monitored.world.actor("u-pr1")) as work:
        first, _ = get_answers(work, monitored.number)
        for cursor in ("x", "2026-01-01_1", "2026-01-01T00:00:00+00:00_x", f"2026-01-01T00:00:00+00:00_{'9' * 40}"):
            assert get_answers(work, monitored.number, cursor)[0] == first


@pytest.mark.parametrize("who", ["u-eil", "u-amb-m"])
def test_nobody_reads_the_answers_of_a_case_that_is_not_theirs(monitored: Play, who: str) -> None:
    with monitored.world.factory.read(monitored.world.actor(who)) as work, pytest.raises(NotFound):
        get_answers(work, monitored.number)
