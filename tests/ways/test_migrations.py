"""A running case goes to another way of working: what is open stays, what is gone is refused until it is mapped."""

from datetime import date

import pytest
from sqlalchemy import select, update

from service.domain.errors import Conflict, NotAllowed
from service.models import Draft, Incident, ProcessInstance, Release, Task
from service.usecases import tasks
from service.usecases.agreement import examine_all
from service.usecases.ways import migrations
from tests.process.play import Play
from tests.robustness.conftest import faults
from tests.story import answers as story
from tests.ways.another import CHECK, OTHER_STEP, another
from tests.web.desk import Building, text_of
from tests.world import World

OPERATOR, DIRECTOR = "u-operator", "u-pr1"
WHY = "De regio gaat anders werken."


@pytest.fixture
def play(world: World) -> Play:
    """A case whose goals are looked after."""
    return Play(world).to_monitoring()


def as_operator(play: Play, what: object, *args: object) -> object:
    with play.world.factory.write(play.world.actor(OPERATOR)) as work:
        return what(work, play.number, *args)  # type: ignore[operator]


def standing(play: Play) -> list[tuple[str, str, str, date, object]]:
    """What is open and armed, with the ids and dates that must survive."""
    due = {i.id: i.next_due_at for i in play.facts(ProcessInstance) if i.status == "running"}
    open_tasks = [task for task in play.facts(Task) if task.ended_at is None]
    return [(t.spiff_id, t.element_id, t.process_key, t.due_on, due[t.instance_id]) for t in open_tasks]


def ensure_sound(play: Play) -> None:
    assert faults(play.world) == []
    with play.world.factory.read() as work:
        assert [found.deviations for found in examine_all(work) if found.deviations] == []
        assert work.session.scalars(select(Incident)).all() == []


def test_what_is_open_keeps_its_answers_and_dates_and_the_case_goes_on(play: Play) -> None:
    renamed = another(
        play.world, "anders-1", {CHECK: ((b'name="Voortgang per doel en taak"', b'name="Hoe gaat het?"'),)}
    )
    [check] = [task for task in play.facts(Task) if task.element_id == "checkin" and task.ended_at is None]
    with play.world.factory.write(play.world.actor(DIRECTOR)) as work:
        tasks.save_draft(work, check.id, {"mening_gezin": "Het gaat beter."})
    before = standing(play)
    preview = as_operator(play, migrations.preview, renamed)
    assert isinstance(preview, migrations.CasePreview)
    assert preview.refusals == []
    assert standing(play) == before, "looking changes nothing"
    as_operator(play, migrations.migrate, renamed, WHY)
    assert standing(play) == before
    assert {i.release_id for i in play.facts(ProcessInstance) if i.status == "running"} == {play.case().release_id}
    assert [draft.data for draft in play.world.database.read().scalars(select(Draft))] == [
        {"mening_gezin": "Het gaat beter."}
    ]
    ensure_sound(play)
    play.do("checkin", story.BACK_ON_COURSE)
    play.forward("60wd")
    assert play.running(CHECK)
    assert faults(play.world) == []


def test_a_step_that_is_gone_is_refused_until_somebody_says_where_the_case_goes_on(play: Play) -> None:
    gone = another(play.world, "anders-2", {CHECK: OTHER_STEP})
    preview = as_operator(play, migrations.preview, gone)
    assert isinstance(preview, migrations.CasePreview)
    [found] = [one.migration for one in preview.instances if one.migration.refusals]
    assert found.unmapped == [(CHECK, "checkin", "Voortgang per doel en taak")]
    with pytest.raises(Conflict, match="bestaat niet meer"):
        as_operator(play, migrations.migrate, gone, WHY)
    before, release_id = standing(play), play.case().release_id
    as_operator(play, migrations.migrate, gone, WHY, {(CHECK, "checkin"): "voortgang_bespreken"})
    assert "voortgang_bespreken" in play.elements()
    assert "checkin" not in play.elements()
    ensure_sound(play)
    as_operator(play, migrations.revert, "Toch niet.")
    assert (standing(play), play.case().release_id) == (before, release_id)
    ensure_sound(play)


