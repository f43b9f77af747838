"""Trying a draft: an example case in a sandbox, through the real use cases, with a clock that jumps."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from service.domain.actors import Actor
from service.domain.errors import Conflict, InvalidInput, NotFound
from service.models import Case, DryRun, Event, OutboxMail, RegistrationAttempt, Task
from service.usecases.ways import drafts
from service.usecases.ways.trying import dry_run_reads, dry_runs
from service.usecases.ways.trying.shapes import DryRunView
from service.usecases.work import AMSTERDAM
from tests.ways.conftest import AUTHOR, ELSEWHERE, Desk


class Trying:
    """Somebody trying a draft."""

    def __init__(self, desk: Desk, draft: str, who: str = AUTHOR, process: str | None = None) -> None:
        self.factory, self.draft, self.desk = desk.world.factory, draft, desk
        self.actor: Actor = desk.world.actor(who)
        self.number = dry_runs.begin(self.factory, self.actor, draft, process, start_on=date(2026, 9, 7))

    @property
    def view(self) -> DryRunView:
        return dry_run_reads.view(self.factory, self.actor, self.draft, self.number)

    def do(self, element: str, **answers: object) -> None:
        """Complete an open task with what is proposed, and these answers instead."""
        view = self.view
        task = next(task for task in view.tasks if task.element_id == element)
        offered = dry_run_reads.task_form(self.factory, self.actor, self.draft, self.number, task.id)
        given = {**offered.data, **answers}
        dry_runs.complete(self.factory, self.actor, self.draft, self.number, view.revision, task.id, given)

    def jump(self, to: date | None = None) -> datetime:
        dry_runs.jump(self.factory, self.actor, self.draft, self.number, self.view.revision, to)
        return self.view.now.astimezone(AMSTERDAM)

    def act(self, action: str) -> None:
        dry_runs.act(self.factory, self.actor, self.draft, self.number, self.view.revision, action)


def test_an_example_runs_to_its_end_and_nothing_of_it_is_real(desk: Desk) -> None:
    draft = desk.start()
    trying = Trying(desk, draft)
    for element in ("eerste_contact", "beoordelen", "partijen_bepalen", "overleg_plannen", "perspectief", "analyse"):
        trying.do(element)
    for element in ("plan_maken", "instemmen", "vaststellen", "terugkoppelen", "toezeggen", "financieren"):
        trying.do(element)
    trying.act("afschalen_voorstellen")
    for element in ("afschalen_beoordelen", "resultaat", "overdracht_casusregie"):
        trying.do(element)
    for element in ("nazorg", "eindgesprek", "signalen"):
        trying.do(element)
    view = trying.view
    assert (view.status, view.status_label) == ("klaar", "Afgesloten")
    assert ("ret_procesregie", "afgesloten") in {(end.process_key, end.result) for end in view.ends}
    passed = {place.process_key: place.passed for place in view.places}
    assert "end_vastgesteld" in passed["ret_plan_vaststellen"]
    assert {message.role for message in view.messages} >= {"procesregisseur", "secretaris", "melder"}
    with desk.as_(AUTHOR) as work:
        assert drafts.get_draft(work, draft).tried
        for model in (Case, RegistrationAttempt, Task, Event, OutboxMail):
            assert work.session.scalar(select(func.count()).select_from(model)) == 0


def test_the_clock_jumps_from_moment_to_moment_and_steps_can_be_taken_back(desk: Desk) -> None:
    trying = Trying(desk, desk.start())
    for element in ("eerste_contact", "beoordelen", "partijen_bepalen", "overleg_plannen", "perspectief", "analyse"):
        trying.do(element)
    before = trying.view
    assert trying.jump() == datetime(2026, 9, 22, 9, tzinfo=AMSTERDAM)
    reminded = trying.view
    assert [m.kind for m in reminded.messages[len(before.messages) :]] == ["herinnering_vooraf"]
    assert trying.jump() == datetime(2026, 9, 25, 17, tzinfo=AMSTERDAM)
    revision = trying.view.revision
    dry_runs.undo(trying.factory, trying.actor, trying.draft, trying.number, revision)
    assert trying.view.now == reminded.now
    assert [message.text for message in trying.view.messages] == [message.text for message in reminded.messages]
    with pytest.raises(Conflict, match="intussen een stap gezet"):
        dry_runs.jump(trying.factory, trying.actor, trying.draft, trying.number, revision)
    with pytest.raises(InvalidInput):
        trying.do("plan_maken", doelen=[])
    assert trying.view.now == reminded.now
    folder = desk.world.settings.data_dir / "proeven"
    dry_runs.discard(trying.factory, trying.actor, trying.draft, trying.number)
    assert [path for path in folder.iterdir() if path.is_dir()] == []
    with pytest.raises(NotFound):
        _ = trying.view


def test_only_a_sound_draft_of_the_own_region_can_be_tried(desk: Desk) -> None:
    draft = desk.start()
    with pytest.raises(NotFound):
        Trying(desk, draft, ELSEWHERE)
    desk.replace(draft, b'id="gezin_bellen"', b'id="Gezin bellen"')
    with pytest.raises(Conflict, match="fout"):
        Trying(desk, draft)
    with desk.as_(AUTHOR) as work:
        assert work.session.scalars(select(DryRun)).all() == []


def test_a_process_can_be_tried_by_itself_on_a_case_with_a_plan(desk: Desk) -> None:
    draft = desk.start()
    with desk.as_(AUTHOR) as work:
        offered = {one.process_key: one for one in dry_run_reads.list_startable(work, draft)}
    assert next(iter(offered)) == "ret_procesregie"
    assert {"ret_toezegging", "ret_thema_escalatie"} <= offered.keys()
    asking = Trying(desk, draft, process="ret_toezegging")
    assert [(task.element_id, task.role) for task in asking.view.tasks] == [("toezeggen", "aanbieder")]
    asking.do("toezeggen")
    assert [(end.process_key, end.result) for end in asking.view.ends] == [("ret_toezegging", "toegezegd")]
    theme = Trying(desk, draft, process="ret_thema_escalatie")
    assert [task.element_id for task in theme.view.tasks] == ["escalatie_voorbereiden"]
    with desk.as_(AUTHOR) as work:
        work.session.execute(update(DryRun).values(touched_at=work.now - timedelta(days=2)))
    newest = Trying(desk, draft)
    with desk.as_(AUTHOR) as work:
        assert [row.number for row in dry_run_reads.list_dry_runs(work, draft)] == [newest.number]
    folder = desk.world.settings.data_dir / "proeven"
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1
