"""One case that goes on for years: what a thousand plan revisions and progress checks do to states, steps and page."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from service.bench.answers import CHECKED, PASSED_ON, REVISED
from service.bench.asking import LoggedIn, Person
from service.bench.figures import FLAT, Figures, Series, counting, measure
from service.domain.actors import SYSTEM, Actor
from service.engine.codec import decode, workflows
from service.engine.script_engine import SafeScriptEngine
from service.models import Account, Case, Event, ProcessInstance, Task
from service.usecases import cases, task_reads, tasks
from service.usecases.accounts import create_token, get_actor
from service.usecases.steps import Step
from service.usecases.work import Services, Work, WorkFactory

OVERVIEW, CHECK = "ret_procesregie", "ret_voortgangscheck"
# Of how many rounds the median stands for where a case is by then.
_LAST = 10
# A state may differ by a few digits and names; it may not grow.
SAME = 1.1


@dataclass
class LongCase:
    """A case in its monitoring, made older by its own people."""

    services: Services
    number: str
    director: Actor

    def revise(self) -> None:
        """A revision of the plan, from its beginning to what is told about it."""
        with self._factory.write(self.director) as work:
            cases.start_plan_change(work, self.number)
        self._complete("plan_bijstellen", REVISED)
        self._complete("terugkoppelen", PASSED_ON)

    def check(self) -> None:
        """A progress check of the goal that is due first."""
        self._complete("checkin", CHECKED)

    def state_of(self, process_key: str) -> tuple[int, int]:
        """Bytes of the state of a running process, and how deep its deepest tree of elements is."""
        with self._factory.read() as work:
            instance = self._running(work, process_key)
            release = self.services.library.get(instance.release_id)
            engine = SafeScriptEngine(release, Step(work, instance, lambda _origin, _command: None))
            top = decode(instance.state, release.specs(process_key), engine)
            depth = max(task.depth for found in workflows(top) for task in found.tasks.values())
            return len(instance.state), int(depth)

    @property
    def _factory(self) -> WorkFactory:
        return WorkFactory(self.services)

    def _complete(self, element: str, answers: Mapping[str, Any]) -> None:
        with self._factory.read(SYSTEM) as work:
            open_ = select(Task.id).join(Case, Case.id == Task.case_id).where(Case.number == self.number)
            here = open_.where(Task.element_id == element, Task.ended_at.is_(None)).order_by(Task.due_on, Task.id)
            task_id = work.session.scalars(here.limit(1)).one()
            known = task_reads.get_task(work, task_id).data
        with self._factory.write(SYSTEM) as work:
            tasks.complete(work, task_id, {**known, **answers})

    def _running(self, work: Work, process_key: str) -> ProcessInstance:
        query = select(ProcessInstance).join(Case, Case.id == ProcessInstance.case_id).where(Case.number == self.number)
        mine = query.where(ProcessInstance.process_key == process_key, ProcessInstance.status == "running")
        return work.session.scalars(mine.order_by(ProcessInstance.id.desc()).limit(1)).one()


def find_long_case(services: Services) -> LongCase:
    """The first case that is monitored, has a check open and no revision of its plan."""
    with WorkFactory(services).read() as work:
        checked = select(Task.case_id).where(Task.element_id == "checkin", Task.ended_at.is_(None))
        revised = select(Task.case_id).where(Task.process_key == "ret_planwijziging", Task.ended_at.is_(None))
        monitored = select(Case).where(Case.status == "monitoring", Case.process_director_id.is_not(None))
        query = monitored.where(Case.id.in_(checked), Case.id.not_in(revised), Case.paused_until.is_(None))
        case = work.session.scalars(query.order_by(Case.id).limit(1)).one()
        return LongCase(services, case.number, get_actor(work, case.process_director_id or 0))


def measure_growth(case: LongCase, app: Any, figures: Figures, rounds: tuple[int, ...], times: int) -> None:
    """A case after more and more revisions and checks, and its page before and after all of them."""
    log_in = LoggedIn(app, _person(case), case.services.settings.demo_password)
    young = _page(case, log_in, figures, "young", "Zaakpagina, jonge zaak", None, times)
    _grow(case, figures, "revision", "planwijzigingen", OVERVIEW, rounds)
    _grow(case, figures, "check", "voortgangschecks", CHECK, rounds)
    with WorkFactory(case.services).read() as work:
        lines = work.session.scalar(
            select(func.count(Event.id)).join(Case, Case.id == Event.case_id).where(Case.number == case.number)
        )
    figures.add("growth_lines", "Zaak met jaren geschiedenis: regels in de tijdlijn", lines or 0, "")
    _page(case, log_in, figures, "old", "Zaakpagina, jaren geschiedenis", young, times)


def _grow(case: LongCase, figures: Figures, key: str, text: str, process_key: str, rounds: tuple[int, ...]) -> None:
    act = case.revise if key == "revision" else case.check
    spent, found = Series(), list[tuple[float, int, int]]()
    for number in rounds:
        while len(spent.values) < number:
            began = time.process_time()
            act()
            spent.values.append((time.process_time() - began) * 1000)
        found.append((Series(spent.values[-_LAST:]).p50, *case.state_of(process_key)))
        for name, value, unit in zip(("ms", "bytes", "depth"), found[-1], ("ms", "bytes", ""), strict=True):
            what = {"ms": "rekentijd", "bytes": "stand", "depth": "diepte"}[name]
            figures.add(f"growth_{key}_{number}_{name}", f"{text.capitalize()}, na {number}: {what}", value, unit)
    for at, (name, what, goal) in enumerate(
        (("ms", "rekentijd", FLAT), ("bytes", "stand", SAME), ("depth", "diepte", 1))
    ):
        compared = f"{text.capitalize()}: {what} na {rounds[-1]} t.o.v. {rounds[0]}"
        figures.add(f"growth_{key}_{name}_ratio", compared, found[-1][at] / found[0][at], "×", goal)


def _page(
    case: LongCase, log_in: LoggedIn, figures: Figures, key: str, text: str, goal: float | None, times: int
) -> float:
    """Statements and time of the page of the case; returns the statements."""
    path = f"/zaken/{case.number}"
    opened = measure(times, lambda: log_in.page(path, {}))
    with counting(case.services.database.engine) as counted:
        log_in.page(path, {})
    figures.add(f"case_page_{key}_statements", f"{text}: opdrachten aan de database", counted.statements, "", goal)
    figures.add_series(f"case_page_{key}", text, opened)
    return counted.statements


def _person(case: LongCase) -> Person:
    account_id = case.director.account_id or 0
    with WorkFactory(case.services).write(SYSTEM) as work:
        account = work.session.get_one(Account, account_id)
        return Person(account_id, account.email, create_token(work, account_id, "bench", 2), 0)
