"""Our own behaviour of service tasks, human tasks, ends, calls and multi-instances."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EndEvent as LibraryEndEvent
from SpiffWorkflow.spiff.specs.defaults import CallActivity as LibraryCallActivity
from SpiffWorkflow.spiff.specs.defaults import ManualTask as LibraryManualTask
from SpiffWorkflow.spiff.specs.defaults import NoneTask as LibraryNoneTask
from SpiffWorkflow.spiff.specs.defaults import ParallelMultiInstanceTask as LibraryParallelMulti
from SpiffWorkflow.spiff.specs.defaults import SequentialMultiInstanceTask as LibrarySequentialMulti
from SpiffWorkflow.spiff.specs.defaults import ServiceTask as LibraryServiceTask
from SpiffWorkflow.spiff.specs.defaults import UserTask as LibraryUserTask

from service.engine.due import due_of
from service.engine.handler_call import run_handler
from service.engine.model import SIDE_END, ProcessModel
from service.engine.place import Task, Workflow, failure, node_of, place_of
from service.engine.script_engine import engine_of

MAX_INSTANCES = 20


class ServiceTask(LibraryServiceTask):
    """Calls a handler by name; the library's way hides the true error and stores the whole result."""

    def _execute(self, task: Task) -> bool:
        run_handler(task)
        return True


class _Opens:
    """A task for a person: its due date is fixed when it opens."""

    def _on_ready_hook(self, my_task: Task) -> None:
        due_of(my_task)
        super()._on_ready_hook(my_task)  # type: ignore[misc]


class UserTask(_Opens, LibraryUserTask):
    """A task with a form."""


class ManualTask(_Opens, LibraryManualTask):
    """A task that a person confirms."""


class NoneTask(_Opens, LibraryNoneTask):
    """A task without a type waits for a person too: it is confirmed."""


class EndEvent(LibraryEndEvent):
    """Writes the result code of the process before anything waits for it or is terminated."""

    def _run_hook(self, my_task: Task) -> Any:
        result = node_of(my_task).result
        if result and result != SIDE_END:
            my_task.data[place_of(my_task).process.result_variable] = result
        return super()._run_hook(my_task)


class CallActivity(LibraryCallActivity):
    """Lets only declared variables cross: the library copies everything both ways, stale values included."""

    def _callee(self, my_task: Task) -> ProcessModel:
        return engine_of(my_task).release.processes[self.spec]

    def copy_data(self, my_task: Task, subworkflow: Workflow) -> None:
        callee = self._callee(my_task)
        missing = callee.missing_at_start(my_task.data)
        if missing:
            raise failure(my_task, f"{callee.key} starts without {', '.join(missing)}")
        given = {name: my_task.data[name] for name in callee.start_variables if name in my_task.data}
        subworkflow.task_tree.set_data(**{**callee.first_values, **given})

    def update_data(self, my_task: Task, subworkflow: Workflow) -> None:
        callee, data = self._callee(my_task), subworkflow.last_task.data
        for name in place_of(my_task).process.variables:
            if name in data and (name in callee.variables or name == callee.result_variable):
                my_task.data[name] = data[name]


class _Bounded:
    """A multi-instance of at most 20, whose item does not stay behind in the data of the case."""

    def _update_hook(self, my_task: Task) -> Any:
        my_task._inherit_data()
        count = self._count(my_task)
        if count > MAX_INSTANCES:
            raise failure(my_task, f"{count} instances at once; the most is {MAX_INSTANCES}")
        return super()._update_hook(my_task)  # type: ignore[misc]

    def _count(self, my_task: Task) -> int:
        reference = getattr(self, "data_input", None)
        if reference is not None:
            value = reference.get(my_task)
        else:
            value = engine_of(my_task).evaluate(my_task, str(getattr(self, "cardinality", "")))
        if isinstance(value, list | tuple):
            return len(value)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        raise failure(my_task, f"a multi-instance runs over a list or a number, not {value!r}")

    def merge_child(self, workflow: Workflow, child: Task) -> None:
        # The library copies the item up with the rest, and then refuses the next one because there already is one.
        item = getattr(self, "input_item", None)
        if item is not None:
            child.data.pop(item.bpmn_id, None)
        super().merge_child(workflow, child)  # type: ignore[misc]


class ParallelMultiInstance(_Bounded, LibraryParallelMulti):
    """All at once."""


class SequentialMultiInstance(_Bounded, LibrarySequentialMulti):
    """One after the other."""
