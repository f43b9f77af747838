"""The story through the use cases: the quickest way to see that diagrams, facts and rights hold together."""

from service.domain.actors import NOBODY
from service.usecases import cases, clocks, registrations, task_reads, tasks
from service.usecases.case_lists import list_cases
from service.usecases.open_work import list_open_work
from tests.story.answers import Data
from tests.world import World

ACTIONS = {
    "plan_wijzigen": cases.start_plan_change,
    "afschalen_voorstellen": cases.propose_scaling_down,
}


class UseCaseDriver:
    """Plays the story in one process."""

    def __init__(self, world: World) -> None:
        self.world, self.number = world, ""

    def register(self, municipality: str, data: Data) -> str:
        with self.world.factory.write(NOBODY) as work:
            receipt = registrations.register(work, municipality, dict(data))
        assert receipt.case_number is not None
        self.number = receipt.case_number
        return self.number

    def complete(self, who: str, element: str, data: Data, *, on_behalf: str | None = None) -> None:
        actor = self.world.actor(who)
        with self.world.factory.read() as work:
            found = [task for task in list_open_work(work, self.number) if task.element_id == element]
            still = [task.element_id for task in list_open_work(work, self.number)]
        assert found, f"no open task {element}; open are {still}"
        with self.world.factory.read(actor) as work:
            known = dict(task_reads.get_task(work, found[0].task_id).data)
        with self.world.factory.write(actor) as work:
            spoken = tasks.OnBehalf(on_behalf, "telefoon", work.today) if on_behalf else None
            tasks.complete(work, found[0].task_id, {**known, **data}, on_behalf=spoken)

    def act(self, who: str, action: str) -> None:
        with self.world.factory.write(self.world.actor(who)) as work:
            ACTIONS[action](work, self.number)

    def forward(self, amount: str) -> None:
        clocks.forward(self.world.factory, amount)

    def status(self, who: str) -> str:
        with self.world.factory.read(self.world.actor(who)) as work:
            rows, _ = list_cases(work, query=self.number)
        return rows[0].status_label
