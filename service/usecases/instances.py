"""Running processes: one step is one transaction, and what it queues is done after it settled, inside it."""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from service.db import was_overtaken
from service.domain.errors import DomainError, TaskNotOpen
from service.engine import EngineError, Outcome, Snapshot
from service.models import Case, ProcessInstance, RegistrationAttempt, Task
from service.usecases.bookkeeping import book
from service.usecases.links import REVIEW, THEME, add_instance
from service.usecases.steps import Cancel, Command, Send, Start, Step
from service.usecases.suspension import keep_held
from service.usecases.work import AMSTERDAM, BrokenStep, Work

# A step that keeps queueing others is a mistake in a diagram, not work: it becomes an incident.
MAX_COMMANDS = 200
Action = Callable[[Step], Outcome | None]


def start(
    work: Work,
    process_key: str,
    data: Mapping[str, Any],
    *,
    release_id: int,
    case: Case | None = None,
    attempt: RegistrationAttempt | None = None,
    join_key: str | None = None,
    answered: Mapping[str, Any] | None = None,
) -> ProcessInstance:
    """Start a process for a case or attempt, or with neither for a theme or a review.

    `answered` fills the task that the start form stands for.
    """
    chain = _Chain(work)
    lock(work, case)
    instance = chain.start(Start(process_key, data, join_key), release_id, case, attempt, answered)
    chain.finish()
    return instance


def complete(work: Work, task: Task, values: Mapping[str, Any]) -> ProcessInstance:
    """Complete a user task in its process; the task is marked by the caller, in the same transaction."""
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    chain = _Chain(work)
    runner = work.services.runner
    chain.step(instance, lambda step: runner.complete(snapshot_of(instance), task.spiff_id, values, step), task.id)
    chain.finish()
    return instance


def fire(work: Work, instance: ProcessInstance, instant: datetime) -> None:
    """Fire what this instance has due; the step counts for that instant's day in Amsterdam.

    Its case, or without one the instance, must be held by this transaction, and read after that.
    """
    work.counted_day = instant.astimezone(AMSTERDAM).date()
    chain = _Chain(work)
    chain.step(instance, lambda step: work.services.runner.fire_due(snapshot_of(instance), step))
    chain.finish()
    instance.tries, instance.retry_at = 0, None


def send(
    work: Work, case: Case | None, message: str, *, process_key: str | None = None, instance_id: int | None = None
) -> int:
    """Send a message to the waiting instances of a case; returns how many took it."""
    chain = _Chain(work)
    lock(work, case)
    taken = chain.send(Send(message, process_key, instance_id), case.id if case else None, None)
    chain.finish()
    return taken


def cancel(work: Work, instance: ProcessInstance, reason: str) -> None:
    """End an instance; its open tasks are cancelled."""
    chain = _Chain(work)
    chain.cancel(Cancel(instance.id, reason))
    chain.finish()


def apply(work: Work, instance: ProcessInstance, action: Action) -> None:
    """Change an instance by hand; what follows from it happens in the same transaction."""
    chain = _Chain(work)
    chain.step(instance, action)
    chain.finish()


def running(work: Work, case_id: int, process_key: str | None = None) -> list[ProcessInstance]:
    """The running instances of a case, oldest first."""
    query = select(ProcessInstance).where(ProcessInstance.case_id == case_id, ProcessInstance.status == "running")
    if process_key:
        query = query.where(ProcessInstance.process_key == process_key)
    return list(work.session.scalars(query.order_by(ProcessInstance.id)))


def lock(work: Work, case: Case | None, instance: ProcessInstance | None = None) -> None:
    """Hold the case for the rest of the transaction: rules such as «one open escalation» span its instances.

    Without a case the instance itself is what two may not hold at once. Rows that only point at it may still be
    written meanwhile.
    """
    subject = case or instance
    if subject is not None:
        work.session.refresh(subject, with_for_update={"key_share": True})


def snapshot_of(instance: ProcessInstance) -> Snapshot:
    """What the engine needs to go on with an instance."""
    return Snapshot(instance.release_id, instance.process_key, instance.state)


