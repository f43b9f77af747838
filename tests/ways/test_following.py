"""Differences between versions, and national updates taken over in what a region has of its own."""

import pytest

from service.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from service.usecases.ways import differences, draft_checks, draft_files, drafts, following
from tests.ways.conftest import APPROVER, AUTHOR, ELSEWHERE, NATIONAL, Desk
from tests.ways.making import AGREE, OTHER_NAME, TERM, national_update, own_release, release

MEETS = "diagram/ret_instemming#instemmen"


def test_a_national_update_is_taken_over_with_one_click_where_nothing_meets(desk: Desk) -> None:
    assert (own_release(desk), national_update(desk)) == ("meerwolde-1", "landelijk-2")
    with desk.as_(AUTHOR) as work:
        way = next(row for row in drafts.list_ways(work) if row.region_key == "meerwolde")
        assert way.update == "landelijk-2"
        seen = following.preview_update(work, "meerwolde-1")
        assert {(file.name, file.fate) for file in seen.files} == {
            ("antwoord", "landelijk"), ("ret_instemming", "samen"), ("vraag", "eigen"),
        }  # fmt: skip
        key = following.take_over(work, "meerwolde-1", "landelijk-2", {})
        found = drafts.get_draft(work, key)
        assert (found.base_key, found.national_key, found.newer_national) == ("landelijk-2", "landelijk-2", None)
        assert {file.name for file in found.files if file.origin == "gewijzigd"} == {"ret_instemming", "vraag"}
        assert [one for one in draft_checks.check_draft(work, key) if one.severity == "fout"] == []
        told = [
            change.sentence
            for file in differences.compare_versions(work, "landelijk-2", key).files
            for change in file.changes
        ]
        assert "Taak «Instemmen»: naam was «Instemmen met het plan» en is nu «Instemmen»." in told
        assert not any("termijn" in one for one in told)
    assert release(desk, AUTHOR, APPROVER, key) == "meerwolde-2"
    with desk.as_(AUTHOR) as work:
        assert next(row for row in drafts.list_ways(work) if row.region_key == "meerwolde").update is None


def test_where_they_meet_the_region_decides(desk: Desk) -> None:
    own_release(desk)
    national_update(desk, OTHER_NAME)
    with desk.as_(AUTHOR) as work:
        seen = following.preview_update(work, "meerwolde-1", "landelijk-2")
        assert (list(seen.undecided), seen.with_fate("ontmoeting")[0].meetings[0].title) == (
            [MEETS],
            "Taak «Instemmen»",
        )
        with pytest.raises(InvalidInput):
            following.take_over(work, "meerwolde-1", "landelijk-2", {MEETS: "geen van beide"})
        key = following.take_over(work, "meerwolde-1", "landelijk-2", {MEETS: "landelijk"})
        content = draft_files.read_file(work, key, *AGREE).content
        assert b'name="Akkoord geven"' in content
        assert TERM[1] in content
        with pytest.raises(Conflict):
            following.preview_update(work, "landelijk-1")
    with desk.as_(APPROVER) as work, pytest.raises(NotAllowed):
        following.take_over(work, "meerwolde-1", "landelijk-2", {MEETS: "eigen"})
    with desk.as_(ELSEWHERE) as work, pytest.raises(NotFound):
        following.preview_update(work, "meerwolde-1")


def test_a_draft_goes_on_upon_what_was_approved_meanwhile(desk: Desk) -> None:
    late = desk.start()
    desk.replace(late, *TERM, file=AGREE)
    own_release(desk)
    with desk.as_(AUTHOR) as work:
        key = following.take_over(work, late, "meerwolde-1", {})
        assert drafts.get_draft(work, late).status == "vervallen"
        found = drafts.get_draft(work, key)
        assert (found.title, found.base_key, found.overtaken_by) == ("Bellen heet anders", "meerwolde-1", None)
        content = draft_files.read_file(work, key, *AGREE).content
        assert b'name="Instemmen"' in content
        assert TERM[1] in content
        assert {file.name for file in found.files if file.origin == "regio"} == {"vraag"}


def test_versions_are_compared_by_whoever_may_see_both(desk: Desk) -> None:
    own_release(desk)
    with desk.as_(AUTHOR) as work:
        found = differences.compare_versions(work, "landelijk-1", "meerwolde-1")
        assert [(file.name, file.how, file.marks["gewijzigd"]) for file in found.files] == [
            ("ret_instemming", "gewijzigd", ("instemmen",)), ("vraag", "gewijzigd", ("formulier",)),
        ]  # fmt: skip
        assert (found.count, found.new.place, found.new.base_key) == (2, "Jeugdregio Meerwolde", "landelijk-1")
    with desk.as_(NATIONAL) as work:
        assert differences.compare_versions(work, "landelijk-1", "meerwolde-1").count == 2
    with desk.as_(ELSEWHERE) as work, pytest.raises(NotFound):
        differences.compare_versions(work, "landelijk-1", "meerwolde-1")
