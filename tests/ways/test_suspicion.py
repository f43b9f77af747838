"""What somebody who trusts nobody tries with ways of working, on the pages and through the API."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from service.domain.errors import InvalidInput, NotAllowed
from service.models import Account, Region, Release, ReleaseFile, RoleGrant
from service.usecases.releases import release_for
from service.usecases.ways import approvals, draft_copies, draft_files, exchange, following
from tests.api.client import Door
from tests.process.play import Play
from tests.ways.conftest import APPROVER, AUTHOR, CALL, NATIONAL, NATIONAL_APPROVER, NEW, OLD, Desk
from tests.ways.making import AGREE, TERM, own_release, release
from tests.web.desk import Building
from tests.world import World

CASE_PAGES = (
    "/zaken", "/zaken/{number}", "/zaken/{number}/tijdlijn", "/zaken/{number}/afgerond", "/zaken/{number}/berichten",
    "/zaken/{number}/diagram/ret_procesregie.bpmn", "/voortgang", "/voortgang/zaken/{number}", "/escalaties", "/vragen",
    "/taken/{task}", "/taken/{task}/corrigeren", "/incidenten", "/overzetten", "/overzetten/rondes/1", "/overleg",
    "/overzetten/rondes/1/verslag.csv", "/werkwijzen", "/werkwijzen/logboek", "/werkwijzen/landelijk-1", "/werklijst",
)  # fmt: skip
CASE_RESOURCES = (
    "/zaken", "/zaken/{number}", "/zaken/{number}/gebeurtenissen", "/zaken/{number}/planversies",
    "/zaken/{number}/taken", "/taken/{task}", "/escalaties", "/overzettingen", "/werkwijzen", "/werkwijzen/logboek",
)  # fmt: skip


@pytest.mark.parametrize("who", [AUTHOR, APPROVER, NATIONAL])
def test_who_makes_ways_of_working_sees_no_case_whatever_address_is_tried(world: World, who: str) -> None:
    play = Play(world).to_triage()
    task = play.open()[0].task_id
    page, api = Building(world).desk(who), Door(world).as_(who)
    for path in CASE_PAGES:
        answer = page.get(path.format(number=play.number, task=task))
        assert answer.status_code in (403, 404) or play.number not in answer.get_data(as_text=True), path
    for path in CASE_RESOURCES:
        answer = api.get(path.format(number=play.number, task=task))
        assert answer.status_code in (403, 404) or play.number not in answer.get_data(as_text=True), path


def submitted(desk: Desk, draft: str, who: str) -> None:
    with desk.as_(who) as work:
        approvals.submit(work, draft, "Een wijziging", work.today)


def refused(desk: Desk, draft: str, who: str) -> None:
    with desk.as_(who) as work, pytest.raises(NotAllowed, match="zelf aan dit ontwerp gewerkt"):
        approvals.approve(work, draft)


def grant_author(desk: Desk, key: str) -> None:
    """Let an approver of Meerwolde make drafts as well."""
    with desk.world.factory.write() as work:
        region = work.session.scalars(select(Region).where(Region.key == "meerwolde")).one()
        account = work.session.scalars(select(Account).where(Account.key == key)).one()
        work.session.add(RoleGrant(account_id=account.id, role="regiobeheerder", region_id=region.id))


def test_own_work_stays_own_work_in_a_copy_a_zip_or_upon_a_newer_release(desk: Desk) -> None:
    grant_author(desk, APPROVER)
    first = desk.start()
    desk.replace(first, OLD, NEW)
    with desk.as_(APPROVER) as work:
        copy = draft_copies.copy_draft(work, first, {})
        again, _ = exchange.import_zip(work, "meerwolde", exchange.export_version(work, first)[1])
    for draft in (copy, again):
        submitted(desk, draft, APPROVER)
        refused(desk, draft, AUTHOR)
    touched = desk.start()
    desk.replace(touched, *TERM, file=AGREE)
    national = desk.start(NATIONAL, None)
    desk.replace(national, b'"titel": "', b'"titel": "Landelijk ', who=NATIONAL, file=("form", "antwoord"))
    assert release(desk, NATIONAL, NATIONAL_APPROVER, national) == "landelijk-2"
    with desk.as_(APPROVER) as work:
        moved = following.take_over(work, touched, "landelijk-2", {})
    submitted(desk, moved, APPROVER)
    refused(desk, moved, AUTHOR)
    refused(desk, moved, APPROVER)


def test_a_region_never_runs_on_a_national_release_before_its_day(desk: Desk) -> None:
    national = desk.start(NATIONAL, None)
    desk.replace(national, *TERM, who=NATIONAL, file=AGREE)
    with desk.as_(NATIONAL) as work:
        later = work.today + timedelta(days=10)
        approvals.submit(work, national, "Later", later)
    with desk.as_(NATIONAL_APPROVER) as work:
        assert approvals.approve(work, national) == "landelijk-2"
    assert own_release(desk) == "meerwolde-1"
    with desk.as_(AUTHOR) as work:
        draft = following.take_over(work, "meerwolde-1", "landelijk-2", {})
        with pytest.raises(InvalidInput) as early:
            approvals.submit(work, draft, "Nu al", work.today)
        assert "landelijk-2, en die gaat in op" in early.value.fields[0].message
    with desk.as_(AUTHOR) as work:
        approvals.submit(work, draft, "Op die dag", later)
        region = work.session.scalars(select(Region.id).where(Region.key == "zandrug")).one()
        assert [release_for(work, region, day).key for day in (work.today, later)] == ["landelijk-1", "landelijk-2"]


def test_a_release_is_what_it_was(desk: Desk) -> None:
    own_release(desk)
    with desk.as_(AUTHOR) as work:
        file = work.session.scalars(select(ReleaseFile).join(Release).where(Release.key == "meerwolde-1")).first()
        assert file is not None
        file.content = b"anders"
        with pytest.raises(RuntimeError, match="never change"):
            work.session.flush()
        work.session.rollback()


def test_a_complete_zip_comes_in_without_what_was_taken_out(desk: Desk) -> None:
    with desk.as_(NATIONAL) as work:
        draft = exchange.import_zip(work, None, exchange.export_version(work, "landelijk-1")[1])[0]
        draft_files.add_file(work, draft, "diagram", "ret_extra", title="Extra")
        draft_files.remove_file(work, draft, *CALL, 0)
        data = exchange.export_version(work, draft)[1]
        again, _ = exchange.import_zip(work, None, data)
        assert exchange.read_zip(exchange.export_version(work, again)[1])[0] == exchange.read_zip(data)[0]
