"""The demo histories, played through the use cases: every case ends as its history says, by the clock and in order."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from service.demo import DemoReport
from service.usecases.case_reads import get_case
from service.usecases.open_work import happened, shown_state
from service.usecases.ticking import tick
from service.usecases.work import AMSTERDAM
from tests.demo.conftest import histories, lines
from tests.world import World

pytestmark = pytest.mark.slow

REFERENCE = datetime(2026, 11, 20, 9, 0, tzinfo=AMSTERDAM)
WHOLE = [case for case in histories() if "later_nodig" not in case and "poging" not in case]
STOPPED = {"RET-2026-011": "analyse_plan"}


def test_every_case_is_there_with_its_own_number(rows: Any) -> None:
    wanted = sorted(case["id"] for case in histories() if not case.get("poging"))
    assert [number for (number,) in rows('SELECT number FROM "case" ORDER BY number')] == wanted


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case["id"])
def test_a_case_ends_in_the_state_its_history_says(demo: World, case: dict[str, Any]) -> None:
    with demo.factory.read() as work:
        assert shown_state(work, case["id"]) == case["status"]


@pytest.mark.parametrize(("number", "state"), STOPPED.items())
def test_a_case_that_needs_a_later_part_is_played_as_far_as_that(demo: World, number: str, state: str) -> None:
    with demo.factory.read() as work:
        assert shown_state(work, number) == state


def test_the_first_case_is_closed_before_its_lessons(demo: World, rows: Any) -> None:
    with demo.factory.read() as work:
        assert shown_state(work, "RET-2026-001") == "afgesloten"
    found = rows(
        'SELECT goals_reached, end_reason, tailor_made, final_talk FROM closure JOIN "case" c ON c.id = case_id '
        "WHERE c.number = 'RET-2026-001'"
    )
    [(goals, reason, tailor_made, talk)] = found
    assert (goals, reason, bool(tailor_made)) == ("geheel", "vlotgetrokken", True)
    assert '"oordeel_gezin": 9' in talk


def test_an_attempt_at_a_closed_door_is_no_case_and_the_family_was_helped(rows: Any) -> None:
    found = rows(
        'SELECT outcome FROM registration_attempt a WHERE NOT EXISTS (SELECT 1 FROM "case" WHERE attempt_id = a.id)'
    )
    assert found == [("niet_toegelaten_doorverwezen",)]
    assert rows("SELECT date(completed_at) FROM task WHERE element_id = 'doorverwijspagina'") == [("2026-09-15",)]


KINDS = {
    "herinnering_vooraf": "herinnering",
    "herinnering_na": "herinnering",
    "stagnatiealarm": "stagnatie",
    "ambtelijke_escalatie": "escalatie",
    "ambtelijk_termijn_verstreken": "escalatie",
}


@pytest.mark.parametrize(
    ("number", "line"),
    [pair for pair in lines(automatic=True) if pair[1]["stap"] in KINDS],
    ids=lambda value: value if isinstance(value, str) else f"{value['datum']}-{value['stap']}",
)
def test_what_goes_by_itself_went_by_itself(demo: World, number: str, line: dict[str, Any]) -> None:
    with demo.factory.read() as work:
        assert happened(work, number, KINDS[line["stap"]], line["datum"])


def test_there_are_no_other_alarms_and_escalations_than_in_the_histories(rows: Any) -> None:
    assert rows('SELECT c.number, stall.opened_on FROM stall JOIN "case" c ON c.id = case_id ORDER BY 1') == sorted(
        (number, line["datum"].isoformat()) for number, line in lines("stagnatiealarm")
    )
    found = rows("SELECT key, start_mode, started_on FROM escalation ORDER BY key")
    assert found == sorted(
        (f"{number}-E1", "automatisch", line["datum"].isoformat()) for number, line in lines("ambtelijke_escalatie")
    )


@pytest.mark.parametrize(
    ("number", "line"), lines("plan_vastgesteld"), ids=lambda value: value if isinstance(value, str) else ""
)
def test_plans_are_adopted_on_the_day_of_the_history(rows: Any, number: str, line: dict[str, Any]) -> None:
    found = rows(
        'SELECT adopted_on FROM plan_version JOIN "case" c ON c.id = case_id '
        "WHERE c.number = :number AND plan_version.number = :version",
        number=number,
        version=line["planversie"],
    )
    assert found == [(line["datum"].isoformat(),)]


@pytest.mark.parametrize(
    ("number", "line"), lines("checkin"), ids=lambda value: value if isinstance(value, str) else str(value["datum"])
)
def test_checks_are_filled_in_on_the_day_of_the_history(rows: Any, number: str, line: dict[str, Any]) -> None:
    found = rows(
        'SELECT state FROM check_in JOIN "case" c ON c.id = case_id WHERE c.number = :number AND recorded_on = :day',
        number=number,
        day=line["datum"].isoformat(),
    )
    assert (line.get("stand", "op_koers"),) in found


def test_decisions_come_back_in_the_plan_as_a_task(rows: Any) -> None:
    found = rows(
        "SELECT c.number, p.number, responsible FROM plan_task t JOIN plan_version p ON p.id = plan_id "
        "JOIN \"case\" c ON c.id = p.case_id WHERE t.role = 'uitvoering besluit' ORDER BY 1"
    )
    assert found == [("RET-2026-007", 2, "Gemeente Oosterdreef"), ("RET-2026-008", 2, "Stichting De Berk (fictief)")]


def test_the_family_case_has_a_second_episode_with_its_own_plan(rows: Any) -> None:
    found = rows(
        'SELECT e.number, e.start_with, e.result, e.first_adopted_on FROM episode e JOIN "case" c ON c.id = e.case_id '
        "WHERE c.number = 'RET-2026-012' ORDER BY e.number"
    )
    assert found == [(1, "aanmelding", "heropend", "2026-03-12"), (2, "analyse_plan", None, "2026-09-11")]


def test_a_promise_from_before_the_reopening_is_asked_anew(rows: Any) -> None:
    found = rows(
        'SELECT asked_on, possible_start_on FROM commitment JOIN "case" c ON c.id = case_id '
        "WHERE c.number = 'RET-2026-012' ORDER BY commitment.id"
    )
    assert found == [("2026-03-12", "2026-03-26"), ("2026-09-11", "2026-10-09")]


def test_advice_was_given_without_personal_data(rows: Any) -> None:
    found = rows(
        'SELECT first_name, born_on, age FROM young_person JOIN "case" c ON c.id = case_id WHERE c.number = :number',
        number="RET-2026-002",
    )
    assert found == [(None, None, 15)]


def test_the_clock_stands_at_the_reference_moment(played: tuple[World, DemoReport]) -> None:
    world, report = played
    assert world.clock.now() == REFERENCE
    assert (report.cases, report.lines) == (len(histories()), len(lines()))


def test_the_clock_only_went_forward(rows: Any) -> None:
    moments = [at for (at,) in rows("SELECT at FROM event ORDER BY id")]
    assert moments == sorted(moments)
    assert moments[-1] <= REFERENCE.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def test_nothing_went_wrong_on_the_way(rows: Any) -> None:
    assert rows("SELECT message, cause FROM incident") == []
    assert rows("SELECT id FROM process_instance WHERE tries > 0") == []


def test_every_completed_task_was_answered_by_a_person_on_its_form(rows: Any) -> None:
    # The registration is answered by the form that was sent in, before there was a task.
    query = (
        "SELECT t.element_id FROM task t LEFT JOIN submission s ON s.task_id = t.id "
        "WHERE t.completed_at IS NOT NULL AND t.element_id <> 'registreren' "
        "AND (s.id IS NULL OR s.submitted_by_id IS NULL OR s.form_id <> t.form_id)"
    )
    assert rows(query) == []


def test_every_message_was_sent_exactly_once(own_demo: World) -> None:
    def counts() -> list[int]:
        with own_demo.database.read() as session:
            return [session.connection().exec_driver_sql(query).scalar_one() for query in _COUNTS]

    before = counts()
    assert before[0] == before[1] > 0
    assert before[2] == before[3] == before[4] > 0
    tick(own_demo.factory)
    assert counts() == before


_COUNTS = (
    "SELECT count(*) FROM notification",
    "SELECT count(DISTINCT key) FROM notification",
    "SELECT count(*) FROM outbox_mail",
    "SELECT count(DISTINCT key) FROM outbox_mail",
    "SELECT count(*) FROM outbox_mail WHERE sent_at IS NOT NULL",
)


def test_what_expires_this_afternoon_goes_up_by_itself(own_demo: World) -> None:
    own_demo.clock.set(datetime(2026, 11, 20, 17, 0, tzinfo=AMSTERDAM))
    assert tick(own_demo.factory).failed == 0
    with own_demo.factory.read() as work:
        assert shown_state(work, "RET-2026-012") == "bestuurlijk_geescaleerd"


def test_the_case_page_of_every_case_can_be_read_by_its_team(demo: World) -> None:
    teams = {"eilandenrijk": "u-sec-e"}
    for case in histories():
        if case.get("poging"):
            continue
        with demo.factory.read(demo.actor(teams.get(case["regio"], "u-sec"))) as work:
            detail = get_case(work, case["id"])
        assert detail.number == case["id"]
        assert detail.opened_on == min(line["datum"] for line in case["historie"])


def test_a_family_case_has_all_its_children(rows: Any) -> None:
    found = rows(
        'SELECT c.scope, first_name, born_on FROM young_person y JOIN "case" c ON c.id = case_id '
        "WHERE c.number = 'RET-2026-012' ORDER BY y.id"
    )
    assert found == [("jeugdige_en_gezin", "Bo", "2014-08-26"), ("jeugdige_en_gezin", "Kai", "2017-01-15")]


def test_dates_in_the_histories_are_working_days() -> None:
    assert all(isinstance(line["datum"], date) and line["datum"].weekday() < 5 for _, line in lines())
