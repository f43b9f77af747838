"""Which elements and flows of a process the trial has passed."""

from dataclasses import dataclass, field

from service.engine.model import ProcessModel
from service.engine.values import Outcome


@dataclass
class Coverage:
    """The flows that choose and the elements of one process, and which of them were passed."""

    model: ProcessModel
    passed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._leaving = {
            node.id: [flow for flow in self.model.flows if flow.source == node.id] for node in self.model.nodes.values()
        }
        chosen = (flows for node_id, flows in self._leaving.items() if self._chooses(node_id))
        self._all = [flow.id for flows in chosen for flow in flows] + list(self.model.nodes)

    def _chooses(self, node_id: str) -> bool:
        return self.model.nodes[node_id].kind == "exclusiveGateway" and len(self._leaving[node_id]) > 1

    @property
    def missed(self) -> tuple[str, ...]:
        """What no case has come to, flows first."""
        return tuple(found for found in self._all if found not in self.passed)

    def add(self, outcome: Outcome, before: Outcome | None) -> None:
        """Note what a step has passed and where it stands now."""
        visits = [visit.element_id for visit in outcome.visited if visit.process_key == self.model.key]
        standing = before.active if before is not None else ()
        opened = sorted(element for key, element in outcome.active if (key, element) not in standing)
        self.passed.update(visits)
        self.passed.update(element for key, element in outcome.active if key == self.model.key)
        for place, element in enumerate(visits):
            if element in self.model.nodes and self._chooses(element):
                # One way may lead past another: the first target that was reached is the way that was taken.
                later = [*visits[place + 1 :], *opened]
                taken = [flow for flow in self._leaving[element] if flow.target in later]
                self.passed.update(flow.id for flow in sorted(taken, key=lambda flow: later.index(flow.target))[:1])
