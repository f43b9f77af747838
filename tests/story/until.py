"""A service with one case in the middle of everything: a valid plan, a stall, an open administrative escalation."""

import shutil
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path

from tests.story.answers import Data
from tests.story.story import tell
from tests.story.use_case_driver import UseCaseDriver
from tests.world import World, new_world


class _Reached(Exception):
    """The story has come as far as it was wanted."""


class Until(UseCaseDriver):
    """Plays the story up to a task, and leaves that one open."""

    def __init__(self, world: World, element: str) -> None:
        super().__init__(world)
        self.element = element

    def complete(self, who: str, element: str, data: Data, *, on_behalf: str | None = None) -> None:
        if element == self.element:
            raise _Reached
        super().complete(who, element, data, on_behalf=on_behalf)

    def play(self) -> str:
        """From the beginning, with a case of its own; the case number."""
        with suppress(_Reached):
            tell(self)
        return self.number


def play_until(world: World, element: str) -> str:
    """Play the story on this service up to a task, which stays open; the case number."""
    return world.come_to(("story", element), lambda: _play(world, element))


def _play(world: World, element: str) -> str:
    return Until(world, element).play()


@cache
def _played(template_folder: Path, element: str) -> tuple[Path, datetime, str]:
    folder = template_folder / f"until-{element}"
    folder.mkdir(parents=True, exist_ok=True)
    world = new_world(template_folder, folder)
    number = play_until(world, element)
    now = world.clock.now()
    world.close()
    return folder / "test.db", now, number


def world_until(template_folder: Path, folder: Path, element: str) -> tuple[World, str]:
    """A fresh copy of the service as it stands when the story comes to this task, with the case number."""
    database, now, number = _played(template_folder, element)
    shutil.copy(database, folder / "test.db")
    return World(folder, now), number
