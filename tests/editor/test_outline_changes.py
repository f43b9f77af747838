"""Everything that drawing can do, done in the list: the file keeps what it had and the drawing stays readable."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from service.domain.errors import Conflict, DomainError, InvalidInput
from service.engine.editing import whole_model
from service.engine.editing.diagram import EditableDiagram
from service.forms import validate
from service.usecases.ways import outlines
from service.usecases.ways.author_facts import get_author_facts
from service.usecases.ways.draft_checks import MISTAKE, check_draft
from service.usecases.ways.draft_files import read_file, save_file
from service.usecases.ways.form_drafts import own_scope
from service.usecases.ways.outlines import NewPlace
from service.usecases.ways.process_form import change_process, process_answers, process_form
from service.usecases.ways.step_changes import change_step
from service.usecases.ways.step_form import step_answers, step_form
from service.usecases.ways.undoing import find_undoing, undo_change
from service.usecases.work import Work
from tests.editor.conftest import AUTHOR
from tests.editor.drawn import flaws
from tests.world import World

PLAN, NOTE = "ret_plan_opstellen", "<!-- Afgesproken met het gezin -->"
TASK = {
    "soort": "userTask",
    "rol": "casusregisseur",
    "formulier": "goedkeuren",
    "termijn_soort": "werkdagen",
    "dagen": "3",
}


@contextmanager
def author(drafted: tuple[World, str]) -> Iterator[Work]:
    with drafted[0].factory.write(drafted[0].actor(AUTHOR)) as work:
        yield work


class Desk:
    """An author at the list of one process."""

    def __init__(self, drafted: tuple[World, str]) -> None:
        self.drafted, self.key = drafted, drafted[1]

    @property
    def content(self) -> bytes:
        with author(self.drafted) as work:
            return read_file(work, self.key, "diagram", PLAN).content

    @property
    def revision(self) -> int:
        with author(self.drafted) as work:
            return outlines.get_outline(work, self.key, PLAN).revision

    def add(self, kind: str, at: str, **answers: Any) -> str:
        revision = self.revision
        with author(self.drafted) as work:
            return outlines.insert_new(work, self.key, PLAN, revision, NewPlace(kind, at), answers)

    def do(self, act: Any, *args: Any, **more: Any) -> None:
        revision = self.revision
        with author(self.drafted) as work:
            act(work, self.key, PLAN, revision, *args, **more)

    def ways(self, step: str) -> list[str]:
        with author(self.drafted) as work:
            found = outlines.get_outline(work, self.key, PLAN).steps
        return [way.flow.id for one in found if one.node.id == step for way in one.ways]

    def mistakes(self) -> list[str]:
        return self.remarks(MISTAKE)

    def remarks(self, *kinds: str) -> list[str]:
        with author(self.drafted) as work:
            found = check_draft(work, self.key)
        return [f"{one.element}: {one.message}" for one in found if not kinds or one.severity in kinds]


@pytest.fixture
def desk(drafted: tuple[World, str]) -> Desk:
    """A desk with a diagram in which somebody left a note."""
    found = Desk(drafted)
    noted = found.content.replace(b"    <bpmn:startEvent", f"    {NOTE}\n    <bpmn:startEvent".encode(), 1)
    with author(drafted) as work:
        save_file(work, found.key, "diagram", PLAN, noted, 0)
    return found


def test_opening_and_saving_every_step_of_the_national_set_changes_no_byte(drafted: tuple[World, str]) -> None:
    with author(drafted) as work:
        facts = get_author_facts(work, drafted[1])
    files = sorted(Path("bpmn/landelijk").glob("*.bpmn"))
    for file in files:
        before = file.read_bytes()
        model = whole_model(before)
        assert model is not None
        diagram = EditableDiagram(before)
        change_process(diagram, validate(process_form(), process_answers(diagram), own_scope()))
        for node in model.nodes.values():
            flows = [flow for flow in model.flows if flow.source == node.id]
            questions = step_form(facts, model, node, flows)
            given = step_answers(model, node, flows)
            answers = {name: value for name, value in given.items() if name in questions.field_names() and value}
            change_step(diagram, node, flows, validate(questions, answers, own_scope()), facts)
        assert diagram.to_bytes() == before, file.name
    assert len(files) > 20


def test_branches_events_and_sub_processes_are_added_and_taken_away(desk: Desk) -> None:
    made = desk.add("naast", "plan_maken", naam="Wensen ophalen", **TASK)
    assert [one for one in desk.remarks() if "nooit" in one or "wachten op een tak" in one] == [], (
        "nobody waits for ever"
    )
    event = desk.add("rand", made, gebeurtenis="timer", naam="Bijna verlopen", onderbreekt="nee",
                     termijn_soort="werkdagen", dagen="-1", vanaf="vervalt_op", tijdstip="om_herinnering",
                     daarna="bouwsteen", actie_naam="Herinnering sturen", bouwsteen="melden")  # fmt: skip
    assert event == "t_bijna_verlopen_actie"
    assert b"om_herinnering(werkdagen(-1, vervalt_op))" in desk.content
    holder = desk.add("weg", desk.ways("plan_vastleggen")[0], soort="subProcess", naam="Nazorg", rol="secretaris")
    desk.add("weg", desk.ways(f"begin_{holder}")[0], naam="Gezin bellen", met_keuze="nee", **TASK)
    wait = desk.add("weg", desk.ways(holder)[0], soort="wacht_moment", naam="Even wachten", rol="secretaris",
                    termijn_soort="werkdagen", dagen="2", tijdstip="om_verval")  # fmt: skip
    desk.add("rand", holder, gebeurtenis="message", naam="Ingetrokken", onderbreekt="ja", bericht="intrekken",
             daarna="einde", einde_naam="Ingetrokken", einde_code="ingetrokken")  # fmt: skip
    assert flaws(desk.content) == []
    assert NOTE in desk.content.decode()
    assert [one for one in desk.mistakes() if "actie" not in one] == [], "only the building block misses its message"
    for step in (wait, holder, made):
        desk.do(outlines.take_away, step)
    first = desk.ways("gw_convenant")[0]
    with author(desk.drafted) as work:
        left = outlines.get_outline(work, desk.key, PLAN).model.nodes
        losses = outlines.find_losses(work, desk.key, PLAN, "gw_convenant", first)
    assert {holder, "begin_nazorg", "gezin_bellen", "m_ingetrokken", "t_bijna_verlopen", event}.isdisjoint(left)
    assert desk.mistakes() == []
    assert flaws(desk.content) == []
    assert losses == [] or "Antwoorden tellen" in losses


def test_steps_trade_places_ways_lead_elsewhere_and_lanes_change(desk: Desk) -> None:
    desk.do(outlines.swap, "instemming_vragen", later=True)
    desk.do(outlines.swap, "instemming_vragen", later=False)
    desk.add("tak", "gw_gezin_past", weg="anders nog", als="keren_niet_passend > 5", doel="+einde",
             einde_naam="Gestopt", einde_code="gestopt")  # fmt: skip
    assert flaws(desk.content) == []
    before = desk.ways("gw_gezin_past")
    desk.do(outlines.add_lane, "secretaris")
    desk.do(outlines.save_step, "plan_maken", {**_answers(desk, "plan_maken"), "rol": "secretaris"})
    assert flaws(desk.content) == []
    with author(desk.drafted) as work:
        lanes = {lane.name: lane.steps for lane in outlines.get_outline(work, desk.key, PLAN).lanes}
    assert lanes["Secretaris"] == 7, "with the events on its edge and what follows them"
    with pytest.raises(DomainError, match="liggen nog stappen"):
        desk.do(outlines.change_lane, "lane_ret_plan_opstellen_secretaris", "")
    desk.do(outlines.take_way_away, before[0])
    assert len(desk.ways("gw_gezin_past")) == len(before) - 1
    with pytest.raises(InvalidInput):
        desk.add("tak", "gw_gezin_past", weg="x", als="besluit = 1", doel="plan_maken")
    desk.do(outlines.draw_anew)
    assert flaws(desk.content) == []


def _answers(desk: Desk, step: str) -> dict[str, Any]:
    with author(desk.drafted) as work:
        return outlines.questions_for_step(work, desk.key, PLAN, step)[1]


def test_changes_are_undone_and_done_again_until_somebody_draws(desk: Desk) -> None:
    first = desk.content
    desk.add("weg", "f_begin__plan_maken", naam="Wensen ophalen", met_keuze="nee", **TASK)
    second = desk.content
    desk.do(outlines.take_away, "wensen_ophalen")
    desk.do(_undo)
    assert desk.content == second
    desk.do(_undo)
    assert desk.content == first
    with pytest.raises(Conflict):
        desk.do(_undo)
    desk.do(_undo, back=False)
    assert desk.content == second
    with author(desk.drafted) as work:
        assert find_undoing(work, desk.key, "diagram", PLAN).redo == "«Wensen ophalen» weghalen"
        save_file(work, desk.key, "diagram", PLAN, first + b"\n", read_file(work, desk.key, "diagram", PLAN).revision)
        assert find_undoing(work, desk.key, "diagram", PLAN).undo is None, "the drawing changed since"


def _undo(work: Work, key: str, process: str, revision: int, *, back: bool = True) -> None:
    undo_change(work, key, "diagram", process, revision, back=back)
