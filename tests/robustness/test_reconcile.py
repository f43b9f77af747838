"""What no longer agrees with the state of an instance is found, said and put right, or becomes an incident."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import delete, select, update

from service.models import Account, Escalation, Notification, ProcessInstance, Stall, Task
from service.usecases.cases import withdraw
from service.usecases.incidents import list_incidents
from service.usecases.reconcile import ReconcileReport, reconcile
from tests.process.play import Play
from tests.robustness.conftest import another_process, faults
from tests.story.story import tell
from tests.story.use_case_driver import UseCaseDriver
from tests.world import World

CHECK = "ret_voortgangscheck"
Damage = Callable[[World, int], None]


def change(table: type, condition: str, **values: object) -> Damage:
    """Write past the service, as a restore or a hand in the database does."""

    def damage(world: World, instance_id: int) -> None:
        with world.database.write() as session:
            session.execute(update(table).where(getattr(table, condition) == instance_id).values(**values))
            session.commit()

    return damage


def lose_task(world: World, instance_id: int) -> None:
    with world.database.write() as session:
        lost = select(Task.id).where(Task.instance_id == instance_id)
        session.execute(delete(Notification).where(Notification.task_id.in_(lost)))
        session.execute(delete(Task).where(Task.instance_id == instance_id))
        session.commit()


def cancel_task(world: World, instance_id: int) -> None:
    now = world.clock.now()
    change(Task, "instance_id", cancelled_at=now, ended_at=now)(world, instance_id)


def invent_task(world: World, instance_id: int) -> None:
    with world.database.write() as session:
        real = session.scalars(select(Task).where(Task.instance_id == instance_id)).one()
        columns = {c.name: getattr(real, c.name) for c in Task.__table__.columns if c.name not in ("id", "revision")}
        session.add(Task(**{**columns, "spiff_id": "00000000-0000-0000-0000-000000000000"}))
        session.commit()


def check_of(play: Play) -> ProcessInstance:
    [found] = play.running(CHECK)
    return found


REPAIRABLE: dict[str, tuple[Damage, str]] = {
    "no due instant": (change(ProcessInstance, "id", next_due_at=None), "termijn"),
    "no messages": (change(ProcessInstance, "id", messages=["verzonnen"]), "berichten"),
    "another place": (change(ProcessInstance, "id", active=[]), "plaats"),
    "a task that is gone": (lose_task, "taak_ontbreekt"),
    "a task that was cancelled": (cancel_task, "taak_ontbreekt"),
    "a task on another day": (change(Task, "instance_id", due_on=date(2027, 1, 1)), "vervaldatum"),
    "a task too many": (invent_task, "taak_te_veel"),
}


def test_what_was_lost_is_written_anew_from_the_state(monitored: Play) -> None:
    world, tasks = monitored.world, sorted(task.element_id for task in monitored.open())
    before = check_of(monitored)
    for name, (damage, kind) in REPAIRABLE.items():
        assert (name, faults(world)) == (name, [])
        damage(world, before.id)
        [found] = faults(world)
        assert (name, found.kind) == (name, kind)
        assert found.message.startswith(f"Zaak {monitored.number}: bij «")
        assert found.message.endswith("Draai: procesregie db reconcile.")
        report = reconcile(world.factory)
        assert (name, report.repaired, report.incidents) == (name, 1, 0)
        after = check_of(monitored)
        assert (after.next_due_at, after.messages, after.active) == (before.next_due_at, before.messages, before.active)
        assert sorted(task.element_id for task in monitored.open()) == tasks
    assert reconcile(world.factory) == ReconcileReport(examined=report.examined)
    assert len([text for text in monitored.events("incident") if text.startswith("Hersteld: bij «")]) == len(REPAIRABLE)


def test_a_repaired_case_goes_on_as_if_nothing_happened(monitored: Play) -> None:
    world, check = monitored.world, check_of(monitored)
    cancel_task(world, check.id)
    change(ProcessInstance, "id", next_due_at=None)(world, check.id)
    another_process(world)
    reconcile(world.factory)
    monitored.do("checkin", {"stand": "op_koers", "veiligheid_gewijzigd": False})
    assert check_of(monitored).id != check.id
    assert faults(world) == []


def test_what_runs_right_is_left_as_it_is(monitored: Play) -> None:
    with monitored.world.database.read() as session:
        before = {row.id: row.revision for row in session.scalars(select(ProcessInstance))}
    report = reconcile(monitored.world.factory)
    assert (report.repaired, report.incidents) == (0, 0)
    assert report.examined == sum(row.status == "running" for row in monitored.facts(ProcessInstance))
    with monitored.world.database.read() as session:
        assert {row.id: row.revision for row in session.scalars(select(ProcessInstance))} == before


BLOCKING: dict[str, tuple[Damage, str]] = {
    "a state cut short": (change(ProcessInstance, "id", state=b"x"), "onleesbaar"),
    "a process that the release does not have": (change(ProcessInstance, "id", process_key="ret_weg"), "onleesbaar"),
    "another process than its state": (change(ProcessInstance, "id", process_key="ret_stagnatie"), "onleesbaar"),
}


def test_what_cannot_be_put_right_becomes_one_incident_and_is_not_touched(monitored: Play) -> None:
    world, check = monitored.world, check_of(monitored)
    with world.database.read() as session:
        whole = session.get_one(ProcessInstance, check.id).state
    for number, (name, (damage, kind)) in enumerate(BLOCKING.items(), start=1):
        damage(world, check.id)
        assert (name, [found.kind for found in faults(world)]) == (name, [kind])
        for _ in range(2):
            report = reconcile(world.factory)
            assert (report.repaired, report.incidents) == (0, 1)
        with world.factory.read() as work:
            found = list_incidents(work)
        assert (len(found), found[0].case_number, found[0].tries) == (number, monitored.number, 2)
        change(ProcessInstance, "id", state=whole, process_key=CHECK)(world, check.id)
    assert "checkin" in monitored.elements()
    assert faults(world) == []


def test_a_task_completed_in_the_list_but_not_in_the_process_is_for_people(monitored: Play) -> None:
    world, check = monitored.world, check_of(monitored)
    now = world.clock.now()
    change(Task, "instance_id", completed_at=now, ended_at=now)(world, check.id)
    assert [found.kind for found in faults(world)] == ["taak_afgerond"]
    assert reconcile(world.factory).incidents == 1
    with world.factory.read() as work:
        [incident] = list_incidents(work)
    assert "is de taak «" in incident.message


def test_tasks_of_an_ended_process_leave_the_worklist(monitored: Play) -> None:
    world, check = monitored.world, check_of(monitored)
    change(ProcessInstance, "id", status="cancelled", ended_at=world.clock.now())(world, check.id)
    assert [found.kind for found in faults(world)] == ["taak_zonder_proces"]
    assert reconcile(world.factory).repaired == 1
    assert "checkin" not in monitored.elements()
    assert faults(world) == []


def test_a_timer_that_is_not_tried_any_more_is_never_silent(monitored: Play) -> None:
    world, check = monitored.world, check_of(monitored)
    change(ProcessInstance, "id", tries=4, retry_at=world.clock.now() + timedelta(hours=1))(world, check.id)
    assert [found.kind for found in faults(world)] == ["stil_gestopt"]
    assert reconcile(world.factory).incidents == 1
    assert faults(world) == []
    assert reconcile(world.factory).incidents == 0


def test_the_check_finds_facts_that_nobody_works_on(monitored: Play) -> None:
    world, case = monitored.world, monitored.case()
    with world.database.write() as session:
        session.add(Stall(case_id=case.id, rule="check_te_laat", target="doel-1", opened_on=case.opened_on))
        session.execute(update(Account).where(Account.key == "u-cp-lt").values(active=False))
        overview = select(ProcessInstance.id).where(ProcessInstance.process_key == "ret_procesregie")
        session.execute(update(ProcessInstance).where(ProcessInstance.id.in_(overview)).values(status="cancelled"))
        session.commit()
    found = {fault.kind: fault.message for fault in faults(world)}
    assert set(found) == {"zaak_zonder_proces", "stagnatie_zonder_proces", "taak_van_niemand"}
    assert found["zaak_zonder_proces"].startswith(f"Zaak {case.number}: er loopt geen procesregie")
    assert "Wijs hem op de werklijst aan iemand anders toe." in found["taak_van_niemand"]


def test_an_escalation_without_a_process_is_found(monitored: Play) -> None:
    monitored.forward("40wd")
    assert faults(monitored.world) == []
    [ladder] = monitored.running("ret_escalatie")
    change(ProcessInstance, "id", status="completed")(monitored.world, ladder.id)
    assert "escalatie_zonder_proces" in {fault.kind for fault in faults(monitored.world)}


def test_nothing_is_wrong_with_a_case_that_walked_the_whole_way(world: World) -> None:
    tell(UseCaseDriver(world))
    assert faults(world) == []
    assert reconcile(world.factory) == ReconcileReport()


def test_a_withdrawn_case_leaves_no_alarm_and_no_escalation_behind(monitored: Play) -> None:
    monitored.forward("40wd")
    assert monitored.running("ret_escalatie")
    with monitored.world.factory.write() as work:
        withdraw(work, monitored.number, "melder", "")
    assert faults(monitored.world) == []
    monitored.do("intrekking_afhandelen", {"ingetrokken_door": "melder", "bevestigd_aan": ["melder"]})
    assert faults(monitored.world) == []
    assert [stall.result for stall in monitored.facts(Stall)] == ["zaak_beeindigd"]
    assert [(found.status, found.closed_on is None) for found in monitored.facts(Escalation)] == [("vervallen", False)]
