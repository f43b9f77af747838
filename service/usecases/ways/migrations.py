"""Moving running cases to another way of working: looked at first, each in its own transaction, and put back if asked.

A case moves as a whole, with every process that runs in it. Open tasks keep their answers and due dates; what the new
diagrams no longer have is refused until somebody says which task comes in its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Select, select

from service.domain.actors import Actor
from service.domain.errors import Conflict, DomainError, FieldError, InvalidInput, NotAllowed, NotFound
from service.domain.permissions import may_operate
from service.engine import Outcome, Snapshot
from service.engine.migrating import Migration
from service.models import Case, CaseMigration, MigratedState, ProcessInstance, Release, Task
from service.usecases import instances
from service.usecases.steps import Step, write_event
from service.usecases.work import Work, WorkFactory

Mapped = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class InstancePreview:
    """What moving does to one process of a case."""

    process_key: str
    name: str
    migration: Migration


@dataclass(frozen=True)
class CasePreview:
    """What moving does to a case; with a refusal in any of its processes it cannot go."""

    number: str
    from_key: str
    to_key: str
    instances: Sequence[InstancePreview]

    @property
    def refusals(self) -> list[str]:
        """Why it cannot go, in Dutch; each sentence names its process."""
        return [f"{found.name}: {why}" for found in self.instances for why in found.migration.refusals]


@dataclass(frozen=True)
class BulkMigration:
    """What came of moving many cases: the numbers that moved, and by number why the others did not."""

    moved: Sequence[str]
    refused: Mapping[str, str]


def candidates(work: Work, release_key: str) -> list[str]:
    """The numbers of the running cases of this release's region (of all, for a national one) that run on another."""
    ensure_operator(work)
    release = get_release(work, release_key)
    query = select(Case.number).where(Case.release_id != release.id, Case.id.in_(_with_something_running()))
    if release.region_id is not None:
        query = query.where(Case.region_id == release.region_id)
    return list(work.session.scalars(query.order_by(Case.number)))


def preview(work: Work, number: str, release_key: str, mapped: Mapped | None = None) -> CasePreview:
    """What would happen, with nothing kept; raises NotFound, NotAllowed, and Conflict when it makes no sense."""
    case, release = _case(work, number), get_release(work, release_key)
    _ensure_fits(case, release)
    found = []
    for instance in instances.running(work, case.id):
        _, migration = _try(work, instance, release, mapped or {}, Step(work, instance, _nothing))
        found.append(InstancePreview(instance.process_key, _name(work, instance), migration))
    return CasePreview(number, work.session.get_one(Release, case.release_id).key, release.key, found)


def migrate(work: Work, number: str, release_key: str, reason: str, mapped: Mapped | None = None) -> None:
    """Move a case; raises Conflict with every refusal, and then nothing has changed."""
    _ensure_reason(reason)
    case, release = _case(work, number), get_release(work, release_key)
    instances.lock(work, case)
    refusals = preview(work, number, release_key, mapped).refusals
    if refusals:
        raise Conflict(" ".join(refusals))
    before = work.session.get_one(Release, case.release_id)
    kept = CaseMigration(
        case_id=case.id, from_release_id=before.id, to_release_id=release.id,
        at=work.now, by_id=work.actor.account_id, reason=reason.strip(),
    )  # fmt: skip
    case.release_id = release.id
    for instance in instances.running(work, case.id):
        state = instance.state
        instances.apply(work, instance, partial(_move, work, instance, release, mapped or {}))
        work.session.flush()
        kept.states.append(MigratedState(instance_id=instance.id, state=state, revision=instance.revision))
    work.session.add(kept)
    _log(work, case, f"De zaak volgt nu de werkwijze «{release.title}» ({release.key}). Reden: {reason.strip()}")


def migrate_all(
    factory: WorkFactory, actor: Actor, numbers: Iterable[str], release_key: str, reason: str, mapped: Mapped
) -> BulkMigration:
    """Move these cases, each in a transaction of its own: one that is refused stops no other."""
    moved, refused = [], {}
    for number in numbers:
        try:
            with factory.write(actor) as work:
                migrate(work, number, release_key, reason, mapped)
            moved.append(number)
        except DomainError as why:
            refused[number] = why.message
    return BulkMigration(moved, refused)


