"""State of an instance as bytes: the task tree only, without the spec, and with our script engine put back on load.

A workflow is a list of task rows in tree order, so that parents come first and the order of children is kept. Data
are stored as the difference with the parent task. Everything is a JSON scalar, a list or a dict of those.
"""

import zlib
from typing import Any

import orjson
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.util.task import TaskState

from service.engine.errors import EngineError
from service.engine.parser import ProcessSpecs
from service.engine.place import Spec, Task, Workflow
from service.engine.script_engine import SafeScriptEngine
from service.engine.tree import LeanTask, LeanWorkflow

VERSION = 1
MAX_RAW = 32 * 1024 * 1024
_HEXADECIMAL = 32  # digits of a UUID
Row = list[Any]


def encode(workflow: Workflow) -> bytes:
    """The state of a workflow; raises EngineError when it holds something that could not be read back."""
    numbers: dict[str, tuple[int, int]] = {}
    trees = [_tree(index, found, numbers) for index, found in enumerate(workflows(workflow))]
    try:
        raw = orjson.dumps({"v": VERSION, "ok": workflow.success, "w": trees})
    except TypeError as error:
        raise EngineError(error) from error
    if len(raw) > MAX_RAW:
        # However well it packs: what decode refuses must not be written.
        raise EngineError(f"the state has {len(raw)} bytes unpacked; the most is {MAX_RAW}")
    return zlib.compress(raw, 1)


def workflows(workflow: Workflow) -> list[Workflow]:
    """The workflow and the sub-processes and calls in it, each after the one that holds it."""
    inner = sorted(workflow.subprocesses.values(), key=lambda found: found.depth)
    return [workflow, *inner]


def _tree(index: int, workflow: Workflow, numbers: dict[str, tuple[int, int]]) -> Row:
    rows: list[Row] = []
    tasks = workflow.tasks
    stack: list[tuple[Task, int, dict[str, Any]]] = [(workflow.task_tree, -1, {})]
    while stack:
        task, parent, given = stack.pop()
        number, data = len(rows), task.data
        numbers[task.id] = (index, number)
        for child in reversed(task._children):
            stack.append((tasks[child], number, data))
        rows.append(_row(task, parent, given))
    last = workflow.last_task
    holder = numbers[workflow.parent_task_id] if workflow.parent_task_id is not None else None
    return [holder, numbers[last.id][1] if last is not None else None, workflow.completed, rows]


def _row(task: Task, parent: int, given: dict[str, Any]) -> Row:
    data = task.data
    changed: dict[str, Any] = {}
    gone: list[str] = []
    if data != given:
        changed = {name: value for name, value in data.items() if name not in given or given[name] != value}
        gone = [name for name in given if name not in data]
    hexadecimal, name, changed_at = task.id.replace("-", ""), task.task_spec.name, round(task.last_state_change, 6)
    return [hexadecimal, parent, task._state, name, task.triggered, changed_at, task.internal_data, changed, gone]


def decode(state: bytes, specs: ProcessSpecs, engine: SafeScriptEngine) -> LeanWorkflow:
    """The workflow of a state, with our engine; raises EngineError when the state does not fit the specs."""
    try:
        return _restore(_unpack(state), specs, engine)
    except (zlib.error, orjson.JSONDecodeError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise EngineError(error) from error


def _unpack(state: bytes) -> dict[str, Any]:
    reader = zlib.decompressobj()
    raw = reader.decompress(state, MAX_RAW)
    if reader.unconsumed_tail or not reader.eof:
        raise ValueError("the state is cut off or too large")
    content: dict[str, Any] = orjson.loads(raw)
    if content["v"] != VERSION:
        raise ValueError(f"unknown version of state: {content['v']}")
    return content


def _restore(content: dict[str, Any], specs: ProcessSpecs, engine: SafeScriptEngine) -> LeanWorkflow:
    top = LeanWorkflow(specs.top, dict(specs.inner), engine)
    loaded: list[list[Task]] = []
    for holder, last, completed, rows in content["w"]:
        workflow = top if holder is None else _inner(top, loaded[holder[0]][holder[1]])
        tasks = _tasks(workflow, rows)
        loaded.append(tasks)
        workflow.task_tree = tasks[0]
        workflow.last_task = tasks[last] if last is not None else None
        workflow.completed = completed
    top.success = content["ok"]
    engine.stamp(after=max(task.last_state_change for tasks in loaded for task in tasks))
    return top


def _inner(top: Workflow, holder: Task) -> Workflow:
    inner = top.restore_subprocess(holder, holder.task_spec.spec)
    inner.completed_event.connect(holder.task_spec._on_subworkflow_completed, holder)
    return inner


def _tasks(workflow: Workflow, rows: list[Row]) -> list[Task]:
    tasks: list[Task] = []
    for row in rows:
        parent = tasks[row[1]] if row[1] >= 0 else None
        task = _task(workflow, workflow.spec.task_specs[row[3]], parent, row)
        tasks.append(task)
        if isinstance(task.task_spec, CatchingEvent) and task.state == TaskState.WAITING:
            workflow.top_workflow.event_manager.add_task(task)
    return tasks


def _task(workflow: Workflow, spec: Spec, parent: Task | None, row: Row) -> Task:
    hexadecimal, _, state, _, triggered, changed_at, internal, changed, gone = row
    task = LeanTask.restored(workflow, spec, parent, _canonical(hexadecimal), state)
    task.triggered = triggered
    task.last_state_change = changed_at
    task.internal_data = internal
    data = dict(parent.data) if parent is not None else {}
    for name, value in changed.items():
        data[name] = tuple(value) if isinstance(value, list) else value
    for name in gone:
        del data[name]
    task.data = data
    return task


def _canonical(hexadecimal: str) -> str:
    """A UUID as people write it, which is the id of a task; raises ValueError when it is none."""
    if len(hexadecimal) != _HEXADECIMAL:
        raise ValueError(f"not an id: {hexadecimal!r}")
    h = hexadecimal
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"
