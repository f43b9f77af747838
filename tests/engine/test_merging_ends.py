"""Whatever both sides took out, added or linked: nothing in the merged diagram refers to what is not there."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from service.engine.comparing import Choice, MergedFile, merge_files
from tests.engine.drawing import boundary, chain, diagram, end, flow, message, start, sub_process, user

KEY = ("diagram", "proef")
REFERS = ("sourceRef", "targetRef", "attachedToRef", "default", "bpmnElement", "messageRef", "processRef")
TASKS, INNER, LANES = ("a", "b", "c", "d"), ("x", "y"), ("Een", "Twee")


@dataclass(frozen=True)
class Side:
    """A process: a row of tasks with a sub-process behind it, in lanes; some are linked or have an event on them."""

    tasks: tuple[str, ...] = TASKS
    inner: tuple[str, ...] | None = INNER
    links: tuple[tuple[str, str], ...] = ()
    events: tuple[str, ...] = ()
    in_second: frozenset[str] = frozenset("cd")
    two_lanes: bool = True
    waits_on: str = "nieuws"

    def draw(self) -> bytes:
        row = ["begin", *self.tasks, *(["deel"] if self.inner is not None else []), "einde"]
        content = [start(), end(), *(user(task) for task in self.tasks), chain(*row)]
        if self.inner is not None:
            ends = [start("binnen"), end("buiten"), *(user(task) for task in self.inner)]
            content.append(sub_process("deel", *ends, chain("binnen", *self.inner, "buiten")))
        for host in {*self.events} & {*self.tasks}:
            content += [boundary(f"op_{host}", host, message(self.waits_on)), flow(f"op_{host}", "einde")]
        links = [pair for pair in self.links if {*pair} <= {*self.tasks} and pair not in pairwise(self.tasks)]
        content += [flow(*pair) for pair in links]
        second = [task for task in self.tasks if task in self.in_second and self.two_lanes]
        lanes = {"Een": [node for node in row if node not in second]} | ({"Twee": second} if self.two_lanes else {})
        used = [self.waits_on] if {*self.events} & {*self.tasks} else []
        return diagram("proef", *content, lanes=lanes, messages=used)


def sides(name: str) -> st.SearchStrategy[Side]:
    known = (*TASKS, f"{name}1", f"{name}2")
    pairs = st.tuples(st.sampled_from(known), st.sampled_from(known)).filter(lambda pair: pair[0] != pair[1])
    return st.builds(
        Side,
        tasks=st.lists(st.sampled_from(known), unique=True, max_size=5).map(tuple),
        inner=st.none() | st.lists(st.sampled_from((*INNER, f"{name}3")), unique=True, max_size=3).map(tuple),
        links=st.lists(pairs, unique=True, max_size=3).map(tuple),
        events=st.lists(st.sampled_from(known), unique=True, max_size=2).map(tuple),
        in_second=st.frozensets(st.sampled_from(known), max_size=3),
        two_lanes=st.booleans(),
        waits_on=st.sampled_from(("nieuws", f"bericht_{name}")),
    )


def loose_ends(content: bytes) -> list[str]:
    root = etree.fromstring(content)
    ids = {one.get("id") for one in root.iter("{*}*") if one.get("id")}
    found = [str(one.get(name)) for one in root.iter("{*}*") for name in REFERS if one.get(name)]
    found += [str(one.text) for tag in ("incoming", "outgoing", "flowNodeRef") for one in root.iter(f"{{*}}{tag}")]
    return [one for one in found if one not in ids]


def merged(old: Side, theirs: Side, mine: Side, choices: dict[str, Choice] | None = None) -> MergedFile:
    made = {f"diagram/proef#{unit}": choice for unit, choice in (choices or {}).items()}
    [found] = merge_files({KEY: old.draw()}, {KEY: theirs.draw()}, {KEY: mine.draw()}, made)
    return found


@settings(max_examples=100)
@given(theirs=sides("t"), mine=sides("m"), data=st.data())
def test_no_merge_has_a_loose_end(theirs: Side, mine: Side, data: st.DataObject) -> None:
    versions = {KEY: Side().draw()}, {KEY: theirs.draw()}, {KEY: mine.draw()}
    for found in merge_files(*versions, {}):
        choices: dict[str, Choice] = {
            one.key: data.draw(st.sampled_from(("eigen", "landelijk")), label=one.key) for one in found.meetings
        }
        [decided] = merge_files(*versions, choices)
        for content in (found.content, decided.content):
            assert content is not None
            assert loose_ends(content) == []


def test_whoever_links_to_what_is_gone_nationally_decides_whether_it_stays() -> None:
    gone, linked = Side(tasks=("a", "c", "d")), Side(links=(("d", "b"),))
    found = merged(Side(), gone, linked)
    [meeting] = found.meetings
    assert (found.fate, meeting.element, meeting.choice) == ("ontmoeting", "b", None)
    assert [one.sentence for one in meeting.national] == ["Taak «b» is vervallen."]
    assert [one.sentence for one in meeting.own] == ["Stroom «d → b» is nieuw."]
    kept = merged(Side(), gone, linked, {"b": "eigen"}).content or b""
    assert (b'"f_a__b"' in kept, b'"f_d__b"' in kept) == (True, True), "with all that hung on it"
    let_go = merged(Side(), gone, linked, {"b": "landelijk"}).content or b""
    assert (b'id="b"' in let_go, b'"f_d__b"' in let_go) == (False, False)


def test_a_form_that_is_gone_nationally_stays_while_an_own_diagram_uses_it() -> None:
    form, own = ("form", "a"), Side(tasks=("a", "m1"))
    old = {KEY: Side().draw(), form: b'{"titel": "A"}'}
    found = {file.kind: file for file in merge_files(old, {KEY: Side().draw()}, {**old, KEY: own.draw()}, {})}
    assert (found["form"].fate, found["form"].content) == ("eigen", old[form])
    [gone] = merge_files(old, {KEY: Side().draw()}, old, {})
    assert (gone.fate, gone.content) == ("landelijk", None)
