"""What there is to move: where cases can go, which cases those are, and what would happen to each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from service.domain.ways import RELEASE_STATES
from service.models import Case, ProcessInstance, Region, Release
from service.usecases.ways.migration_words import MOVABLE, VERDICTS, tell, verdict
from service.usecases.ways.migrations import CasePreview, Mapped, ensure_operator, get_release, preview
from service.usecases.ways.way_reads import active_of, state_of
from service.usecases.work import Work

PER_PAGE = 50
# Looking takes about five thousandths of a second for each case; more than this is chosen by region or by number.
MAX_LOOKED = 500


@dataclass(frozen=True)
class Wanted:
    """Which cases to look at: those that run on a release, of a region, with a text in their number, with a verdict."""

    from_key: str = ""
    region_key: str = ""
    query: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Candidate:
    """A running case that could move."""

    number: str
    from_key: str
    region_name: str


@dataclass(frozen=True)
class SeenCase:
    """What moving does to a case: one of VERDICTS, and sentences."""

    number: str
    from_key: str
    region_name: str
    verdict: str
    told: Sequence[str]

    @property
    def movable(self) -> bool:
        """Whether it can go."""
        return self.verdict in MOVABLE


@dataclass(frozen=True)
class Gone:
    """An open step that the new way of working does not have, with the tasks that could come in its place."""

    process_key: str
    element_id: str
    name: str
    process_name: str
    targets: Sequence[tuple[str, str]]
    cases: int


@dataclass(frozen=True)
class MigrationPage:
    """What moving to a release would do; of `total` cases at most MAX_LOOKED were looked at (`looked`).

    `counts` is by verdict, `rows` is a page of those that were asked for, `following` asks for the next page.
    """

    release_key: str
    release_title: str
    state: str
    total: int
    looked: int
    counts: Mapping[str, int]
    rows: Sequence[SeenCase]
    movable: Sequence[str]
    gone: Sequence[Gone]
    places: Mapping[str, Mapping[str, str]]
    following: int | None


@dataclass(frozen=True)
class Target:
    """A release that cases can be moved to."""

    key: str
    title: str
    region_name: str
    state: str


def list_targets(work: Work) -> list[Target]:
    """The releases that cases can be moved to, the newest first; nothing runs on one that is retired."""
    ensure_operator(work)
    releases = list(work.session.scalars(select(Release).order_by(Release.id.desc())))
    names = {region.id: region.name for region in work.session.scalars(select(Region))}
    return [
        Target(one.key, one.title, names.get(one.region_id or 0, "Landelijk"), _state(work, one, releases))
        for one in releases
        if one.retired_at is None
    ]


def _state(work: Work, release: Release, releases: Sequence[Release]) -> str:
    return RELEASE_STATES[state_of(release, active_of(releases, release.region_id, work.today), work.today)]


def candidates(work: Work, release_key: str, wanted: Wanted | None = None) -> list[Candidate]:
    """The running cases of this release's region (of all, for a national one) that run on another release."""
    ensure_operator(work)
    release, asked = get_release(work, release_key), wanted or Wanted()
    query = select(Case.number, Release.key, Region.name).join(Release, Release.id == Case.release_id)
    query = query.join(Region, Region.id == Case.region_id)
    query = query.where(Case.release_id != release.id, Case.id.in_(_with_something_running()))
    if release.region_id is not None:
        query = query.where(Case.region_id == release.region_id)
    if asked.from_key:
        query = query.where(Release.key == asked.from_key)
    if asked.region_key:
        query = query.where(Region.key == asked.region_key)
    if asked.query:
        query = query.where(Case.number.icontains(asked.query, autoescape=True))
    return [Candidate(*row) for row in work.session.execute(query.order_by(Case.number))]


def _with_something_running() -> Select[int | None]:
    return select(ProcessInstance.case_id).where(ProcessInstance.status == "running")


def get_migration_page(
    work: Work, release_key: str, mapped: Mapped, wanted: Wanted | None = None, start: int = 0
) -> MigrationPage:
    """What moving to this release would do to the cases that are asked for; nothing is kept."""
    release, asked = get_release(work, release_key), wanted or Wanted()
    everything = candidates(work, release_key)
    found = candidates(work, release_key, asked)
    looked = [(one, preview(work, one.number, release_key, mapped)) for one in found[:MAX_LOOKED]]
    seen = [SeenCase(one.number, one.from_key, one.region_name, verdict(what), tell(what)) for one, what in looked]
    chosen = [one for one in seen if asked.verdict in ("", one.verdict)]
    counts = Counter(one.verdict for one in seen)
    return MigrationPage(
        release_key=release.key,
        release_title=release.title,
        state=_state(work, release, list(work.session.scalars(select(Release)))),
        total=len(found),
        looked=len(looked),
        counts={key: counts[key] for key in VERDICTS},
        rows=chosen[start : start + PER_PAGE],
        movable=[one.number for one in chosen if one.movable],
        gone=_gone(work, release, [what for _, what in looked]),
        places=_places(work, everything),
        following=start + PER_PAGE if start + PER_PAGE < len(chosen) else None,
    )


def _places(work: Work, found: Sequence[Candidate]) -> Mapping[str, Mapping[str, str]]:
    """The releases and regions that these cases have, to choose from."""
    names = {region.name: region.key for region in work.session.scalars(select(Region))}
    return {
        "van": {key: key for key in sorted({one.from_key for one in found})},
        "regio": {names[name]: name for name in sorted({one.region_name for one in found})},
    }


def _gone(work: Work, release: Release, looked: Sequence[CasePreview]) -> list[Gone]:
    """The steps that somebody must choose a task for, or did."""
    cases: Counter[tuple[str, str, str, str]] = Counter()
    for seen in looked:
        steps = {
            (*step, one.name) for one in seen.instances for step in (*one.migration.unmapped, *one.migration.chosen)
        }
        cases.update(steps)
    models = work.services.library.get(release.id).processes
    return [
        Gone(
            process_key, element_id, name, process_name,
            [(node.id, node.name or node.id) for node in models[process_key].nodes.values() if node.is_human], count,
        )
        for (process_key, element_id, name, process_name), count in sorted(cases.items())
        if process_key in models
    ]  # fmt: skip
