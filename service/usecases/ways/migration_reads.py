"""What the page for moving cases shows: where cases can go, what would happen to each, and what was done lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from service.models import Account, Case, CaseMigration, Release
from service.usecases.ways.migrations import CasePreview, Mapped, candidates, ensure_operator, get_release, preview
from service.usecases.work import Work

PER_PAGE = 25
_LATELY = 20


@dataclass(frozen=True)
class Unmapped:
    """An open step that the new way of working does not have, with the tasks that could come in its place."""

    process_key: str
    element_id: str
    name: str
    targets: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class MigrationPage:
    """A page of cases that could move to a release; `following` asks for the next page."""

    release_key: str
    release_title: str
    total: int
    previews: Sequence[CasePreview]
    unmapped: Sequence[Unmapped]
    following: int | None


@dataclass(frozen=True)
class MovedCase:
    """A case that was moved."""

    number: str
    from_key: str
    to_key: str
    at: datetime
    by: str
    reason: str
    reverted_at: datetime | None


def list_targets(work: Work) -> list[tuple[str, str]]:
    """The releases that cases can be moved to, the newest first: key and title."""
    ensure_operator(work)
    releases = work.session.scalars(select(Release).order_by(Release.id.desc()))
    return [(release.key, f"{release.title} ({release.key})") for release in releases]


def get_migration_page(work: Work, release_key: str, mapped: Mapped, start: int = 0) -> MigrationPage:
    """What moving to this release would do, 25 cases at a time; nothing is kept."""
    release = get_release(work, release_key)
    numbers = candidates(work, release_key)
    previews = [preview(work, number, release_key, mapped) for number in numbers[start : start + PER_PAGE]]
    gone = {
        (process_key, element_id): name
        for shown in previews
        for one in shown.instances
        for process_key, element_id, name in one.migration.unmapped
    }
    models = work.services.library.get(release.id).processes
    return MigrationPage(
        release_key=release.key,
        release_title=release.title,
        total=len(numbers),
        previews=previews,
        unmapped=[
            Unmapped(
                process_key,
                element_id,
                name,
                [(node.id, node.name or node.id) for node in models[process_key].nodes.values() if node.is_human],
            )
            for (process_key, element_id), name in gone.items()
            if process_key in models
        ],
        following=start + PER_PAGE if start + PER_PAGE < len(numbers) else None,
    )


def list_moved(work: Work) -> list[MovedCase]:
    """The cases that were moved last."""
    ensure_operator(work)
    keys = {release.id: release.key for release in work.session.scalars(select(Release))}
    query = select(CaseMigration, Case.number, Account.name).join(Case, Case.id == CaseMigration.case_id)
    query = query.outerjoin(Account, Account.id == CaseMigration.by_id).order_by(CaseMigration.id.desc())
    return [
        MovedCase(
            number, keys[one.from_release_id], keys[one.to_release_id], one.at, by or "Het systeem",
            one.reason, one.reverted_at,
        )
        for one, number, by in work.session.execute(query.limit(_LATELY))
    ]  # fmt: skip
