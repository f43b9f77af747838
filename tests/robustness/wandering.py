"""A service to which anything happens in any order, as a machine for Hypothesis."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from service.domain.actors import NOBODY, SYSTEM
from service.domain.errors import DomainError, InvalidInput, StepFailed
from service.models import Case, Incident, Task
from service.usecases import cases, clocks, pauses, registrations, task_reads, tasks
from service.usecases.open_work import OpenWork, list_open_work
from service.usecases.reconcile import reconcile
from service.usecases.ways import migration_reads, migrations
from service.usecases.work import Work
from tests.databases import Databases
from tests.robustness.conftest import another_process, faults
from tests.robustness.guessing import KNOWN_GOOD, candidates
from tests.story import answers as story
from tests.ways.another import CHECK, OTHER_STEP, another
from tests.world import World

MUNICIPALITIES = ("lindervoort", "lindervoort", "heidelo", "duinwerd")
# Under the hood of a draw Hypothesis decides, so that a failing history is made as short as it can be.
CHANCE = st.randoms(use_true_random=False)
NO_HOLDER = "no holder for role"
SHIPPED, OTHER, STEPS = "landelijk-1", "anders-1", ("checkin", "voortgang_bespreken")
BACK = 0.3
MAX_CASES, MONTH = 2, timedelta(days=30)


def withdraw(work: Work, number: str) -> None:
    cases.withdraw(work, number, "melder", "")


ON_CASES: dict[str, Callable[[Work, str], Any]] = {
    "plan change": cases.start_plan_change,
    "scaling down": cases.propose_scaling_down,
    "network": cases.ask_network,
    "withdraw": withdraw,
    "suspend": lambda work, number: pauses.suspend(
        work, number, work.today + MONTH, "rust in het gezin", "kan wachten"
    ),
    "resume": lambda work, number: pauses.resume(work, number, "het gezin is terug"),
    "extend": lambda work, number: pauses.extend(work, number, 5, "meer tijd nodig"),
}
ON_TASKS: dict[str, Callable[[Work, int], None]] = {
    "suspend task": lambda work, task_id: pauses.suspend_task(work, task_id, work.today + MONTH, "wacht op de school"),
    "resume task": lambda work, task_id: pauses.resume_task(work, task_id, "de school is er weer"),
    "extend task": lambda work, task_id: pauses.extend_task(work, task_id, 3, "meer tijd nodig"),
}
ACTIONS = (*ON_CASES, *ON_TASKS)


class Wandering(RuleBasedStateMachine):
    """Random completions, clock moves, actions and reloads; after each of them nothing may be wrong."""

    databases: Databases
    folder: Path
    completed: Counter[str]
    refused: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.url = self.databases.new(self.folder)
        self.world = World(self.folder, url=self.url)
        another(self.world, OTHER, {CHECK: OTHER_STEP})

    def teardown(self) -> None:
        self.world.close()
        self.databases.drop(self.url)

    @initialize(random=CHANCE)
    def first(self, random: Random) -> None:
        self.register(random)

    @precondition(lambda self: len(self.numbers()) < MAX_CASES)
    @rule(random=CHANCE)
    def another(self, random: Random) -> None:
        self.register(random)

    @rule(random=CHANCE, times=st.integers(1, 8))
    def work_on(self, random: Random, times: int) -> None:
        """Somebody completes some open tasks, whichever."""
        for _ in range(times):
            if found := [task for task in self.open() if not self.is_suspended(task)]:
                self.complete(random.choice(found), random)

    @rule(amount=st.sampled_from(["3h", "1d", "1wd", "5wd", "10wd", "26wd", "70wd"]))
    def wait(self, amount: str) -> None:
        clocks.forward(self.world.factory, amount)

    @rule(action=st.sampled_from(sorted(ACTIONS)), random=CHANCE)
    def act(self, action: str, random: Random) -> None:
        """Somebody does something on the case page or with the term of a task; often that is not possible now."""
        found = self.open()
        if action in ON_TASKS and found:
            self.attempt(lambda work: ON_TASKS[action](work, random.choice(found).task_id))
        elif action in ON_CASES and self.numbers():
            self.attempt(lambda work: ON_CASES[action](work, random.choice(self.numbers())))

    @rule()
    def reload(self) -> None:
        """Another process goes on with what is in the database, and finds nothing to put right."""
        another_process(self.world)
        report = reconcile(self.world.factory)
        assert (report.repaired, report.incidents) == (0, 0)

    @precondition(lambda self: self.numbers())
    @rule(random=CHANCE)
    def migrate(self, random: Random) -> None:
        """A case goes to the other way of working, and perhaps straight back."""
        number = random.choice(self.numbers())
        with self.world.factory.read() as work:
            away = number not in {one.number for one in migration_reads.candidates(work, SHIPPED)}
        target, step = (OTHER, STEPS) if away else (SHIPPED, STEPS[::-1])
        mapped = {(CHECK, step[0]): step[1]}
        if self.attempt(lambda work: migrations.migrate(work, number, target, "Anders werken.", mapped)):
            self.completed["migrate"] += 1
            if random.random() < BACK:
                assert self.attempt(lambda work: migrations.revert(work, number, "Toch niet."))

    @invariant()
    def nothing_is_open_and_nothing_waits_only_at_the_end(self) -> None:
        assert faults(self.world) == []
        with self.world.database.read() as session:
            causes = [found for found in session.scalars(select(Incident.cause)) if not found.startswith(NO_HOLDER)]
        assert causes == []

    # ------------------------------------------------------------------------------------------ how it is done

    def numbers(self) -> list[str]:
        with self.world.database.read() as session:
            return list(session.scalars(select(Case.number).order_by(Case.id)))

    def open(self) -> list[OpenWork]:
        with self.world.factory.read() as work:
            return list_open_work(work)

    def is_suspended(self, found: OpenWork) -> bool:
        with self.world.database.read() as session:
            return session.get_one(Task, found.task_id).paused_until is not None

    def register(self, random: Random) -> None:
        where = random.choice(MUNICIPALITIES)
        with self.world.factory.read(NOBODY) as work:
            started = registrations.start_registration(work, where)
            good = {**story.REGISTRATION, "gemeente_brp": where}
            options = candidates(started.form, started.scope, {}, good, random, work.today)
        for raw in options:
            if self.attempt(lambda work, raw=raw: registrations.register(work, where, raw), NOBODY):  # type: ignore[misc]
                return

    def complete(self, found: OpenWork, random: Random) -> None:
        with self.world.factory.read(SYSTEM) as work:
            task = task_reads.get_task(work, found.task_id)
            good = KNOWN_GOOD.get(found.element_id, {})
            options = candidates(task.form, task.scope, task.data, good, random, work.today)
        for raw in options:
            if self.attempt(lambda work, raw=raw: tasks.complete(work, found.task_id, raw)):  # type: ignore[misc]
                note(f"{found.element_id}: {raw}")
                self.completed[found.element_id] += 1
                return
        self.refused[found.element_id] += 1

    def attempt(self, action: Callable[[Work], Any], actor: Any = SYSTEM) -> bool:
        """Do it, or hear in one sentence why not; anything else is a defect."""
        try:
            with self.world.factory.write(actor) as work:
                action(work)
        except StepFailed:
            raise
        except (InvalidInput, DomainError):
            return False
        return True