class _Chain:
    """One step and everything that follows from it."""

    def __init__(self, work: Work) -> None:
        self.work, self.count = work, 0
        self.queue: deque[tuple[Step, Command]] = deque()

    def step(self, instance: ProcessInstance, action: Action, task_id: int | None = None) -> bool:
        """Run one action of the engine and write down what came of it; False when nobody was waiting for it."""
        step = Step(self.work, instance, lambda origin, command: self.queue.append((origin, command)))
        try:
            outcome = action(step)
            if outcome is None:
                return False
            book(self.work, instance, outcome, step)
            keep_held(self.work, instance, step.case)
            self.work.session.flush()
        except DomainError:
            raise
        except EngineError as error:
            cause = error.cause if isinstance(error.cause, BaseException) else error
            if was_overtaken(cause):
                raise cause from error
            raise BrokenStep(
                cause, instance_id=instance.id, case_id=instance.case_id, task_id=task_id,
                process_key=error.process_key, element_id=error.element_id, handler=error.handler,
            ) from error  # fmt: skip
        except Exception as error:
            if was_overtaken(error):
                raise
            raise BrokenStep(error, instance_id=instance.id, case_id=instance.case_id, task_id=task_id) from error
        return True

    def finish(self) -> None:
        """Do what was queued, in order, until nothing is left."""
        while self.queue:
            origin, command = self.queue.popleft()
            self.count += 1
            if self.count > MAX_COMMANDS:
                raise BrokenStep(
                    RuntimeError(f"more than {MAX_COMMANDS} follow-up commands"),
                    instance_id=origin.instance.id, case_id=origin.instance.case_id,
                )  # fmt: skip
            self._do(origin, command)

    def _do(self, origin: Step, command: Command) -> None:
        match command:
            case Start():
                case, attempt = origin.case, origin.attempt
                if not self._joined(command, case):
                    release_id = case.release_id if case else origin.instance.release_id
                    self.start(command, release_id, case, attempt, None)
            case Send():
                self.send(command, origin.instance.case_id, origin.instance.id)
            case Cancel():
                self.cancel(command)

    def _joined(self, command: Start, case: Case | None) -> bool:
        if command.join_key is None or case is None:
            return False
        query = select(ProcessInstance.id).where(
            ProcessInstance.case_id == case.id,
            ProcessInstance.status == "running",
            ProcessInstance.join_key == command.join_key,
        )
        return self.work.session.scalars(query.limit(1)).first() is not None

    def start(
        self,
        command: Start,
        release_id: int,
        case: Case | None,
        attempt: RegistrationAttempt | None,
        answered: Mapping[str, Any] | None,
    ) -> ProcessInstance:
        instance = ProcessInstance(
            subject="zaak" if case else "aanmeldpoging" if attempt else REVIEW if "toets_id" in command.data else THEME,
            case_id=case.id if case else None,
            attempt_id=attempt.id if attempt else None,
            process_key=command.process_key,
            release_id=release_id,
            join_key=command.join_key,
            start_data=dict(command.data),
            state=b"",
            status="running",
            started_at=self.work.now,
            active=[],
            messages=[],
        )
        add_instance(self.work.session, instance)
        runner = self.work.services.runner
        self.step(
            instance,
            lambda step: runner.start(release_id, command.process_key, dict(command.data), step, answered=answered),
        )
        return instance

    def send(self, command: Send, case_id: int | None, sender_id: int | None) -> int:
        query = select(ProcessInstance).where(ProcessInstance.status == "running")
        if command.instance_id is not None:
            query = query.where(ProcessInstance.id == command.instance_id)
        else:
            query = query.where(ProcessInstance.case_id == case_id)
        if command.process_key is not None:
            query = query.where(ProcessInstance.process_key == command.process_key)
        waiting = [
            i for i in self.work.session.scalars(query.order_by(ProcessInstance.id)) if command.message in i.messages
        ]
        runner = self.work.services.runner
        return sum(
            self.step(i, lambda step, i=i: runner.send(snapshot_of(i), command.message, step))  # type: ignore[misc]
            for i in waiting
        )

    def cancel(self, command: Cancel) -> None:
        instance = self.work.session.get(ProcessInstance, command.instance_id)
        if instance is None or instance.status != "running":
            return
        runner = self.work.services.runner
        self.step(instance, lambda step: runner.cancel(snapshot_of(instance), step))
        instance.result = instance.result or command.reason


def ensure_running(instance: ProcessInstance) -> None:
    """A process that ended takes no more steps."""
    if instance.status != "running":
        raise TaskNotOpen
