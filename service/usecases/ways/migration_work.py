"""The work of rounds: each case is moved or put back in a transaction of its own, which also writes what came of it.

Any number of processes may do this at once. Each claims a case that nobody else holds; whoever dies in the middle
gives it back undone, and it is the next one's. An entry that is done is never taken again.
"""

from collections.abc import Callable, Mapping

import structlog
from sqlalchemy import Select, select

from service.db import was_overtaken
from service.domain.actors import SYSTEM
from service.domain.errors import DomainError, Overtaken
from service.models import Case, MigrationEntry, MigrationRound, Release
from service.usecases.accounts import get_actor
from service.usecases.ways.migration_rounds import DONE, FAILED, MOVE, PUT_BACK, REFUSED, WAITING, count_waiting
from service.usecases.ways.migration_words import tell
from service.usecases.ways.migrations import migrate, revert
from service.usecases.work import BrokenStep, Work, WorkFactory, record_broken

log = structlog.get_logger(__name__)
# So few are done before whoever asked for it gets an answer; more is done by a worker.
AT_ONCE = 10
_BROKEN = "Er ging iets mis. De zaak staat waar hij stond, en de storing staat bij de storingen."

_NEXT: Select[int, int] = (
    select(MigrationEntry.id, MigrationEntry.case_id)
    .join(MigrationRound, MigrationRound.id == MigrationEntry.round_id)
    .join(Case, Case.id == MigrationEntry.case_id)
    .where(MigrationEntry.state == WAITING, MigrationRound.stopped_at.is_(None))
    .order_by(MigrationEntry.id)
    .limit(1)
)
_FREE = _NEXT.with_for_update(of=Case, skip_locked=True, key_share=True)


def run(factory: WorkFactory, stopping: Callable[[], bool] = lambda: False, *, only: int | None = None) -> int:
    """Do what waits in rounds (or in `only` that one) until nothing can be had; gives how many were done."""
    done = 0
    with factory.read(SYSTEM) as work:
        waits = work.session.execute(_of(_NEXT, only)).first() is not None
    while waits and not stopping() and _do_one(factory, only):
        done += 1
    return done


def run_small(factory: WorkFactory, round_id: int) -> None:
    """Do a round at once when it is small."""
    with factory.read(SYSTEM) as work:
        small = count_waiting(work, round_id) <= AT_ONCE
    if small:
        run(factory, only=round_id)


def _of(query: Select[int, int], round_id: int | None) -> Select[int, int]:
    return query if round_id is None else query.where(MigrationRound.id == round_id)


def _do_one(factory: WorkFactory, only: int | None) -> bool:
    try:
        with factory.write(SYSTEM) as work:
            claimed = work.session.execute(_of(_FREE, only)).first()
            if claimed is None:
                return False
            entry = work.session.get_one(MigrationEntry, claimed.id, populate_existing=True)
            # Until the lock on its case was given another worker may have done it.
            if entry.state == WAITING:
                _try(work, entry)
            return True
    except Overtaken:
        log.info("migration_overtaken")
        return False


def _try(work: Work, entry: MigrationEntry) -> None:
    """Do it, and keep what came of it: its effects, why it was refused, or that it failed."""
    entry_id, case_id, savepoint = entry.id, entry.case_id, work.session.begin_nested()
    state, told, migration_id = DONE, list[str](), entry.migration_id
    try:
        migration_id, told = _act(work, entry)
        savepoint.commit()
    except DomainError as refused:
        savepoint.rollback()
        state, told = REFUSED, [one.message for one in refused.fields] or [refused.message]
    except Exception as error:
        if was_overtaken(error):
            raise
        savepoint.rollback()
        log.error("migration_failed", case=case_id, error=repr(error))
        broken = error if isinstance(error, BrokenStep) else BrokenStep(error, instance_id=None, case_id=case_id)
        record_broken(work, broken)
        state, told = FAILED, [_BROKEN]
    entry = work.session.get_one(MigrationEntry, entry_id)
    entry.state, entry.told, entry.done_at, entry.migration_id = state, told, work.now, migration_id


def _act(work: Work, entry: MigrationEntry) -> tuple[int | None, list[str]]:
    found = work.session.get_one(MigrationRound, entry.round_id)
    if found.by_id is not None:
        # Who asked for it does it, with the rights of now.
        work.actor = get_actor(work, found.by_id)
    number = work.session.get_one(Case, entry.case_id).number
    return _ACTS[found.kind](work, found, entry, number)


def _move(work: Work, asked: MigrationRound, _entry: MigrationEntry, number: str) -> tuple[int | None, list[str]]:
    mapped = {(process_key, element_id): target for process_key, element_id, target in asked.mapped}
    release = work.session.get_one(Release, asked.release_id)
    kept, seen = migrate(work, number, release.key, asked.reason, mapped)
    return kept.id, tell(seen)


def _put_back(work: Work, asked: MigrationRound, entry: MigrationEntry, number: str) -> tuple[int | None, list[str]]:
    back = revert(work, number, asked.reason, entry.migration_id)
    return entry.migration_id, [f"Staat weer op {back}, zoals voor het overzetten."]


_ACTS: Mapping[str, Callable[[Work, MigrationRound, MigrationEntry, str], tuple[int | None, list[str]]]] = {
    MOVE: _move,
    PUT_BACK: _put_back,
}
