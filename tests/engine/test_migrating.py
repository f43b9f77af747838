"""An instance on other diagrams: open steps, their terms and the branches beside them survive, or it is refused."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from service.engine import Outcome
from service.engine.library import Library
from service.engine.migrating import Migration
from service.engine.runner import Runner
from service.engine.values import ReleaseFiles, Snapshot
from tests.engine.drawing import boundary, call, chain, diagram, end, flow, many, parallel, start, timer, user, xor
from tests.engine.test_timers import reminded
from tests.engine.world import Blocks, Step, Story


def to(story: Story, *diagrams: bytes, mapped: Mapping[tuple[str, str], str] | None = None) -> Migration:
    """Bring the story to other diagrams; it stays where it was when that is refused."""
    named = {drawn.split(b'process id="')[1].split(b'"')[0].decode(): drawn for drawn in diagrams}
    files = {1: story.files, 2: ReleaseFiles(2, "proef-2", named, {})}
    runner = Runner(Library(files.__getitem__, Blocks()))
    outcome, found = runner.migrate(Snapshot(1, story.key, story.outcome.state), 2, mapped or {}, Step())
    assert (outcome is None) == bool(found.refusals)
    if outcome is not None:
        story.files, story.outcome = replace(files[2], id=1), outcome
        story.library = Library(lambda _release: story.files, Blocks())
        story.runner = Runner(story.library)
    return found


def marks(outcome: Outcome) -> set[tuple[str, str]]:
    return {(task.element_id, task.spiff_id) for task in outcome.open_tasks}


TWO = diagram("proef", start(), user("een"), user("twee"), end(), chain("begin", "een", "twee", "einde"))


def test_steps_before_the_open_one_are_skipped_and_those_after_it_are_done() -> None:
    steps = ("begin", "nieuw", "een", "toets", "twee", "slot", "einde")
    more = diagram("proef", start(), *(user(step) for step in steps[1:-1]), end(), chain(*steps))
    story = Story(TWO)
    story.start()
    story.do("een")
    before = marks(story.outcome)
    found = to(story, more)
    assert (found.stays, found.skipped) == (["twee"], ["nieuw", "toets"])
    assert marks(story.outcome) == before
    assert story.do("twee").status == "running"
    assert story.open == ["slot"]
    assert story.do("slot").status == "completed"


def test_what_was_done_and_is_gone_does_no_harm() -> None:
    story = Story(TWO)
    story.start()
    story.do("een")
    to(story, diagram("proef", start(), user("twee"), end(), chain("begin", "twee", "einde")))
    assert story.do("twee").status == "completed"


def test_an_open_step_that_is_gone_goes_where_somebody_says() -> None:
    other = diagram("proef", start(), user("anders"), user("twee"), end(), chain("begin", "anders", "twee", "einde"))
    story = Story(TWO)
    story.start()
    assert to(story, other).unmapped == [("proef", "een", "een")]
    assert story.open == ["een"]
    assert to(story, other, mapped={("proef", "een"): "nergens"}).refusals
    assert to(story, other, mapped={("proef", "een"): "anders"}).moves == [("een", "anders")]
    story.do("anders")
    assert story.do("twee").status == "completed"


def test_armed_timers_keep_their_instants_new_ones_are_armed_and_those_that_are_gone_end() -> None:
    first = ("na", "om_herinnering(werkdagen(1, vervalt_op))", False)
    story = Story(reminded(first))
    due_at = story.start().next_due_at
    later = ("na", "om_herinnering(werkdagen(5, vervalt_op))", False)
    found = to(story, reminded(later, ("vooraf", "om_herinnering(werkdagen(-1, vervalt_op))", False)))
    assert found.new_terms == ["vooraf"]
    assert story.outcome.next_due_at is not None
    assert due_at is not None
    assert story.outcome.next_due_at < due_at
    story.fire()
    assert story.outcome.next_due_at == due_at, "a promise that was made is kept"
    assert to(story, reminded()).ended_terms == ["na"]
    assert story.open == ["doen"]
    assert not story.outcome.next_due_at
    assert to(story, reminded(first)).new_terms == ["na"]
    assert story.outcome.next_due_at == due_at
    assert story.do("doen").status == "completed"


def split(*branches: str, join: str = "samen") -> bytes:
    ways = "".join(chain("splits", branch, join) for branch in branches)
    parts = (start(), parallel("splits"), parallel(join), *(user(branch) for branch in branches), end())
    return diagram("proef", *parts, ways, chain("begin", "splits"), chain(join, "einde"))


def test_branches_that_part_or_meet_otherwise_are_refused_and_the_same_ones_meet() -> None:
    story = Story(split("a", "b"))
    story.start()
    story.do("a")
    assert "takken" in to(story, split("a", "b", "c")).refusals[0]
    to(story, split("a", "b"))
    assert story.do("b").status == "completed"


def test_a_step_that_comes_to_stand_before_a_join_is_refused() -> None:
    story = Story(diagram("proef", start(), user("a"), end(), chain("begin", "a", "einde")))
    story.start()
    assert "samenvoeging" in to(story, split("a", "b")).refusals[0]


def test_a_choice_that_reads_what_the_case_never_got_is_refused() -> None:
    plain = diagram("proef", start(), user("a"), user("b"), end(), chain("begin", "a", "b", "einde"))
    chosen = diagram(
        "proef", start(), user("a", takes="hoe"), user("b"), xor("keuze", "f_keuze__einde"), end(),
        chain("begin", "a", "b", "keuze"), flow("keuze", "a", 'hoe == "weer"'), flow("keuze", "einde"),
        variables={"hoe": "str; a"},
    )  # fmt: skip
    story = Story(plain)
    story.start()
    story.do("a")
    assert "gegevens" in to(story, chosen).refusals[0]


def inner(*steps: str) -> bytes:
    return diagram("binnen", start(), *(user(step) for step in steps), end(), chain("begin", *steps, "einde"))


@pytest.mark.parametrize("changed", [True, False])
def test_what_runs_inside_a_call_goes_along(changed: bool) -> None:
    outer = diagram("proef", start(), call("roep", "binnen"), user("na"), end(), chain("begin", "roep", "na", "einde"))
    story = Story(outer, inner("x"))
    story.start()
    before = marks(story.outcome)
    to(story, outer, inner("x", "y") if changed else inner("x"))
    assert marks(story.outcome) == before
    story.do("x")
    if changed:
        story.do("y")
    assert story.do("na").status == "completed"
    other = diagram("proef", start(), call("roep", "elders"), end(), chain("begin", "roep", "einde"))
    elders = inner("x").replace(b'"binnen"', b'"elders"')
    story = Story(outer, inner("x"))
    story.start()
    assert "ander proces" in to(story, other, elders).refusals[0]


def test_a_set_of_equal_tasks_stays_together() -> None:
    each = diagram(
        "proef", start(), user("elk", body=many("lijst", "wie")), user("na"), end(),
        chain("begin", "elk", "na", "einde"), variables={"lijst": "list; start"},
    )  # fmt: skip
    story = Story(each)
    story.start(lijst=["x", "y"])
    story.do("elk")
    to(story, each.replace(b'name="na"', b'name="Daarna"'))
    story.do("elk")
    assert story.do("na").status == "completed"


def test_a_boundary_on_a_call_that_is_new_waits_from_now_on() -> None:
    plain = diagram("proef", start(), call("roep", "binnen"), end(), chain("begin", "roep", "einde"))
    timed = diagram(
        "proef", start(), call("roep", "binnen"), boundary("laat", "roep", timer("om_verval(werkdagen(9, vandaag()))")),
        end(), end("te_laat", "te_laat"), chain("begin", "roep", "einde"), chain("laat", "te_laat"),
    )  # fmt: skip
    story = Story(plain, inner("x"))
    story.start()
    to(story, timed, inner("x"))
    assert story.outcome.next_due_at is not None
    story.fire()
    assert (story.outcome.status, story.outcome.result) == ("completed", "te_laat")


def test_a_step_in_its_place_must_be_one_from_which_the_case_can_go_on() -> None:
    story = Story(diagram("proef", start(), user("a"), end(), chain("begin", "a", "einde")))
    story.start()
    assert "samenvoeging" in to(story, split("x", "y"), mapped={("proef", "a"): "x"}).refusals[0]
    chosen = diagram(
        "proef", start(), user("eerst", takes="hoe"), user("b"), xor("keuze", "f_keuze__einde"), end(),
        chain("begin", "eerst", "b", "keuze"), flow("keuze", "eerst", 'hoe == "weer"'), flow("keuze", "einde"),
        variables={"hoe": "str; eerst"},
    )  # fmt: skip
    assert "gegevens" in to(story, chosen, mapped={("proef", "a"): "b"}).refusals[0]
    assert to(story, chosen, mapped={("proef", "a"): "eerst"}).chosen == [("proef", "a", "a")]
    story.do("eerst", hoe="klaar")
    assert story.do("b").status == "completed"


def test_what_runs_in_a_call_that_is_gone_is_not_asked_for_another_task() -> None:
    outer = diagram("proef", start(), call("roep", "binnen"), end(), chain("begin", "roep", "einde"))
    story = Story(outer, inner("x"))
    story.start()
    found = to(story, diagram("proef", start(), user("na"), end(), chain("begin", "na", "einde")), inner("x"))
    assert ("Wacht tot dat deel klaar is" in found.refusals[0], found.unmapped) == (True, [])