def test_a_case_is_not_put_back_once_something_happened(play: Play) -> None:
    as_operator(play, migrations.migrate, another(play.world, "anders-3", {}), WHY)
    play.do("checkin", story.BACK_ON_COURSE)
    with pytest.raises(Conflict, match="iets gebeurd"):
        as_operator(play, migrations.revert, "Toch niet.")
    assert "overgezet" not in "".join(play.events("regie"))
    assert "volgt nu de werkwijze" in play.events("regie")[-1]


def test_nothing_goes_to_or_back_to_a_release_that_is_retired(play: Play) -> None:
    first, second = another(play.world, "anders-9", {}), another(play.world, "anders-10", {})
    as_operator(play, migrations.migrate, first, WHY)
    as_operator(play, migrations.migrate, second, WHY)
    with play.world.factory.write() as work:
        work.session.execute(update(Release).where(Release.key == first).values(retired_at=work.now))
    with pytest.raises(Conflict, match="afgevoerd"):
        as_operator(play, migrations.migrate, first, WHY)
    with pytest.raises(Conflict, match="afgevoerd"):
        as_operator(play, migrations.revert, "Toch niet.")


def test_whoever_makes_ways_of_working_moves_no_cases(play: Play) -> None:
    same = another(play.world, "anders-5", {})
    for who in ("u-beheer-m", DIRECTOR):
        with play.world.factory.write(play.world.actor(who)) as work, pytest.raises(NotAllowed):
            migrations.migrate(work, play.number, same, WHY)


def test_the_operator_looks_maps_moves_and_puts_back_on_a_page(play: Play) -> None:
    another(play.world, "anders-6", {CHECK: OTHER_STEP})
    building = Building(play.world)
    for who in (DIRECTOR, "u-beheer-m"):
        assert building.desk(who).get("/overzetten").status_code == 403
        assert building.desk(who).get("/overzetten/rondes/1").status_code == 403
    desk, place = building.desk(OPERATOR), f"plaats:{CHECK}/checkin"
    assert "bestaat niet meer. Kies waar de zaak verdergaat" in desk.found("/overzetten", naar="anders-6")
    chosen = {"naar": "anders-6", place: "voortgang_bespreken"}
    shown = desk.found("/overzetten", **chosen)
    assert "naar «Voortgang per doel en taak», uiterlijk op" in shown
    assert '<option value="voortgang_bespreken" selected>' in shown, "what was chosen can be chosen otherwise"
    given = {**chosen, "zaak": play.number}
    refused = desk.post("/overzetten", given)
    assert (refused.status_code, "Schrijf op waarom" in text_of(refused)) == (400, True)
    assert "Kies minstens één zaak" in text_of(desk.post("/overzetten", {**chosen, "reden": WHY}))
    told = text_of(desk.post("/overzetten", {**chosen, "welke": "alle", "reden": WHY}, follow_redirects=True))
    assert "1 van 1 zaken behandeld" in told
    assert "voortgang_bespreken" in play.elements()
    assert "volgen deze werkwijze al" in desk.found("/overzetten", naar="anders-6")
    report = desk.get("/overzetten/rondes/1/verslag.csv")
    assert (report.mimetype, play.number in text_of(report)) == ("text/csv", True)
    address = "/overzetten/rondes/1/terugzetten"
    assert "Schrijf op waarom" in text_of(desk.post(address, {"reden": " "}, follow_redirects=True))
    back = desk.post(address, {"zaak": play.number, "reden": "Toch niet."}, follow_redirects=True)
    assert "Staat weer op landelijk-1" in text_of(back)
    assert "checkin" in play.elements()
    assert desk.get(f"/overzetten/rondes/{10**12}").status_code == 404
