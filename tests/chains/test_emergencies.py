"""An emergency around Christmas: who has it agrees on an earlier day, or says why it can wait."""

from collections.abc import Iterator
from datetime import date as d
from datetime import datetime

import pytest
from sqlalchemy import select

from service.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from service.models import DateMove, Incident, Task
from service.usecases.emergency_terms import answer_stretch
from service.usecases.task_reads import get_task
from service.usecases.work import AMSTERDAM
from tests.process.play import Play
from tests.story import answers as story
from tests.web.desk import Building
from tests.world import World

CHRISTMAS_EVE = datetime(2026, 12, 24, 10, tzinfo=AMSTERDAM)
WHY = "Het gezin is veilig bij oma tot en met maandag."


@pytest.fixture
def play(world: World) -> Iterator[Play]:
    """An emergency that comes in on Thursday 24 December: the next working day is Monday 28 December."""
    world.clock.set(CHRISTMAS_EVE)
    play = Play(world)
    play.register(veiligheid_acuut=True)
    yield play
    with world.database.read() as session:
        assert [incident.cause for incident in session.scalars(select(Incident))] == []


def row(play: Play, element: str) -> Task:
    with play.world.database.read() as session:
        return session.scalars(select(Task).where(Task.element_id == element, Task.ended_at.is_(None))).one()


def answer(play: Play, who: str, task_id: int, earlier_on: d | None = None, motivation: str = "") -> None:
    with play.world.factory.write(play.world.actor(who)) as work:
        answer_stretch(work, task_id, earlier_on, motivation)


def test_a_task_that_takes_four_days_is_brought_forward_with_its_timers(play: Play) -> None:
    task = row(play, "veiligheid")
    assert (task.due_on, task.due_term, task.stretched_days) == (d(2026, 12, 28), "T05", 4)
    for wrong in (d(2026, 12, 23), d(2026, 12, 28)):
        with pytest.raises(InvalidInput) as refused:
            answer(play, "u-pr1", task.id, wrong)
        assert [error.path for error in refused.value.fields] == ["datum"]
    with pytest.raises(InvalidInput):
        answer(play, "u-pr1", task.id)
    with pytest.raises((NotAllowed, NotFound)):
        answer(play, "u-cp-berk", task.id, None, WHY)
    answer(play, "u-pr1", task.id, d(2026, 12, 24))
    after = row(play, "veiligheid")
    assert (after.due_on, after.stretch_answer) == (d(2026, 12, 24), "Vervroegd naar donderdag 24 december 2026.")
    assert "verschoven van maandag 28 december" in (after.due_why or "")
    assert {line.new_on for line in play.facts(DateMove)} == {d(2026, 12, 24)}
    assert any("duurde 4 dagen" in text for text in play.events("status"))
    with pytest.raises(Conflict):
        answer(play, "u-pr1", task.id, None, WHY)
    # At five that afternoon it is late, not at five on Monday.
    play.forward("2026-12-24T17:30")
    assert play.told("veiligheid_te_laat") or play.told("triage_te_laat") or play.events("alarm")


def test_or_somebody_says_why_it_can_wait_on_the_page_of_the_task(play: Play) -> None:
    task = row(play, "veiligheid")
    desk = Building(play.world).desk("u-pr1")
    page = desk.found(f"/taken/{task.id}")
    assert "Deze spoedtermijn duurt 4 dagen" in page
    refused = desk.post(f"/taken/{task.id}/spoedtermijn", {"tot": "", "motivering": " "}, follow_redirects=True)
    assert "Kies een eerdere datum, of leg uit" in refused.get_data(as_text=True)
    desk.post(f"/taken/{task.id}/spoedtermijn", {"tot": "", "motivering": WHY})
    page = desk.found(f"/taken/{task.id}")
    assert WHY in page
    assert "spoed-datum" not in page
    assert row(play, "veiligheid").due_on == d(2026, 12, 28)
    with play.world.factory.read(play.world.actor("u-pr1")) as work:
        assert not get_task(work, task.id).stretch.may_answer


def test_a_meeting_that_weekends_and_holidays_push_away_is_explained_or_earlier(play: Play) -> None:
    play.do("veiligheid", {"ingeschakeld": ["veilig_thuis"], "tijdstip": "vandaag"})
    play.do("eerste_contact", story.FIRST_CONTACT)
    play.do("beoordelen", {**story.DIRECTION, "urgentie": "spoed"})
    play.do("partijen_bepalen", story.PARTIES)
    planned = {**story.INVITED, "overleg_op": "2026-12-30", "extra_overleg_reden": "Spoed."}
    with pytest.raises(InvalidInput) as refused:
        play.do("overleg_plannen", planned)
    assert [error.path for error in refused.value.fields] == ["spoed_reden"]
    # Three working days, but six days: one day less asks nothing.
    play.do("overleg_plannen", {**planned, "overleg_op": "2026-12-29"})
    assert "overleg_plannen" not in play.elements()
