"""The ground of all measurements: an installation with a few real cases, people to log in as, and copies."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import case, func, literal, select, update

from service.adapters.clock import SystemClock
from service.bench.answers import FIRST_TASK, REGISTRATION
from service.bench.asking import LoggedIn, Person
from service.bench.bulk import STRIDE, Bulk, numbers
from service.domain.actors import NOBODY, SYSTEM
from service.models import (
    Account,
    Case,
    ExpertTeam,
    Municipality,
    ProcessInstance,
    RegistrationAttempt,
    RoleGrant,
    Submission,
    Task,
)
from service.usecases.accounts import create_token
from service.usecases.registrations import register
from service.usecases.work import Services, WorkFactory

ORIGINALS = 8


class Ground:
    """A few registered cases, spread over the municipalities, and as many copies of them as a measurement needs."""

    def __init__(self, services: Services) -> None:
        self.services = replace(services, clock=SystemClock())
        self.factory = WorkFactory(self.services)
        self._register()
        self.person = self._person()
        self._session = self.services.database.write()
        self._later = self.now + timedelta(days=400)
        self.bulk = Bulk(self._session, self._kinds(), self.now.date())

    @property
    def now(self) -> datetime:
        return self.services.clock.now()

    def _register(self) -> None:
        with self.factory.read() as work:
            query = select(Municipality.key).order_by(Municipality.region_id, Municipality.id)
            keys = list(work.session.scalars(query))
        for number in range(ORIGINALS):
            key = keys[number * len(keys) // ORIGINALS]
            with self.factory.write(NOBODY) as work:
                register(work, key, {**REGISTRATION, "gemeente_brp": key})

    def _person(self) -> Person:
        """Somebody of the team that has the most to do."""
        with self.factory.write(SYSTEM) as work:
            busiest = select(Case.team_id).group_by(Case.team_id).order_by(func.count().desc(), Case.team_id).limit(1)
            team_id = work.session.scalars(busiest).one()
            held = RoleGrant.role.in_(("procesregisseur", "triagist")), RoleGrant.team_id == team_id
            query = select(Account).join(RoleGrant, RoleGrant.account_id == Account.id).where(*held)
            query = query.group_by(Account.id).order_by(func.count(RoleGrant.role.distinct()).desc(), Account.id)
            account = work.session.scalars(query.limit(1)).one()
            return Person(account.id, account.email, create_token(work, account.id, "bench", 2), team_id)

    def log_in(self, app: Any) -> LoggedIn:
        """The person, at this application."""
        return LoggedIn(app, self.person, self.services.settings.demo_password)

    def _kinds(self) -> list[tuple[str, str, str]]:
        """All user tasks of the national way of working."""
        with self.factory.read() as work:
            release_id = work.session.scalars(select(Case.release_id).limit(1)).one()
        models = self.services.library.get(release_id).processes.values()
        nodes = {node.id: node for model in models for node in model.nodes.values() if node.kind == "userTask"}
        return [(node.id, node.name, node.role) for _, node in sorted(nodes.items())]

    @cached_property
    def team_key(self) -> str:
        """The person's team, as filters name it."""
        with self.factory.read() as work:
            return work.session.get_one(ExpertTeam, self.person.team_id).key

    @cached_property
    def colleague_id(self) -> int:
        """Somebody of the same team who can take over the person's work."""
        with self.factory.read() as work:
            query = select(RoleGrant.account_id).where(
                RoleGrant.team_id == self.person.team_id,
                RoleGrant.role == "procesregisseur",
                RoleGrant.account_id != self.person.account_id,
            )
            return work.session.scalars(query.order_by(RoleGrant.id).limit(1)).one()

    @cached_property
    def original_task_id(self) -> int:
        """The first task of a case in the person's own team."""
        with self.factory.read() as work:
            query = select(Task.id).where(Task.element_id == FIRST_TASK, Task.team_id == self.person.team_id)
            return work.session.scalars(query.order_by(Task.id).limit(1)).one()

    @cached_property
    def original_case(self) -> str:
        """The number of the case of that task."""
        with self.factory.read() as work:
            query = select(Case.number).join(Task, Task.case_id == Case.id).where(Task.id == self.original_task_id)
            return work.session.scalars(query).one()

    def fresh_tasks(self, count: int) -> list[int]:
        """Copies of whole cases, each with its first task open and nothing falling due; the ids of those tasks."""
        return [self.original_task_id + STRIDE * n for n in self.bulk.copies(count, {})]

    def grow_worklist(self, tasks: int) -> None:
        """Copies until there are this many open tasks, each in a case of its own, with a timer far away.

        Kinds and dates are spread, a third of them late; one in four is in the person's own name. Registrations and
        answers are copied without text.
        """
        count = (tasks - self.open_tasks()) // ORIGINALS
        mine = case((numbers.c.n % 4 == 0, self.person.account_id), else_=Task.assignee_id)
        changed: dict[tuple[str, str], Any] = {
            ("task", name): numbers.c[name] for name in ("due_on", "element_id", "name", "role")
        }
        changed["task", "startable_on"] = numbers.c.due_on
        changed["task", "assignee_id"] = mine
        changed["registration_attempt", "data"] = literal({}, RegistrationAttempt.data.type)
        changed["process_instance", "next_due_at"] = literal(self._later, ProcessInstance.next_due_at.type)
        changed["submission", "data"] = literal({}, Submission.data.type)
        tables = ("registration_attempt", "case", "case_step", "process_instance", "task", "submission", "event")
        if count > 0:
            self.bulk.copies(count, changed, tables)

    def put_off(self, below: int) -> None:
        """Everything with a smaller id than this waits for something far away."""
        due = update(ProcessInstance).where(ProcessInstance.id < below, ProcessInstance.next_due_at < self._later)
        with self.factory.write() as work:
            work.session.execute(due.values(next_due_at=self._later), execution_options={"synchronize_session": False})

    def open_tasks(self) -> int:
        with self.factory.read() as work:
            return work.session.scalar(select(func.count()).where(Task.ended_at.is_(None))) or 0

    def close(self) -> None:
        self.bulk.forget()
        self._session.close()
