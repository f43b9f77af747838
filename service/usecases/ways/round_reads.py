"""How far a round is, and what came of each of its cases; as a page, and as a file for a spreadsheet."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from service.models import Account, Case, CaseMigration, MigrationEntry, MigrationRound, Release
from service.usecases.ways.migration_rounds import DONE, FAILED, MOVE, REFUSED, WAITING, get_round_row
from service.usecases.ways.migrations import ensure_operator
from service.usecases.work import AMSTERDAM, Work

STATES: Mapping[str, str] = {
    WAITING: "Wacht", DONE: "Gedaan", REFUSED: "Niet gedaan: geweigerd", FAILED: "Niet gedaan: ging mis",
}  # fmt: skip
BUSY, STOPPED, READY = "bezig", "gestopt", "klaar"
_LATELY = 20
_HEADS = ("Zaak", "Uitkomst", "Moment", "Van werkwijze", "Naar werkwijze", "Wat er gebeurde", "Teruggezet op")


@dataclass(frozen=True)
class RoundView:
    """A round: `state` is bezig, gestopt or klaar; `counts` is by STATES; `revertible` counts what can be put back."""

    id: int
    kind: str
    state: str
    release_key: str
    release_title: str
    of_id: int | None
    reason: str
    by: str
    at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int]
    mapped: Sequence[tuple[str, str, str]]
    revertible: int

    @property
    def total(self) -> int:
        """How many cases it is about."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """How many cases had their turn."""
        return self.total - self.counts[WAITING]


@dataclass(frozen=True)
class EntryView:
    """What came of one case; `revertible` when it was moved here and not put back since."""

    id: int
    number: str
    state: str
    done_at: datetime | None
    from_key: str
    to_key: str
    told: Sequence[str]
    reverted_at: datetime | None
    revertible: bool


def list_rounds(work: Work) -> list[RoundView]:
    """The last rounds, newest first."""
    ensure_operator(work)
    query = select(MigrationRound).order_by(MigrationRound.id.desc()).limit(_LATELY)
    return [_view(work, found) for found in work.session.scalars(query)]


def get_round(work: Work, round_id: int) -> RoundView:
    """How far a round is; raises NotFound, NotAllowed."""
    return _view(work, get_round_row(work, round_id))


def _view(work: Work, found: MigrationRound) -> RoundView:
    here = MigrationEntry.round_id == found.id
    query = select(MigrationEntry.state, func.count(), func.max(MigrationEntry.done_at)).where(here)
    rows = work.session.execute(query.group_by(MigrationEntry.state)).all()
    counts = {state: 0 for state in STATES} | {state: number for state, number, _ in rows}
    moved = select(func.count()).select_from(MigrationEntry)
    moved = moved.join(CaseMigration, CaseMigration.id == MigrationEntry.migration_id)
    moved = moved.where(here, MigrationEntry.state == DONE, CaseMigration.reverted_at.is_(None))
    release = work.session.get_one(Release, found.release_id)
    return RoundView(
        id=found.id,
        kind=found.kind,
        state=_state(found, counts[WAITING]),
        release_key=release.key,
        release_title=release.title,
        of_id=found.of_id,
        reason=found.reason,
        by=work.session.get_one(Account, found.by_id).name if found.by_id is not None else "Het systeem",
        at=found.at,
        ended_at=max((at for _, _, at in rows if at is not None), default=None),
        counts=counts,
        mapped=[(row[0], row[1], row[2]) for row in found.mapped],
        revertible=(work.session.scalar(moved) or 0) if found.kind == MOVE else 0,
    )


def _state(found: MigrationRound, waiting: int) -> str:
    if not waiting:
        return READY
    return STOPPED if found.stopped_at is not None else BUSY


def list_entries(
    work: Work, round_id: int, state: str = "", after: int = 0, limit: int | None = None
) -> tuple[list[EntryView], int | None]:
    """What came of the cases of a round, in order; with the key after which the next page begins."""
    found = get_round_row(work, round_id)
    query = _entries().where(MigrationEntry.round_id == found.id, MigrationEntry.id > after)
    if state:
        query = query.where(MigrationEntry.state == state)
    if limit is not None:
        query = query.limit(limit + 1)
    rows = [_entry(found, row) for row in work.session.execute(query)]
    if limit is None or len(rows) <= limit:
        return rows, None
    return rows[:limit], rows[limit - 1].id


_From, _To = aliased(Release), aliased(Release)


def _entries() -> Select[MigrationEntry, str, CaseMigration | None, str | None, str | None]:
    return (
        select(MigrationEntry, Case.number, CaseMigration, _From.key, _To.key)
        .join(Case, Case.id == MigrationEntry.case_id)
        .outerjoin(CaseMigration, CaseMigration.id == MigrationEntry.migration_id)
        .outerjoin(_From, _From.id == CaseMigration.from_release_id)
        .outerjoin(_To, _To.id == CaseMigration.to_release_id)
        .order_by(MigrationEntry.id)
    )


def _entry(
    asked: MigrationRound, row: Row[MigrationEntry, str, CaseMigration | None, str | None, str | None]
) -> EntryView:
    entry, number, kept, from_key, to_key = row
    reverted_at = kept.reverted_at if kept is not None else None
    moved = asked.kind == MOVE
    return EntryView(
        id=entry.id,
        number=number,
        state=entry.state,
        done_at=entry.done_at,
        from_key=(from_key if moved else to_key) or "",
        to_key=(to_key if moved else from_key) or "",
        told=entry.told,
        reverted_at=reverted_at if moved else None,
        revertible=moved and entry.state == DONE and reverted_at is None,
    )


def export_report(work: Work, round_id: int) -> tuple[str, bytes]:
    """File name and bytes of the whole report, for a spreadsheet: UTF-8 with a mark, columns parted by semicolons."""
    rows, _ = list_entries(work, round_id)
    made = io.StringIO()
    target = csv.writer(made, delimiter=";", lineterminator="\r\n")
    target.writerow(_HEADS)
    for one in rows:
        told = " ".join(one.told)
        told_row = (one.number, STATES[one.state], _moment(one.done_at), one.from_key, one.to_key, told)
        target.writerow([_harmless(cell) for cell in (*told_row, _moment(one.reverted_at))])
    return f"overzetten-ronde-{round_id}.csv", made.getvalue().encode("utf-8-sig")


def _moment(instant: datetime | None) -> str:
    return f"{instant.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}" if instant is not None else ""


def _harmless(cell: str) -> str:
    # A spreadsheet takes these for the beginning of a formula; names of steps come from whoever draws.
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
