"""The same for many incidents at once: each in a transaction of its own, each with its line in the history."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from service.domain.actors import Actor
from service.domain.errors import Conflict, DomainError, FieldError, InvalidInput
from service.domain.permissions import may_operate
from service.usecases import incident_repairs as repairs
from service.usecases.incident_reads import inside
from service.usecases.incidents import get_operable
from service.usecases.shapes import IncidentRow
from service.usecases.work import Work, WorkFactory

ACTS = {
    "bekijken": "Laten zien dat u ze bekijkt",
    "opnieuw": "Opnieuw proberen",
    "verbeteren": "Een gegeven verbeteren en opnieuw proberen",
    "verplaatsen": "Naar een andere taak verplaatsen",
    "afhandelen": "Afhandelen",
    "beeindigen": "Proces beëindigen",
}
# What is looked into to say where a process can go and what it knows.
_LOOKED_INTO = 10


@dataclass(frozen=True)
class BulkAct:
    """What to do with each of them; `target` is a task of the diagram, `name` and `value` a value of the process."""

    what: str
    reason: str = ""
    target: str = ""
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class BulkReport:
    """What came of doing the same with many incidents; `refusals` are Dutch, one for each that did not go."""

    done: int
    refusals: Sequence[str]


@dataclass
class BulkChoices:
    """Where the processes of these incidents can be moved, by id, and which values they have."""

    targets: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


def in_bulk(factory: WorkFactory, actor: Actor, ids: Sequence[int], wanted: BulkAct) -> BulkReport:
    """Do the same with each of these incidents, each in a transaction of its own; one refusal stops no other."""
    act, refusals = _ACTS.get(wanted.what), []
    if act is None:
        raise InvalidInput(fields=[FieldError("actie", "Kies wat u met de storingen wilt doen.")])
    chosen = list(dict.fromkeys(ids))
    for incident_id in chosen:
        try:
            with factory.write(actor) as work:
                act(work, incident_id, wanted)
        except DomainError as refused:
            details = " ".join([refused.message, *(error.message for error in refused.fields)])
            refusals.append(f"Storing {incident_id}: {details}")
    return BulkReport(len(chosen) - len(refusals), refusals)


def choices(work: Work, rows: Sequence[IncidentRow]) -> BulkChoices:
    """What the page can offer for these incidents, all of one process; looks into the first few."""
    found, open_ = BulkChoices(), [row for row in rows if row.open]
    if not may_operate(work.actor) or len({row.process_key for row in open_}) != 1:
        return found
    names: set[str] = set()
    for row in open_[:_LOOKED_INTO]:
        with suppress(DomainError):
            tokens, variables = inside(work, *get_operable(work, row.id))
            names.update(one.name for one in variables)
            found.targets.update({key: name for token in tokens for key, name in token.targets})
    found.names = sorted(names)
    return found


def _move(work: Work, incident_id: int, wanted: BulkAct) -> None:
    tokens, _ = inside(work, *get_operable(work, incident_id))
    able = [one for one in tokens if wanted.target in dict(one.targets)]
    if len(able) != 1:
        raise Conflict("Dit proces kan niet vanzelf naar die taak. Open de storing en kies daar wat er verplaatst.")
    repairs.move_token(work, incident_id, able[0].key, wanted.target, wanted.reason)


_ACTS: dict[str, Callable[[Work, int, BulkAct], None]] = {
    "bekijken": lambda work, key, _: repairs.take_on(work, key),
    "opnieuw": lambda work, key, _: repairs.retry(work, key),
    "verbeteren": lambda work, key, one: repairs.retry_term_with(work, key, {one.name: one.value}, one.reason),
    "verplaatsen": _move,
    "afhandelen": lambda work, key, one: repairs.settle(work, key, one.reason),
    "beeindigen": lambda work, key, one: repairs.cancel(work, key, one.reason),
}
