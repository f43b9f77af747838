"""The team that Meerwolde and Zandrug share: who is responsible, and the network before a new form of help (R019)."""

import pytest
from sqlalchemy import select

from service.domain.errors import InvalidInput
from service.models import Municipality, NetworkQuestion, Region, Task
from tests.process.play import Data, Play
from tests.story import answers as story
from tests.variants.shipped import AT_HOME, ask_network, come_to, do_as, to_plan, to_region
from tests.world import World

NEW_FORM = {**story.PLAN, "oplossing_soort": "nieuwe_vorm_maatwerk"}
ADOPTING = {"vaststellen", "goedkeuren"}


def responsible(case: Play) -> tuple[str, str]:
    """Region and municipality of the case."""
    found = case.case()
    with case.world.database.read() as session:
        region = session.get_one(Region, found.region_id)
        municipality = session.get_one(Municipality, found.municipality_id)
        return region.key, municipality.key


def test_who_pays_follows_the_residence_and_not_the_institution(world: World, nothing_broke: None) -> None:
    stays = {"verblijf": "instelling_open", "gemeente_voor_verblijf": "heidelo", "gemeente_brp": "duinwerd"}
    case = come_to(world, "verblijf elders", lambda play: to_region(play, "lindervoort", **stays))
    assert case.elements() == {"regio_bepalen"}, "nobody assesses before it is fixed"
    known = case.prefilled("regio_bepalen")
    assert (known["verantwoordelijke_gemeente"], known["grond"]) == ("heidelo", "ingeschreven_voor_verblijf")
    with pytest.raises(InvalidInput) as refused:
        do_as(case, "u-pr1", "regio_bepalen", {"verantwoordelijke_gemeente": "duinwerd", "gemeente_bevestigd": True})
    assert [error.path for error in refused.value.fields] == ["verantwoordelijke_gemeente"]
    assert "hoort bij een ander expertteam" in refused.value.fields[0].message
    do_as(case, "u-pr1", "regio_bepalen", {"gemeente_bevestigd": True})
    assert responsible(case) == ("zandrug", "heidelo")
    assert case.elements() == {"beoordelen"}


def test_a_family_that_moved_belongs_to_its_new_municipality_from_the_triage_on(
    world: World, nothing_broke: None
) -> None:
    case = come_to(world, "verhuisd", lambda play: to_region(play, "lindervoort"))
    moved = {"verantwoordelijke_gemeente": "brinkhave", "grond": "verhuisd", "gemeente_bevestigd": True}
    with pytest.raises(InvalidInput) as refused:
        do_as(case, "u-pr1", "regio_bepalen", moved)
    assert [error.path for error in refused.value.fields] == ["verhuisd_op"]
    assert responsible(case) == ("meerwolde", "lindervoort")
    do_as(case, "u-pr1", "regio_bepalen", {**moved, "verhuisd_op": "2026-09-01"})
    assert responsible(case) == ("zandrug", "brinkhave")
    case.do("beoordelen", story.DIRECTION)
    case.do("partijen_bepalen", story.PARTIES)
    case.do("perspectief", story.PERSPECTIVE)
    case.do("overleg_plannen", story.INVITED)
    case.do("analyse", story.ANALYSIS)
    case.do("plan_maken", {**story.PLAN, **AT_HOME})
    (approval,) = case.open("goedkeuren")
    with world.database.read() as session:
        task = session.get_one(Task, approval.task_id)
        place = session.get_one(Municipality, task.municipality_id)
    assert place.key == "brinkhave", "Zandrug gives no financial mandate: its municipality approves"


@pytest.mark.parametrize(("municipality", "more"), [("heidelo", {}), ("hamerveen", AT_HOME)])
def test_a_new_form_of_help_goes_past_the_network_first(
    world: World, nothing_broke: None, municipality: str, more: Data
) -> None:
    case = come_to(world, f"plan in {municipality}", lambda play: to_plan(play, municipality))
    case.do("plan_maken", {**NEW_FORM, **more})
    assert case.elements() == {"vraag"}, "there is no way around it"
    ask_network(case)
    assert ADOPTING & case.elements()
    assert len(case.facts(NetworkQuestion)) == 1


def test_the_network_is_not_asked_twice_nor_for_help_that_exists(world: World, nothing_broke: None) -> None:
    asked = {**story.PARTIES, "expertisenetwerk": True}
    case = come_to(world, "netwerk vooraf", lambda play: to_plan(play, "heidelo", parties=asked))
    case.do("plan_maken", NEW_FORM)
    assert ADOPTING & case.elements()
    with world.database.read() as session:
        assert len(session.scalars(select(NetworkQuestion)).all()) == 1