def revert(work: Work, number: str, reason: str) -> None:
    """Put a case back on the way of working it came from; raises Conflict once anything happened since."""
    _ensure_reason(reason)
    case = _case(work, number)
    instances.lock(work, case)
    query = select(CaseMigration).where(CaseMigration.case_id == case.id, CaseMigration.reverted_at.is_(None))
    last = work.session.scalars(query.order_by(CaseMigration.id.desc()).limit(1)).first()
    if last is None or last.to_release_id != case.release_id:
        raise Conflict("Deze zaak is niet overgezet, dus er is niets terug te zetten.")
    states = {kept.instance_id: kept for kept in last.states}
    now = {instance.id: instance for instance in instances.running(work, case.id)}
    if states.keys() != now.keys() or any(now[key].revision != kept.revision for key, kept in states.items()):
        raise Conflict("Er is sinds het overzetten iets gebeurd in deze zaak. Terugzetten kan niet meer.")
    case.release_id = last.from_release_id
    for instance_id, kept in states.items():
        _reopen(work, now[instance_id], kept)
    last.reverted_at, last.reverted_by_id = work.now, work.actor.account_id
    title = work.session.get_one(Release, last.from_release_id).title
    _log(work, case, f"De zaak is teruggezet op de werkwijze «{title}». Reden: {reason.strip()}")


def _reopen(work: Work, instance: ProcessInstance, kept: MigratedState) -> None:
    instance.release_id = work.session.get_one(CaseMigration, kept.migration_id).from_release_id
    was = Snapshot(instance.release_id, instance.process_key, kept.state)
    outcome = work.services.runner.inspect(was, Step(work, instance, _nothing))
    open_then = [task.spiff_id for task in outcome.open_tasks]
    query = select(Task).where(Task.instance_id == instance.id, Task.spiff_id.in_(open_then))
    for task in work.session.scalars(query.where(Task.cancelled_at.is_not(None))):
        task.cancelled_at = task.ended_at = None
    work.session.flush()
    instances.apply(work, instance, lambda _step: outcome)


def _try(
    work: Work, instance: ProcessInstance, release: Release, mapped: Mapped, step: Step
) -> tuple[Outcome | None, Migration]:
    return work.services.runner.migrate(instances.snapshot_of(instance), release.id, mapped, step)


def _move(work: Work, instance: ProcessInstance, release: Release, mapped: Mapped, step: Step) -> Outcome:
    outcome, migration = _try(work, instance, release, mapped, step)
    if outcome is None:
        raise Conflict(" ".join(migration.refusals))
    instance.release_id = release.id
    return outcome


def _case(work: Work, number: str) -> Case:
    ensure_operator(work)
    found = work.session.scalars(select(Case).where(Case.number == number)).first()
    if found is None:
        raise NotFound(f"Zaak {number} is niet gevonden.")
    return found


def get_release(work: Work, key: str) -> Release:
    """The release with this key; raises NotFound."""
    found = work.session.scalars(select(Release).where(Release.key == key)).first()
    if found is None:
        raise NotFound(f"De werkwijze {key} bestaat niet.")
    return found


def _ensure_fits(case: Case, release: Release) -> None:
    if case.release_id == release.id:
        raise Conflict("De zaak volgt deze werkwijze al.")
    if release.region_id not in (None, case.region_id):
        raise Conflict("Deze werkwijze is van een andere regio.")


def ensure_operator(work: Work) -> None:
    """Only who keeps the service running moves cases: authors see none. Raises NotAllowed."""
    if not may_operate(work.actor):
        raise NotAllowed("Alleen de beheerder van de dienst zet zaken over.")


def _ensure_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(fields=[FieldError("reden", "Schrijf op waarom de zaken een andere werkwijze krijgen.")])


def _with_something_running() -> Select[int | None]:
    return select(ProcessInstance.case_id).where(ProcessInstance.status == "running")


def _name(work: Work, instance: ProcessInstance) -> str:
    return work.services.library.get(instance.release_id).processes[instance.process_key].name


def _log(work: Work, case: Case, text: str) -> None:
    write_event(work, None, "regie", text, case_id=case.id)


def _nothing(_origin: Step, _command: object) -> None:
    """Looking queues nothing."""
