"""The case page: what stands on it, and that it costs a fixed number of queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from service.domain.errors import NotFound
from service.models import ContactNote, Event, Participant, Stall
from service.usecases.case_lists import list_cases
from service.usecases.case_reads import get_case, get_summary, get_tasks
from service.usecases.scoping import get_full_case
from service.usecases.shapes import CaseDetail
from tests.story.answers import REGISTRATION
from tests.story.until import play_until
from tests.story.use_case_driver import UseCaseDriver
from tests.world import World


@pytest.fixture
def escalated(world: World) -> Iterator[tuple[World, str]]:
    """A case with a plan, a stall and an open administrative escalation."""
    number = play_until(world, "bestuurlijk_besluiten")
    yield world, number
    world.close()


def seen(world: World, who: str, number: str) -> CaseDetail:
    with world.factory.read(world.actor(who)) as work:
        return get_case(work, number)


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(world.database.engine, "before_cursor_execute", note)


def test_the_number_of_queries_does_not_grow_with_the_case(escalated: tuple[World, str]) -> None:
    world, number = escalated
    actor = world.actor("u-pr1")
    seen(world, "u-pr1", number)  # reads the diagrams of the release, once
    with world.factory.read(actor) as work, counted(world) as before:
        get_case(work, number)
    with world.factory.write(actor) as work:
        case = get_full_case(work, number)
        _grow(work, case.id)
    with world.factory.read(actor) as work, counted(world) as after:
        detail = get_case(work, number)
    assert len(detail.notes) == len(detail.stalls) - 1 == 30
    assert len(after) == len(before)
    assert len(after) <= 50


def _grow(work: Any, case_id: int) -> None:
    for n in range(30):
        work.session.add_all(
            [
                ContactNote(case_id=case_id, at=work.now, author_id=work.actor.account_id, with_whom="x", text="y"),
                Stall(case_id=case_id, rule="taak_te_laat", target=f"doel-{n}", opened_on=work.today),
                Participant(case_id=case_id, name=f"Persoon {n}", role="partij", from_on=work.today),
                Event(case_id=case_id, at=work.now, day=work.today, kind="stap", text="…", data={}),
            ]
        )


def test_the_list_costs_the_same_for_many_cases(world: World) -> None:
    driver = UseCaseDriver(world)
    driver.register("lindervoort", REGISTRATION)
    actor = world.actor("u-pr1")
    with world.factory.read(actor) as work, counted(world) as one:
        list_cases(work)
    for _ in range(3):
        driver.register("lindervoort", REGISTRATION)
    with world.factory.read(actor) as work, counted(world) as four:
        rows, _ = list_cases(work)
    assert len(rows) == 4
    assert len(four) == len(one) <= 4


def test_the_list_pages_newest_first_and_searches_numbers_and_places_only(world: World) -> None:
    driver = UseCaseDriver(world)
    numbers = [driver.register("lindervoort", REGISTRATION) for _ in range(3)]
    with world.factory.read(world.actor("u-pr1")) as work:
        first, following = list_cases(work, limit=2)
        second, end = list_cases(work, limit=2, after=following or "")
        assert [row.number for row in (*first, *second)] == numbers[::-1]
        assert end is None
        assert len(list_cases(work, query="lindervoort")[0]) == 3
        assert [row.number for row in list_cases(work, query=numbers[1])[0]] == [numbers[1]]
        assert list_cases(work, query="Mees")[0] == []
        assert list_cases(work, query="%")[0] == []


def test_the_status_filter_follows_the_status_that_is_shown(escalated: tuple[World, str]) -> None:
    world, number = escalated
    with world.factory.read(world.actor("u-pr1")) as work:
        shown = {
            status: [row.number for row in list_cases(work, status=status)[0]]
            for status in ("bestuurlijk_geescaleerd", "ambtelijk_geescaleerd", "gestagneerd", "monitoring")
        }
    assert shown == {
        "bestuurlijk_geescaleerd": [number],
        "ambtelijk_geescaleerd": [],
        "gestagneerd": [],
        "monitoring": [],
    }


def test_the_page_shows_what_runs_and_who_directs(escalated: tuple[World, str]) -> None:
    world, number = escalated
    page = seen(world, "u-pr1", number)
    assert page.status_label == "Bestuurlijk geëscaleerd"
    assert page.process_director == "A. Proef"
    assert page.case_director
    assert page.referrer.startswith("Lokaal team (B. Buurt")
    assert page.question_family == REGISTRATION["vraag_gezin"]
    assert page.young_people[0].age == 14
    assert {row.kind for row in page.tasks} >= {"checkin", "stagnatie_beoordelen"}
    assert {stall.closed_on for stall in page.stalls} == {None}
    assert page.may_direct
    assert {"plan_wijzigen", "afschalen_voorstellen", "intrekken", "notitie"} <= set(page.actions)
    assert "B. Fictie" in [choice.label for choice in page.directors]
    assert [answer.name for answer in page.answers]


def test_the_case_director_may_propose_to_scale_down_and_note_that_the_help_started(
    escalated: tuple[World, str],
) -> None:
    world, number = escalated
    page = seen(world, "u-cp-lt", number)
    assert page.actions == ("afschalen_voorstellen", "hulp_gestart")
    assert not page.may_direct
    assert page.directors == ()


def test_lead_times_are_in_calendar_days_and_working_days(escalated: tuple[World, str]) -> None:
    world, number = escalated
    steps = {step.phase: step for step in seen(world, "u-pr1", number).steps}
    assert steps["aanmelding_triage"].calendar_days == 0
    monitoring = steps["monitoring"]
    assert monitoring.ended_on is None
    # Weekends count for one and not for the other; there is no holiday in these weeks.
    weeks, rest = divmod(monitoring.calendar_days, 7)
    assert monitoring.working_days == weeks * 5 + min(rest, 5)


def test_the_diagram_says_in_words_where_the_case_is(escalated: tuple[World, str]) -> None:
    world, number = escalated
    diagrams = {view.process_key: view for view in seen(world, "u-pr1", number).diagrams}
    overview = next(iter(diagrams.values()))
    assert overview.process_key == "ret_procesregie"
    assert "stap_monitoring" in overview.active
    assert "Hier bent u: «Monitoren»." in overview.text
    check = diagrams["ret_voortgangscheck"]
    assert any(line.startswith("Hier bent u: «") and "(Casusregisseur)" in line for line in check.text)
    assert not any("Herinnering" in line for line in overview.text)


def test_the_summary_beside_a_task_names_goals_and_both_directors(escalated: tuple[World, str]) -> None:
    world, number = escalated
    with world.factory.read(world.actor("u-pr1")) as work:
        summary = get_summary(work, get_full_case(work, number))
    assert (summary.plan_number, list(summary.goals)) == (1, ["Mees gaat twee ochtenden naar school"])
    assert summary.process_director == "A. Proef"
    assert summary.case_director


def test_a_case_that_does_not_exist_looks_like_one_that_is_not_yours(escalated: tuple[World, str]) -> None:
    world, number = escalated
    for who, asked in (("u-eil", number), ("u-pr1", "RET-1999-001")):
        with world.factory.read(world.actor(who)) as work, pytest.raises(NotFound) as refused:
            get_tasks(work, asked)
        assert str(refused.value) == f"Zaak {asked} is niet gevonden, of is niet voor u."
