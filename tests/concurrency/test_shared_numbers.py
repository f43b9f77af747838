"""What cases share: the row of case numbers and the places at a meeting are given out once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from service.models import Case, Incident
from tests.process.play import Play
from tests.world import World

TOGETHER = 6


def test_registrations_that_arrive_at_the_same_moment_get_numbers_of_their_own(world: World) -> None:
    together = Barrier(TOGETHER)

    def register(_number: int) -> str | None:
        together.wait()
        return Play(world).register().case_number

    with ThreadPoolExecutor(TOGETHER) as people:
        numbers = list(people.map(register, range(TOGETHER)))
    assert sorted(filter(None, numbers)) == [f"RET-2026-{n:03d}" for n in range(1, TOGETHER + 1)]
    with world.database.read() as session:
        assert len(session.scalars(select(Case.id)).all()) == TOGETHER
        assert session.scalars(select(Incident.cause)).all() == []
