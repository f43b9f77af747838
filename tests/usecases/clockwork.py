"""Small processes with timers on a real service, for tests of the tick and the clock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from handlers.registry import Registry
from service.domain.actors import SYSTEM
from service.engine import Library, ReleaseFiles, Runner
from service.models import Event, Municipality, ProcessInstance, RegistrationAttempt, Release
from service.usecases.instances import start
from service.usecases.releases import load_releases, release_files
from service.usecases.steps import Step
from service.usecases.work import WorkFactory
from tests.engine.drawing import boundary, chain, diagram, end, service, timer, user
from tests.engine.drawing import start as begin
from tests.world import World

LANE = {"Secretaris": ["begin", "doen", "einde"]}


def reminded(key: str, *expressions: str, handler: str = "noteren") -> bytes:
    """A task with reminders that do something and leave it open."""
    parts = [begin(), user("doen", due="werkdagen(5, vandaag())"), end(), chain("begin", "doen", "einde")]
    for number, expression in enumerate(expressions):
        parts += [
            boundary(f"t{number}", "doen", timer(expression), False),
            service(f"t{number}_actie", handler, wat=f'"{key}-{number}"'),
            end(f"t{number}_einde", "tak_klaar"),
            chain(f"t{number}", f"t{number}_actie", f"t{number}_einde"),
        ]
    return diagram(key, *parts, lanes=LANE)


class Clockwork:
    """A service with a release of its own; `fired` are the events its timers wrote."""

    def __init__(self, world: World, folder: Path, diagrams: Mapping[str, bytes]) -> None:
        self.world, self.broken = world, False
        path = folder / "bpmn" / "landelijk"
        path.mkdir(parents=True)
        for key, content in diagrams.items():
            (path / f"{key}.bpmn").write_bytes(content)
        registry = Registry()
        registry.handler(summary="Schrijft een regel.", name="noteren")(_note)
        registry.handler(summary="Gaat soms mis.", name="wankelen")(self._wobble)
        library = Library(self._files, registry)
        services = replace(world.services, handlers=registry, library=library, runner=Runner(library))
        self.factory = WorkFactory(services)
        with self.factory.write(SYSTEM) as work:
            load_releases(work, folder / "bpmn")

    def _files(self, release_id: int) -> ReleaseFiles:
        with self.world.database.read() as session:
            return release_files(session, release_id)

    def _wobble(self, step: Step, wat: str) -> dict[str, Any]:
        if self.broken:
            raise RuntimeError("the mill is broken")
        return _note(step, wat)

    def start(self, key: str) -> int:
        """Start one for a registration attempt; gives the id of the instance."""
        with self.factory.write(SYSTEM) as work:
            place = work.session.scalars(select(Municipality).where(Municipality.key == "heidelo")).one()
            release = work.session.scalars(select(Release).order_by(Release.id.desc())).first()
            assert release is not None
            number = work.session.query(RegistrationAttempt).count() + 1
            attempt = RegistrationAttempt(
                reference=f"AM-{number}", region_id=place.region_id, municipality_id=place.id, team_id=1,
                release_id=release.id, channel="webformulier", received_at=work.now, received_on=work.today, data={},
            )  # fmt: skip
            work.session.add(attempt)
            work.session.flush()
            return start(work, key, {}, release_id=release.id, attempt=attempt).id

    def fired(self) -> list[tuple[str, str]]:
        """What the timers wrote: the text and the day it counts for."""
        with self.factory.read(SYSTEM) as work:
            query = select(Event).where(Event.kind == "stap").order_by(Event.id)
            return [(event.text, event.day.isoformat()) for event in work.session.scalars(query)]

    def instance(self, instance_id: int) -> tuple[str, datetime | None, int, datetime | None]:
        """Status, next due instant, tries and when it is tried again."""
        with self.factory.read(SYSTEM) as work:
            row = work.session.get_one(ProcessInstance, instance_id)
            return row.status, row.next_due_at, row.tries, row.retry_at


def _note(step: Step, wat: str) -> dict[str, Any]:
    step.event("stap", wat)
    return {}


def later(wait: timedelta) -> str:
    """The base of a wait, which lasts up to a fifth longer than that."""
    base = next(minutes for minutes in (60, 10, 1) if wait >= timedelta(minutes=minutes))
    assert wait <= timedelta(minutes=base) * 1.2, wait
    return f"{base} min"
