"""The steps of an instance: start, complete a task, fire what is due, send a message, cancel.

Every step loads the state, acts, settles, prunes and gives the new state; nothing is kept in between, so a step that
fails leaves nothing behind. A step may run in any process and any thread.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.util.task import TaskState

from service.domain.errors import TaskNotOpen
from service.engine import correcting, migrating, moving, shifting
from service.engine.codec import decode, encode, workflows
from service.engine.errors import EngineError
from service.engine.handler_call import take
from service.engine.library import Library
from service.engine.migrating import NO_PROCESS, Mapped, Migration
from service.engine.model import ProcessModel
from service.engine.place import Task, Workflow, node_of
from service.engine.prune import prune
from service.engine.report import message_tasks, open_human_tasks, process_data, report, timers
from service.engine.scalars import WrongValue, kept
from service.engine.script_engine import SafeScriptEngine
from service.engine.settle import Run, ensure_alive, run_task, settle
from service.engine.shifting import Day, Later, Scope
from service.engine.tree import LeanWorkflow
from service.engine.values import Limits, Moved, Outcome, Snapshot, Token, VariableValue
from service.ports import StepContext


class Runner:
    """Runs instances of released processes. Raises EngineError, TaskNotOpen, and what handlers raise as DomainError."""

    def __init__(self, library: Library, limits: Limits | None = None) -> None:
        self._library = library
        self._limits = limits or Limits()

    def start(
        self,
        release_id: int,
        process_key: str,
        data: Mapping[str, Any],
        step: StepContext,
        answered: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """A new instance with its start variables; `answered` completes the task that the start form stands for."""
        release = self._library.get(release_id)
        specs = release.specs(process_key)
        first = _start_data(release.processes[process_key], data)
        engine = SafeScriptEngine(release, step)
        run = Run(LeanWorkflow(specs.top, dict(specs.inner), engine), self._limits)
        run.workflow.plant()
        run.workflow.task_tree.set_data(**first)
        settle(run)
        if answered is not None:
            _complete(run, _answered_task(run.workflow), answered)
        return self._finish(run)

    def complete(self, snapshot: Snapshot, spiff_id: str, values: Mapping[str, Any], step: StepContext) -> Outcome:
        """Complete an open task with the values of its form; TaskNotOpen when it is not open (any more)."""
        run = self._load(snapshot, step)
        _complete(run, _open_task(run.workflow, spiff_id), values)
        return self._finish(run)

    def fire_due(self, snapshot: Snapshot, step: StepContext) -> Outcome:
        """Fire the timers of the earliest due instant up to and including now; later instants need another call.

        Each instant is a step of its own because `step.today` is the day that instant counts for. A timer that is
        armed in this step waits for the next call, even when its instant lies in the past.
        """
        run = self._load(snapshot, step)
        armed = timers(run.workflow)
        earliest = min((due_at for due_at, _ in armed), default=datetime.max.replace(tzinfo=UTC))
        if earliest <= step.now:
            firing = [task for due_at, task in armed if due_at == earliest]
            run.workflow.script_engine.firing = frozenset(task.id for task in firing)
            for task in firing:
                task.task_spec._update(task)
            settle(run)
        return self._finish(run)

    def send(self, snapshot: Snapshot, message: str, step: StepContext) -> Outcome | None:
        """Give a message to everything in this instance that waits for it; None when nothing does."""
        run = self._load(snapshot, step)
        waiting = [task for task in message_tasks(run.workflow) if task.task_spec.event_definition.name == message]
        if not waiting:
            return None
        # The library compares definitions by class and name: only the waiting task's own is sure to be equal.
        run.workflow.send_event(BpmnEvent(waiting[0].task_spec.event_definition, payload=None))
        settle(run)
        return self._finish(run)

    def cancel(self, snapshot: Snapshot, step: StepContext) -> Outcome:
        """End the instance as it is: everything open, waiting and armed goes; a completed one stays completed."""
        run = self._load(snapshot, step)
        if not run.workflow.completed:
            run.workflow.cancel()
        return self._finish(run)

    def inspect(self, snapshot: Snapshot, step: StepContext) -> Outcome:
        """What this state says, nothing done; EngineError when it does not fit the release, NothingWaits when dead."""
        run = self._load(snapshot, step)
        ensure_alive(run.workflow)
        return report(run.workflow, snapshot.state, [], process_data(run.workflow))

    def shift(self, snapshot: Snapshot, step: StepContext, scope: Scope, day: Day) -> tuple[Outcome, list[Moved]]:
        """Move due dates and armed timers by `day` (from a date to a date); nothing fires."""
        run = self._load(snapshot, step)
        moved = shifting.shift(run.workflow, scope, day)
        return self._finish(run), moved

    def hold(self, snapshot: Snapshot, step: StepContext, scope: Scope) -> tuple[Outcome, int]:
        """Suspend terms: held timers do not fire, however late it gets; how many were not held yet."""
        run = self._load(snapshot, step)
        held = shifting.hold(run.workflow, scope, step.now)
        return self._finish(run), held

    def release(self, snapshot: Snapshot, step: StepContext, scope: Scope, later: Later) -> tuple[Outcome, list[Moved]]:
        """Let suspended terms count again, moved by `later` (the day it was held, its date); nothing fires."""
        run = self._load(snapshot, step)
        moved = shifting.release(run.workflow, scope, later)
        return self._finish(run), moved

    def tokens(self, snapshot: Snapshot, step: StepContext) -> list[Token]:
        """Where the instance stands, and where an operator may move it."""
        return moving.tokens(self._load(snapshot, step).workflow)

    def move(self, snapshot: Snapshot, spiff_id: str, target: str, step: StepContext) -> Outcome:
        """Move a token to another user task of its level; EngineError when that would not be sound."""
        run = self._load(snapshot, step)
        moving.move(run, spiff_id, target)
        return self._finish(run)

    def migrate(
        self, snapshot: Snapshot, release_id: int, mapped: Mapped, step: StepContext
    ) -> tuple[Outcome | None, Migration]:
        """The instance on another release, with what that means; no outcome when there is a refusal.

        `mapped`: by (process, element) the user task that comes in the place of an open step that is not there.
        """
        old, new = self._library.get(snapshot.release_id), self._library.get(release_id)
        if snapshot.process_key not in new.processes:
            return None, Migration(refusals=[NO_PROCESS.format(old.processes[snapshot.process_key].name)])
        engine, specs = SafeScriptEngine(new, step), new.specs(snapshot.process_key)
        run = Run(decode(snapshot.state, old.specs(snapshot.process_key), engine), self._limits)
        found = migrating.migrate(run.workflow, specs, mapped)
        if found.refusals:
            return None, found
        settle(run)
        outcome = self._finish(run)
        # What was written must load again, and still wait for somebody or something.
        ensure_alive(decode(outcome.state, specs, SafeScriptEngine(new, step)))
        return outcome, found

    def variables(self, snapshot: Snapshot, process_key: str, step: StepContext) -> list[VariableValue]:
        """The declared scalars of a process of this instance, as they are now."""
        return correcting.variables(self._load(snapshot, step).workflow, process_key)

    def correct(self, snapshot: Snapshot, process_key: str, values: Mapping[str, Any], step: StepContext) -> Outcome:
        """Put declared scalars right; nothing runs until the next step."""
        run = self._load(snapshot, step)
        correcting.correct(run.workflow, process_key, values)
        return self._finish(run)

    def _load(self, snapshot: Snapshot, step: StepContext) -> Run:
        release = self._library.get(snapshot.release_id)
        engine = SafeScriptEngine(release, step)
        return Run(decode(snapshot.state, release.specs(snapshot.process_key), engine), self._limits)

    def _finish(self, run: Run) -> Outcome:
        data = process_data(run.workflow)
        prune(run.workflow)
        state = encode(run.workflow)
        if len(state) > self._limits.state_bytes:
            raise EngineError(f"the state has {len(state)} bytes; the most is {self._limits.state_bytes}")
        return report(run.workflow, state, run.visits, data)


def _start_data(process: ProcessModel, data: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(data) - set(process.start_variables))
    if unknown:
        raise EngineError(f"not declared with `start`: {', '.join(unknown)}", process_key=process.key)
    missing = process.missing_at_start(data)
    if missing:
        raise EngineError(f"starts without {', '.join(missing)}", process_key=process.key)
    try:
        given = {name: kept(name, value, process.variables[name].type) for name, value in data.items()}
    except WrongValue as error:
        raise EngineError(error, process_key=process.key) from error
    return {**process.first_values, **given}


def _answered_task(workflow: Workflow) -> Task:
    for task in open_human_tasks(workflow):
        if node_of(task).answered_at_start:
            return task
    raise EngineError("no open task has start_beantwoord, so the start form has no place")


def _open_task(workflow: Workflow, spiff_id: str) -> Task:
    task = next((found.tasks[spiff_id] for found in workflows(workflow) if spiff_id in found.tasks), None)
    # The library runs any task it is given, completed and future ones too: this is the only guard.
    if task is None or task.state != TaskState.READY or not task.task_spec.manual or workflow.completed:
        raise TaskNotOpen
    return task


def _complete(run: Run, task: Task, values: Mapping[str, Any]) -> None:
    take(task, values)
    run_task(run, task)
    settle(run)
