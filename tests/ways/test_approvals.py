"""From draft to release: checked, tried, handed in, approved by somebody else, active from a day, stopped, retired."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from service.domain.actors import SYSTEM
from service.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from service.engine.gate import Finding
from service.models import ProcessInstance, Region, WayEvent, WayJudgement
from service.usecases import inbox
from service.usecases.diagram_checks import Ground, check_over
from service.usecases.releases import load_national, release_for
from service.usecases.ways import approvals, draft_checks, draft_files, drafts, endings, judgements, trail
from tests.process.play import Play
from tests.ways.conftest import APPROVER, AUTHOR, CALL, ELSEWHERE, NATIONAL, NATIONAL_APPROVER, NEW, OLD, Desk
from tests.world import ROOT, World

TODAY = date(2026, 9, 7)
TOMORROW = TODAY + timedelta(days=1)


def refusals(desk: Desk, draft: str, note: str, day: date) -> set[str]:
    with desk.as_(AUTHOR) as work, pytest.raises(InvalidInput) as refused:
        approvals.submit(work, draft, note, day)
    return {field.path for field in refused.value.fields}


def chosen(desk: Desk, on: date, region: str = "meerwolde") -> str:
    with desk.as_(AUTHOR) as work:
        return release_for(work, work.session.scalars(select(Region.id).where(Region.key == region)).one(), on).key


def test_a_draft_is_handed_in_when_nothing_is_missing(desk: Desk, world: World) -> None:
    key = desk.start()
    assert refusals(desk, key, " ", TODAY - timedelta(days=1)) == {"toelichting", "actief_vanaf"}
    desk.replace(key, b'id="gezin_bellen"', b'id="Gezin bellen"')
    with desk.as_(AUTHOR) as work:
        assert approvals.check(work, key)
        assert drafts.get_draft(work, key).status == "ontwerp"
    assert refusals(desk, key, "Anders bellen", TODAY) == {"controle"}
    desk.replace(key, b'id="Gezin bellen"', b'id="gezin_bellen"')
    object.__setattr__(world.settings, "ways_require_trial", True)
    with desk.as_(AUTHOR) as work:
        assert approvals.check(work, key) == []
        assert drafts.get_draft(work, key).status == "gecontroleerd"
    assert refusals(desk, key, "Anders bellen", TODAY) == {"proberen"}
    with desk.as_(AUTHOR) as work:
        approvals.record_trial(work, key, drafts.content_hash(work, key))
        assert drafts.get_draft(work, key).status == "geprobeerd"
    # What was tried is not what is there now.
    desk.replace(key, OLD, NEW)
    with desk.as_(AUTHOR) as work:
        assert drafts.get_draft(work, key).status == "ontwerp"
    assert refusals(desk, key, "Anders bellen", TODAY) == {"proberen"}


def test_somebody_else_approves_and_new_cases_start_on_it_while_older_ones_go_on(desk: Desk, world: World) -> None:
    play = Play(world).to_triage()
    key = desk.start()
    desk.replace(key, OLD, NEW)
    with desk.as_(AUTHOR) as work:
        approvals.submit(work, key, "Belmoment heet bellen", TOMORROW)
    with desk.as_(AUTHOR) as work:
        with pytest.raises(NotAllowed, match="zelf aan dit ontwerp gewerkt"):
            approvals.approve(work, key)
        with pytest.raises(Conflict, match="ingediend"):
            draft_files.save_file(work, key, *CALL, b"<x/>", 1)
    for who in (ELSEWHERE, NATIONAL, "u-pr1"):
        with desk.as_(who) as work, pytest.raises(NotFound):
            approvals.approve(work, key)
    with desk.as_(APPROVER) as work:
        assert approvals.approve(work, key) == "meerwolde-1"
    assert [chosen(desk, day) for day in (TODAY, TOMORROW)] == ["landelijk-1", "meerwolde-1"]
    assert chosen(desk, TOMORROW, "zandrug") == "landelijk-1"
    world.clock.forward(timedelta(days=1))
    with desk.as_(AUTHOR) as work:
        national, way = drafts.list_ways(work)
        assert way.active is not None
        assert (way.active.key, way.active.state, way.active.author, way.active.approver) == (
            "meerwolde-1", "actief", "R. Regiobeheer Meerwolde", "Q. Goedkeurder Meerwolde",
        )  # fmt: skip
        assert (way.active.change_note, way.drafts, way.follows_national) == ("Belmoment heet bellen", [], False)
        assert national.releases[0].cases >= 1
        assert drafts.get_draft(work, key).status == "vrijgegeven"
        assert work.services.library.get(2).processes["ret_belmoment"].name == "Bellen met het gezin"
    assert {instance.release_id for instance in play.facts(ProcessInstance)} == {1}


def test_a_draft_is_taken_back_sent_back_or_put_away(desk: Desk) -> None:
    key = desk.start()
    with desk.as_(AUTHOR) as work:
        approvals.submit(work, key, "Niets", TODAY)
        approvals.take_back(work, key)
        approvals.submit(work, key, "Toch", TODAY)
    with desk.as_(APPROVER) as work:
        with pytest.raises(InvalidInput):
            approvals.send_back(work, key, "")
        approvals.send_back(work, key, "De naam klopt niet")
        with pytest.raises(Conflict):
            approvals.approve(work, key)
        with pytest.raises(NotAllowed):
            drafts.discard(work, key)
    with desk.as_(AUTHOR) as work:
        seen = drafts.get_draft(work, key)
        assert (seen.status, seen.history[0].text) == ("gecontroleerd", "Niet goedgekeurd: De naam klopt niet")
        drafts.discard(work, key)
        assert drafts.get_draft(work, key).status == "vervallen"
        with pytest.raises(Conflict):
            drafts.describe(work, key, "Nog iets", "")


def approved(desk: Desk, region: str | None = "meerwolde", new: bytes = NEW, on: date = TODAY) -> str:
    author, approver = (AUTHOR, APPROVER) if region else (NATIONAL, NATIONAL_APPROVER)
    key = desk.start(author, region)
    desk.replace(key, OLD, new, who=author)
    with desk.as_(author) as work:
        approvals.submit(work, key, "Een wijziging", on)
    with desk.as_(approver) as work:
        return approvals.approve(work, key)


def test_what_was_approved_meanwhile_is_not_undone(desk: Desk) -> None:
    late = desk.start()
    assert approved(desk, on=TOMORROW) == "meerwolde-1"
    assert refusals(desk, late, "Te laat", TOMORROW) == {"ontwerp"}
    newer = desk.start()
    with desk.as_(AUTHOR) as work:
        assert drafts.get_draft(work, late).overtaken_by == "meerwolde-1"
        # It starts at the planned release, and may not count before it.
        assert drafts.get_draft(work, newer).base_key == "meerwolde-1"
    assert refusals(desk, newer, "Te vroeg", TODAY) == {"actief_vanaf"}


def test_a_national_release_from_the_browser_is_not_undone_by_the_folder(desk: Desk, world: World) -> None:
    assert approved(desk, None) == "landelijk-2"
    with world.factory.write(SYSTEM) as work:
        assert load_national(work, ROOT / "bpmn") == []
    assert chosen(desk, TODAY) == "landelijk-2"


def test_a_release_stops_and_is_retired_when_nothing_runs_on_it(desk: Desk, world: World) -> None:
    assert approved(desk) == "meerwolde-1"
    Play(world).register()
    for who, refusal in ((ELSEWHERE, NotFound), (NATIONAL, NotAllowed)):
        with desk.as_(who) as work, pytest.raises(refusal):
            endings.stop_release(work, "meerwolde-1", TODAY)
    with desk.as_(AUTHOR) as work:
        with pytest.raises(Conflict, match="vervangen of gestopt"):
            endings.retire_release(work, "meerwolde-1")
        endings.stop_release(work, "meerwolde-1", TODAY)
    assert chosen(desk, TODAY) == "landelijk-1"
    with desk.as_(AUTHOR) as work:
        with pytest.raises(Conflict, match="loopt nog 1 zaak"):
            endings.retire_release(work, "meerwolde-1")
        work.session.execute(update(ProcessInstance).values(status="completed"))
        endings.retire_release(work, "meerwolde-1")
        way = next(row for row in drafts.list_ways(work) if row.region_key == "meerwolde")
        assert [(row.key, row.state) for row in way.releases] == [("meerwolde-1", "afgevoerd")]
    with desk.as_(NATIONAL) as work, pytest.raises(Conflict, match="nergens op starten"):
        endings.stop_release(work, "landelijk-1", TODAY)


def test_the_trail_tells_each_what_is_theirs_and_is_never_changed(desk: Desk) -> None:
    approved(desk)
    approved(desk, None)
    with desk.as_(AUTHOR) as work:
        rows, more = trail.list_trail(work)
        assert [row.kind for row in rows] == ["goedgekeurd", "goedgekeurd", "ingediend", "bestand_bewaard", "gemaakt"]
        assert (rows[0].place, rows[1].place, rows[1].release_key, more) == (
            "Landelijk", "Jeugdregio Meerwolde", "meerwolde-1", None,
        )  # fmt: skip
        assert len(trail.list_trail(work, after=str(rows[1].id), limit=2)[0]) == 2
    with desk.as_(ELSEWHERE) as work:
        assert [row.release_key for row in trail.list_trail(work)[0]] == ["landelijk-2"]
    with desk.as_("u-pr1") as work, pytest.raises(NotFound):
        trail.list_trail(work)
    with desk.as_(AUTHOR) as work:
        line = work.session.scalars(select(WayEvent)).first()
        assert line is not None
        line.text = "anders"
        with pytest.raises(RuntimeError, match="append-only"):
            work.session.flush()
        work.session.rollback()


def test_what_example_cases_showed_is_kept_for_every_process_until_content_or_rules_are_others(
    desk: Desk, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[bool] = []

    def look(ground: Ground, files: Mapping[str, bytes], *, trial: bool) -> list[Finding]:
        walked.append(trial)
        return check_over(ground, files)

    monkeypatch.setattr(draft_checks, "check_over", look)
    key = desk.start()
    # Nobody else asks about this, on the other database neither: a run of tests judges the same content once.
    asked = f"Opbellen bij {world.database.engine.dialect.name}"
    desk.replace(key, OLD, NEW.replace(b"Bellen", asked.encode()))
    factory, author = world.factory, world.actor(AUTHOR)
    for _ in range(2):
        draft_checks.judge_draft(factory, author, key)
    with desk.as_(AUTHOR) as work:
        assert approvals.check(work, key) == []
        approvals.submit(work, key, "Helderder", TODAY)
    assert walked == [True], "nothing walks in the transaction that writes"
    monkeypatch.setattr(judgements, "rules_version", lambda: "newer")
    draft_checks.judge_draft(factory, author, key)
    assert walked == [True, True]
    with desk.as_(AUTHOR) as work:
        assert [row.rules for row in work.session.scalars(select(WayJudgement))] == ["newer"]
    with pytest.raises(NotFound):
        draft_checks.judge_draft(factory, world.actor(ELSEWHERE), key)


def heard(desk: Desk, who: str) -> list[str]:
    with desk.as_(who) as work:
        return [f"{one.kind} {one.path}" for one in inbox.list_notifications(work) if "werkwijzen" in (one.path or "")]


def test_each_hears_what_waits_for_them_and_what_came_of_their_own(desk: Desk) -> None:
    key = desk.start()
    desk.replace(key, OLD, NEW)
    with desk.as_(AUTHOR) as work:
        approvals.submit(work, key, "Helderder", TODAY)
    with desk.as_(APPROVER) as work:
        approvals.send_back(work, key, "Graag anders.")
    desk.world.clock.forward(timedelta(minutes=1))
    with desk.as_(AUTHOR) as work:
        approvals.submit(work, key, "Nog helderder", TODAY)
    with desk.as_(APPROVER) as work:
        approvals.approve(work, key)
    approved(desk, None)
    assert heard(desk, APPROVER) == ["ontwerp_ingediend /werkwijzen"] * 2
    assert heard(desk, AUTHOR) == [
        f"{kind} /werkwijzen" for kind in ("landelijk_nieuw", "ontwerp_goedgekeurd", "ontwerp_teruggestuurd")
    ]
    assert heard(desk, NATIONAL_APPROVER) == ["ontwerp_ingediend /werkwijzen"]
    assert heard(desk, ELSEWHERE) == [], "a region that follows national has nothing to take over"
