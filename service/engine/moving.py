"""Moving a token: an operator's last resort when a diagram led a case to a place where it cannot go on.

What stands at the token ends as if it was cancelled; the chosen user task opens in its place with the same data. Only
within one level (a process, a call or a sub-process) in which nothing else is going on: otherwise branches that belong
together would wait for each other for ever.
"""

from collections.abc import Iterator

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from service.domain.expressions import compile_expression
from service.engine.codec import workflows
from service.engine.errors import EngineError
from service.engine.gate.graph import Scope, scopes
from service.engine.model import NodeModel
from service.engine.place import Spec, Task, Workflow, find_name, node_of, place_of
from service.engine.script_engine import engine_of
from service.engine.settle import Run, settle
from service.engine.values import Token

_LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
_JOINS = ("parallelGateway", "inclusiveGateway")
SEVERAL = "Hier lopen meer takken tegelijk. Eén ervan verplaatsen kan de andere voor altijd laten wachten."
IN_A_SET = "Deze taak hoort bij een groep gelijke taken die samen wachten; daaruit kan er niet één weg."
NOWHERE = "In dit deel van het proces is geen andere taak waar de zaak verder kan met de gegevens die er nu zijn."


def tokens(workflow: Workflow) -> list[Token]:
    """Where the instance stands, with where each token can go or why it cannot."""
    return [_token(found, task) for found in workflows(workflow) for task in standing(found, workflow)]


def move(run: Run, spiff_id: str, target: str) -> None:
    """End what stands at this token and open the target in its place; raises EngineError when that is not sound."""
    for found in workflows(run.workflow):
        for task in standing(found, run.workflow):
            if str(task.id) == spiff_id:
                token = _token(found, task)
                if target not in dict(token.targets):
                    raise EngineError(f"the token cannot go to {target}: {token.refusal or 'not a target'}")
                put(task, target)
                settle(run)
                return
    raise EngineError(f"no token {spiff_id}")


def standing(workflow: Workflow, top: Workflow) -> Iterator[Task]:
    """The tokens of a level; what holds a call or sub-process that runs is not one, its content is."""
    for task in workflow.tasks.values():
        if not task.has_state(_LIVE) or task.id in top.subprocesses or place_of(task).node is None:
            continue
        # The instances of a set stand for it.
        if not isinstance(task.task_spec, BoundaryEvent) and not _holds_a_set(task):
            yield task


def _holds_a_set(task: Task) -> bool:
    return any(child.triggered and child.has_state(_LIVE) for child in task.children)


def _token(workflow: Workflow, task: Task) -> Token:
    place, node = place_of(task), node_of(task)
    refusal, targets = _refusal(workflow, task, node), tuple[tuple[str, str], ...]()
    if refusal is None:
        targets = tuple(_targets(workflow, task, node))
        refusal = None if targets else NOWHERE
    return Token(str(task.id), place.process.key, node.id, find_name(task), targets, refusal)


def _refusal(workflow: Workflow, task: Task, node: NodeModel) -> str | None:
    if node.item is not None:
        return IN_A_SET
    others = [
        other
        for other in workflow.tasks.values()
        if other is not task and other.has_state(_LIVE) and place_of(other).node is not None
        and not isinstance(other.task_spec, BoundaryEvent)
    ]  # fmt: skip
    return SEVERAL if others else None


def _targets(workflow: Workflow, task: Task, node: NodeModel) -> Iterator[tuple[str, str]]:
    model = place_of(task).process
    scope = next(found for found in scopes(model) if found.holder == node.inside)
    for other in scope.of_kind("userTask"):
        known = other.id in workflow.spec.task_specs and other.id != node.id and other.item is None
        if known and goes_on(scope, other.id) and has_data(scope, other.id, task):
            yield other.id, other.name or other.id


def goes_on(scope: Scope, target: str) -> bool:
    """Whether every join that comes after the target gets all its branches from it."""
    reached = scope.reach([target])
    for join in scope.of_kind(*_JOINS):
        sources = {flow.source for flow in scope.incoming(join.id)}
        if len(sources) > 1 and join.id in reached and not sources <= _without(scope, target, join.id):
            return False
    return True


def fed_joins(scope: Scope, node_id: str) -> set[tuple[str, str]]:
    """The joins that come after an element, each with the branches that reach it from there."""
    reached = scope.reach([node_id])
    return {
        (join.id, flow.source)
        for join in scope.of_kind(*_JOINS)
        if join.id in reached
        for flow in scope.incoming(join.id)
        if flow.source in _without(scope, node_id, join.id)
    }


def has_data(scope: Scope, target: str, task: Task) -> bool:
    """Whether everything that is read from the target on is there, or is set before it is read."""
    variables = place_of(task).process.variables
    for node_id in scope.reach([target]):
        missing = [name for name in _read(scope, node_id, task) if name in variables and name not in task.data]
        before = _without(scope, target, node_id) if missing else set()
        if any(not before.intersection(variables[name].sources) for name in missing):
            return False
    return True


def _read(scope: Scope, node_id: str, task: Task) -> set[str]:
    """The names that an element reads: in its expressions, its flows, its timers, and at the start of what it calls."""
    node = scope.nodes[node_id]
    sources = [node.due, *(source for _, source in node.parameters), *(f.condition for f in scope.outgoing(node_id))]
    sources += [other.timer for other in scope.nodes.values() if node_id in (other.attached_to, other.id)]
    names = set[str]().union(*(compile_expression(source).names for source in sources if source))
    called = engine_of(task).release.processes.get(node.calls or "")
    return names.union(name for name, found in called.variables.items() if found.needed_at_start) if called else names


def _without(scope: Scope, start: str, barrier: str) -> set[str]:
    """What can be reached without passing the barrier."""
    found, stack = set[str](), [start]
    while stack:
        node_id = stack.pop()
        if node_id not in found and node_id != barrier:
            found.add(node_id)
            stack.extend(scope.following(node_id))
    return found


def put(task: Task, target: str) -> Task:
    """End what stands at a task and open the target in its place; gives the new one."""
    workflow, data = task.workflow, dict(task.data)
    old = task.parent if isinstance(task.parent.task_spec, BoundaryEventSplit) else task
    above = old.parent
    old.cancel()
    for found in list(old):
        workflow.top_workflow.event_manager.remove_task(found)
    # What it was is in the history of the case; in the tree it would only make every later step slower.
    workflow._remove_task(old.id)
    if workflow.last_task is not None and workflow.last_task.id not in workflow.tasks:
        workflow.last_task = above
    # The new task takes its data from above, where older values may stand.
    above.data = data
    new = above._add_child(_entry(workflow.spec.task_specs[target]), TaskState.FUTURE)
    new.task_spec._predict(new, mask=TaskState.PREDICTED_MASK | TaskState.FUTURE)
    new.task_spec._update(new)
    return new


def _entry(spec: Spec) -> Spec:
    """Where a token enters a task: the split before it when events are attached to it."""
    return next((found for found in spec.inputs if isinstance(found, BoundaryEventSplit)), spec)
