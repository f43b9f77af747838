"""Moving running cases to another way of working: looked at first, each in its own transaction, and put back if asked.

A case moves as a whole, with every process that runs in it. Open tasks keep their answers and due dates; what the new
diagrams no longer have is refused until somebody says which task comes in its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import select

from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound
from service.domain.permissions import may_operate
from service.engine import Outcome, Snapshot
from service.engine.migrating import Migration
from service.models import Case, CaseMigration, MigratedState, ProcessInstance, Release, Task
from service.usecases import instances
from service.usecases.steps import Step, write_event
from service.usecases.work import Work

Mapped = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class InstancePreview:
    """What moving does to one process of a case: `days` are the open tasks with their due days after it.

    `next_before` and `next_after` are when something happens by itself next; both empty after a refusal.
    """

    process_key: str
    name: str
    migration: Migration
    days: Sequence[tuple[str, date]] = ()
    next_before: datetime | None = None
    next_after: datetime | None = None


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


def preview(work: Work, number: str, release_key: str, mapped: Mapped | None = None) -> CasePreview:
    """What would happen, with nothing kept; raises NotFound, NotAllowed, and Conflict when it makes no sense."""
    case, release = _case(work, number), get_release(work, release_key)
    _ensure_fits(case, release)
    found = [_look(work, instance, release, mapped or {}) for instance in instances.running(work, case.id)]
    return CasePreview(number, work.session.get_one(Release, case.release_id).key, release.key, found)


def _look(work: Work, instance: ProcessInstance, release: Release, mapped: Mapped) -> InstancePreview:
    outcome, migration = _try(work, instance, release, mapped, Step(work, instance, _nothing))
    name = work.services.library.get(instance.release_id).processes[instance.process_key].name
    if outcome is None:
        return InstancePreview(instance.process_key, name, migration)
    days = [(task.name or task.element_id, task.due_on) for task in outcome.open_tasks]
    return InstancePreview(instance.process_key, name, migration, days, instance.next_due_at, outcome.next_due_at)


def migrate(
    work: Work, number: str, release_key: str, reason: str, mapped: Mapped | None = None
) -> tuple[CaseMigration, CasePreview]:
    """Move a case and say what that did; raises Conflict with every refusal, and then nothing has changed."""
    ensure_reason(reason)
    case, release = _case(work, number), get_release(work, release_key)
    instances.lock(work, case)
    # Whoever retires it waits for this, and then sees that a case runs on it.
    work.session.refresh(release, with_for_update={"read": True})
    seen = preview(work, number, release_key, mapped)
    if seen.refusals:
        raise Conflict(" ".join(seen.refusals), [FieldError("zaak", why) for why in seen.refusals])
    kept = CaseMigration(
        case_id=case.id, from_release_id=case.release_id, to_release_id=release.id,
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
    work.session.flush()
    return kept, seen


def revert(work: Work, number: str, reason: str, migration_id: int | None = None) -> str:
    """Put a case back on the way of working it came from, and give its key; raises Conflict once anything happened.

    With `migration_id` it undoes that very move; raises Conflict when the case was moved again since.
    """
    ensure_reason(reason)
    case = _case(work, number)
    instances.lock(work, case)
    query = select(CaseMigration).where(CaseMigration.case_id == case.id, CaseMigration.reverted_at.is_(None))
    last = work.session.scalars(query.order_by(CaseMigration.id.desc()).limit(1)).first()
    if last is None or last.to_release_id != case.release_id:
        raise Conflict("Deze zaak is niet overgezet, of al teruggezet: er is niets terug te zetten.")
    if migration_id not in (None, last.id):
        raise Conflict("Deze zaak is daarna nog een keer overgezet. Zet die laatste keer eerst terug.")
    states = {kept.instance_id: kept for kept in last.states}
    now = {instance.id: instance for instance in instances.running(work, case.id)}
    if states.keys() != now.keys() or any(now[key].revision != kept.revision for key, kept in states.items()):
        raise Conflict("Er is sinds het overzetten iets gebeurd in deze zaak. Terugzetten kan niet meer.")
    before = work.session.get_one(Release, last.from_release_id)
    work.session.refresh(before, with_for_update={"read": True})
    if before.retired_at is not None:
        raise Conflict(
            f"De werkwijze {before.key} waar deze zaak vandaan kwam, is afgevoerd. Terugzetten kan niet meer."
        )
    case.release_id = before.id
    for instance_id, kept in states.items():
        _reopen(work, now[instance_id], kept)
    last.reverted_at, last.reverted_by_id = work.now, work.actor.account_id
    _log(work, case, f"De zaak is teruggezet op de werkwijze «{before.title}». Reden: {reason.strip()}")
    return before.key


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
    if release.retired_at is not None:
        raise Conflict("Deze werkwijze is afgevoerd: er kan niets meer op lopen. Kies een andere.")
    if case.release_id == release.id:
        raise Conflict("De zaak volgt deze werkwijze al.")
    if release.region_id not in (None, case.region_id):
        raise Conflict("Deze werkwijze is van een andere regio.")


def ensure_operator(work: Work) -> None:
    """Only who keeps the service running moves cases: authors see none. Raises NotAllowed."""
    if not may_operate(work.actor):
        raise NotAllowed("Alleen de beheerder van de dienst zet zaken over.")


def ensure_reason(reason: str) -> None:
    """Raises InvalidInput without a reason."""
    if not reason.strip():
        raise InvalidInput(fields=[FieldError("reden", "Schrijf op waarom de zaken een andere werkwijze krijgen.")])


def _log(work: Work, case: Case, text: str) -> None:
    write_event(work, None, "regie", text, case_id=case.id)


def _nothing(_origin: Step, _command: object) -> None:
    """Looking queues nothing."""
