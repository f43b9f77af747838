"""Every due date says why it is that day, wherever it is shown."""

from datetime import date, datetime

from sqlalchemy import select

from service.models import Task
from service.usecases.pauses import extend_task
from service.usecases.work import AMSTERDAM
from tests.api.client import Door
from tests.process.play import Play
from tests.web.desk import Building
from tests.world import World

# Ascension is on Thursday 6 May, Liberation Day on Wednesday 5 May.
MAY = datetime(2027, 5, 3, 10, tzinfo=AMSTERDAM)


def reasons(play: Play) -> dict[str, tuple[date, str | None, str | None]]:
    """Of every task, open or not: its due date, the reason and the term."""
    with play.world.database.read() as session:
        tasks = session.scalars(select(Task).order_by(Task.id)).all()
    return {task.element_id: (task.due_on, task.due_why, task.due_term) for task in tasks}


def test_page_worklist_case_and_interface_say_why(world: World) -> None:
    world.clock.set(MAY)
    play = Play(world).to_triage()
    [task] = play.open("beoordelen")
    assert task.due_on == date(2027, 5, 12)
    found = reasons(play)["beoordelen"]
    assert found == (
        date(2027, 5, 12),
        "woensdag 12 mei, want 5 en 6 mei zijn feestdagen (5 werkdagen na maandag 3 mei)",
        "T03",
    )
    why = str(found[1])
    detail = Door(world).as_("u-pr1").found(f"/taken/{task.task_id}")["taak"]
    assert (detail["vervaltUitleg"], detail["termijn"]) == (why, "T03")
    desk = Building(world).desk("u-pr1")
    shown = f"W{why[1:]}."
    for path in (f"/taken/{task.task_id}", "/werklijst?toon=alles", f"/zaken/{play.number}"):
        page = desk.found(path)
        assert shown in page, path
        assert 'href="/termijnen?regio=Jeugdregio%20Meerwolde#T03"' in page, path


def test_a_rhythm_a_named_day_and_a_term_that_was_over_say_so_too(world: World) -> None:
    play = Play(world).to_monitoring()
    found = reasons(play)
    assert found["checkin"][1:] == ("maandag 5 oktober: 20 werkdagen na maandag 7 september", None)
    # The invitation should have left a week before a meeting that is that near.
    assert found["overleg_plannen"][1] == (
        "maandag 7 september: de dag waarop deze taak begon, want de termijn was toen al voorbij"
    )
    # The registration was complete when it came in: it was never due.
    assert [element for element, (_, why, _) in found.items() if not why] == ["registreren"]


def test_a_date_that_was_extended_says_that_instead(world: World) -> None:
    play = Play(world).to_triage()
    [task] = play.open("beoordelen")
    with world.factory.write(world.actor("u-sec")) as work:
        extend_task(work, task.task_id, 2, "De school is dicht.")
    due_on, why, _ = reasons(play)["beoordelen"]
    assert due_on == date(2026, 9, 16)
    assert why == ("woensdag 16 september: verschoven van maandag 14 september, door een pauze of een andere afspraak")
