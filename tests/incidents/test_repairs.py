"""What an operator does about incidents: each act works or is refused in words, and stands in the history."""

import pytest

from service.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound, StepFailed
from service.models import Case, Episode, Incident, ProcessInstance, Submission
from service.usecases import incident_repairs as repairs
from service.usecases import task_reads, tasks
from service.usecases.case_reads import get_case, get_tasks
from service.usecases.incident_bulk import BulkAct, in_bulk
from service.usecases.incident_reads import get_answers, get_incident
from service.usecases.incidents import list_incidents, page_of_incidents, record_incident
from service.usecases.shapes import IncidentFilter
from service.usecases.ticking import tick
from tests.incidents.sabotage import Sabotage
from tests.story.answers import DIRECTION
from tests.world import World

OPERATOR = "u-operator"


@pytest.fixture
def sabotage(world: World) -> Sabotage:
    """A case at triage, in which completing the assessment can be made to fail."""
    return Sabotage(world, "beoordelen")


def act(sabotage: Sabotage, what: object, *args: object, who: str = OPERATOR) -> None:
    with sabotage.factory.write(sabotage.world.actor(who)) as work:
        what(work, *args)  # type: ignore[operator]


def test_the_operator_sees_where_and_why_and_the_team_only_that(sabotage: Sabotage) -> None:
    sabotage.fail(**DIRECTION)
    [row] = sabotage.incidents()
    assert (row.case_number, row.kind, row.tries, row.may_retry) == (sabotage.number, "taak", 1, True)
    assert row.cause is not None
    assert "the mill is broken" in row.cause
    assert row.handler
    assert row.element_id
    [of_team] = sabotage.incidents("u-sec")
    assert (of_team.cause, of_team.handler, of_team.element_id, of_team.may_retry) == (None, None, None, False)
    assert of_team.message == row.message
    for who in ("u-sec-e", "u-pr1", "u-amb-m", "u-beheer-m"):
        assert sabotage.incidents(who) == [], who


def test_the_same_answers_again_complete_the_task_on_behalf_of_who_gave_them(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)
    act(sabotage, repairs.retry, incident)
    assert sabotage.incidents() == []
    assert "beoordelen" not in sabotage.open()
    with sabotage.world.database.read() as session:
        found = session.query(Submission).order_by(Submission.id.desc()).first()
        assert found is not None
        assert (found.on_behalf_of, found.channel) == ("A. Proef", "herstel van een storing")
        assert found.data["uitkomst"] == DIRECTION["uitkomst"]
        ended = session.get_one(Incident, incident)
        assert (ended.resolution, ended.resolved_by_id) == ("opnieuw", sabotage.world.actor(OPERATOR).account_id)
    assert "alsnog afgerond" in sabotage.history()[-1]


def test_a_retry_that_fails_counts_and_is_told(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)
    sabotage.blocks.broken = True
    with pytest.raises(StepFailed):
        act(sabotage, repairs.retry, incident)
    [row] = sabotage.incidents()
    assert (row.id, row.tries) == (incident, 2)
    assert sabotage.history()[-1] == "I. Instandhouding heeft het opnieuw geprobeerd. Het is weer niet gelukt."


def test_corrected_answers_take_the_place_of_what_failed(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)
    operator = sabotage.world.actor(OPERATOR)
    with sabotage.factory.read(operator) as work, pytest.raises(Conflict, match="Neem de storing eerst op u"):
        get_answers(work, incident)
    act(sabotage, repairs.take_on, incident)
    with sabotage.factory.read(operator) as work:
        answers = get_answers(work, incident)[3]
    assert answers["uitkomst"] == DIRECTION["uitkomst"]
    with pytest.raises(InvalidInput):
        act(sabotage, repairs.retry_task_with, incident, {**answers, "uitkomst": "bestaat_niet"})
    act(sabotage, repairs.log_answers_shown, incident)
    act(sabotage, repairs.retry_task_with, incident, {**answers, "urgentie": "normaal"})
    with sabotage.world.database.read() as session:
        found = session.query(Submission).order_by(Submission.id.desc()).first()
        assert found is not None
        assert found.data["urgentie"] == "normaal"
        assert session.get_one(Incident, incident).resolution == "gecorrigeerd"
    assert any("geopend om de storing te herstellen" in line for line in sabotage.history())


def test_completing_the_task_oneself_ends_its_incident(sabotage: Sabotage) -> None:
    sabotage.fail(**DIRECTION)
    with sabotage.factory.read(sabotage.world.actor("u-pr1")) as work:
        assert get_case(work, sabotage.number).incidents
    with sabotage.factory.write(sabotage.world.actor("u-pr1")) as work:
        kept = task_reads.get_task(work, sabotage.task().id).data
        tasks.complete(work, sabotage.task().id, kept)
    assert sabotage.incidents() == []
    with sabotage.factory.read(sabotage.world.actor(OPERATOR)) as work:
        [row] = list_incidents(work, IncidentFilter(state="opgelost"))
        assert row.resolution == "Vanzelf opgelost"


def test_the_case_page_says_who_is_looking(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)

    def told() -> str:
        with sabotage.factory.read(sabotage.world.actor("u-pr1")) as work:
            return " ".join(get_case(work, sabotage.number).incidents)

    assert "De beheerder van de dienst ziet dit" in told()
    act(sabotage, repairs.take_on, incident)
    assert "Dit wordt bekeken door I. Instandhouding." in told()
    act(sabotage, repairs.let_go, incident)
    assert "I. Instandhouding" not in told()


