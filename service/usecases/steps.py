"""What a building block gets to work with during one step of one instance, and what it may queue for afterwards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, select

from service.domain.actors import Actor
from service.models import (
    Case,
    Episode,
    Escalation,
    PlacementReview,
    ProcessInstance,
    Region,
    RegistrationAttempt,
    Submission,
    Task,
)
from service.ports import ElementRef
from service.settings import RegionConfig
from service.usecases.assignment import Assignment, Place, resolve
from service.usecases.history import write_event
from service.usecases.links import find_caseless
from service.usecases.notifications import notify_assignment
from service.usecases.step_functions import functions_of
from service.usecases.work import Work

__all__ = ["Cancel", "Command", "Send", "Start", "Step", "write_event"]


@dataclass(frozen=True)
class Start:
    """Start a process on the same subject; with `join_key` only when no running instance of the subject has it."""

    process_key: str
    data: Mapping[str, Any]
    join_key: str | None


@dataclass(frozen=True)
class Send:
    """Send a message to the waiting instances of the same case, or to one of them."""

    message: str
    process_key: str | None
    instance_id: int | None


@dataclass(frozen=True)
class Cancel:
    """End another instance; its tasks and timers go with it."""

    instance_id: int
    reason: str


Command = Start | Send | Cancel


_ANSWER = (
    select(Submission)
    .where(Submission.instance_id == bindparam("instance"), Submission.form_id == bindparam("form"))
    .order_by(Submission.id.desc())
    .limit(1)
)


_OPEN = select(Task).where(Task.instance_id == bindparam("instance"), Task.ended_at.is_(None))


class Step:
    """One step of one instance: its subject, its day, the answers given so far, the functions of expressions."""

    def __init__(self, work: Work, instance: ProcessInstance, queue: Callable[["Step", Command], None]) -> None:
        self.work, self.instance, self._queue = work, instance, queue
        self.session = work.session
        self.element = ElementRef(instance.process_key, "", "", "")
        # Asked for again and again, by every expression and every open task: looked up once for each step.
        self._case: Case | None = None
        self._configs: dict[int, RegionConfig] = {}

    @property
    def now(self) -> datetime:
        return self.work.now

    @property
    def today(self) -> date:
        return self.work.today

    @property
    def actor(self) -> Actor:
        return self.work.actor

    @property
    def case(self) -> Case | None:
        key = self.instance.case_id
        if key is not None and (self._case is None or self._case.id != key):
            self._case = self.session.get(Case, key)
        return self._case if key is not None else None

    @property
    def attempt(self) -> RegistrationAttempt | None:
        return self.session.get(RegistrationAttempt, self.instance.attempt_id) if self.instance.attempt_id else None

    def the_case(self) -> Case:
        """The case; a building block that needs one is used too early when there is none."""
        if self.case is None:
            raise LookupError(f"{self.element.element_id}: there is no case yet")
        return self.case

    def episode(self) -> Episode:
        """The current episode of the case."""
        newest = select(Episode).where(Episode.case_id == self.the_case().id).order_by(Episode.number.desc()).limit(1)
        return self.session.scalars(newest).one()

    @property
    def caseless(self) -> Escalation | PlacementReview | None:
        """The theme that is escalated, or the review of a placement, without any case."""
        return find_caseless(self.session, self.instance)

    @property
    def subject(self) -> Case | RegistrationAttempt | Escalation | PlacementReview:
        """What the step is about: the case as soon as there is one, else a registration, a theme or a review."""
        subject = self.case or self.attempt or self.caseless
        if subject is None:
            raise LookupError(f"instance {self.instance.id} has no case, no attempt, no theme and no review")
        return subject

    @property
    def place(self) -> Place:
        subject = self.subject
        party = str(self.instance.start_data.get("partij_id") or "")
        starter = subject.started_by_id if isinstance(subject, Escalation) else None
        return Place(
            subject.team_id or 0, subject.region_id, subject.municipality_id, self.case, party, self.instance.id,
            starter,
        )  # fmt: skip

    def resolve(self, role: str) -> Assignment:
        """The person or pool for a lane, in the place of this step."""
        return resolve(self.work, role, self.place)

    # --- answers ----------------------------------------------------------------------------------------------------

    def submission(self, form_id: str) -> Submission | None:
        """The latest version of the latest answer to this form in this instance."""
        found = self._latest(form_id)
        if found is not None and found in self.session.new:
            self.session.flush()  # given in this step, and without an id until it is written
        return found

    def answers(self, form_id: str) -> dict[str, Any]:
        """Its data; empty when nobody answered that form here."""
        found = self._latest(form_id)
        return dict(found.data) if found else {}

    def _latest(self, form_id: str) -> Submission | None:
        if (just_now := self.work.answered.get((self.instance.id, form_id))) is not None:
            return just_now
        # What is asked here was written before, or just now: nothing need be written first.
        with self.session.no_autoflush:
            return self.session.scalars(_ANSWER, {"instance": self.instance.id, "form": form_id}).first()

    # --- settings and terms -------------------------------------------------------------------------------------------

    @property
    def config(self) -> RegionConfig:
        key = self.subject.region_id
        if key not in self._configs:
            region = self.session.get_one(Region, key)
            self._configs[key] = self.work.services.regions.for_region(region.key)
        return self._configs[key]

    def setting(self, key: str) -> Any:
        return self.config.setting(key)

    def term(self, code: str, from_on: date) -> date:
        return self.config.term_date(code, from_on)

    def working_days(self, n: int, from_on: date) -> date:
        return self.config.calendar.add_working_days(n, from_on)

    @cached_property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The functions of expressions; dates go in and out as ISO strings."""
        return functions_of(lambda: self.config, lambda: self.today)

    def call_handler(self, name: str, parameters: Mapping[str, Any], element: ElementRef) -> Mapping[str, Any]:
        """Run a building block by name (the engine calls this)."""
        self.element = element
        return self.work.services.handlers.call(name, self, parameters)

    # --- what may be queued and written -------------------------------------------------------------------------------

    def start_process(self, process_key: str, data: Mapping[str, Any], join_key: str | None = None) -> None:
        self._queue(self, Start(process_key, dict(data), join_key))

    def send(self, message: str, *, process_key: str | None = None, instance_id: int | None = None) -> None:
        self._queue(self, Send(message, process_key, instance_id))

    def cancel(self, instance_id: int, reason: str) -> None:
        self._queue(self, Cancel(instance_id, reason))

    def event(self, kind: str, text: str, *, automatic: bool = False, data: Mapping[str, Any] | None = None) -> None:
        """Write a line of the case's history; what a timer did is written with the rule it followed."""
        by_itself = automatic or self.actor.system
        rule = self.config.rule(self.element.term, self.element.why) if by_itself else {}
        told = {**rule, **(data or {})}
        write_event(self.work, self.instance, kind, text, automatic=automatic, element=self.element, data=told)

    @cached_property
    def open_tasks(self) -> Sequence[Task]:
        """The tasks of the instance that were open when the step first asked: only its end opens others."""
        # What the step changed so far is written together with what it opens, not once more before this look.
        with self.session.no_autoflush:
            return self.session.scalars(_OPEN, {"instance": self.instance.id}).all()

    def host_task(self) -> Task | None:
        """The task that the boundary branch of this step belongs to, open or just ended."""
        spiff_id = self.element.host_spiff_id
        if spiff_id is None:
            return None
        for task in self.open_tasks:
            if task.spiff_id == spiff_id:
                return task
        ended = select(Task).where(Task.instance_id == self.instance.id, Task.spiff_id == spiff_id)
        return self.session.scalars(ended).first()

    def notify_roles(
        self,
        kind: str,
        roles: Sequence[str],
        *,
        due_on: date | None = None,
        subject: str = "",
        task: Task | None = None,
        why: str = "",
    ) -> int:
        """Tell the holders of these lanes, once per case, subject, kind and due date; how many heard it now."""
        return sum(
            notify_assignment(
                self.work, self.instance, self.resolve(role), kind, due_on=due_on, subject=subject, task=task, why=why
            )
            for role in roles
        )
