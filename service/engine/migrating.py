"""Moving a running instance to another release: what is open stays open, with its drafts and its due instants.

The library's own migration starts what waits anew, so that answers are lost and terms begin again, and refuses
nothing. Here every finished task keeps its place, every element that is open keeps its task, and whatever cannot go on
in the new diagram is refused with the reason, unless somebody says which task comes in its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from service.engine.codec import workflows
from service.engine.gate.graph import Scope, scopes
from service.engine.moving import fed_joins, goes_on, has_data, put, standing
from service.engine.parser import ProcessSpecs
from service.engine.place import Spec, Task, Workflow, find_name, node_of, place_of
from service.engine.tree import LeanTask

Mapped = Mapping[tuple[str, str], str]
_LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
_NOT_YET = TaskState.PREDICTED_MASK | TaskState.FUTURE
_JOINS = ("parallelGateway", "inclusiveGateway")
NO_PROCESS = "De nieuwe werkwijze heeft het proces «{}» niet."
GONE = "«{}» bestaat niet meer. Kies waar de zaak verdergaat."
OTHER_KIND = "«{}» is een ander soort stap geworden. Kies waar de zaak verdergaat."
STILL_RUNS = "«{}» loopt nog, en bestaat niet meer of is een ander soort stap geworden. Wacht tot dat deel klaar is."
OTHER_CALL = "«{}» roept een ander proces aan, terwijl het oude nog loopt."
BRANCHES = "Er lopen meer takken tegelijk, en het nieuwe diagram splitst of voegt ze anders samen."
JOIN = "Na «{}» wacht een samenvoeging op takken die in deze zaak nooit zijn begonnen."
DATA = "Na «{}» worden gegevens gelezen die deze zaak niet heeft."
NO_TARGET = "«{}» kan niet de plaats innemen van «{}»: kies een taak van hetzelfde proces."


@dataclass
class Migration:
    """What a migration does: `stays` and `moves` name open steps, `skipped` new steps that this case has passed.

    `refusals` are Dutch; with any of them nothing may be kept.
    """

    stays: list[str] = field(default_factory=list)
    moves: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    new_terms: list[str] = field(default_factory=list)
    ended_terms: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    unmapped: list[tuple[str, str, str]] = field(default_factory=list)  # process, element, name
    chosen: list[tuple[str, str, str]] = field(default_factory=list)  # the same, of those that somebody mapped


def migrate(top: Workflow, new: ProcessSpecs, mapped: Mapped) -> Migration:
    """Bind a workflow, loaded with the specs of its old release, to those of the new one; the caller settles it.

    `mapped` says for (process, element) which user task comes in its place.
    """
    found, before = Migration(), {level: level.spec for level in workflows(top)}
    top.subprocess_specs = dict(new.inner)
    for level in workflows(top):
        spec = new.top if level is top else _called(level, top, new, found)
        if spec is None:
            break
        _Level(level, before[level], spec, mapped, found).bind()
        if found.refusals:
            break
    return found


def _called(level: Workflow, top: Workflow, new: ProcessSpecs, found: Migration) -> Spec | None:
    """The new spec of a call or sub-process; None when its caller now calls something else."""
    holder = top.get_task_from_id(level.parent_task_id)
    if getattr(holder.task_spec, "spec", None) != level.spec.name:
        found.refusals.append(OTHER_CALL.format(find_name(holder)))
        return None
    return new.inner[level.spec.name]


@dataclass
class _Level:
    workflow: Workflow
    old: Spec
    spec: Spec
    mapped: Mapped
    found: Migration

    def bind(self) -> None:
        tokens = list(standing(self.workflow, self.workflow.top_workflow))
        holders = [t for t in self.workflow.tasks.values() if t.id in self.workflow.top_workflow.subprocesses]
        self._ensure_same_branches([*tokens, *holders])
        away = [token for token in [*tokens, *holders] if not self._is_there(token)]
        if self.found.refusals:
            return
        self._drop(_NOT_YET)
        old_scope = _scope(self.old, next(iter([*tokens, *holders]), None))
        self.workflow.spec = self.spec
        for task in list(self.workflow.tasks.values()):
            self._bind_task(task, away)
        for token in [*tokens, *holders]:
            if token in away:
                self._move(token, old_scope, len(tokens) + len(holders) > 1)
            else:
                self._keep(token, old_scope)
        for task in list(self.workflow.tasks.values()):
            if task.has_state(_LIVE):
                task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)

    def _ensure_same_branches(self, live: list[Task]) -> None:
        if len(live) > 1 and _gateways(self.old, live[0]) != _gateways(self.spec, live[0]):
            self.found.refusals.append(BRANCHES)

    def _is_there(self, token: Task) -> bool:
        """Whether the new diagram has this element, as the same kind; else it must be mapped."""
        spec, name = self.spec.task_specs.get(token.task_spec.name), find_name(token)
        if spec is not None and type(spec) is type(token.task_spec):
            return True
        if token.id in self.workflow.top_workflow.subprocesses:
            self.found.refusals.append(STILL_RUNS.format(name))
            return False
        key = place_of(token).process.key, node_of(token).id
        target = self.mapped.get(key)
        (self.found.unmapped if target is None else self.found.chosen).append((*key, name))
        if target is None:
            self.found.refusals.append((GONE if spec is None else OTHER_KIND).format(name))
        elif target not in self.spec.task_specs or not self.spec.task_specs[target].manual:
            self.found.refusals.append(NO_TARGET.format(target, name))
        return False

    def _drop(self, states: int) -> None:
        for task in [found for found in self.workflow.tasks.values() if found.has_state(states)]:
            if task.id in self.workflow.tasks:
                self.workflow._remove_task(task.id)

    def _bind_task(self, task: Task, away: list[Task]) -> None:
        spec = self.spec.task_specs.get(task.task_spec.name)
        if spec is not None and type(spec) is type(task.task_spec):
            task.task_spec = spec
        elif isinstance(task.task_spec, BoundaryEvent) and task.has_state(_LIVE):
            self.found.ended_terms.append(find_name(task))
            task.cancel()
            self.workflow.top_workflow.event_manager.remove_task(task)
            self.workflow._remove_task(task.id)
        elif task not in away:
            self._bypass(task)

    def _bypass(self, task: Task) -> None:
        """Take a finished task out of the tree; what came after it hangs under what came before it."""
        above = task.parent
        place = above._children.index(task.id)
        above._children[place : place + 1] = task._children
        for child in task.children:
            child.parent = above
        del self.workflow.tasks[task.id]
        if self.workflow.last_task is task:
            self.workflow.last_task = above

    def _move(self, token: Task, old_scope: Scope | None, several: bool) -> None:
        name, old_id = find_name(token), node_of(token).id
        target = self.mapped[place_of(token).process.key, old_id]
        process, node = self.spec.task_specs[target].place.process, self.spec.task_specs[target].place.node
        scope = next(one for one in scopes(process) if one.holder == node.inside)
        # A branch goes on as a branch of the same joins; what is no branch must not come to stand before a join.
        same = old_scope is not None and fed_joins(old_scope, old_id) == fed_joins(scope, target)
        if not same and (several or not goes_on(scope, target)):
            self.found.refusals.append(JOIN.format(node.name or node.id))
        for key, value in process.first_values.items():
            token.data.setdefault(key, value)
        if not has_data(scope, target, put(token, target)):
            self.found.refusals.append(DATA.format(node.name or node.id))
        self.found.moves.append((name, node.name or node.id))

    def _keep(self, token: Task, old_scope: Scope | None) -> None:
        scope, name, node_id = _scope(self.spec, token), find_name(token), node_of(token).id
        for key, value in place_of(token).process.first_values.items():
            token.data.setdefault(key, value)
        if scope is None or old_scope is None:
            return
        if not goes_on(scope, node_id) and goes_on(old_scope, node_id):
            self.found.refusals.append(JOIN.format(name))
        if not has_data(scope, node_id, token) and has_data(old_scope, node_id, token):
            self.found.refusals.append(DATA.format(name))
        if token.id not in self.workflow.top_workflow.subprocesses:
            self.found.stays.append(name)
        self.found.skipped += [other for other in _passed(old_scope, scope, node_id) if other not in self.found.skipped]
        self._arm(token)

    def _arm(self, token: Task) -> None:
        """Arm the boundary events that are new on an element that is open; those it had keep their instants."""
        entry = next((one for one in token.task_spec.inputs if isinstance(one, BoundaryEventSplit)), None)
        if entry is None:
            return
        split = token.parent
        if not isinstance(split.task_spec, BoundaryEventSplit):
            split = _under(token, entry)
        known = {child.task_spec.name for child in split.children}
        for spec in (found for found in entry.outputs if found.name not in known):
            event = split._add_child(spec, TaskState.FUTURE)
            spec._predict(event, mask=_NOT_YET)
            spec._update(event)
            self.found.new_terms.append(find_name(event))


def _under(token: Task, entry: Spec) -> Task:
    """Put the split of new boundary events between an open element and what came before it."""
    above = token.parent
    split = LeanTask(token.workflow, entry, above, TaskState.COMPLETED)
    above._children.remove(split.id)
    above._children[above._children.index(token.id)] = split.id
    split.data = dict(above.data)
    split._children = [token.id]
    token.parent = split
    return split


def _scope(spec: Spec, task: Task | None) -> Scope | None:
    """The graph of the level of a task, as a release draws it."""
    node = place_of(task).node if task is not None else None
    model = next(iter(spec.task_specs.values())).place.process
    return next((one for one in scopes(model) if node is not None and one.holder == node.inside), None)


def _gateways(spec: Spec, task: Task) -> set[tuple[str, str, frozenset[str], frozenset[str]]]:
    scope = _scope(spec, task)
    if scope is None:
        return set()
    return {
        (
            gateway.id,
            gateway.kind,
            frozenset(flow.source for flow in scope.incoming(gateway.id)),
            frozenset(flow.target for flow in scope.outgoing(gateway.id)),
        )
        for gateway in scope.of_kind(*_JOINS)
    }


def _passed(old: Scope, new: Scope, here: str) -> Iterator[str]:
    """The names of new steps that come before an open element and not after it as well."""
    later = new.reach(new.following(here))
    for node_id, node in new.nodes.items():
        if node_id not in old.nodes and node_id not in later and here in new.reach([node_id]) and node.name:
            yield node.name
