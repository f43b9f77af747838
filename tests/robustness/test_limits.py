"""A diagram that would never stop is stopped in the first step: an incident, nothing half done, other cases go on."""

import json
from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import func, select

from service.domain.errors import StepFailed
from service.engine import Limits, Runner
from service.models import Event, Incident, Notification, OutboxMail, ProcessInstance, Release, ReleaseFile, Task
from service.usecases import instances
from service.usecases.ticking import MAX_INSTANTS, MAX_TRIES, tick
from tests.engine.drawing import boundary, chain, diagram, end, flow, service, start, timer, user, xor
from tests.process.play import Play
from tests.robustness.conftest import faults
from tests.story.answers import DIRECTION
from tests.world import World

SET_STATUS = service("status_zetten", "zaakstatus_zetten", status='"monitoring"')
ENDLESS = (
    SET_STATUS,
    xor("weer", "f_weer__status_zetten"),
    end(),
    chain("status_zetten", "weer"),
    flow("weer", "status_zetten"),
    flow("weer", "einde", "False"),
)
FORM = {
    "id": "doen",
    "titel": "Doen",
    "uitleg": "Iets doen.",
    "velden": [{"naam": "tekst", "type": "tekst", "label": "Tekst", "verplicht": False}],
}
LANES = {"Procesregisseur": ["doen"]}
AT_ONCE = diagram("ret_proef", start(), *ENDLESS, chain("begin", "status_zetten"))
AFTER_TASK = diagram("ret_proef", start(), user("doen"), *ENDLESS, chain("begin", "doen", "status_zetten"), lanes=LANES)
ON_TIMER = diagram(
    "ret_proef",
    start(),
    user("doen"),
    boundary("laat", "doen", timer("om_verval(vervalt_op)")),
    *ENDLESS,
    chain("begin", "doen", "einde"),
    chain("laat", "status_zetten"),
    lanes=LANES,
)
STARTS_ITSELF = diagram(
    "ret_proef",
    start(),
    service("nog_een", "zijproces_starten", proces='"ret_proef"', aanleiding='"procesregisseur"'),
    end(),
    chain("begin", "nog_een", "einde"),
)
# Two moments in the past, one after the other, for ever.
PING_PONG = diagram(
    "ret_proef",
    start(),
    user("doen", due="werkdagen(-2, vandaag())"),
    boundary("eerst", "doen", timer("om_herinnering(vervalt_op)")),
    user("wachten", due="werkdagen(-2, vandaag())"),
    boundary("dan", "wachten", timer("om_verval(vervalt_op)")),
    end(),
    end("klaar"),
    chain("begin", "doen", "einde"),
    chain("eerst", "wachten", "klaar"),
    chain("dan", "doen"),
    lanes={"Procesregisseur": ["doen", "wachten"]},
)


def release_with(world: World, drawn: bytes) -> int:
    """The national release with one more diagram; no gate stands before this door."""
    with world.database.write() as session:
        base = session.scalars(select(Release.id).order_by(Release.id)).first()
        release = Release(
            key="proef-1", title="Proef", region_id=None, base_id=base, content_hash="proef",
            active_from=date(2090, 1, 1), loaded_at=world.clock.now(),
        )  # fmt: skip
        files = {("diagram", "ret_proef"): drawn, ("form", "doen"): json.dumps(FORM).encode()}
        for (kind, name), content in files.items():
            release.files.append(ReleaseFile(kind=kind, name=name, content=content, sha256=""))
        session.add(release)
        session.commit()
        return release.id


def begin(play: Play, drawn: bytes) -> None:
    """Start the process of this diagram beside the case."""
    start_beside(play, release_with(play.world, drawn))


def start_beside(play: Play, release_id: int) -> None:
    with play.world.factory.write() as work:
        case = work.session.merge(play.case())
        instances.start(work, "ret_proef", {}, release_id=release_id, case=case)


