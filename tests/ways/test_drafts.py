"""Drafts: started from what runs, changed file by file without losing anything, checked as a whole."""

from datetime import timedelta

import pytest

from service.domain.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from service.usecases.ways import draft_checks, draft_files, drafts
from tests.ways.conftest import APPROVER, AUTHOR, CALL, ELSEWHERE, NATIONAL, NATIONAL_APPROVER, NEW, OLD, Desk
from tests.world import World


def test_a_draft_starts_at_what_the_region_runs_and_shows_what_changes(desk: Desk) -> None:
    key = desk.start()
    assert desk.replace(key, OLD, NEW) == 1
    with desk.as_(AUTHOR) as work:
        seen = drafts.get_draft(work, key)
        assert (seen.region_key, seen.base_key, seen.status, seen.author) == (
            "meerwolde", "landelijk-1", "ontwerp", "R. Regiobeheer Meerwolde",
        )  # fmt: skip
        changed = [file for file in seen.files if file.origin != "landelijk"]
        assert [(file.name, file.title, file.origin, file.revision) for file in changed] == [
            ("ret_belmoment", "Bellen met het gezin", "gewijzigd", 1)
        ]
        assert [line.kind for line in seen.history] == ["bestand_bewaard", "gemaakt"]
        files = drafts.draft_release_files(work, key)
        assert files.id < 0
        assert NEW in files.diagrams["ret_belmoment"]
        assert len(files.diagrams) == len([file for file in seen.files if file.kind == "diagram"])
        assert draft_files.read_file(work, key, *CALL).base_content != files.diagrams["ret_belmoment"]
        assert [one for one in draft_checks.check_draft(work, key) if one.severity == "fout"] == []


def test_nothing_is_overwritten_when_two_people_save(desk: Desk) -> None:
    key = desk.start()
    desk.replace(key, OLD, NEW)
    with desk.as_(AUTHOR) as work, pytest.raises(Conflict, match=r"R\. Regiobeheer Meerwolde .*7 september om 10:00"):
        draft_files.save_file(work, key, *CALL, b"<later/>", 0)
    with desk.as_(AUTHOR) as work:
        found = draft_files.read_file(work, key, *CALL)
        assert NEW in found.content
        # Saving what is there already changes nothing.
        assert draft_files.save_file(work, key, *CALL, found.content, 1) == 1
        assert draft_files.revert_file(work, key, *CALL, 1) == 2
        assert OLD in draft_files.read_file(work, key, *CALL).content
    with desk.as_(AUTHOR) as work, pytest.raises(Conflict):
        draft_files.save_file(work, key, *CALL, b"<after taking back/>", 0)


def test_files_are_added_taken_out_and_put_back(desk: Desk) -> None:
    key = desk.start()
    with desk.as_(AUTHOR) as work:
        assert draft_files.add_file(work, key, "diagram", "ret_toets", title="Toets <plaatsing>") == 1
        draft_files.add_file(work, key, "form", "toets")
        assert draft_checks.check_draft(work, key) == []
        rows = {file.name: file for file in drafts.get_draft(work, key).files}
        assert (rows["ret_toets"].origin, rows["ret_toets"].title, rows["toets"].origin) == (
            "nieuw", "Toets <plaatsing>", "nieuw",
        )  # fmt: skip
        draft_files.remove_file(work, key, "diagram", "ret_toets", 1)
        assert "ret_toets" not in drafts.draft_release_files(work, key).diagrams
        for kind, name, fault in (
            ("diagram", "toets", InvalidInput), ("form", "../../etc", InvalidInput), ("form", "toets", Conflict),
            ("script", "toets", NotFound), ("diagram", "ret_belmoment", Conflict),
        ):  # fmt: skip
            with pytest.raises(fault):
                draft_files.add_file(work, key, kind, name)
        with pytest.raises(DomainError, match="landelijk bestand"):
            draft_files.remove_file(work, key, *CALL, 0)
        with pytest.raises(DomainError, match="512 kB"):
            draft_files.save_file(work, key, *CALL, b" " * 600_000, 0)
        with pytest.raises(NotFound):
            draft_files.read_file(work, key, "diagram", "ret_toets")


