"""Eilandenrijk: meeting on demand, binding advice, a short term for the official, a chair who directs (V20, V27)."""

from sqlalchemy import select

from service.models import Meeting, PlanVersion, ProcessInstance, Task
from service.usecases import task_reads
from tests.process.play import Play
from tests.story import answers as story
from tests.variants.shipped import come_to, do_as, to_plan, to_region
from tests.world import World

CHAIR = "u-eil"


def play_plan(case: Play) -> None:
    to_plan(case, "duinwerd")
    case.do("plan_maken", story.PLAN)
    case.do("vaststellen", {"ingangsdatum": "2026-09-07"})


def test_the_team_agrees_on_a_day_within_five_working_days_without_fixed_meetings(
    world: World, nothing_broke: None
) -> None:
    case = come_to(world, "eilandenrijk", lambda play: to_region(play, "duinwerd"))
    assert case.elements() == {"beoordelen"}, "its own team, so nobody asks which region"
    case.do("beoordelen", {**story.DIRECTION, "procesregisseur": CHAIR})
    case.do("partijen_bepalen", story.PARTIES)
    (planning,) = case.open("overleg_plannen")
    with world.factory.read() as work:
        task = task_reads.get_task(work, planning.task_id)
    assert task.row.name == "Overleg op afroep afspreken en uitnodigen"
    assert {"overleg", "extra_overleg_reden"}.isdisjoint(task.form.field_names())
    assert task.data["overleg_op"] == "2026-09-14"
    case.do("overleg_plannen", {**story.INVITED, "overleg_op": "2026-09-10"})
    (meeting,) = case.facts(Meeting)
    assert (meeting.day.isoformat(), meeting.slot_id) == ("2026-09-10", None)


def test_a_refusal_goes_to_the_official_at_once_who_has_three_days(world: World, nothing_broke: None) -> None:
    case = come_to(world, "bindend geweigerd", play_plan)
    assert [plan.advice_weight for plan in case.facts(PlanVersion)] == ["bindend"]
    do_as(case, "u-cp-berk", "toezeggen", {"toezegging": "nee", "reden": "Te weinig personeel."})
    assert "keuze_na_weigering" not in case.elements()
    (decision,) = case.open("ambtelijk_besluiten")
    assert decision.due_on.isoformat() == "2026-09-10"
    case.forward("2d")  # Wednesday 9 September: two working days after, before the first boat
    reminders = [text for text in case.events("herinnering") if "mbtelijk" in text]
    assert len(reminders) == 1
    case.forward("30h")  # Thursday, before 17:00
    assert "bestuurlijk_besluiten" not in case.elements()
    case.forward("2h")
    assert "bestuurlijk_besluiten" in case.elements()
    with world.database.read() as session:
        opened = session.scalars(select(Task).where(Task.element_id == "bestuurlijk_besluiten")).one().opened_at
    assert opened.date().isoformat() == "2026-09-10"


def test_the_chair_directs_the_case(world: World, nothing_broke: None) -> None:
    case = come_to(world, "bindend geweigerd", play_plan)
    mine = [task for task in case.open() if task.role == "procesregisseur"]
    account = world.actor(CHAIR).account_id
    assert mine
    assert {task.assignee_id for task in mine} == {account}
    assert case.case().process_director_id == account
    assert {instance.release_id for instance in case.facts(ProcessInstance)} == {case.case().release_id}
