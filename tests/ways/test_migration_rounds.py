"""Many cases are moved in a round: each once, in a transaction of its own, whatever happens to the worker."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select, update

from service.domain.actors import SYSTEM
from service.domain.errors import Conflict
from service.models import CaseMigration, Incident, Release
from service.usecases.ways import migration_reads, migration_rounds, migration_work, migrations, round_reads, trail
from service.usecases.work import Work
from service.worker import run_migrations
from tests.process.play import Play
from tests.robustness.conftest import faults
from tests.ways.another import CHECK, OTHER_STEP, another
from tests.web.desk import Building, text_of
from tests.world import World

OPERATOR = "u-operator"
WHY = "De regio gaat anders werken."


class Killed(BaseException):
    """The process ends in the middle of a transaction."""


class Rounds:
    """Running cases, of which the first needs a choice, and an operator."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.play = Play(world).to_monitoring()
        self.first = self.play.number

    def register(self, number: int) -> list[str]:
        return [self.play.register().case_number or "" for _ in range(number)]

    def work(self) -> Work:
        """Reads as the operator; it is never written with."""
        return Work(self.world.services, self.world.database.read(), self.world.actor(OPERATOR))

    def do(self, act: object, *given: object) -> int:
        with self.world.factory.write(self.world.actor(OPERATOR)) as work:
            return act(work, *given)  # type: ignore[operator, no-any-return]

    def begin(self, key: str, numbers: list[str]) -> int:
        return self.do(migration_rounds.start_round, key, numbers, WHY, {})

    def run(self) -> int:
        return migration_work.run(self.world.factory)

    def entries(self, number: int) -> dict[str, str]:
        return {one.number: one.state for one in round_reads.list_entries(self.work(), number)[0]}


@pytest.fixture
def rounds(world: World) -> Rounds:
    return Rounds(world)


def test_what_would_happen_is_counted_and_narrowed(rounds: Rounds) -> None:
    gone, others = another(rounds.world, "anders-1", {CHECK: OTHER_STEP}), rounds.register(2)
    page = migration_reads.get_migration_page(rounds.work(), gone, {})
    assert (page.total, page.counts["ongewijzigd"], page.counts["keuze"]) == (3, 2, 1)
    assert (list(page.movable), [step.element_id for step in page.gone]) == (others, ["checkin"])
    wanted = migration_reads.Wanted(verdict="keuze", from_key="landelijk-1", region_key="meerwolde")
    [shown] = migration_reads.get_migration_page(rounds.work(), gone, {}, wanted).rows
    assert shown.number == rounds.first
    kept = migration_reads.get_migration_page(rounds.work(), gone, {}, migration_reads.Wanted(query=others[0])).rows[0]
    assert any("blijft open, uiterlijk op" in line for line in kept.told)
    assert any("de eerstvolgende termijn blijft" in line for line in kept.told)


