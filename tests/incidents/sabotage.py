"""A service in which building blocks can be made to fail, with a case in the middle of its way."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from handlers import catalogue
from service.domain.errors import StepFailed
from service.engine import Library, Runner
from service.models import Event, ProcessInstance, Task
from service.ports import HandlerDescription
from service.usecases import task_reads, tasks
from service.usecases.incidents import list_incidents
from service.usecases.shapes import IncidentRow
from service.usecases.ticking import tick
from service.usecases.work import WorkFactory
from tests.story.until import play_until
from tests.world import World


class Breakable:
    """The catalogue, of which anything can be broken."""

    def __init__(self) -> None:
        self.whole, self.broken = catalogue(), False

    def find(self, name: str) -> HandlerDescription | None:
        return self.whole.find(name)

    def all(self) -> Iterable[HandlerDescription]:
        return self.whole.all()

    def call(self, name: str, step: Any, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        if self.broken:
            raise RuntimeError("the mill is broken")
        return self.whole.call(name, step, parameters)


class Sabotage:
    """The story up to a task, on a service that breaks when told to."""

    def __init__(self, world: World, element: str) -> None:
        self.world, self.number = world, play_until(world, element)
        self.blocks, self.element = Breakable(), element
        library = Library(self.world._files, self.blocks)
        self.world.services = replace(
            self.world.services, handlers=self.blocks, library=library, runner=Runner(library)
        )
        self.world.factory = WorkFactory(self.world.services)

    @property
    def factory(self) -> WorkFactory:
        return self.world.factory

    def task(self) -> Task:
        with self.world.database.read() as session:
            return session.query(Task).filter_by(element_id=self.element, ended_at=None).one()

    def fail(self, who: str = "u-pr1", **answers: Any) -> int:
        """Complete the task while everything is broken; gives the id of the incident."""
        self.blocks.broken = True
        try:
            with self.factory.write(self.world.actor(who)) as work:
                known = task_reads.get_task(work, self.task().id).data
                tasks.complete(work, self.task().id, {**known, **answers})
        except StepFailed:
            self.blocks.broken = False
            return self.incidents()[0].id
        raise AssertionError("nothing broke")

    def fail_term(self) -> IncidentRow:
        """Let the first instant of the case come while everything is broken."""
        with self.world.database.read() as session:
            self.world.clock.set(min(i.next_due_at for i in session.query(ProcessInstance) if i.next_due_at))
        self.blocks.broken = True
        tick(self.factory)
        self.blocks.broken = False
        return self.incidents()[0]

    def incidents(self, who: str = "u-operator") -> list[IncidentRow]:
        with self.factory.read(self.world.actor(who)) as work:
            return list(list_incidents(work))

    def history(self) -> list[str]:
        """The lines about incidents in the history of the case."""
        with self.world.database.read() as session:
            return [event.text for event in session.query(Event).filter_by(kind="incident").order_by(Event.id)]

    def open(self) -> list[str]:
        with self.world.database.read() as session:
            return [task.element_id for task in session.query(Task).filter_by(ended_at=None).order_by(Task.id)]
