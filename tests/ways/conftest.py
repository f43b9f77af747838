"""People who make ways of working, and what they do most."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from service.usecases.ways import draft_files, drafts
from service.usecases.work import Work
from tests.world import World

AUTHOR, APPROVER, ELSEWHERE = "u-beheer-m", "u-beheer-m2", "u-beheer-z"
NATIONAL, NATIONAL_APPROVER = "u-landelijk", "u-landelijk2"
CALL = ("diagram", "ret_belmoment")
OLD, NEW = b'name="Belmoment met het gezin" isExecutable', b'name="Bellen met het gezin" isExecutable'


class Desk:
    """Acts on ways of working as anybody."""

    def __init__(self, world: World) -> None:
        self.world = world

    @contextmanager
    def as_(self, key: str) -> Iterator[Work]:
        with self.world.factory.write(self.world.actor(key)) as work:
            yield work

    def start(self, who: str = AUTHOR, region: str | None = "meerwolde", title: str = "Bellen heet anders") -> str:
        with self.as_(who) as work:
            return drafts.start_draft(work, region, title)

    def replace(self, draft: str, old: bytes, new: bytes, *, who: str = AUTHOR, file: tuple[str, str] = CALL) -> int:
        """Change a piece of a file."""
        with self.as_(who) as work:
            found = draft_files.read_file(work, draft, *file)
            assert old in found.content
            return draft_files.save_file(work, draft, *file, found.content.replace(old, new), found.revision)


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)