def test_each_case_is_moved_once_also_when_a_worker_is_killed_or_the_round_is_stopped(
    rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, others = another(rounds.world, "anders-2", {CHECK: OTHER_STEP}), rounds.register(3)
    number = rounds.begin(gone, [rounds.first, *others])
    with pytest.raises(Conflict, match=f"wacht al in ronde {number}"):
        rounds.begin(gone, others[:1])

    def die(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(migration_work, "tell", die)
        with pytest.raises(Killed):
            rounds.run()
    assert set(rounds.entries(number).values()) == {"wacht", "geweigerd"}
    rounds.do(migration_rounds.stop_round, number)
    assert (rounds.run(), round_reads.get_round(rounds.work(), number).state) == (0, "gestopt")
    rounds.do(migration_rounds.go_on_round, number)
    turns = iter([False, True])
    assert migration_work.run(rounds.world.factory, lambda: next(turns)) == 1
    assert (rounds.run(), rounds.run()) == (2, 0)
    assert rounds.entries(number) == {rounds.first: "geweigerd", **dict.fromkeys(others, "gedaan")}
    assert len(rounds.work().session.scalars(select(CaseMigration)).all()) == 3
    assert faults(rounds.world) == []


def test_a_round_is_reported_put_back_and_in_the_trail_without_its_cases(rounds: Rounds) -> None:
    gone, others = another(rounds.world, "anders-3", {CHECK: OTHER_STEP}), rounds.register(2)
    number = rounds.begin(gone, [rounds.first, *others])
    rounds.run()
    report = round_reads.export_report(rounds.work(), number)[1].decode("utf-8-sig").splitlines()
    assert (len(report), report[0].startswith("Zaak;Uitkomst;"), "bestaat niet meer" in report[1]) == (4, True, True)
    back = rounds.do(migration_rounds.put_back_round, number, "Toch niet.")
    assert (rounds.run(), set(rounds.entries(back).values())) == (2, {"gedaan"})
    with pytest.raises(Conflict, match="niets wat nog"):
        rounds.do(migration_rounds.put_back_round, number, "Nog eens.")
    lines = trail.list_trail(Work(rounds.world.services, rounds.world.database.read(), SYSTEM))[0]
    assert [(row.kind, row.release_key) for row in lines] == [("terugzetten", gone), ("overzetten", gone)]
    assert "RET-" not in "".join(row.text for row in lines)
    assert faults(rounds.world) == []


def test_what_breaks_is_an_incident_and_stops_no_other_case(rounds: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    same, [second] = another(rounds.world, "anders-4", {}), rounds.register(1)

    def migrate(work: Work, number: str, key: str, reason: str, mapped: migrations.Mapped) -> object:
        if number == rounds.first:
            raise RuntimeError("broken")
        return migrations.migrate(work, number, key, reason, mapped)

    monkeypatch.setattr(migration_work, "migrate", migrate)
    number = rounds.begin(same, [rounds.first, second])
    assert rounds.run() == 2
    assert rounds.entries(number) == {rounds.first: "mislukt", second: "gedaan"}
    assert [one.cause for one in rounds.work().session.scalars(select(Incident))] == ["RuntimeError: broken"]


def test_no_round_goes_to_a_release_that_is_retired(rounds: Rounds) -> None:
    key = another(rounds.world, "anders-5", {})
    with rounds.world.factory.write() as work:
        work.session.execute(update(Release).where(Release.key == key).values(retired_at=work.now))
    with pytest.raises(Conflict, match="afgevoerd"):
        rounds.begin(key, [rounds.first])
    assert key not in [one.key for one in migration_reads.list_targets(rounds.work())]


def test_many_cases_wait_for_the_worker_while_the_page_shows_how_far_it_is(rounds: Rounds) -> None:
    another(rounds.world, "anders-6", {})
    numbers = [rounds.first, *rounds.register(migration_work.AT_ONCE)]
    desk = Building(rounds.world).desk(OPERATOR)
    desk.found("/overzetten", naar="anders-6")
    given = {"naar": "anders-6", "zaak": numbers, "reden": WHY}
    shown = text_of(desk.post("/overzetten", given, follow_redirects=True))
    assert f"0 van {len(numbers)} zaken behandeld" in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert "refresh" not in desk.found("/overzetten/rondes/1", stil="1")
    assert "Verdergaan" in text_of(desk.post("/overzetten/rondes/1/stoppen", follow_redirects=True))
    desk.post("/overzetten/rondes/1/verdergaan")
    run_migrations(rounds.world.factory)
    assert "Gedaan: 11" in desk.found("/overzetten/rondes/1")
    assert "Klaar, 11 van 11 gelukt" in desk.found("/overzetten")


def test_several_workers_at_once_move_each_case_once(rounds: Rounds) -> None:
    same, numbers = another(rounds.world, "anders-7", {}), [rounds.first, *rounds.register(5)]
    number, together = rounds.begin(same, numbers), Barrier(3)

    def work() -> int:
        together.wait()
        return rounds.run()

    with ThreadPoolExecutor(3) as workers:
        done = [future.result() for future in [workers.submit(work) for _ in range(3)]]
    # Whoever lost a race left the rest to the next round, like any worker.
    assert sum(done) + rounds.run() == len(numbers)
    assert rounds.entries(number) == dict.fromkeys(numbers, "gedaan")
    assert len(rounds.work().session.scalars(select(CaseMigration)).all()) == len(numbers)
    assert faults(rounds.world) == []
