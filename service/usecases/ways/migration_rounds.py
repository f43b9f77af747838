"""Rounds: many cases that are moved, or put back, one after the other; begun, stopped and gone on with by an operator.

A round is only written down here. A worker does it (`migration_work`), so that nobody has to wait for a page.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from service.db import take_turns
from service.domain.errors import Conflict, FieldError, InvalidInput, NotFound
from service.models import Case, CaseMigration, MigrationEntry, MigrationRound, Release
from service.usecases.ways import trail
from service.usecases.ways.migrations import Mapped, ensure_operator, ensure_reason, get_release
from service.usecases.work import Work

MOVE, PUT_BACK = "overzetten", "terugzetten"
WAITING, DONE, REFUSED, FAILED = "wacht", "gedaan", "geweigerd", "mislukt"
MAX_CASES = 1000
_NAMED = 5
_LARGEST_KEY = 2**31 - 1


def start_round(work: Work, release_key: str, numbers: Sequence[str], reason: str, mapped: Mapped) -> int:
    """Write down that these cases are to be moved; gives the number of the round.

    Raises InvalidInput for what is missing, Conflict when a case waits in another round or the release is retired.
    """
    ensure_operator(work)
    release, wanted = get_release(work, release_key), list(dict.fromkeys(numbers))
    if not wanted:
        raise InvalidInput(fields=[FieldError("zaken", "Kies minstens één zaak.")])
    if len(wanted) > MAX_CASES:
        raise InvalidInput(fields=[FieldError("zaken", f"Kies hooguit {MAX_CASES} zaken tegelijk.")])
    ensure_reason(reason)
    if release.retired_at is not None:
        raise Conflict("Deze werkwijze is afgevoerd: er kan niets meer op lopen. Kies een andere.")
    cases = {case.number: case.id for case in work.session.scalars(select(Case).where(Case.number.in_(wanted)))}
    if unknown := [number for number in wanted if number not in cases]:
        raise InvalidInput(fields=[FieldError("zaken", f"Deze zaken bestaan niet: {_named(unknown)}.")])
    rows = [[*place, target] for place, target in mapped.items()]
    made = _make(work, MOVE, release, reason, [(cases[number], None) for number in wanted], mapped=rows)
    text = f"Begonnen met het overzetten van {_count(len(wanted))} naar {release.key} (ronde {made.id})."
    trail.record(work, "overzetten", text, release=release)
    return made.id


def put_back_round(work: Work, round_id: int, reason: str, numbers: Sequence[str] = ()) -> int:
    """Write down that what a round moved is to be put back (only these cases, if any are named); gives its number."""
    moved = get_round_row(work, round_id)
    ensure_reason(reason)
    query = (
        select(MigrationEntry.case_id, MigrationEntry.migration_id)
        .join(CaseMigration, CaseMigration.id == MigrationEntry.migration_id)
        .join(Case, Case.id == MigrationEntry.case_id)
        .where(MigrationEntry.round_id == moved.id, MigrationEntry.state == DONE, CaseMigration.reverted_at.is_(None))
        .order_by(MigrationEntry.id)
    )
    if numbers:
        query = query.where(Case.number.in_(numbers))
    found = [(row.case_id, row.migration_id) for row in work.session.execute(query)]
    if moved.kind != MOVE or not found:
        raise Conflict("In deze ronde is niets wat nog kan worden teruggezet.")
    release = work.session.get_one(Release, moved.release_id)
    made = _make(work, PUT_BACK, release, reason, found, of=moved)
    text = f"Begonnen met het terugzetten van {_count(len(found))} van {release.key} (ronde {made.id})."
    trail.record(work, "terugzetten", text, release=release)
    return made.id


def _make(
    work: Work, kind: str, release: Release, reason: str, cases: Sequence[tuple[int, int | None]],
    *, of: MigrationRound | None = None, mapped: Sequence[Sequence[str]] = (),
) -> MigrationRound:  # fmt: skip
    take_turns(work.session, "migration_round")
    _ensure_free(work, [case_id for case_id, _ in cases])
    made = MigrationRound(
        kind=kind, release_id=release.id, of_id=of.id if of is not None else None, reason=reason.strip(),
        mapped=[list(row) for row in mapped], at=work.now, by_id=work.actor.account_id,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    for case_id, migration_id in cases:
        entry = MigrationEntry(round_id=made.id, case_id=case_id, migration_id=migration_id, state=WAITING, told=[])
        work.session.add(entry)
    work.session.flush()
    return made


def _ensure_free(work: Work, case_ids: Sequence[int]) -> None:
    """No case waits in two rounds: the second one would undo what the first did, or do it twice."""
    query = select(Case.number, MigrationEntry.round_id).join(Case, Case.id == MigrationEntry.case_id)
    query = query.where(MigrationEntry.case_id.in_(case_ids), MigrationEntry.state == WAITING)
    if found := work.session.execute(query.order_by(Case.number)).all():
        rounds = ", ".join(str(key) for key in sorted({row.round_id for row in found}))
        names = _named([row.number for row in found])
        raise Conflict(f"{names} wacht al in ronde {rounds}. Laat die eerst klaar zijn, of kies andere zaken.")


def stop_round(work: Work, round_id: int) -> None:
    """Let the rest of a round wait; what is done stays done."""
    found = get_round_row(work, round_id, lock=True)
    if found.stopped_at is None and count_waiting(work, round_id):
        found.stopped_at, found.stopped_by_id = work.now, work.actor.account_id


def go_on_round(work: Work, round_id: int) -> None:
    """Go on with the rest of a round that was stopped."""
    found = get_round_row(work, round_id, lock=True)
    found.stopped_at = found.stopped_by_id = None


def count_waiting(work: Work, round_id: int) -> int:
    """How many cases of a round wait for their turn."""
    query = select(func.count()).select_from(MigrationEntry)
    return work.session.scalar(
        query.where(MigrationEntry.round_id == round_id, MigrationEntry.state == WAITING)
    ) or 0  # fmt: skip


def get_round_row(work: Work, round_id: int, *, lock: bool = False) -> MigrationRound:
    """A round, for operators; raises NotFound, NotAllowed."""
    ensure_operator(work)
    fits = 0 < round_id <= _LARGEST_KEY
    found = work.session.get(MigrationRound, round_id, with_for_update=lock or None) if fits else None
    if found is None:
        raise NotFound("Deze ronde bestaat niet.")
    return found


def _count(number: int) -> str:
    return "1 zaak" if number == 1 else f"{number} zaken"


def _named(numbers: Iterable[str]) -> str:
    found = sorted(numbers)
    rest = f" en nog {len(found) - _NAMED}" if len(found) > _NAMED else ""
    return ", ".join(found[:_NAMED]) + rest