def test_the_process_can_be_moved_to_another_task_with_a_reason(world: World) -> None:
    sabotage = Sabotage(world, "overdragen")
    message = "Een proces kon niet verder."
    record_incident(sabotage.world.services, message, "told by hand", instance_id=sabotage.task().instance_id)
    incident = sabotage.incidents()[0].id
    with sabotage.factory.read(sabotage.world.actor(OPERATOR)) as work:
        [token] = [one for one in get_incident(work, incident).tokens if one.targets]
    assert "beoordelen" in dict(token.targets)
    with pytest.raises(InvalidInput):
        act(sabotage, repairs.move_token, incident, token.key, "beoordelen", " ")
    with pytest.raises(Conflict, match="veilig"):
        act(sabotage, repairs.move_token, incident, token.key, "bestaat_niet", "Zomaar.")
    act(sabotage, repairs.move_token, incident, token.key, "beoordelen", "De uitkomst was verkeerd.")
    assert "beoordelen" in sabotage.open()
    assert "overdragen" not in sabotage.open()
    assert sabotage.incidents() == []
    assert sabotage.history()[-1].endswith("Reden: De uitkomst was verkeerd.")
    with sabotage.factory.write(sabotage.world.actor("u-pr1")) as work:
        [task] = [row for row in get_tasks(work, sabotage.number) if row.kind == "beoordelen"]
        tasks.complete(work, task.id, DIRECTION)
    assert "partijen_bepalen" in sabotage.open()
    sabotage.world.close()


def test_where_nothing_is_safe_it_says_so(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)
    with sabotage.factory.read(sabotage.world.actor(OPERATOR)) as work:
        tokens = get_incident(work, incident).tokens
    assert tokens
    assert all(one.refusal and not one.targets for one in tokens)


def test_ending_the_overview_closes_the_case_with_its_reason(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)
    act(sabotage, repairs.cancel, incident, "Dubbel aangemeld.")
    with sabotage.world.database.read() as session:
        case = session.query(Case).filter_by(number=sabotage.number).one()
        assert (case.status, case.closed_on is not None) == ("afgesloten", True)
        assert session.query(Episode).filter_by(case_id=case.id).one().result == "beeindigd_bij_storing"
        running = session.query(ProcessInstance).filter_by(case_id=case.id, status="running")
        assert running.count() == 0
    assert sabotage.open() == []
    assert sabotage.incidents() == []


def test_only_an_operator_acts_and_others_do_not_even_find_it(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)
    for who, refusal in (("u-sec", NotAllowed), ("u-pr1", NotFound), ("u-sec-e", NotFound), ("u-beheer-m", NotFound)):
        for what in (repairs.take_on, repairs.retry):
            with pytest.raises(refusal):
                act(sabotage, what, incident, who=who)
        with pytest.raises(refusal):
            act(sabotage, repairs.cancel, incident, "Weg.", who=who)
    assert len(sabotage.incidents()) == 1


def test_what_was_dealt_with_is_not_done_twice(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)
    with pytest.raises(InvalidInput):
        act(sabotage, repairs.settle, incident, "")
    act(sabotage, repairs.settle, incident, "Gebeld met de triagist.")
    with pytest.raises(Conflict, match="al afgehandeld"):
        act(sabotage, repairs.retry, incident)
    assert "beoordelen" in sabotage.open(), "dealing with it changes nothing else"


def test_many_at_once_and_one_refusal_stops_no_other(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)
    operator = sabotage.world.actor(OPERATOR)
    report = in_bulk(sabotage.factory, operator, [99_999, incident, incident], BulkAct("opnieuw"))
    assert (report.done, len(report.refusals)) == (1, 1)
    assert "99999" in report.refusals[0]
    assert sabotage.incidents() == []


def test_filters_find_by_what_an_operator_looks_for(sabotage: Sabotage) -> None:
    incident = sabotage.fail(**DIRECTION)
    with sabotage.factory.read(sabotage.world.actor(OPERATOR)) as work:
        page = page_of_incidents(work, IncidentFilter())
        assert (page.count_open, [row.id for row in page.rows]) == (1, [incident])
        [handler], [process] = page.handlers, page.processes

        def ids(**asked: object) -> list[int]:
            return [row.id for row in page_of_incidents(work, IncidentFilter(**asked)).rows]  # type: ignore[arg-type]

        found = ids(handler=handler, process=process, kind="taak", case_number=sabotage.number.lower())
        assert found == [incident]
        assert ids(kind="termijn") == ids(kind="rol") == ids(mine=True) == ids(state="opgelost") == []
        assert ids(after=str(incident)) == []


def test_a_term_that_broke_is_tried_again_by_the_next_tick(sabotage: Sabotage) -> None:
    row = sabotage.fail_term()
    assert row.kind == "termijn"
    act(sabotage, repairs.take_on, row.id)
    with sabotage.factory.read(sabotage.world.actor(OPERATOR)) as work:
        known = {one.name: one for one in get_incident(work, row.id).variables}
    assert known["spoed"].value == "nee"
    with pytest.raises(InvalidInput) as refused:
        act(sabotage, repairs.retry_term_with, row.id, {"spoed": "misschien", "onzin": "1"}, "Verkeerd gezet.")
    assert {error.path for error in refused.value.fields} == {"spoed", "onzin"}
    act(sabotage, repairs.retry_term_with, row.id, {"spoed": "ja"}, "Verkeerd gezet.")
    assert "Reden: Verkeerd gezet." in sabotage.history()[-1]
    assert tick(sabotage.factory).fired >= 1
    assert sabotage.incidents() == []