def counts(world: World) -> Mapping[str, int]:
    """How much there is of everything that a step may write."""
    with world.database.read() as session:
        tables = (ProcessInstance, Task, Notification, OutboxMail)
        found = {t.__tablename__: session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
        # That something went wrong does stand in the history of the case.
        events = select(func.count()).select_from(Event).where(Event.kind != "incident")
        return {**found, "event": session.scalar(events) or 0}


def incident(world: World) -> Incident:
    with world.database.read() as session:
        return session.scalars(select(Incident)).one()


def test_a_loop_without_a_wait_never_begins(play: Play) -> None:
    play.to_triage()
    before = counts(play.world)
    with pytest.raises(StepFailed, match="kijkt ernaar"):
        begin(play, AT_ONCE)
    assert counts(play.world) == before
    found = incident(play.world)
    assert (found.case_id, found.element_id in ("status_zetten", "weer")) == (play.case().id, True)
    assert "500 elements in one step" in found.cause
    assert faults(play.world) == []
    play.do("beoordelen", DIRECTION)
    assert "partijen_bepalen" in play.elements()


def test_a_loop_behind_a_task_leaves_the_task_open_and_what_was_typed(play: Play) -> None:
    play.to_triage()
    begin(play, AFTER_TASK)
    before, status = counts(play.world), play.case().status
    for tries in (1, 2):
        with pytest.raises(StepFailed):
            play.do("doen")
        assert (counts(play.world), play.case().status) == (before, status)
        assert (incident(play.world).tries, incident(play.world).task_id is not None) == (tries, True)
    assert play.elements() == {"beoordelen", "doen"}
    assert faults(play.world) == []


def test_a_loop_behind_a_timer_is_tried_four_times_and_holds_up_nobody(play: Play) -> None:
    play.to_triage()
    begin(play, ON_TIMER)
    other = Play(play.world).to_triage()
    told = len(other.told("herinnering"))
    play.forward("8wd")
    [stuck] = play.running("ret_proef")
    assert stuck.tries == MAX_TRIES
    assert incident(play.world).tries == MAX_TRIES
    assert len(other.told("herinnering")) >= told
    assert not [i for i in other.facts(ProcessInstance) if i.tries]
    assert faults(play.world) == []


def test_a_process_that_starts_itself_is_stopped_as_a_whole(play: Play) -> None:
    play.to_triage()
    before = counts(play.world)
    release_id = release_with(play.world, STARTS_ITSELF)
    with play.world.database.write() as session:
        case = session.merge(play.case())
        case.release_id = release_id
        session.commit()
    with pytest.raises(StepFailed):
        start_beside(play, release_id)
    assert counts(play.world) == before
    assert "more than 200 follow-up commands" in incident(play.world).cause


def test_timers_that_keep_arming_in_the_past_do_not_keep_the_tick_for_ever(play: Play) -> None:
    play.to_triage()
    begin(play, PING_PONG)
    report = tick(play.world.factory)
    assert (report.fired, report.failed) == (MAX_INSTANTS, 1)
    assert f"more than {MAX_INSTANTS} instants" in incident(play.world).cause
    assert faults(play.world) == []


@pytest.mark.parametrize(
    ("limits", "said"), [(Limits(depth=3), "deeper than 3"), (Limits(state_bytes=50), "the most is 50")]
)
def test_depth_and_size_are_held_in_every_step(play: Play, limits: Limits, said: str) -> None:
    play.to_triage()
    before, open_before = counts(play.world), play.elements()
    object.__setattr__(play.world.services, "runner", Runner(play.world.services.library, limits))
    with pytest.raises(StepFailed):
        play.do("beoordelen", DIRECTION)
    assert said in incident(play.world).cause
    object.__setattr__(play.world.services, "runner", Runner(play.world.services.library))
    assert (counts(play.world), play.elements()) == (before, open_before)
    play.do("beoordelen", DIRECTION)
