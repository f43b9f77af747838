"""Following many cases: the right lists for the right people, no case content, and never slower."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from service.domain.errors import InvalidInput, NotAllowed, NotFound
from service.models import Account, Case, Event, Notification, Question, Task
from service.usecases import clocks, questions
from service.usecases.cases import change_process_director
from service.usecases.progress import list_progress
from service.usecases.progress_cases import get_follow_up
from service.usecases.shapes import ProgressFilter
from service.usecases.shapes.progress import LISTS
from tests.web.desk import Building, text_of
from tests.world import World

Escalated = tuple[Building, str]


def more_tasks(world: World, count: int, later: timedelta) -> None:
    """More open tasks in the same case, due that much after today."""
    with world.factory.write() as work:
        one = work.session.scalars(select(Task).where(Task.case_id.is_not(None), Task.ended_at.is_(None))).first()
        assert one is not None
        names = [column.key for column in Task.__table__.columns if column.key not in ("id", "spiff_id")]
        columns = {name: getattr(one, name) for name in names} | {"due_on": work.today + later}
        work.session.add_all(Task(**columns, spiff_id=f"extra-{number}") for number in range(count))


def test_a_manager_follows_terms_stalls_and_escalations_without_reading_the_case(escalated: Escalated) -> None:
    building, number = escalated
    world = building.world
    with world.factory.read(world.actor("u-amb-m")) as work:
        pages = {name: list_progress(work, ProgressFilter(shows=name)) for name in LISTS}
    with world.factory.read(world.actor("u-sec")) as work:
        theirs = {name: list_progress(work, ProgressFilter(shows=name)) for name in LISTS}
    rows = [row for page in pages.values() for row in page.rows]
    assert pages["geescaleerd"].rows[0].case_number == number
    assert {name: len(page.rows) for name, page in pages.items()} == dict(pages["telaat"].counts)
    assert all(row.part == "" for row in rows)
    # The team reads which goal and which party it is about, the manager does not.
    assert any(row.part for page in theirs.values() for row in page.rows)
    assert [row.due_on for row in pages["komend"].rows] == sorted(
        row.due_on for row in pages["komend"].rows if row.due_on
    )
    groups = {group.key: group.counts for group in pages["telaat"].municipalities}
    assert groups["lindervoort"]["geescaleerd"] == 1
    assert groups["hamerveen"]["geescaleerd"] == 0
    with world.factory.read(world.actor("u-amb-e")) as work:
        assert not any(list_progress(work, ProgressFilter(shows=name)).rows for name in LISTS)
        with pytest.raises(NotFound):
            get_follow_up(work, number)
    with world.factory.read(world.actor("u-cp-berk")) as work, pytest.raises(NotAllowed):
        list_progress(work, ProgressFilter())


def test_filters_and_pages_show_everything_once(escalated: Escalated) -> None:
    world, number = escalated[0].world, escalated[1]
    more_tasks(world, 3, timedelta(days=1))
    with world.factory.read(world.actor("u-sec")) as work:
        case = work.session.scalars(select(Case).where(Case.number == number)).one()
        director = work.session.get_one(Account, case.process_director_id).key
        whole = list_progress(work, ProgressFilter(shows="komend"))
        some = ProgressFilter(shows="komend", municipality="lindervoort", director=director, limit=1)
        seen, page = [], list_progress(work, some)
        while True:
            seen += [row.id for row in page.rows]
            if page.next is None:
                break
            page = list_progress(work, ProgressFilter("komend", "lindervoort", director, page.next, 1))
        assert seen == [row.id for row in whole.rows]
        assert len(seen) == len(set(seen)) > 1
        assert not list_progress(work, ProgressFilter("komend", director="bestaat-niet")).rows
        assert not list_progress(work, ProgressFilter("komend", director="geen")).rows
    with world.factory.write(world.actor("u-sec")) as work:
        other = work.session.scalars(
            select(Account).where(Account.key.in_(("u-pr1", "u-pr2")), Account.key != director)
        )
        change_process_director(work, number, other.one().id, "Vakantie")
    with world.factory.read(world.actor("u-sec")) as work:
        # Open tasks follow the case to its new director.
        assert not list_progress(work, some).rows
        here = select(Case.id).where(Case.number == number)
        follows = select(Task.director_id).where(Task.case_id.in_(here), Task.ended_at.is_(None))
        fresh = work.session.scalars(select(Case.process_director_id).where(Case.number == number)).one()
        assert set(work.session.scalars(follows)) == {fresh}


def the_question(world: World) -> tuple[int, str]:
    """The one question that was asked, and whom; the message about it does not hold it."""
    with world.factory.read() as work:
        asked = work.session.scalars(select(Question)).one()
        told = work.session.scalars(select(Notification).where(Notification.kind == "vraag_gesteld")).one()
        assert told.account_id == asked.asked_to_id
        assert asked.text not in told.text
        return asked.id, work.session.get_one(Account, asked.asked_to_id).key


def test_a_question_is_answered_beside_the_process(escalated: Escalated) -> None:
    building, number = escalated
    manager, world = building.desk("u-amb-m"), building.world
    address = f"/voortgang/zaken/{number}"
    shown = manager.found(address)
    assert "Een vraag stellen" in shown
    assert "Een termijn verlengen" not in shown
    empty = manager.post(f"{address}/vraag", {"vraag": " "})
    assert empty.status_code == 400
    assert "Schrijf wat u wilt weten" in text_of(empty)
    assert manager.post(f"{address}/vraag", {"vraag": "Lukt het voor december?"}).status_code == 302
    question, director = the_question(world)
    with world.factory.write(world.actor("u-amb-m2")) as work, pytest.raises(NotFound):
        questions.answer(work, question, "Dit is niet aan mij gevraagd.")
    desk = building.desk(director)
    assert "Lukt het voor december?" in desk.found("/vragen")
    refused = desk.post(f"/vragen/{question}/antwoord", {"antwoord": "x" * 1001})
    assert refused.status_code == 400
    assert "x" * 1001 in text_of(refused)
    assert desk.post(f"/vragen/{question}/antwoord", {"antwoord": "Ja, dat lukt."}).status_code == 302
    assert desk.post(f"/vragen/{question}/antwoord", {"antwoord": "Nog eens."}).status_code == 409
    assert "Ja, dat lukt." in manager.found("/vragen")
    # In the history for the team; a manager reads the answer where it was asked, and no more than that.
    assert "Lukt het voor december?" in desk.found(f"/zaken/{number}")
    assert "Lukt het voor december?" not in building.desk("u-amb-m2").found(f"/zaken/{number}")
    with world.factory.read() as work:
        assert len(work.session.scalars(select(Event).where(Event.kind == "vraag")).all()) == 2


def test_a_question_without_an_answer_reminds_and_reaches_the_chair(escalated: Escalated) -> None:
    building, number = escalated
    world = building.world
    with world.factory.write(world.actor("u-amb-m")) as work:
        first, second = (questions.ask(work, number, text) for text in ("Lukt het?", "En de school?"))
        due_on = work.session.get_one(Question, first).answer_by

    def told(kind: str) -> list[int]:
        with world.factory.read() as work:
            return list(work.session.scalars(select(Notification.account_id).where(Notification.kind == kind)))

    [director, _] = told("vraag_gesteld")
    clocks.forward(world.factory, f"{due_on}T09:01")
    assert told("vraag_herinnering") == [director, director]
    with world.factory.write(world.actor("u-vz")) as work:
        questions.answer(work, second, "Ja.")
    clocks.forward(world.factory, "5wd")
    manager, chair = (world.actor(who).account_id for who in ("u-amb-m", "u-vz"))
    late = {kind: told(kind) for kind in ("vraag_te_laat", "vraag_zonder_antwoord", "vraag_nog_open")}
    assert late == {"vraag_te_laat": [director], "vraag_zonder_antwoord": [chair], "vraag_nog_open": [manager]}
    assert "niet op tijd beantwoord" in building.desk("u-vz").found(f"/zaken/{number}/tijdlijn")
    assert told("vraag_herinnering") == [director, director], "once"


def test_a_chair_steps_in_from_there(escalated: Escalated) -> None:
    building, number = escalated
    chair, world = building.desk("u-vz"), building.world
    address = f"/voortgang/zaken/{number}"
    with world.factory.read(world.actor("u-vz")) as work:
        task = next(one for one in get_follow_up(work, number).tasks if one.may_extend and one.may_assign)
    assert "Ingrijpen" in chair.found("/voortgang?lijst=komend")
    chair.found(f"{address}?taak={task.id}")
    wrong = chair.post(f"{address}/termijn", {"taak": task.id, "werkdagen": "veel", "reden": "Ziekte"})
    assert wrong.status_code == 400
    assert 'value="Ziekte"' in text_of(wrong)
    assert chair.post(f"{address}/termijn", {"taak": task.id, "werkdagen": "5", "reden": "Ziekte"}).status_code == 302
    nobody = chair.post(f"{address}/taken", {"taak": task.id, "account": "", "reden": ""})
    assert nobody.status_code == 400
    assert "Kies aan wie" in text_of(nobody)
    assert chair.post(f"{address}/procesregisseur", {"account": "", "reden": "x"}).status_code == 400
    with world.factory.read() as work:
        moved = work.session.get_one(Task, task.id)
        assert moved.due_on > task.due_on
    # A manager may look, and not move.
    manager = building.desk("u-amb-m")
    manager.found(address)
    refused = manager.post(f"{address}/termijn", {"taak": task.id, "werkdagen": "5", "reden": "Ziekte"})
    assert refused.status_code in (403, 404)


def test_the_page_asks_as_much_of_the_database_however_much_there_is(escalated: Escalated) -> None:
    world = escalated[0].world
    asked: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    def look(who: str) -> int:
        asked.clear()
        with world.factory.read(world.actor(who)) as work:
            asked.clear()
            list_progress(work, ProgressFilter(shows="telaat"))
        return len(asked)

    event.listen(world.database.engine, "before_cursor_execute", count)
    few = {who: look(who) for who in ("u-amb-m", "u-sec")}
    more_tasks(world, 600, timedelta(days=-20))
    assert {who: look(who) for who in ("u-amb-m", "u-sec")} == few
    with world.factory.read(world.actor("u-amb-m")) as work:
        assert str(list_progress(work, ProgressFilter()).counts["telaat"]) == "500+"


def test_nobody_asks_in_a_case_they_may_not_see_or_about_a_task_that_is_gone(escalated: Escalated) -> None:
    world, number = escalated[0].world, escalated[1]
    with world.factory.write(world.actor("u-amb-e")) as work, pytest.raises(NotFound):
        questions.ask(work, number, "Hoe gaat het?")
    with world.factory.write(world.actor("u-amb-m")) as work, pytest.raises(InvalidInput):
        questions.ask(work, number, "Hoe gaat het?", task_id=10**6)