def test_the_national_base_may_lose_a_file_and_the_gate_says_what_misses_it(desk: Desk) -> None:
    key = desk.start(NATIONAL, None, "Zonder belmoment")
    with desk.as_(NATIONAL) as work:
        draft_files.remove_file(work, key, "form", "gezin_bellen", 0)
        assert {file.name for file in drafts.get_draft(work, key).files if file.origin == "vervallen"} == {
            "gezin_bellen"
        }
        assert {one.file for one in draft_checks.check_draft(work, key)} >= {"ret_belmoment.bpmn"}


def test_the_gate_sees_what_is_not_saved_yet_and_what_a_changed_form_breaks(desk: Desk) -> None:
    key = desk.start()
    with desk.as_(AUTHOR) as work:
        found = draft_checks.check_draft(work, key, {CALL: b"<geen bpmn"})
        assert [(one.file, one.severity) for one in found][:1] == [("ret_belmoment.bpmn", "fout")]
        form = draft_files.read_file(work, key, "form", "gezin_bellen").content.replace(b'"past_nog"', b'"past_het"')
        found = draft_checks.check_draft(work, key, {("form", "gezin_bellen"): form})
        assert "ret_belmoment.bpmn" in {one.file for one in found if one.severity == "fout"}
        assert draft_checks.check_draft(work, key) == []


def test_who_else_is_editing_is_told_for_a_minute(desk: Desk, world: World) -> None:
    key = desk.start()
    with desk.as_(APPROVER) as work:
        assert draft_files.note_presence(work, key, *CALL) == []
    for _ in range(2):
        with desk.as_(AUTHOR) as work:
            assert draft_files.note_presence(work, key, *CALL) == ["Q. Goedkeurder Meerwolde"]
    world.clock.forward(timedelta(minutes=2))
    with desk.as_(AUTHOR) as work:
        assert draft_files.note_presence(work, key, *CALL) == []


def test_drafts_are_for_who_works_on_them(desk: Desk) -> None:
    key, national = desk.start(), desk.start(NATIONAL, None, "Landelijk anders")
    assert (key, national, desk.start()) == ("ontwerp-meerwolde-1", "ontwerp-landelijk-1", "ontwerp-meerwolde-2")
    for who in (ELSEWHERE, NATIONAL, "u-pr1", "u-operator"):
        with desk.as_(who) as work, pytest.raises(NotFound):
            drafts.get_draft(work, key)
    for who in (AUTHOR, APPROVER):
        with desk.as_(who) as work, pytest.raises(NotFound):
            drafts.get_draft(work, national)
    with desk.as_(APPROVER) as work:
        assert not drafts.get_draft(work, key).may_edit
        with pytest.raises(NotAllowed):
            draft_files.save_file(work, key, *CALL, b"<x/>", 0)
        with pytest.raises(NotAllowed):
            drafts.start_draft(work, "meerwolde", "Mag niet")
    with desk.as_(ELSEWHERE) as work, pytest.raises(NotFound):
        drafts.start_draft(work, "meerwolde", "Van een ander")
    with desk.as_(AUTHOR) as work, pytest.raises(InvalidInput):
        drafts.start_draft(work, "meerwolde", "  ")


def test_the_list_shows_each_place_its_releases_and_drafts(desk: Desk) -> None:
    desk.start()
    with desk.as_(AUTHOR) as work:
        national, mine = drafts.list_ways(work)
        assert (national.region_key, national.may_edit, len(national.drafts)) == (None, False, 0)
        assert national.active is not None
        assert (national.active.key, national.active.state, national.active.cases) == ("landelijk-1", "actief", 0)
        assert (mine.region_key, mine.follows_national, len(mine.drafts), mine.may_edit) == ("meerwolde", True, 1, True)
    with desk.as_(NATIONAL) as work:
        assert [(way.region_key, way.may_edit) for way in drafts.list_ways(work)] == [
            (None, True), ("eilandenrijk", False), ("meerwolde", False), ("zandrug", False),
        ]  # fmt: skip
    with desk.as_(NATIONAL_APPROVER) as work:
        assert [way.region_key for way in drafts.list_ways(work)] == [None]
    with desk.as_("u-pr1") as work, pytest.raises(NotFound):
        drafts.list_ways(work)
