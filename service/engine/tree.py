"""The library's tasks and workflows, behaving as they do at about half of what they cost.

The library names every change of state for a log that nobody reads, works with ids whose hash is worked out anew at
every look-up, and goes through the whole tree after every element. Nothing here changes what happens, or in which
order; `tests/engine` walks every process of the specification with it.
"""

from collections.abc import Iterator
from uuid import uuid4

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task as LibraryTask
from SpiffWorkflow.util.task import TaskState

from service.engine.place import Spec, Task, Workflow
from service.engine.script_engine import SafeScriptEngine, engine_of


class LeanTask(LibraryTask):
    """A task whose id is text: the canonical form of a UUID, as the table of tasks keeps it."""

    _state: int

    def __init__(self, workflow: Workflow, spec: Spec, parent: Task | None, state: int) -> None:
        super().__init__(workflow, spec, parent, state=state, id=str(uuid4()))
        self.last_state_change = engine_of(self).stamp()

    @classmethod
    def restored(cls, workflow: Workflow, spec: Spec, parent: Task | None, task_id: str, state: int) -> "LeanTask":
        """A task as it was, under its parent; the rest of what is known of it the caller puts in."""
        task = cls.__new__(cls)
        task.id, task.workflow, task.task_spec, task._state = task_id, workflow, spec, state
        task._children, task.thread_id = [], cls.thread_id_pool
        task._parent = None
        if parent is not None:
            task._parent = parent.id
            parent._children.append(task_id)
        workflow.tasks[task_id] = task
        return task

    def _add_child(self, task_spec: Spec, state: int = TaskState.MAYBE) -> Task:
        if self._state & TaskState.PREDICTED_MASK and not state & TaskState.PREDICTED_MASK:
            return super()._add_child(task_spec, state)  # refuses it
        task = type(self)(self.workflow, task_spec, self, state)
        task.thread_id = self.thread_id
        if state == TaskState.READY:
            task._ready()
        return task

    def _set_state(self, value: int) -> None:
        if value != self._state:
            self._state = value
            self.last_state_change = engine_of(self).stamp()

    def _inherit_data(self) -> None:
        given = self.parent.data
        if any(isinstance(value, dict | list) for value in given.values()):
            super()._inherit_data()
        else:
            self.data.update(given)


def _waiting(workflow: Workflow) -> Iterator[Task]:
    """What waits, in the order of the tree; each is looked at when its turn comes."""
    stack, tasks = [workflow.task_tree], workflow.tasks
    while stack:
        task = stack.pop()
        if task._state >= TaskState.FUTURE:
            stack.extend([tasks[child] for child in reversed(task._children)])
        if task._state == TaskState.WAITING:
            yield task


class _Lean:
    """What process and sub-process have in common."""

    task_tree: Task
    spec: Spec

    def update_waiting_tasks(self) -> None:
        for task in _waiting(self):
            task.task_spec._update(task)

    def plant(self) -> None:
        """Begin: the first task, and what may come after it."""
        self.task_tree = LeanTask(self, self.spec.start, None, TaskState.FUTURE)
        self.spec.start._predict(self.task_tree, mask=TaskState.NOT_FINISHED_MASK)
        self.task_tree._ready()


class LeanSubWorkflow(_Lean, BpmnSubWorkflow):
    """A sub-process or call."""


class LeanWorkflow(_Lean, BpmnWorkflow):
    """A process; empty until it is planted, or until its tasks are put back."""

    def __init__(self, spec: Spec, inner: dict[str, Spec], engine: SafeScriptEngine) -> None:
        super().__init__(spec, inner, script_engine=engine, deserializing=True)

    def create_subprocess(self, my_task: Task, spec_name: str) -> LeanSubWorkflow:
        subprocess = self.restore_subprocess(my_task, spec_name)
        subprocess.plant()
        return subprocess

    def restore_subprocess(self, my_task: Task, spec_name: str) -> LeanSubWorkflow:
        """The sub-process of a task, still without tasks of its own."""
        subprocess = LeanSubWorkflow(self.subprocess_specs[spec_name], my_task.id, self, deserializing=True)
        self.subprocesses[my_task.id] = subprocess
        return subprocess
